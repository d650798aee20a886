import OfferModel
import RandomStreams

/// The customers of one bundle who completed an offer or defraud one, through the months of one replication.
struct Accounts {
    /// Those who accrue under one variant.
    struct Holders {
        /// Places of the accounts that completed, ascending.
        let honest: [Int32]
        /// Places of the accounts that defraud the offer, undetected yet, ascending.
        var fraudulent: [Int32]
        /// Honest customers who would have completed without being shown.
        let organic: Int

        var completions: Int { honest.count }
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
        let uptakes = bundle.variants.map { Uptake(of: $0, bundle, seed: seed, replication: replication) }
        let accruing = uptakes.dropFirst().reduce(into: uptakes[0].accruing) { $0.formUnion($1.accruing) }
        let customers = accruing.ids
        self.bundle = bundle
        self.seed = seed
        self.replication = replication
        self.customers = customers
        holders = uptakes.map {
            Holders(honest: customers.places(of: $0.honest), fraudulent: customers.places(of: $0.fraudulent), organic: $0.organic)
        }
    }

    /// Fraud that is found out at the end of a month accrues no more.
    mutating func detectFraud(ofVariant number: Int, inMonth month: Int) {
        let places = holders[number].fraudulent
        guard !places.isEmpty else { return }
        let stream = RandomStream(
            seed: seed, segment: bundle.segment, replication: replication, offer: bundle.variants[number].offer, month: month, .detection)
        let uniforms = stream.uniforms(places.map { customers[Int($0)] })
        let detection = bundle.variants[number].monthlyDetection
        holders[number].fraudulent = zip(places, uniforms).filter { $0.1 >= detection }.map(\.0)
    }
}

/// What becomes of a bundle's customers at the start of an offer.
private struct Uptake {
    let honest: ItemSet
    let fraudulent: ItemSet
    let organic: Int

    init(of variant: ShownVariant, _ bundle: DealtPlan.Bundle, seed: UInt64, replication: Int) {
        func stream(_ purpose: Purpose) -> EventStream {
            EventStream(seed: seed, segment: bundle.segment, replication: replication, offer: variant.offer, purpose)
        }
        fraudulent = stream(.fraud).items(below: variant.fraudulentShare, among: bundle.customers).first
        var completing = stream(.completion).items(
            below: variant.completion, and: variant.organicCompletion, among: bundle.customers)
        completing.first.subtract(fraudulent)
        completing.second.subtract(fraudulent)
        honest = completing.first
        organic = completing.second.count
    }

    var accruing: ItemSet {
        var accruing = honest
        accruing.formUnion(fraudulent)
        return accruing
    }
}

extension [UInt32] {
    /// Where the members of a set stand among these ids, ascending.
    fileprivate func places(of set: ItemSet) -> [Int32] {
        [Int32](unsafeUninitializedCapacity: count) { places, count in
            withUnsafeBufferPointer { ids in
                set.words.withUnsafeBufferPointer { words in
                    var found = 0
                    // Without a branch, which could not be foretold.
                    for place in 0..<ids.count {
                        places[found] = Int32(truncatingIfNeeded: place)
                        found &+= Int(truncatingIfNeeded: words[Int(ids[place] / 64)] >> UInt64(ids[place] % 64) & 1)
                    }
                    count = found
                }
            }
        }
    }
}
