import TableFiles

/// One line of a plan as written: an offer at a percent, shown to a share of a segment.
struct PlanRow {
    let segment: String
    let offer: String
    let percent: Double
    /// nil for no cap.
    let monthlyCap: Double?
    let months: Double
    let share: Double
    /// nil where a table has no such column.
    let bundle: Double?
    /// Where each figure stands; the row's own place for what is not there.
    let places: Places

    struct Places {
        let segment: SourceLocation
        let offer: SourceLocation
        let percent: SourceLocation
        let monthlyCap: SourceLocation
        let months: SourceLocation
        let share: SourceLocation
        let bundle: SourceLocation
    }
}
