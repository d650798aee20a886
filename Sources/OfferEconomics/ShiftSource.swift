package import OfferModel

/// Shifts of the inputs, one set a draw, in the form in which they add up (`PairShift`).
package enum ShiftSource: Sendable {
    /// Known shifts that everybody shares.
    case listed([FactorValues])
    case drawn(ShiftDraws)

    package var count: Int {
        switch self {
        case .listed(let shifts): shifts.count
        case .drawn(let draws): draws.count
        }
    }

    func common(_ draws: Range<Int>) -> [FactorValues] {
        switch self {
        case .listed(let shifts): Array(shifts[draws])
        case .drawn(let source): source.commonShifts(of: draws)
        }
    }

    /// nil where a segment has no shifts of its own.
    func own(_ segment: SegmentIndex, _ draws: Range<Int>) -> [FactorValues]? {
        if case .drawn(let source) = self { source.ownShifts(of: segment, draws: draws) } else { nil }
    }

    func own(_ offer: OfferIndex, _ draws: Range<Int>) -> [FactorValues]? {
        if case .drawn(let source) = self { source.ownShifts(of: offer, draws: draws) } else { nil }
    }

    /// nil where a pair has no shifts of its own.
    func own(_ segment: SegmentIndex, _ offer: OfferIndex, _ draws: Range<Int>) -> [FactorValues]? {
        if case .drawn(let source) = self { source.ownShifts(of: segment, offer, draws: draws) } else { nil }
    }
}
