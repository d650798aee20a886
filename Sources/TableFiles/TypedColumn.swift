/// A column of a typed table: its name and a value, or none, for each row.
package struct TypedColumn: Sendable, Equatable {
    package enum Values: Sendable, Equatable {
        case integers([Int64?])
        case numbers([Double?])
        case texts([String?])
        case flags([Bool?])
    }

    package let name: String
    package let values: Values

    package init(_ name: String, _ values: Values) {
        self.name = name
        self.values = values
    }
}

extension TypedColumn.Values {
    package var count: Int {
        switch self {
        case .integers(let values): values.count
        case .numbers(let values): values.count
        case .texts(let values): values.count
        case .flags(let values): values.count
        }
    }

    package var blankCount: Int {
        switch self {
        case .integers(let values): values.count { $0 == nil }
        case .numbers(let values): values.count { $0 == nil }
        case .texts(let values): values.count { $0 == nil }
        case .flags(let values): values.count { $0 == nil }
        }
    }

    /// Of numbers, in the order of the rows; nil for texts and flags.
    package var sum: Double? {
        switch self {
        case .integers(let values): values.reduce(0) { $0 + Double($1 ?? 0) }
        case .numbers(let values): values.reduce(0) { $0 + ($1 ?? 0) }
        case .texts, .flags: nil
        }
    }

    package var kind: TableSchema.Kind {
        switch self {
        case .integers: .integer
        case .numbers: .number
        case .texts: .text
        case .flags: .flag
        }
    }
}
