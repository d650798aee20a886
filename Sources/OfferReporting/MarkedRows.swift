/// Lines of a figure for the terminal, each at its amount, with marks to set them against as lines of their own among them.
enum MarkedRows {
    static func lines(_ rows: [(amount: Double, text: String)], marks: [(name: String, amount: Double)]) -> [String] {
        let all = (rows + marks.map { (amount: $0.amount, text: "----- \($0.name) -----") }).enumerated().sorted {
            ($0.element.amount, $0.offset) < ($1.element.amount, $1.offset)
        }.map(\.element)
        let amounts = AmountText.column(all.map(\.amount))
        let width = amounts.reduce(0) { max($0, $1.count) }
        return zip(amounts, all).map { amount, row in
            "  " + String(repeating: " ", count: width - amount.count) + amount + "  " + row.text
        }
    }
}
