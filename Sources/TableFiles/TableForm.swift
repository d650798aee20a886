/// How a list becomes a table: each column with its name, its kind and what it says of a row, in one place for all forms of the table.
package struct TableForm<Row>: Sendable {
    package struct Column: Sendable {
        let schema: TableSchema.Column
        let text: @Sendable (Row) -> String

        private init(_ name: String, _ kind: TableSchema.Kind, _ text: @escaping @Sendable (Row) -> String) {
            schema = TableSchema.Column(name, kind)
            self.text = text
        }

        /// Blank for nil.
        package static func text(_ name: String, _ value: @escaping @Sendable (Row) -> String?) -> Column {
            Column(name, .text) { value($0) ?? "" }
        }

        /// Blank for nil.
        package static func integer(_ name: String, _ value: @escaping @Sendable (Row) -> Int?) -> Column {
            Column(name, .integer) { row in value(row).map { String($0) } ?? "" }
        }

        /// Blank for nil.
        package static func number(_ name: String, _ value: @escaping @Sendable (Row) -> Double?) -> Column {
            Column(name, .number) { TableNumber.text(value($0)) }
        }

        /// A number that is written in its own way.
        package static func decimal(_ name: String, _ text: @escaping @Sendable (Row) -> String) -> Column {
            Column(name, .number, text)
        }

        package static func flag(_ name: String, _ value: @escaping @Sendable (Row) -> Bool) -> Column {
            Column(name, .flag) { String(value($0)) }
        }
    }

    package let name: String
    private let columns: [Column]

    package init(_ name: String, _ columns: [Column]) {
        self.name = name
        self.columns = columns
    }

    package var schema: TableSchema { TableSchema(name, columns.map(\.schema)) }

    /// The same with more columns behind.
    package func adding(_ more: [Column]) -> TableForm { TableForm(name, columns + more) }

    /// The rows as a CSV file for spreadsheets.
    package func csv(_ rows: some Sequence<Row>) -> [UInt8] {
        var writer = CSVWriter(header: columns.map(\.schema.name), for: .spreadsheets)
        for row in rows { writer.append(columns.map { $0.text(row) }) }
        return writer.bytes
    }
}

/// How numbers stand in tables.
enum TableNumber {
    /// Blank for nil; whole numbers without a point; -0 is 0. Read back it is the same number.
    static func text(_ number: Double?) -> String {
        guard let number else { return "" }
        if let whole = Int(exactly: number), abs(number) < 1e15 { return String(whole) }
        return number.description
    }
}
