/// What a value of scenario.yaml may be. The schema is data: validation, defaults, `--set` paths and the JSON Schema all read it.
package indirect enum SchemaType: Sendable {
    /// Any text on one line; not blank unless `mayBeEmpty`.
    case text(mayBeEmpty: Bool)
    /// The version of the file format, one of those known.
    case version([String])
    /// The id that a list item declares.
    case identifier
    /// The id of something declared elsewhere.
    case reference(ReferenceKind)
    case number(NumberRange)
    /// A percent as written, 7 for 7 %, with at most two decimals.
    case percent(NumberRange)
    /// A whole number that Double holds exactly.
    case integer(ClosedRange<Int>)
    /// A whole number from 0 to 2^64 - 1.
    case seed
    /// true or false.
    case boolean
    case choice([String])
    /// A real calendar day, YYYY-MM-DD.
    case date
    /// A path relative to the file that states it.
    case path
    /// `x5`: a factor above 0.
    case factor
    /// A list; `isSet` when no item may appear twice, `atLeast` items.
    case list(SchemaType, atLeast: Int, isSet: Bool)
    /// A mapping with the keys of the object and no others.
    case object(SchemaObject)
    /// A mapping from pairs of factors, `uptake-spend`, to numbers.
    case factorPairs(factors: [String], NumberRange)
}

package enum ReferenceKind: String, Sendable {
    case asset, offer, segment, level
    case macro = "macro-segment"
}

/// The keys that a mapping may have, in the order in which they are shown.
package struct SchemaObject: Sendable {
    package let fields: [SchemaField]

    package init(_ fields: [SchemaField]) {
        self.fields = fields
    }

    package subscript(key: String) -> SchemaField? {
        fields.first { $0.key == key }
    }
}

package struct SchemaField: Sendable {
    package enum Presence: Sendable {
        case required
        /// Absent means what the doc says it means.
        case optional
        /// The scalar, as it would be written, that stands where the key is absent.
        case defaultsTo(String)
        /// A mapping that is there even when it is not written, for the sake of its own defaults.
        case defaultsToEmptyObject
    }

    package let key: String
    package let type: SchemaType
    package let presence: Presence
    /// One line for people.
    package let doc: String

    package init(_ key: String, _ type: SchemaType, _ presence: Presence, _ doc: String) {
        self.key = key
        self.type = type
        self.presence = presence
        self.doc = doc
    }
}

/// An interval of numbers; nil ends are open to infinity.
package struct NumberRange: Sendable {
    package let minimum: Double?
    package let isMinimumExcluded: Bool
    package let maximum: Double?
    package let isMaximumExcluded: Bool

    /// No amount or count of a programme comes near this; beyond it sums and products would overflow in the end.
    package static let greatestMagnitude = 1e15

    package static let any = NumberRange(nil, nil)
    package static let notNegative = NumberRange(0, nil)
    package static let positive = NumberRange(0, nil, excludingMinimum: true)
    /// A probability or a share.
    package static let share = NumberRange(0, 1)
    package static let openShare = NumberRange(0, 1, excludingMinimum: true, excludingMaximum: true)
    package static let shareBelowOne = NumberRange(0, 1, excludingMaximum: true)
    package static let positiveShare = NumberRange(0, 1, excludingMinimum: true)

    package init(_ minimum: Double?, _ maximum: Double?, excludingMinimum: Bool = false, excludingMaximum: Bool = false) {
        self.minimum = minimum
        self.maximum = maximum
        isMinimumExcluded = excludingMinimum
        isMaximumExcluded = excludingMaximum
    }

    package func contains(_ value: Double) -> Bool {
        if let minimum, value < minimum || (isMinimumExcluded && value == minimum) { return false }
        if let maximum, value > maximum || (isMaximumExcluded && value == maximum) { return false }
        return true
    }
}
