import OfferModel
import RandomStreams

/// An offer's stop (model.md section 10, step 5): accruals are paid in a hashed order until they reach it; whoever crosses it gets
/// the remainder.
enum MonthlyStop {
    /// One customer's accrual, where it stands.
    struct Claim {
        let segment: SegmentIndex
        let customer: UInt32
        let amount: Double
    }

    /// What each claim is paid, in the order of the claims.
    static func paid(
        _ claims: [Claim], stop: Double, offer: OfferIndex, month: Int, seed: UInt64, replication: Int
    ) -> [Double] {
        let keys = hashes(of: claims, offer: offer, month: month, seed: seed, replication: replication)
        let order = claims.indices.sorted {
            (keys[$0], claims[$0].segment.position, claims[$0].customer) < (keys[$1], claims[$1].segment.position, claims[$1].customer)
        }
        var left = stop
        var paid = [Double](repeating: 0, count: claims.count)
        for number in order {
            paid[number] = min(left, claims[number].amount)
            left -= paid[number]
        }
        return paid
    }

    private static func hashes(of claims: [Claim], offer: OfferIndex, month: Int, seed: UInt64, replication: Int) -> [Double] {
        var hashes: [Double] = []
        hashes.reserveCapacity(claims.count)
        var begin = 0
        while begin < claims.count {
            let segment = claims[begin].segment
            let end = claims[begin...].firstIndex { $0.segment != segment } ?? claims.count
            let stream = RandomStream(seed: seed, segment: segment, replication: replication, offer: offer, month: month, .stop)
            hashes += stream.uniforms(claims[begin..<end].map(\.customer))
            begin = end
        }
        return hashes
    }
}
