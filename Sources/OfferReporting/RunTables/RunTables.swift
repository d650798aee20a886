import OfferEconomics
import OfferModel
import OfferOptimization
package import OfferResults
package import TableFiles

/// A run as CSV files for spreadsheets: amounts in currency units, unknown and unbounded as blank cells.
package struct RunTables {
    private let documents: RunDocuments

    package init(_ documents: RunDocuments) {
        self.documents = documents
    }

    /// Names and contents.
    package var files: [(name: String, bytes: [UInt8])] {
        let result = documents.result
        var files = [
            Self.recommendations.file(result.recommendations), Self.constraints.file(result.constraints), Self.assets.file(result.assets),
            Self.totals.file(result.totals?.figures ?? []), Self.granularity.file(result.granularity),
        ]
        if let figures = documents.figures { files += ShownTables(figures).files }
        if let simulation = documents.simulation?.simulation { files += SimulationTables(simulation).files }
        if let stress = documents.stress { files += StressTables(stress).files }
        if let tables = documents.settlement.flatMap(SettlementTables.init) {
            files += tables.files.map { ($0.name == "stresses.csv" ? "settlement-stresses.csv" : $0.name, $0.bytes) }
        }
        if let frontier = documents.frontier {
            files.append(Self.frontier.file(frontier.breakpoints.map { (frontier.row, $0) }))
        }
        return files
    }

    /// Of all tables that runs may have, those of the data checks aside.
    package static let schemas: [TableSchema] =
        [recommendations.schema, constraints.schema, assets.schema, totals.schema, granularity.schema, frontier.schema]
        + ShownTables.schemas + SimulationTables.schemas + StressTables.schemas
        + SettlementTables.schemas.map { $0.name == "stresses" ? $0.named("settlement-stresses") : $0 }

    private static let recommendations = TableForm<Recommendation>(
        "recommendations",
        [
            .text("segment") { $0.segment }, .text("macro") { $0.macro }, .integer("bundle") { $0.bundle }, .text("offer") { $0.offer },
            .number("percent") { $0.percent }, .number("monthly_cap") { $0.monthlyCap }, .integer("months") { $0.months },
            .integer("start_month") { $0.startMonth }, .number("share") { $0.share }, .number("customers") { $0.customers },
            .number("completions") { $0.completions }, .number("cost") { $0.cost }, .number("value") { $0.value },
            .number("net_value") { $0.netValue },
        ])

    private static let constraints = TableForm<Constraint>(
        "constraints",
        [
            .text("name") { $0.name }, .text("owner") { $0.owner }, .number("used") { $0.used }, .number("limit") { $0.limit },
            .number("slack") { $0.slack }, .flag("binding") { $0.isBinding }, .number("shadow_price") { $0.shadowPrice },
            .number("valid_from") { $0.validFrom }, .number("valid_to") { $0.validTo },
        ])

    private static let assets = TableForm<AssetResult>(
        "assets",
        [
            .text("asset") { $0.asset }, .number("gain") { $0.gain }, .number("funding") { $0.funding }, .number("fees") { $0.fees },
            .number("pnl") { $0.profit },
        ])

    private static let totals = TableForm<(name: String, figure: Double?)>(
        "totals", [.text("quantity") { $0.name }, .number("amount") { $0.figure }])

    private static let granularity = TableForm<ResultDocument.GranularityLevel>(
        "granularity", [.text("level") { $0.level.rawValue }, .number("objective") { $0.objective }])

    private static let frontier = TableForm<(row: String, point: Frontier.Breakpoint)>(
        "frontier",
        [
            .text("row") { $0.row }, .number("limit") { $0.point.limit }, .number("objective") { $0.point.objective },
            .number("shadow_price") { $0.point.shadowPrice },
        ])
}

extension TableForm {
    func file(_ rows: some Sequence<Row>) -> (name: String, bytes: [UInt8]) { ("\(name).csv", csv(rows)) }
}
