/// A table whose cells are numbers, texts and flags rather than characters of a file.
package struct TypedTable: Sendable, Equatable {
    package let name: String
    /// At least one, with names of their own and a value, or none, for each row.
    package let columns: [TypedColumn]

    package init(_ name: String, _ columns: [TypedColumn]) {
        precondition(
            !columns.isEmpty && columns.allSatisfy { $0.values.count == columns[0].values.count }, "columns have equally many rows")
        self.name = name
        self.columns = columns
    }

    package var rowCount: Int { columns[0].values.count }

    package subscript(column: String) -> TypedColumn.Values? { columns.first { $0.name == column }?.values }

    /// Reads what a `TableForm` wrote. Blank cells are none.
    ///
    /// - Parameter file: what diagnostics call the file.
    /// - Returns: nil, with what is wrong, where the file is not a table of that schema.
    package static func read(
        _ bytes: [UInt8], as schema: TableSchema, file: String
    ) -> (table: TypedTable?, diagnostics: [Diagnostic]) {
        let (parsed, problems) = CSVTable.parse(bytes: bytes, name: file)
        guard let csv = parsed, problems.isEmpty else { return (nil, problems) }
        guard let columns = schema.columns(named: csv.header) else {
            let help = "this version of the table has \(schema.columns.map(\.name).joined(separator: ", "))"
            return (
                nil, [.error("other-columns", at: csv.headerLocation(column: 0), "the columns are not those of \(schema.name)", help: help)]
            )
        }
        do throws(UnreadableCell) {
            var typed: [TypedColumn] = []
            for (place, column) in columns.enumerated() {
                typed.append(TypedColumn(column.name, try csv.values(ofColumn: place, as: column.kind)))
            }
            return (TypedTable(schema.name, typed), [])
        } catch {
            let place = csv.location(row: error.row, column: error.column)
            let message = "\(csv.header[error.column]): `\(csv.text(row: error.row, column: error.column))` is no \(error.kind.rawValue)"
            return (nil, [.error("wrong-cell", at: place, message, help: "take the table as it was written")])
        }
    }
}

/// A cell that does not hold what its column should.
private struct UnreadableCell: Error {
    let row: Int
    let column: Int
    let kind: TableSchema.Kind
}

extension CSVTable {
    fileprivate func values(ofColumn column: Int, as kind: TableSchema.Kind) throws(UnreadableCell) -> TypedColumn.Values {
        switch kind {
        case .text: .texts(try cells(ofColumn: column, as: kind, SpreadsheetText.original))
        case .integer: .integers(try cells(ofColumn: column, as: kind) { Int64($0) })
        case .number: .numbers(try cells(ofColumn: column, as: kind) { Double($0).flatMap { $0.isFinite ? $0 : nil } })
        case .flag: .flags(try cells(ofColumn: column, as: kind) { Bool($0) })
        }
    }

    private func cells<Value>(
        ofColumn column: Int, as kind: TableSchema.Kind, _ value: (String) -> Value?
    ) throws(UnreadableCell) -> [Value?] {
        var cells: [Value?] = []
        cells.reserveCapacity(rowCount)
        for row in 0..<rowCount {
            let text = text(row: row, column: column)
            guard !text.isEmpty else {
                cells.append(nil)
                continue
            }
            guard let value = value(text) else { throw UnreadableCell(row: row, column: column, kind: kind) }
            cells.append(value)
        }
        return cells
    }
}
