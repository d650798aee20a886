import OfferModel
import RandomStreams

/// The customers of one bundle who completed an offer or defraud one, through the months of one replication.
struct Accounts {
    /// What became of the bundle's customers at the start of an offer.
    struct Uptake {
        /// Honest completions.
        var completions = 0
        /// Honest customers who would have completed without being shown.
        var organic = 0
    }

    /// Those who accrue under one variant.
    struct Holders {
        /// 1 where the customer completed, else 0; one an account.
        var honest: [Double]
        /// Places of the accounts that defraud the offer, undetected yet.
        var fraudulent: [Int]
        var uptake = Uptake()
    }

    let bundle: DealtPlan.Bundle
    /// Ids of the accounts' customers, ascending.
    let customers: [UInt32]
    /// One a variant.
    private(set) var holders: [Holders]
    private let replication: Int
    private let seed: UInt64

    /// Draws fraud and completion (model.md section 10, step 2).
    init(of bundle: DealtPlan.Bundle, seed: UInt64, replication: Int) {
        let hits = bundle.variants.map { variant in
            EventStream(seed: seed, segment: bundle.segment, replication: replication, offer: variant.offer, .completion).hits(
                among: bundle.customers, first: variant.fraudulentShare, second: max(variant.completion, variant.organicCompletion))
        }
        let accruing = zip(bundle.variants, hits).map { variant, hits in hits.filter { variant.isHeld(by: $0) }.map(\.id) }
        let customers = accruing.dropFirst().reduce(accruing[0]) { Self.union($0, $1) }
        self.bundle = bundle
        self.customers = customers
        self.seed = seed
        self.replication = replication
        holders = zip(bundle.variants, hits).map { Self.holders(of: $0, $1, among: customers) }
    }

    private static func holders(of variant: ShownVariant, _ hits: [EventStream.Hit], among customers: [UInt32]) -> Holders {
        var held = Holders(honest: [Double](repeating: 0, count: customers.count), fraudulent: [])
        var account = 0
        for hit in hits {
            while account < customers.count && customers[account] < hit.id { account += 1 }
            if hit.firstIsBelow(variant.fraudulentShare) {
                held.fraudulent.append(account)
                continue
            }
            if hit.secondIsBelow(variant.completion) {
                held.honest[account] = 1
                held.uptake.completions += 1
            }
            if hit.secondIsBelow(variant.organicCompletion) { held.uptake.organic += 1 }
        }
        return held
    }

    /// Of two ascending lists.
    private static func union(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
        var merged: [UInt32] = []
        merged.reserveCapacity(left.count + right.count)
        var (first, second) = (0, 0)
        while first < left.count && second < right.count {
            merged.append(min(left[first], right[second]))
            let last = merged[merged.count - 1]
            if left[first] == last { first += 1 }
            if right[second] == last { second += 1 }
        }
        merged += left[first...]
        merged += right[second...]
        return merged
    }

    /// Fraud that is found out at the end of a month accrues no more.
    mutating func detectFraud(ofVariant number: Int, inMonth month: Int) {
        let places = holders[number].fraudulent
        guard !places.isEmpty else { return }
        let stream = RandomStream(
            seed: seed, segment: bundle.segment, replication: replication, offer: bundle.variants[number].offer, month: month, .detection)
        let uniforms = stream.uniforms(places.map { customers[$0] })
        let detection = bundle.variants[number].monthlyDetection
        holders[number].fraudulent = zip(places, uniforms).filter { $0.1 >= detection }.map(\.0)
    }
}

extension ShownVariant {
    /// Whether a customer accrues at all: fraudulent, or completing.
    fileprivate func isHeld(by hit: EventStream.Hit) -> Bool {
        hit.firstIsBelow(fraudulentShare) || hit.secondIsBelow(completion)
    }
}
