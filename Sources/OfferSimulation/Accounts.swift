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
        let places = AccountPlaces(of: uptakes.flatMap { [$0.honest, $0.fraudulent] })
        self.bundle = bundle
        self.seed = seed
        self.replication = replication
        customers = places.customers
        holders = uptakes.map {
            Holders(honest: places.places(of: $0.honest), fraudulent: places.places(of: $0.fraudulent), organic: $0.organic)
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
}

/// Where each account stands among all of a bundle.
private struct AccountPlaces {
    /// Ids, ascending.
    let customers: [UInt32]
    private let all: ItemSet
    /// Place of the first account of each word, where it has one.
    private let firstPlaces: [Int32]

    /// - Parameter sets: who is to have an account; at least one.
    init(of sets: [ItemSet]) {
        let all = sets.dropFirst().reduce(into: sets[0]) { $0.formUnion($1) }
        let customers = all.ids
        var firstPlaces = [Int32](repeating: 0, count: all.words.count)
        for place in customers.indices.reversed() { firstPlaces[Int(customers[place] / 64)] = Int32(place) }
        self.all = all
        self.customers = customers
        self.firstPlaces = firstPlaces
    }

    /// Places of some of the accounts, ascending.
    func places(of some: ItemSet) -> [Int32] {
        [Int32](unsafeUninitializedCapacity: customers.count) { places, count in
            some.words.withUnsafeBufferPointer { some in
                var found = 0
                for number in 0..<some.count where some[number] != 0 {
                    var (left, place) = (all.words[number], firstPlaces[number])
                    while left != 0 {
                        let bit = left & (~left &+ 1)
                        if some[number] & bit != 0 {
                            places[found] = place
                            found &+= 1
                        }
                        left ^= bit
                        place &+= 1
                    }
                }
                count = found
            }
        }
    }
}
