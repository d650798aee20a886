import OfferModel
import TableFiles

/// Reads one row of segments.csv.
struct SegmentRowReader {
    var cells: CellReader
    let header: TableHeader
    let offers: [String: Int]
    /// Of the ladder; none without one.
    let levels: [String]
    let levelNumbers: [String: Int]
    let defaultContacts: Int?

    mutating func checkID(_ id: String, _ row: Int, _ column: Int) -> Bool {
        if id.isEmpty {
            cells.report("blank-cell", row, column) { _ in ("the id is blank", "every row needs a segment id") }
            return false
        }
        if ScalarReading.isIdentifier(id) { return true }
        cells.report("invalid-id", row, column) { text in
            let help = ScalarReading.identifierProposal(for: id).map { "write `\($0)`" } ?? "choose another id"
            return ("`\(text)` is not an id: lower-case letters, digits, `-` and `_`, beginning with a letter or digit", help)
        }
        return false
    }

    /// The segment; nil after reports. All cells are read, so that all problems of the row are found.
    mutating func segment(_ id: String, _ row: Int) -> Segment? {
        let customers = cells.require(row, header["customers"], .notNegative)
        let spend = cells.require(row, header["monthly_spend"], .notNegative)
        let variation = cells.require(row, header["spend_cv"], .notNegative)
        let redemption = cells.require(row, header["monthly_redemption"], .share)
        let base = basePercent(row)
        let lift = cells.read(row, header["spend_lift"], .notNegative, whenBlank: 0)
        let persistence = cells.read(row, header["spend_persistence"], .share, whenBlank: 0)
        let multiplier = cells.read(row, header["fraud_multiplier"], .notNegative, whenBlank: 1)
        let contacts = contacts(row)
        let completed = completed(row)
        let level = level(row)
        guard let customers, let spend, let variation, let redemption, let base, let lift, let persistence, let multiplier, let contacts,
            let completed, let level
        else { return nil }
        let macro = header["macro"].flatMap { SegmentTable.macro(in: cells.table, row, $0) }
        return Segment(
            id: id, macro: macro, customers: customers, monthlySpend: spend, spendVariation: variation, monthlyRedemption: redemption,
            basePercent: base, contacts: contacts.most, spendLift: lift, spendPersistence: persistence,
            fraudMultiplier: multiplier, completed: completed, level: level.level)
    }

    private mutating func basePercent(_ row: Int) -> Double? {
        guard let column = header["base_percent"], let value = cells.require(row, column, .notNegative) else { return nil }
        if SchemaValidator.hasAtMostTwoDecimals(value) { return value }
        cells.report("percent-decimals", row, column) {
            ("\($0) has more than two decimals", "round it, such as \(SchemaValidator.rounded(value))")
        }
        return nil
    }

    private struct LevelCell {
        /// nil when the segment is not on the ladder.
        let level: LevelIndex?
    }

    /// The level in the row; nil after a report.
    private mutating func level(_ row: Int) -> LevelCell? {
        guard !levels.isEmpty, let column = header["level"], !cells.table.isBlank(row: row, column: column) else {
            return LevelCell(level: nil)
        }
        return cells.level(row, column, levelNumbers, levels).map { LevelCell(level: LevelIndex($0)) }
    }

    private struct ContactLimit {
        /// nil when unlimited.
        let most: Int?
    }

    /// Most offers for one customer; nil after a report.
    private mutating func contacts(_ row: Int) -> ContactLimit? {
        guard let column = header["contacts"] else { return ContactLimit(most: defaultContacts) }
        switch cells.read(row, column, NumberRange(0, 1_000_000)) {
        case .blank: return ContactLimit(most: defaultContacts)
        case .wrong: return nil
        case .value(let value):
            if let whole = Int(exactly: value) { return ContactLimit(most: whole) }
            cells.report("out-of-range", row, column) {
                ("\($0) must be a whole number", "write how many offers one customer may be shown")
            }
            return nil
        }
    }

    /// The offers in `a;b`; nil after a report.
    private mutating func completed(_ row: Int) -> Set<OfferIndex>? {
        guard let column = header["completed"], !cells.table.isBlank(row: row, column: column) else { return [] }
        var completed = Set<OfferIndex>()
        var isSound = true
        for part in cells.table.text(row: row, column: column).split(separator: ";") {
            let id = String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
            if let number = offers[id] {
                completed.insert(OfferIndex(number))
            } else if !id.isEmpty {
                isSound = false
                let known = offers.keys.sorted()
                cells.report("unknown-id", row, column) { _ in
                    let help = id.contains(",") ? "separate offers by `;`" : ReferenceRules.help(for: id, among: known)
                    return ("there is no offer `\(id.excerpt)`", help)
                }
            }
        }
        return isSound ? completed : nil
    }
}
