import OfferModel
import TableFiles

/// opening.csv: points outstanding when the plan begins, by payer and month of accrual (model.md section 13).
struct OpeningTable {
    static let required = ["payer", "vintage", "amount"]
    static let optional = ["monthly_redemption"]

    private struct Key: Hashable {
        let payer: AssetIndex?
        let vintage: Int
    }

    private let declared: Declared
    private let expiryMonths: Int?
    private let payerColumn: Int
    private let vintageColumn: Int
    private let amountColumn: Int
    private let redemptionColumn: Int?
    private var cells: CellReader
    private var rows: [Key: Int] = [:]

    /// - Parameter expiryMonths: E; nil for never.
    /// - Returns: the rows without errors, in the order of the payers, the oldest vintage first.
    static func read(
        _ table: CSVTable, declared: Declared, expiryMonths: Int?, problems: inout DiagnosticCollector
    ) -> [OpeningBalance] {
        let header = TableHeader(of: table, required: required, optional: optional, problems: &problems)
        if table.rowCount == 0 {
            problems.add(
                .warning(
                    "empty-table", at: SourceLocation(file: table.name), "the table has no rows", help: "remove it from tables, or fill it")
            )
        }
        guard let columns = header.all(required) else { return [] }
        var reader = OpeningTable(table, columns, header[optional[0]], declared, expiryMonths, problems)
        let balances = (0..<table.rowCount).compactMap { reader.balance(row: $0) }
        problems = reader.cells.problems
        // The programme comes last, as in every result.
        return balances.sorted { ($0.payer?.position ?? .max, $0.vintage) < ($1.payer?.position ?? .max, $1.vintage) }
    }

    private init(
        _ table: CSVTable, _ columns: [Int], _ redemptionColumn: Int?, _ declared: Declared, _ expiryMonths: Int?,
        _ problems: DiagnosticCollector
    ) {
        self.declared = declared
        self.expiryMonths = expiryMonths
        payerColumn = columns[0]
        vintageColumn = columns[1]
        amountColumn = columns[2]
        self.redemptionColumn = redemptionColumn
        cells = CellReader(table: table, problems: problems)
    }

    /// nil after reports. All cells are read, so that all problems of the row are found.
    private mutating func balance(row: Int) -> OpeningBalance? {
        let payer = payer(row)
        let vintage = vintage(row)
        let amount = amountMinor(row)
        let redemption = cells.read(row, redemptionColumn, .share)
        guard let payer, let vintage else { return nil }
        let key = Key(payer: payer.asset, vintage: vintage)
        if let first = rows[key] {
            let place = cells.table.location(row: first, column: payerColumn)
            cells.report("duplicate-opening", row, payerColumn) { text in
                ("\(text) has vintage \(vintage) already on line \(place.line)", "keep one of the two, or add them up")
            }
            return nil
        }
        rows[key] = row
        guard let amount else { return nil }
        switch redemption {
        case .wrong: return nil
        case .blank: return OpeningBalance(payer: payer.asset, vintage: vintage, amountMinor: amount, monthlyRedemption: nil)
        case .value(let share):
            return OpeningBalance(payer: payer.asset, vintage: vintage, amountMinor: amount, monthlyRedemption: share)
        }
    }

    private struct Payer {
        /// nil for the programme.
        let asset: AssetIndex?
    }

    private mutating func payer(_ row: Int) -> Payer? {
        let id = cells.table.text(row: row, column: payerColumn)
        if id == ScenarioRules.programmeID { return Payer(asset: nil) }
        let known = declared.assets.indices.filter { !declared.isExternal[$0] }.map { declared.assets[$0] } + [ScenarioRules.programmeID]
        guard let number = declared.assetNumbers[id] else {
            cells.report("unknown-id", row, payerColumn) { text in
                ("there is no payer `\(text)`", ReferenceRules.help(for: text, among: known))
            }
            return nil
        }
        if declared.isExternal[number] {
            cells.report("external-asset", row, payerColumn) { text in
                ("the external partner \(text) pays for no points", "write `\(ScenarioRules.programmeID)`, which pays for its offers")
            }
            return nil
        }
        return Payer(asset: AssetIndex(number))
    }

    private mutating func vintage(_ row: Int) -> Int? {
        guard let value = cells.require(row, vintageColumn, .any) else { return nil }
        guard let vintage = Int(exactly: value), (-2_400...0).contains(vintage) else {
            cells.report("out-of-range", row, vintageColumn) {
                ("\($0) must be a whole number from -2400 to 0", "0 is the month before the plan's first, -1 the one before it")
            }
            return nil
        }
        if let expiryMonths, vintage + expiryMonths < 1 {
            cells.report("expired-opening", row, vintageColumn) {
                ("points of vintage \($0) have expired before month 1", "points_expire_after_months is \(expiryMonths): remove the row")
            }
            return nil
        }
        return vintage
    }

    /// The amount in minor units, exactly: as many of them over 100 are the very number that was read. From ten million million up numbers
    /// do not tell kopecks apart. nil where there are more than two decimals.
    static func minorUnits(of amount: Double) -> Int64? {
        let minor = (amount * 100).rounded()
        return minor / 100 == amount || amount >= 1e13 ? Int64(minor) : nil
    }

    private mutating func amountMinor(_ row: Int) -> Int64? {
        guard let amount = cells.require(row, amountColumn, .notNegative) else { return nil }
        if let minor = Self.minorUnits(of: amount) { return minor }
        cells.report("amount-decimals", row, amountColumn) {
            ("\($0) has more than two decimals", "round it, such as \(SchemaValidator.rounded(amount))")
        }
        return nil
    }
}
