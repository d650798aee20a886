/// The three forms of a row of responses.csv. Which one a row has is told by the columns that are its alone.
enum ResponseForm: CaseIterable {
    case logistic, saturating, table

    static let columns = [
        "organic", "intercept", "slope", "ceiling", "duration_slope", "floor", "half_percent", "percent", "completion",
    ]

    /// Columns that `calibrate responses` adds; they are left aside.
    static let calibratedColumns =
        ["organic", "intercept", "slope", "duration_slope", "floor", "ceiling", "half_percent"].map { "\($0)_se" }
        + ["form", "source", "shown"]

    /// Columns that only this form has.
    var ownColumns: [String] {
        switch self {
        case .logistic: ["intercept", "slope", "duration_slope"]
        case .saturating: ["floor", "half_percent"]
        case .table: ["percent", "completion"]
        }
    }

    var requiredColumns: [String] {
        switch self {
        case .logistic: ["intercept", "slope"]
        case .saturating: ["floor", "ceiling", "half_percent"]
        case .table: ["percent", "completion"]
        }
    }

    var name: String {
        switch self {
        case .logistic: "logistic"
        case .saturating: "saturating"
        case .table: "table"
        }
    }

    static let help =
        "give intercept and slope (logistic), or floor, ceiling and half_percent (saturating), or percent and completion (table)"
}
