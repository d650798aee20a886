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
    /// Everybody's deviations in two months that follow each other, which come out of one draw.
    private var drawn: (pair: Int, months: (first: [Double], second: [Double]))?
    /// No month's factor is below these; one a customer. Worked out when first asked for.
    private var lowest: [Double]?

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
            let pair = Self.pair(of: month)
            if drawn?.pair != pair { drawn = (pair, stream(ofPair: pair).normals(customers)) }
            let deviations = Self.isFirst(month) ? drawn!.months.first : drawn!.months.second
            for place in factors.indices { factors[place] += monthlyScale * deviations[place] }
        }
        factors.exponentiate()
        return factors
    }

    /// The same of the customers at some places alone.
    func factors(of places: [Int32], inMonth month: Int) -> [Double] {
        guard !isConstant else { return [Double](repeating: 1, count: places.count) }
        var factors = places.map { levels[Int($0)] }
        if monthlyScale > 0 {
            let pair = Self.pair(of: month)
            if let drawn, drawn.pair == pair {
                let deviations = Self.isFirst(month) ? drawn.months.first : drawn.months.second
                for (number, place) in places.enumerated() { factors[number] += monthlyScale * deviations[Int(place)] }
            } else {
                let months = stream(ofPair: pair).normals(places.map { customers[Int($0)] })
                let deviations = Self.isFirst(month) ? months.first : months.second
                for number in factors.indices { factors[number] += monthlyScale * deviations[number] }
            }
        }
        factors.exponentiate()
        return factors
    }

    /// No factor of any month is below these; one a customer.
    mutating func lowestFactors() -> [Double] {
        if let lowest { return lowest }
        var factors = isConstant ? levels : levels.map { $0 - monthlyScale * RandomStream.farthestNormal }
        factors.exponentiate()
        lowest = factors
        return factors
    }

    /// Months 1 and 2 are a pair, 3 and 4, and so on: the month of an offer's start and the one after it often are all that is asked for.
    private static func pair(of month: Int) -> Int { (month + 1) / 2 }

    private static func isFirst(_ month: Int) -> Bool { !month.isMultiple(of: 2) }

    private func stream(ofPair pair: Int) -> RandomStream {
        RandomStream(seed: seed, segment: segment, replication: replication, month: pair, .monthlySpend)
    }
}
