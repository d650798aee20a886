import OfferModel
import RandomStreams

/// What a random number of the simulation is for.
enum Purpose: UInt32 {
    /// The order in which customers are dealt bundles.
    case order = 1
    /// Completion of one offer by one customer.
    case completion
    /// A customer's own level of spend, and the deviation from it of month 1.
    case customerSpend
    /// The deviations of two months that follow each other.
    case monthlySpend
    /// Detection of a fraudulent account at the end of a month.
    case detection
    /// The order in which accruals are paid until an offer's stop.
    case stop
    /// Fraud of one customer against one offer.
    case fraud
}

extension RandomStream {
    /// Numbers of the customers of one segment, named by everything that they may depend on.
    init(seed: UInt64, segment: SegmentIndex, replication: Int = 0, offer: OfferIndex = OfferIndex(0), month: Int = 0, _ purpose: Purpose) {
        self.init(seed: seed, name: purpose.name(segment, replication, offer, month))
    }
}

extension EventStream {
    init(seed: UInt64, segment: SegmentIndex, replication: Int, offer: OfferIndex, _ purpose: Purpose) {
        self.init(seed: seed, name: purpose.name(segment, replication, offer, 0))
    }
}

extension Purpose {
    /// - Precondition: replication below 2^24, offer and month below 2^16.
    fileprivate func name(_ segment: SegmentIndex, _ replication: Int, _ offer: OfferIndex, _ month: Int) -> SIMD3<UInt32> {
        precondition(replication < 1 << 24 && offer.position < 1 << 16 && month < 1 << 16, "a stream's name has no room for this")
        return [UInt32(segment.position), UInt32(replication) << 8 | rawValue, UInt32(offer.position) << 16 | UInt32(month)]
    }
}
