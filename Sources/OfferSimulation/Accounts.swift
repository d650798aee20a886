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
    /// Ids of the accounts' customers, in the order in which they were dealt.
    let customers: [UInt32]
    /// One a variant.
    private(set) var holders: [Holders]
    private let replication: Int
    private let seed: UInt64

    /// Draws fraud and completion (model.md section 10, step 2).
    init(of bundle: DealtPlan.Bundle, seed: UInt64, replication: Int) {
        let hits = bundle.variants.map { variant in
            RandomStream(seed: seed, segment: bundle.segment, replication: replication, offer: variant.offer, .completion).hits(
                among: bundle.customers, first: variant.fraudulentShare, second: max(variant.completion, variant.organicCompletion))
        }
        var holders: [Holders] = []
        var isHolder = [Bool](repeating: false, count: bundle.variants.count > 1 ? bundle.customers.count : 0)
        if bundle.variants.count > 1 {
            for (variant, hits) in zip(bundle.variants, hits) {
                for hit in hits where variant.isHolder(hit) { isHolder[hit.place] = true }
            }
        }
        // Several variants share accounts, one alone has those that it hit.
        let places =
            bundle.variants.count > 1
            ? isHolder.indices.filter { isHolder[$0] } : hits[0].filter { bundle.variants[0].isHolder($0) }.map(\.place)
        for (variant, hits) in zip(bundle.variants, hits) {
            var held = Holders(honest: [Double](repeating: 0, count: places.count), fraudulent: [])
            var account = 0
            for hit in hits {
                while account < places.count && places[account] < hit.place { account += 1 }
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
            holders.append(held)
        }
        self.bundle = bundle
        self.holders = holders
        self.seed = seed
        self.replication = replication
        customers = places.map { bundle.customers[$0] }
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
    fileprivate func isHolder(_ hit: RandomStream.Hit) -> Bool {
        hit.firstIsBelow(fraudulentShare) || hit.secondIsBelow(completion)
    }
}
