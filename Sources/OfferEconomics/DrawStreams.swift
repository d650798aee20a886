import OfferModel
import RandomStreams

/// What a random number of the draws is for. The numbers differ from those that the simulation gives its purposes.
enum DrawPurpose: UInt32 {
    /// Common shifts, where no Sobol points serve them.
    case common = 64
    /// A segment's own shifts.
    case segment
    /// An offer's own shifts.
    case offer
    /// The scrambling of Sobol points.
    case scrambling
    /// What the counts of the ladder leave open about values.
    case ladder
}

extension RandomStream {
    /// One normal a draw, named by everything else that it depends on.
    ///
    /// - Parameter owner: position of the segment, offer or counts; 0 for what is common.
    init(seed: UInt64, _ purpose: DrawPurpose, owner: Int = 0, _ factor: Factor) {
        self.init(seed: seed, name: [UInt32(owner), purpose.rawValue, UInt32(factor.position)])
    }
}
