import TableFiles

/// Turns a column of ids into numbers without making a String of each cell.
///
/// Tables are mostly sorted: a row repeats the id of the row before, or ids follow one another as they did before. Both are told by
/// comparing bytes; only what is new costs a look-up by text.
struct KeyColumn {
    let column: Int
    private let numbers: [String: Int]
    private var previousRow = -1
    private var previousNumber = -1
    /// For each number, a row that has it and the number that came after it last time; -1 while unknown.
    private var sampleRows: [Int32]
    private var successors: [Int32]

    /// `numbers` gives each id a number from 0 to `count` - 1.
    init(column: Int, numbers: [String: Int], count: Int) {
        self.column = column
        self.numbers = numbers
        sampleRows = Array(repeating: -1, count: count)
        successors = sampleRows
    }

    /// The number of the id in the row; nil when the id is unknown.
    mutating func number(row: Int, in table: CSVTable) -> Int? {
        if previousRow >= 0, table.sameText(row: row, column: column, as: previousRow) {
            previousRow = row
            return previousNumber < 0 ? nil : previousNumber
        }
        let found = successor(row: row, in: table) ?? numbers[table.text(row: row, column: column)]
        if let found {
            sampleRows[found] = Int32(row)
            if previousNumber >= 0 { successors[previousNumber] = Int32(found) }
        }
        previousRow = row
        previousNumber = found ?? -1
        return found
    }

    private func successor(row: Int, in table: CSVTable) -> Int? {
        guard previousNumber >= 0, successors[previousNumber] >= 0 else { return nil }
        let guess = Int(successors[previousNumber])
        return table.sameText(row: row, column: column, as: Int(sampleRows[guess])) ? guess : nil
    }
}
