import Foundation
import OfferModel
import RandomStreams

/// The month's spend of customers relative to its mean: exp(sigma Z - sigma^2 / 2), of which the share p of the log variance is the
/// customer's own and stays from month to month (model.md section 10, step 3).
struct SpendFactors {
    private let sigma: Double
    private let customerWeight: Double
    private let monthlyWeight: Double
    private let customerNormals: [Double]

    init(of segment: Segment, at index: SegmentIndex, customers: [UInt32], seed: UInt64, replication: Int) {
        sigma = log1p(segment.spendVariation * segment.spendVariation).squareRoot()
        customerWeight = segment.spendPersistence.squareRoot()
        monthlyWeight = (1 - segment.spendPersistence).squareRoot()
        customerNormals =
            sigma > 0 && customerWeight > 0
            ? RandomStream(seed: seed, segment: index, replication: replication, .customerSpend).normals(customers) : []
    }

    /// One a customer.
    func factors(inMonth month: Int, customers: [UInt32], at index: SegmentIndex, seed: UInt64, replication: Int) -> [Double] {
        guard sigma > 0 else { return [Double](repeating: 1, count: customers.count) }
        let shift = -sigma * sigma / 2
        var factors: [Double]
        if monthlyWeight > 0 {
            factors = RandomStream(seed: seed, segment: index, replication: replication, month: month, .monthlySpend).normals(customers)
            let scale = sigma * monthlyWeight
            for place in factors.indices { factors[place] = factors[place] * scale + shift }
        } else {
            factors = [Double](repeating: shift, count: customers.count)
        }
        if !customerNormals.isEmpty {
            let scale = sigma * customerWeight
            for place in factors.indices { factors[place] += scale * customerNormals[place] }
        }
        factors.exponentiate()
        return factors
    }
}
