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
        // Tables are mostly sorted: ids follow one another as they did before, which comparing bytes tells faster than a look-up. For each
        // id, a row that has it and the id that came after it last time.
        var sampleRows: [Int] = []
        var successors: [Int32] = []
        var last = Self.blank
        for row in 0..<table.rowCount {
            var number = Self.blank
            if row > 0, table.sameText(row: row, column: column, as: row - 1) {
                number = last
            } else if last >= 0, successors[Int(last)] >= 0,
                table.sameText(row: row, column: column, as: sampleRows[Int(successors[Int(last)])])
            {
                number = successors[Int(last)]
            } else if !table.isBlank(row: row, column: column) {
                let id = table.text(row: row, column: column)
                number = known[id] ?? Int32(ids.count)
                if number == ids.count {
                    known[id] = number
                    ids.append(id)
                    sampleRows.append(row)
                    successors.append(Self.blank)
                }
            }
            if last >= 0 { successors[Int(last)] = number }
            last = number
            numbers.append(number)
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
