package import OfferLearning
import ScenarioFiles
package import TableFiles

extension DataQuality {
    /// The columns of `csv`; more may be added behind them.
    package static let schema = form.schema

    /// One row a check, for a dashboard to put below those of other days. Unknown numbers are blank; `example` is the first one.
    package var csv: [UInt8] { Self.form.csv(checks.map { (self, $0) }) }

    private static let form = TableForm<(quality: DataQuality, check: DataCheck)>(
        "data-checks",
        [
            .text("scenario") { $0.quality.scenario }, .text("as_of") { $0.quality.asOf?.description }, .text("table") { $0.check.table },
            .text("check") { $0.check.kind.rawValue }, .text("column") { $0.check.column }, .text("verdict") { $0.check.verdict.rawValue },
            .integer("count") { $0.check.count }, .number("measured") { $0.check.measured }, .number("expected") { $0.check.expected },
            .number("standard_errors") { $0.check.standardErrors }, .text("message") { $0.check.message },
            .text("example") { row in row.check.examples.first.map { "\($0.location): \($0.message)" } },
        ])
}
