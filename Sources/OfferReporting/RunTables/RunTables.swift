import OfferEconomics
import OfferModel
import OfferOptimization
package import OfferResults
import TableFiles

/// A run as CSV files for spreadsheets: amounts in currency units, unknown and unbounded as blank cells.
package struct RunTables {
    private let documents: RunDocuments

    package init(_ documents: RunDocuments) {
        self.documents = documents
    }

    /// Names and contents.
    package var files: [(name: String, bytes: [UInt8])] {
        var files = [
            ("recommendations.csv", recommendations), ("constraints.csv", constraints), ("assets.csv", assets), ("totals.csv", totals),
            ("granularity.csv", granularity),
        ]
        if let simulation = documents.simulation?.simulation { files += SimulationTables(simulation).files }
        if let stress = documents.stress { files += StressTables(stress).files }
        if let settlement = documents.settlement?.settlement { files += SettlementTables(settlement).files }
        if let frontier = documents.frontier { files.append(("frontier.csv", breakpoints(frontier))) }
        return files
    }

    private var result: ResultDocument { documents.result }

    private var recommendations: [UInt8] {
        var writer = CSVWriter(
            header: [
                "segment", "macro", "bundle", "offer", "percent", "monthly_cap", "months", "start_month", "share", "customers",
                "completions",
                "cost", "value", "net_value",
            ], for: .spreadsheets)
        for line in result.recommendations {
            writer.append([
                line.segment, line.macro ?? "", String(line.bundle), line.offer, CSVCell.text(line.percent), CSVCell.text(line.monthlyCap),
                String(line.months), String(line.startMonth), CSVCell.text(line.share), CSVCell.text(line.customers),
                CSVCell.text(line.completions), CSVCell.text(line.cost), CSVCell.text(line.value), CSVCell.text(line.netValue),
            ])
        }
        return writer.bytes
    }

    private var constraints: [UInt8] {
        var writer = CSVWriter(
            header: ["name", "owner", "used", "limit", "slack", "binding", "shadow_price", "valid_from", "valid_to"], for: .spreadsheets)
        for row in result.constraints {
            writer.append([
                row.name, row.owner, CSVCell.text(row.used), CSVCell.text(row.limit), CSVCell.text(row.slack), String(row.isBinding),
                CSVCell.text(row.shadowPrice), CSVCell.text(row.validFrom), CSVCell.text(row.validTo),
            ])
        }
        return writer.bytes
    }

    private var assets: [UInt8] {
        var writer = CSVWriter(header: ["asset", "gain", "funding", "fees", "pnl"], for: .spreadsheets)
        for asset in result.assets {
            writer.append([asset.asset] + [asset.gain, asset.funding, asset.fees, asset.profit].map(CSVCell.text))
        }
        return writer.bytes
    }

    private var totals: [UInt8] {
        var writer = CSVWriter(header: ["quantity", "amount"], for: .spreadsheets)
        guard let totals = result.totals else { return writer.bytes }
        let rows: [(String, Double?)] = [
            ("customers", totals.customers), ("shown", totals.shown), ("completions", totals.completions),
            ("incremental_completions", totals.incrementalCompletions), ("value", totals.value), ("fee_income", totals.feeIncome),
            ("cost", totals.cost), ("accrued", totals.accrued), ("fraud_loss", totals.fraudLoss),
            ("deadweight_cost", totals.deadweightCost),
            ("worst_case", totals.worstCase), ("net_value", totals.netValue),
        ]
        for (name, amount) in rows { writer.append([name, CSVCell.text(amount)]) }
        return writer.bytes
    }

    private var granularity: [UInt8] {
        var writer = CSVWriter(header: ["level", "objective"], for: .spreadsheets)
        for level in result.granularity { writer.append([level.level.rawValue, CSVCell.text(level.objective)]) }
        return writer.bytes
    }

    private func breakpoints(_ frontier: FrontierDocument) -> [UInt8] {
        var writer = CSVWriter(header: ["row", "limit", "objective", "shadow_price"], for: .spreadsheets)
        for point in frontier.breakpoints {
            writer.append([frontier.row] + [point.limit, point.objective, point.shadowPrice].map(CSVCell.text))
        }
        return writer.bytes
    }
}

/// How numbers stand in tables.
enum CSVCell {
    /// Blank for nil; whole numbers without a point; -0 is 0.
    static func text(_ number: Double?) -> String {
        guard let number else { return "" }
        if let whole = Int(exactly: number), abs(number) < 1e15 { return String(whole) }
        return number.description
    }
}
