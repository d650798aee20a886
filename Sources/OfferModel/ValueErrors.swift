/// How exact the changes of value are that the ladder model estimates from counted transitions.
///
/// Pairs whose values rest on the same counts are wrong together: they share one normal a draw.
package struct ValueErrors: Sendable, Equatable {
    /// Standard deviation of a pair's change of value in shares of its size, as the value factor takes it (model.md section 9); 0 where the
    /// ladder says nothing of the pair.
    private let deviations: [Double]
    private let offerCount: Int
    /// The counts that each segment's values rest on; nil for a segment that is not on the ladder.
    private let sources: [Int?]

    /// - Parameters:
    ///   - deviations: segment-major, one an offer.
    ///   - sources: one a segment.
    package init(deviations: [Double], offerCount: Int, sources: [Int?]) {
        precondition(deviations.count == sources.count * offerCount, "one deviation a pair")
        self.deviations = deviations
        self.offerCount = offerCount
        self.sources = sources
    }

    package subscript(segment: SegmentIndex, offer: OfferIndex) -> Double {
        deviations[segment.position * offerCount + offer.position]
    }

    package func source(of segment: SegmentIndex) -> Int? { sources[segment.position] }

    /// Whether every change of value is known exactly.
    package var isNone: Bool { deviations.allSatisfy { $0 == 0 } }
}
