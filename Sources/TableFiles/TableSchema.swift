/// What a table that is kept in files is called, and what stands in its columns: by it a CSV file becomes a typed table again.
package struct TableSchema: Sendable, Equatable {
    package enum Kind: String, Sendable {
        case text, integer, number, flag
    }

    package struct Column: Sendable, Equatable {
        package let name: String
        package let kind: Kind

        package init(_ name: String, _ kind: Kind) {
            self.name = name
            self.kind = kind
        }
    }

    /// That of its files, without the extension.
    package let name: String
    package let columns: [Column]
    /// How the names of further number columns begin, which differ from table to table; nil where there are none.
    package let furtherNumbers: String?

    package init(_ name: String, _ columns: [Column], furtherNumbers: String? = nil) {
        precondition(Set(columns.map(\.name)).count == columns.count, "columns have names of their own")
        self.name = name
        self.columns = columns
        self.furtherNumbers = furtherNumbers
    }

    /// The same columns in a table of another name.
    package func named(_ name: String) -> TableSchema { TableSchema(name, columns, furtherNumbers: furtherNumbers) }

    /// The columns of a table with these names; nil where they are not this schema's.
    func columns(named names: [String]) -> [Column]? {
        guard names.count >= columns.count, Set(names).count == names.count else { return nil }
        let (known, further) = (names.prefix(columns.count), names.dropFirst(columns.count))
        guard known.elementsEqual(columns.map(\.name)) else { return nil }
        guard further.allSatisfy({ name in furtherNumbers.map { name.hasPrefix($0) } ?? false }) else { return nil }
        return columns + further.map { Column($0, .number) }
    }
}
