import ChartPages
import OfferLearning
import OfferModel
import OfferReporting
import OfferResults
import ScenarioFiles
import TableFiles

/// What the checks of the input tables came to.
extension RunPage {
    private static let mostChecks = 120
    private static let mostTables = 30

    var dataSection: Page.Section? {
        let quality = result.provenance.dataChecks.quality
        guard !quality.checks.isEmpty else { return nil }
        return Page.Section("data", "Data checks", [checksFigure(quality).markup] + (widenedFigure(quality).map { [$0.markup] } ?? []))
    }

    private func checksFigure(_ quality: DataQuality) -> Figure {
        let kinds = DataCheck.Kind.allCases
        let tables = quality.checks.map(\.table).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let rows = tables.prefix(Self.mostTables).map { table in
            CellGrid.Row(
                table,
                kinds.map { kind in Self.cell(of: quality.checks.filter { $0.table == table && $0.kind == kind }) })
        }
        let listed = Shortened(
            quality.checks.count > Self.mostChecks
                ? quality.findings + quality.checks.filter { check in check.verdict < .warn } : quality.checks, most: Self.mostChecks,
            kept: "findings first")
        let (failed, doubtful) = (quality.failures.count, quality.findings.count - quality.failures.count)
        let unchecked = quality.checks.count { $0.verdict == .notChecked }
        let counts = [(failed, "failed"), (doubtful, "to look at"), (unchecked, "not checked")].filter { $0.0 > 0 }
            .map { "\($0.0) \($0.1)" }
        let date = quality.asOf.map { " at \($0)" } ?? ""
        let message =
            "\(PageText.count(quality.checks.count, "check", "checks"))\(date): "
            + (counts.isEmpty ? "all passed." : "\(PageText.list(counts)).")
            + (result.provenance.dataChecks.isAccepted ? " The run was told to go on in spite of failed checks." : "")
        return Figure(
            "checks", "Input tables by check", message: message, labels: Kind.labels(.checked, counting: .total),
            charts: [
                CellGrid(
                    "Input tables by check", description: message, columns: kinds.map(Self.name(of:)), rows: Array(rows))
            ],
            tables: [
                DataTable(
                    "table-checks", caption: "Checks of the input tables",
                    [
                        .words("Table"), .words("Check"), .words("Verdict"), .number("Count"), .number("Measured"), .number("Expected"),
                        .words("Finding"), .words("First place"),
                    ],
                    rows: listed.shown.map { check in
                        [
                            .text(check.table), .name(check.name), .text(Self.word(check.verdict)), .count(check.count),
                            .number(check.measured.map(PageText.exact) ?? "", check.measured),
                            .number(check.expected.map(PageText.exact) ?? "", check.expected), .name(check.message),
                            .name(check.examples.first.map { "\($0.location)" } ?? ""),
                        ]
                    }, remark: listed.remark)
            ])
    }

    /// The gravest of a table's checks of one kind.
    private static func cell(of checks: [DataCheck]) -> CellGrid.Cell {
        guard let gravest = checks.map(\.verdict).max() else { return .empty }
        let found = checks.filter { $0.verdict >= .warn }
        switch gravest {
        case .notChecked: return CellGrid.Cell("not checked", .empty)
        case .pass: return CellGrid.Cell("pass", .ramp(1))
        case .warn: return CellGrid.Cell("warn", note: PageText.count(found.count, "finding", "findings"), .alarm(1))
        case .fail: return CellGrid.Cell("\u{2715} fail", note: PageText.count(found.count, "finding", "findings"), .alarm(3))
        }
    }

    private static func name(of kind: DataCheck.Kind) -> String { kind == .meanChange ? "mean change" : kind.rawValue }

    private static func word(_ verdict: DataCheck.Verdict) -> String { verdict == .notChecked ? "not checked" : verdict.rawValue }

    /// Late tables make draws wider.
    private func widenedFigure(_ quality: DataQuality) -> Figure? {
        guard !quality.widenings.isEmpty else { return nil }
        return Figure(
            "widened", "What late tables widen",
            message: "A table that is later than its declared lag makes the factors that it speaks of less certain.",
            labels: Kind.labels(.checked, counting: .total), charts: [],
            tables: [
                DataTable(
                    "table-widened", caption: "Late tables and the factors whose standard deviations they multiply",
                    [.words("Table"), .words("Factors"), .number("Days late"), .number("Lags late"), .number("Multiplier")],
                    rows: quality.widenings.map {
                        [
                            .text($0.table), .text($0.factors.map(\.rawValue).joined(separator: ", ")), .count($0.daysLate),
                            .number(PageText.plain($0.lagsLate), $0.lagsLate), .number(PageText.plain($0.multiplier), $0.multiplier),
                        ]
                    })
            ])
    }
}
