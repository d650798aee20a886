import ScenarioFiles
import TableFiles

/// A column of ids as numbers, so that rows can be compared without their texts: equal ids have equal numbers.
struct IDColumn: Sendable {
    static let blank: Int32 = -1

    let column: Int
    /// For each row; `blank` where the cell says nothing.
    let numbers: [Int32]
    /// The ids by number, in the order in which they first appear.
    let ids: [String]

    init(_ column: Int, of table: CSVTable) {
        var numbers: [Int32] = []
        numbers.reserveCapacity(table.rowCount)
        var ids: [String] = []
        var known: [String: Int32] = [:]
        for row in 0..<table.rowCount {
            if let previous = numbers.last, table.sameText(row: row, column: column, as: row - 1) {
                numbers.append(previous)
            } else if table.isBlank(row: row, column: column) {
                numbers.append(Self.blank)
            } else {
                let id = table.text(row: row, column: column)
                let number = known[id] ?? Int32(ids.count)
                if number == ids.count {
                    known[id] = number
                    ids.append(id)
                }
                numbers.append(number)
            }
        }
        self.column = column
        self.numbers = numbers
        self.ids = ids
    }

    /// The same of numbers, which are equal however they are written. Cells without an allowed number count as blank.
    init(_ column: Int, of table: CSVTable, rule: NumberRule) {
        var known: [Double: Int32] = [:]
        var ids: [String] = []
        numbers = (0..<table.rowCount).map { row in
            guard case .value(let value) = table.number(row: row, column: column), rule.fault(of: value) == nil else { return Self.blank }
            if let number = known[value] { return number }
            let number = Int32(ids.count)
            known[value] = number
            ids.append(NumberText.short(value, digits: 15))
            return number
        }
        self.column = column
        self.ids = ids
    }

    /// What `places` says of the row's id; nil where the cell is blank.
    func place(row: Int, in places: [Int?]) -> Int? { numbers[row] == Self.blank ? nil : places[Int(numbers[row])] }

    /// The id in the row; nil where the cell is blank.
    func id(row: Int) -> String? { numbers[row] == Self.blank ? nil : ids[Int(numbers[row])] }
}
