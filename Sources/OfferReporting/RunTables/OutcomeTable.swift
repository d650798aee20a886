import OfferEconomics
import TableFiles

/// Outcomes one by one, replication after replication or draw after draw: a column for each quantity, then one for the use of each budget.
struct OutcomeTable {
    private let name: String
    private let numbering: String

    /// How the columns of budgets are called, before the budget's id.
    private static let budgetPrefix = "budget:"

    /// - Parameter numbering: the first column, which counts the outcomes from 1.
    init(_ name: String, numbering: String) {
        self.name = name
        self.numbering = numbering
    }

    func file(_ quantities: [(name: String, sample: Sample)], uses: [(budget: String, sample: Sample)], count: Int) -> (
        name: String, bytes: [UInt8]
    ) {
        let samples = quantities + uses.map { (Self.budgetPrefix + $0.budget, $0.sample) }
        let form = TableForm<Int>(
            name,
            [.integer(numbering) { $0 + 1 }] + samples.map { name, sample in .number(name) { sample.outcomes[$0] } })
        return form.file(0..<count)
    }

    static func schema(_ name: String, numbering: String, _ quantities: [String]) -> TableSchema {
        TableSchema(
            name, [.init(numbering, .integer)] + quantities.map { .init($0, .number) }, furtherNumbers: budgetPrefix)
    }
}
