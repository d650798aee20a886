package import OfferLearning
import ScenarioFiles
import TableFiles

extension DataQuality {
    /// Names of the columns of `csv`; more may be added behind them.
    package static let csvColumns = [
        "scenario", "as_of", "table", "check", "column", "verdict", "count", "measured", "expected", "standard_errors", "message",
        "example",
    ]

    /// One row a check, for a dashboard to put below those of other days. Unknown numbers are blank; `example` is the first one.
    package var csv: [UInt8] {
        var writer = CSVWriter(header: Self.csvColumns, for: .spreadsheets)
        for check in checks {
            writer.append([
                scenario, asOf?.description ?? "", check.table, check.kind.rawValue, check.column ?? "", check.verdict.rawValue,
                String(check.count), Self.text(check.measured), Self.text(check.expected), Self.text(check.standardErrors), check.message,
                check.examples.first.map { "\($0.location): \($0.message)" } ?? "",
            ])
        }
        return writer.bytes
    }

    /// Whole numbers without a point; -0 is 0.
    private static func text(_ number: Double?) -> String {
        guard let number else { return "" }
        return Int(exactly: number).map { String($0) } ?? number.description
    }
}
