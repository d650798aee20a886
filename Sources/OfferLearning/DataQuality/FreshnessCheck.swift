import OfferModel
import ScenarioFiles

/// How old the data are when the plan is made, against the lag that their source promises. In time: pass. Up to two lags late: warn, and
/// the factors that the table feeds count as less certain (`TableAge`). Later: fail. Data of a day after the plan's: warn.
enum FreshnessCheck {
    static func check(_ input: TableInput) -> DataCheck {
        guard let age = input.age, let lag = age.lagDays, let late = age.daysLate else {
            let age = input.age.map { "\($0.days.counted("day")) old; " } ?? ""
            let missing = input.missingDates.joined(separator: ", ")
            return .notChecked(
                .freshness, of: input.key, because: "\(age)not stated: \(missing)", measured: input.age.map { Double($0.days) })
        }
        func check(_ verdict: DataCheck.Verdict, _ message: String) -> DataCheck {
            let place = DataCheck.Example(location: input.place, message: "the data speak of \(age.businessDate), the plan of \(age.asOf)")
            return DataCheck(
                .freshness, of: input.key, verdict, count: late, measured: Double(age.days), expected: Double(lag), message: message,
                examples: verdict == .pass ? [] : [place])
        }
        if age.days < 0 { return check(.warn, "the data speak of a day \((-age.days).counted("day")) after as_of") }
        let found = "\(age.days.counted("day")) old where \(lag) \(lag == 1 ? "is" : "are") promised"
        guard late > 0 else { return check(.pass, found) }
        let widened = !input.feeds.isEmpty
        let factors = input.feeds.map(\.rawValue).joined(separator: ", ")
        return check(
            age.isTooLate ? .fail : .warn,
            found + (widened ? "; standard deviations of \(factors) count \(NumberText.short(age.widening)) times" : ""))
    }
}
