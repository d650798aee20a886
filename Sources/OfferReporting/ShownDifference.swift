package import TableFiles

/// What is shown differently, cell by cell of segment and offer.
package struct ShownDifference: Sendable {
    /// One way in which an offer is shown to a share of a segment.
    package struct Way: Sendable {
        let segment: String
        let offer: String
        /// `95 % get 5 %, up to 1,000, 3 mo`
        package let words: String
        package let json: JSONValue

        /// - Parameters:
        ///   - share: of the segment's customers, 0 to 1.
        ///   - variant: as `AmountText.variant` writes it.
        ///   - json: the way in a document.
        package init(segment: String, offer: String, share: Double, variant: String, json: JSONValue) {
            self.segment = segment
            self.offer = offer
            self.json = json
            words = "\(AmountText.trimmed(100 * share, decimals: 2)) % get \(variant)"
        }
    }

    private struct Key: Hashable {
        let segment: String
        let offer: String
    }

    private let cells: [(key: Key, before: [Way], after: [Way])]

    package var isEmpty: Bool { cells.isEmpty }

    /// - Parameter same: whether two lists of ways are the same to whoever asks.
    package init(before: [Way], after: [Way], same: ([Way], [Way]) -> Bool) {
        func grouped(_ ways: [Way]) -> [Key: [Way]] { Dictionary(grouping: ways) { Key(segment: $0.segment, offer: $0.offer) } }
        let (old, new) = (grouped(before), grouped(after))
        let keys = Set(old.keys).union(new.keys).sorted { ($0.segment, $0.offer) < ($1.segment, $1.offer) }
        cells = keys.map { (key: $0, before: old[$0] ?? [], after: new[$0] ?? []) }.filter { !same($0.before, $0.after) }
    }

    /// An array of cells.
    package var json: JSONValue {
        .array(
            cells.map {
                .members([
                    "segment": .string($0.key.segment), "offer": .string($0.key.offer), "before": .array($0.before.map(\.json)),
                    "after": .array($0.after.map(\.json)),
                ])
            })
    }

    package var lines: [String] {
        cells.flatMap { cell in
            ["  \(cell.key.segment), \(cell.key.offer)".printable] + Self.words(cell.before).map { "    - \($0)" }
                + Self.words(cell.after).map { "    + \($0)" }
        }
    }

    private static func words(_ ways: [Way]) -> [String] { ways.isEmpty ? ["not shown"] : ways.map(\.words) }
}
