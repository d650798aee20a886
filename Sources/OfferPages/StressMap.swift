import ChartPages
import OfferEconomics
import OfferModel
import OfferReporting
import OfferResults
import OfferStress

/// Named stresses by limits: what each uses of each, and what it breaks.
struct StressMap {
    private let stresses: [NamedStress]
    private let currency: String
    /// Positions of the rows that are drawn.
    private let columns: [Int]

    private static let mostColumns = 10
    private static let mostStresses = 30
    private static let mostCells = 300

    /// nil without stresses.
    init?(_ document: StressDocument, currency: String) {
        guard let first = document.stresses.first else { return nil }
        stresses = Array(document.stresses.prefix(Self.mostStresses))
        self.currency = currency
        let breaks = first.rows.indices.map { row in document.stresses.count { $0.rows[row].isBroken } }
        columns = first.rows.indices.sorted { (breaks[$1], $0) < (breaks[$0], $1) }.prefix(Self.mostColumns).sorted()
    }

    var figure: Figure {
        let rows = stresses.map { stress in
            CellGrid.Row(
                stress.stress.id, group: stress.isBuiltIn ? "Every plan\u{2019}s stresses" : "The scenario\u{2019}s stresses",
                [CellGrid.Cell(PageText.short(stress.totals.netValue), .ramp(0))] + columns.map { Self.cell(of: stress.rows[$0]) })
        }
        let names = columns.map { stresses[0].rows[$0].name }
        let hidden = stresses[0].rows.count - columns.count
        let breaking = stresses.count { $0.rows.contains(where: \.isBroken) }
        let message =
            "The plan held fixed under each stress. \(breaking) of \(PageText.count(stresses.count, "stress breaks", "stresses break")) a limit; "
            + "a cell says how much of the limit is used, below it the room that is left, or by how much it is broken."
            + (hidden > 0 ? " The \(columns.count) limits broken most often are drawn, \(hidden) more stand in the table." : "")
        return Figure(
            "stresses", "Stresses against limits", message: message, labels: Kind.labels(.expected, counting: .both),
            legend: [LegendItem(.bar, .alarm, "broken (\u{2715})"), LegendItem(.bar, .first, "kept, the stronger the more is used")],
            charts: [
                CellGrid(
                    "Stresses against limits",
                    description:
                        "Of \(stresses.count) stresses \(breaking) break a limit: \(PageText.list(stresses.filter { $0.rows.contains(where: \.isBroken) }.prefix(8).map(\.stress.id))).",
                    columns: ["Net value"] + names, rows: rows)
            ], tables: [summaryTable, usesTable])
    }

    private static func cell(of row: NamedStress.RowOutcome) -> CellGrid.Cell {
        let share = row.limit == 0 ? nil : row.used / row.limit
        let room = abs(row.limit - row.used)
        let isFull = room <= 1e-6 * max(1, abs(row.limit))
        let distance = isFull ? "0" : PageText.short(room)
        if row.isBroken {
            let beyond = abs(row.used - row.limit) / max(abs(row.limit), 0.5 * abs(row.used), 1e-12)
            return CellGrid.Cell(
                "\u{2715} " + (share.map(text) ?? PageText.short(row.used)), note: "by \(distance)",
                .alarm(beyond < 0.1 ? 1 : beyond < 0.5 ? 2 : 3))
        }
        let used = min(1, max(0, share ?? 0))
        return CellGrid.Cell(
            share.map(text) ?? PageText.short(row.used), note: isFull ? "used up" : "room \(distance)",
            .ramp(used < 0.5 ? 0 : used < 0.75 ? 1 : used < 0.9 ? 2 : 3))
    }

    /// A use as percent of its limit; what is near the limit is not rounded to it.
    private static func text(_ share: Double) -> String {
        PageText.percent(share, decimals: abs(share - 1) < 0.02 && abs(share - 1) > 5e-4 ? 1 : 0)
    }

    private var summaryTable: DataTable {
        DataTable(
            "table-stresses",
            caption: "Stresses at full force; net value is incremental value less total cost, cost total; amounts in \(currency)",
            [
                .words("Stress"), .words("Moves"), .number("Net value"), .number("Cost"), .number("First limit breaks at a multiple of"),
                .words("That limit"), .words("Broken"),
            ],
            rows: stresses.map { stress in
                [
                    .text(stress.stress.id), .text(stress.stress.changesText), .amount(stress.totals.netValue), .amount(stress.totals.cost),
                    .number(
                        stress.breaking.map { AmountText.trimmed($0.multiple, decimals: 3) } ?? "none up to 10", stress.breaking?.multiple),
                    .text(stress.breaking?.row ?? ""), .text(stress.rows.filter(\.isBroken).map(\.name).joined(separator: ", ")),
                ]
            })
    }

    private var usesTable: DataTable {
        let cells = stresses.flatMap { stress in stress.rows.map { (stress.stress.id, $0) } }
        let listed = Shortened(
            cells.count > Self.mostCells ? cells.filter { $0.1.isBroken } + cells.filter { !$0.1.isBroken } : cells, most: Self.mostCells,
            kept: "broken limits first")
        return DataTable(
            "table-stress-uses", caption: "What each stress uses of each limit; total, money in \(currency), reach in completions",
            [.words("Stress"), .words("Limit"), .number("Used"), .number("Limit is"), .words("State")],
            rows: listed.shown.map {
                [.text($0.0), .text($0.1.name), .amount($0.1.used), .amount($0.1.limit), .text($0.1.isBroken ? "broken" : "kept")]
            }, remark: listed.remark)
    }
}
