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
    /// exp of the difference between the farthest deviation of all and that of a usual size.
    private let usualMargin: Double
    /// sigma times the customer's own deviation, less sigma^2 / 2; one a customer.
    private let levels: [Double]
    /// Bits of the sizes of the deviations of each pair of months of the first year, four a pair; one word a customer.
    private let sizes: [UInt32]
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
        let monthlyScale = sigma * (1 - segment.spendPersistence).squareRoot()
        self.monthlyScale = monthlyScale
        usualMargin = exp(monthlyScale * (RandomStream.farthestNormal - RandomStream.farthestUsualNormal))
        guard sigma > 0 else {
            levels = Array(repeating: 0, count: customers.count)
            sizes = []
            return
        }
        let own = RandomStream(seed: seed, segment: index, replication: replication, .customerSpend).normalsAndBits(customers)
        levels = own.first.map { $0 * customerScale + shift }
        sizes = own.bits
    }

    /// One a customer.
    mutating func factors(inMonth month: Int) -> [Double] {
        guard !isConstant else { return [Double](repeating: 1, count: customers.count) }
        var factors = levels
        if monthlyScale > 0 {
            let pair = Self.pair(of: month)
            if drawn?.pair != pair { drawn = (pair, pairOfMonths(pair, of: customers, sizes)) }
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
                let months = pairOfMonths(
                    pair, of: places.map { customers[Int($0)] }, places.map { sizes[Int($0)] })
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
        var factors = levels.map { $0 - monthlyScale * RandomStream.farthestNormal }
        factors.exponentiate()
        lowest = factors
        return factors
    }

    /// By how much a customer's factor in a month is above the lowest one at least.
    func marginOverLowest(of place: Int, inMonth month: Int) -> Double {
        let pair = Self.pair(of: month)
        guard monthlyScale > 0, pair <= Self.pairsWithSizes, sizes[place] >> UInt32(Self.shift(of: pair)) & 15 != 0 else { return 1 }
        return usualMargin
    }

    /// Whether the sizes of deviations are known beforehand in a month and those before it.
    static func knowsSizes(inMonth month: Int) -> Bool { pair(of: month) <= pairsWithSizes }

    /// Whether some deviation from a month on may be beyond the usual, among those whose sizes are known.
    func mayBeUnusual(_ place: Int, fromMonth month: Int) -> Bool {
        guard monthlyScale > 0, Self.knowsSizes(inMonth: month) else { return true }
        let passed = UInt32(Self.shift(of: Self.pair(of: month)))
        // Ones in the place of what has passed, and of the bits beyond the last pair; then a search for four bits that are 0.
        let ahead = sizes[place] >> passed | .max << (UInt32(4 * Self.pairsWithSizes) - passed)
        return (ahead &- 0x1111_1111) & ~ahead & 0x8888_8888 != 0
    }

    private static let pairsWithSizes = 6

    private static func shift(of pair: Int) -> Int { 4 * (pair - 1) }

    /// Months 1 and 2 are a pair, 3 and 4, and so on: the month of an offer's start and the one after it often are all that is asked for.
    private static func pair(of month: Int) -> Int { (month + 1) / 2 }

    private static func isFirst(_ month: Int) -> Bool { !month.isMultiple(of: 2) }

    private func pairOfMonths(_ pair: Int, of customers: [UInt32], _ sizes: [UInt32]) -> (first: [Double], second: [Double]) {
        let stream = RandomStream(seed: seed, segment: segment, replication: replication, month: pair, .monthlySpend)
        return pair <= Self.pairsWithSizes
            ? stream.normals(customers, sizes: sizes, shift: Self.shift(of: pair)) : stream.normals(customers)
    }
}
