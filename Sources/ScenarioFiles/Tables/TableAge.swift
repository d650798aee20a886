/// How old a table is when the plan is made, against the lag that its source promises (model.md section 15).
///
/// Lateness counts in lags: a source promised after L days is k lags late when its data are k L days older than promised, k being any
/// number from 0 up. A promise of the same day, L = 0, counts lateness in days.
package struct TableAge: Sendable {
    /// The day that the data speak of.
    package let businessDate: CalendarDay
    /// The day that the plan is made for.
    package let asOf: CalendarDay
    /// L, days by which the data may lag behind; nil where nothing is promised.
    package let lagDays: Int?

    /// Lags beyond the promised one with which a plan is still made: a source promised at T-1 may be planned with at T-3.
    package static let mostLagsLate = 2

    package init(businessDate: CalendarDay, asOf: CalendarDay, lagDays: Int?) {
        self.businessDate = businessDate
        self.asOf = asOf
        self.lagDays = lagDays
    }

    /// Age in days; negative where the data speak of a day after `asOf`.
    package var days: Int { asOf.days(since: businessDate) }

    /// Days beyond the promise, 0 within it; nil where nothing is promised.
    package var daysLate: Int? { lagDays.map { max(0, days - $0) } }

    /// k, lags beyond the promised one.
    package var lagsLate: Double { Double(daysLate ?? 0) / Double(max(1, lagDays ?? 1)) }

    package var isTooLate: Bool { (daysLate ?? 0) > Self.mostLagsLate * max(1, lagDays ?? 1) }

    /// What the standard deviations of the factors that the table feeds are multiplied by: sqrt(1 + k), as when the world drifts by
    /// independent steps, one a lag, the first of which the stated deviation covers.
    package var widening: Double { (1 + lagsLate).squareRoot() }
}
