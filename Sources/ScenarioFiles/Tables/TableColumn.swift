/// A column of a table as data checks see it.
package struct TableColumn: Sendable {
    package enum Content: Sendable {
        /// The id that a row declares.
        case declaredID
        /// The id of something declared elsewhere.
        case id(Reference)
        /// Several such ids, separated by `;`.
        case ids(Reference)
        case text
        case number(NumberRule)
    }

    package enum Reference: String, Sendable {
        case offer, asset, level
        /// A member of the coalition, or `programme`.
        case payer
        /// A segment's id, `macro:NAME` or `*`.
        case segmentKey = "segment"
    }

    /// What a blank cell is.
    package enum Blank: Sendable {
        /// Every row needs a value here.
        case missing
        /// It has a meaning, but often stands for a value that was lost.
        case doubtful
        case fine
    }

    package let name: String
    package let content: Content
    /// Whether the table cannot do without the column.
    package let isRequired: Bool
    package let blank: Blank
    /// Ids that the column's name speaks of.
    package let named: [(reference: Reference, id: String)]
    /// The column that must be filled where this one is.
    package let needs: String?

    init(
        _ name: String, _ content: Content, isRequired: Bool = false, blank: Blank = .fine, named: [(Reference, String)] = [],
        needs: String? = nil
    ) {
        self.name = name
        self.content = content
        self.isRequired = isRequired
        self.blank = blank
        self.named = named.map { (reference: $0.0, id: $0.1) }
        self.needs = needs
    }

    /// A column that is there and filled in every row.
    static func required(_ name: String, _ content: Content) -> TableColumn {
        TableColumn(name, content, isRequired: true, blank: .missing)
    }

    package var isOfNumbers: Bool { if case .number = content { true } else { false } }

    /// Whether the text can be the id of a row.
    package static func isIdentifier(_ text: String) -> Bool { ScalarReading.isIdentifier(text) }
}
