/// V, the future value of a customer at each level to each asset (model.md section 12).
package struct LevelValues: Sendable {
    /// By chain: level after level, one amount an asset.
    private let amounts: [Ladder.Chain: [[Double]]]
    private let chains: [Ladder.Chain?]
    /// The pairs whose values come from the ladder and not from a table.
    private let filledIn: SegmentOfferGrid<Bool>

    /// - Parameters:
    ///   - amounts: of every chain that a segment is on.
    ///   - chains: one a segment.
    package init(_ amounts: [Ladder.Chain: [[Double]]], chains: [Ladder.Chain?], filledIn: SegmentOfferGrid<Bool>) {
        self.amounts = amounts
        self.chains = chains
        self.filledIn = filledIn
    }

    /// V at a level, one amount an asset; nil where the segment is not on the ladder.
    package subscript(segment: SegmentIndex, level: LevelIndex) -> [Double]? {
        chains[segment.position].flatMap { amounts[$0]?[level.position] }
    }

    /// Whether a pair's values come from the ladder and not from a table.
    package func areFilledIn(_ segment: SegmentIndex, _ offer: OfferIndex) -> Bool { filledIn[segment, offer] }
}
