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
        /// A text of any form that tells one row from another.
        case name
        case number(NumberRule)
    }

    package enum Reference: Sendable {
        case offer, asset, level, segment
        /// A member of the coalition, or `programme`.
        case payer
        /// A segment's id, `macro:NAME` or `*`.
        case segmentKey

        /// As in: there is no such offer.
        package var word: String {
            switch self {
            case .offer: "offer"
            case .asset: "asset"
            case .level: "level"
            case .payer: "payer"
            case .segment, .segmentKey: "segment"
            }
        }
    }

    /// Rows in which the column must be filled, although it need not be in others.
    package struct Demand: Sendable {
        /// The column that asks for it, where the table has it and it is filled.
        package let column: String
        /// Only where that is one of these; nil for anything.
        package let ids: Set<String>?
        /// Whether a table without the column lacks something, too.
        package let countsWithoutColumn: Bool
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
    package let demands: [Demand]

    init(
        _ name: String, _ content: Content, isRequired: Bool = false, blank: Blank = .fine, named: [(Reference, String)] = [],
        needs: String? = nil, demands: [Demand] = []
    ) {
        self.name = name
        self.content = content
        self.isRequired = isRequired
        self.blank = blank
        self.named = named.map { (reference: $0.0, id: $0.1) }
        self.needs = needs
        self.demands = demands
    }

    /// A column that is there and filled in every row.
    static func required(_ name: String, _ content: Content) -> TableColumn {
        TableColumn(name, content, isRequired: true, blank: .missing)
    }

    package var isOfNumbers: Bool { if case .number = content { true } else { false } }

    /// Whether the text can be the id of a row.
    package static func isIdentifier(_ text: String) -> Bool { ScalarReading.isIdentifier(text) }
}
