import Foundation
import OfferModel
import RandomStreams

/// The month's spend of customers relative to its mean: exp(sigma Z - sigma^2 / 2), of which the share p of the log variance is the
/// customer's own and stays from month to month (model.md section 10, step 3).
struct SpendFactors {
    private let segment: SegmentIndex
    private let customers: [UInt32]
    private let seed: UInt64
    private let replication: Int
    /// sigma times the root of 1 - p.
    private let monthlyScale: Double
    private let isConstant: Bool
    /// sigma times the customer's own deviation, less sigma^2 / 2; one a customer.
    private let levels: [Double]
    /// Deviations of two months that follow each other, which come out of one draw.
    private var drawn: (pair: Int, months: (first: [Double], second: [Double]))?

    init(of segment: Segment, at index: SegmentIndex, customers: [UInt32], seed: UInt64, replication: Int) {
        let sigma = log1p(segment.spendVariation * segment.spendVariation).squareRoot()
        let customerScale = sigma * segment.spendPersistence.squareRoot()
        let shift = -sigma * sigma / 2
        self.segment = index
        self.customers = customers
        self.seed = seed
        self.replication = replication
        isConstant = sigma == 0
        monthlyScale = sigma * (1 - segment.spendPersistence).squareRoot()
        levels =
            customerScale > 0
            ? RandomStream(seed: seed, segment: index, replication: replication, .customerSpend).normals(customers).first.map {
                $0 * customerScale + shift
            } : [Double](repeating: shift, count: customers.count)
    }

    /// One a customer.
    mutating func factors(inMonth month: Int) -> [Double] {
        guard !isConstant else { return [Double](repeating: 1, count: customers.count) }
        var factors = levels
        if monthlyScale > 0 {
            let deviations = deviations(inMonth: month)
            for place in factors.indices { factors[place] += monthlyScale * deviations[place] }
        }
        factors.exponentiate()
        return factors
    }

    private mutating func deviations(inMonth month: Int) -> [Double] {
        let pair = month / 2
        if drawn?.pair != pair {
            let stream = RandomStream(seed: seed, segment: segment, replication: replication, month: pair, .monthlySpend)
            drawn = (pair, stream.normals(customers))
        }
        return month.isMultiple(of: 2) ? drawn!.months.first : drawn!.months.second
    }
}
