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
    /// No month's factor is below these; one a customer; nil until they are found.
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
        drawn = (0, (own.first, own.second))
    }

    /// One a customer.
    mutating func factors(inMonth month: Int) -> [Double] {
        guard !isConstant else { return [Double](repeating: 1, count: customers.count) }
        var factors = levels
        if monthlyScale > 0 {
            let pair = Self.pair(of: month)
            if drawn?.pair != pair { drawn = (pair, pairOfMonths(pair, of: customers, sizes)) }
            let deviations = Self.isFirst(month) ? drawn!.months.first : drawn!.months.second
            factors = [Double](unsafeUninitializedCapacity: levels.count) { factors, count in
                for place in levels.indices { factors[place] = levels[place] + monthlyScale * deviations[place] }
                count = levels.count
            }
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

    /// Before bounds are asked for.
    mutating func findLowestFactors() {
        guard lowest == nil else { return }
        var factors = levels.map { $0 - monthlyScale * RandomStream.farthestNormal }
        factors.exponentiate()
        lowest = factors
    }

    /// A customer's factor in a month is not below this.
    func lowestFactor(of place: Int, inMonth month: Int) -> Double {
        guard let lowest else { preconditionFailure("the lowest factors come first") }
        guard monthlyScale > 0, Self.knowsSizes(inMonth: month), sizes[place] >> UInt32(Self.shift(of: Self.pair(of: month))) & 15 != 0
        else {
            return lowest[place]
        }
        return lowest[place] * usualMargin
    }

    /// Whether the sizes of a month's deviations are known beforehand.
    static func knowsSizes(inMonth month: Int) -> Bool { (1...pairsWithSizes).contains(pair(of: month)) }

    /// Whose amount may exceed so much per unit of spend in a month, or in a later one whose sizes are known if the amounts do not grow.
    ///
    /// - Parameters:
    ///   - amounts: one a customer, each to be multiplied by `share`.
    func places(of amounts: [Double], times share: Double, thatMayExceed perFactor: Double, fromMonth month: Int) -> [Int32] {
        guard let lowest else { preconditionFailure("the lowest factors come first") }
        let isKnown = monthlyScale > 0 && Self.knowsSizes(inMonth: month)
        let passed = isKnown ? UInt32(Self.shift(of: Self.pair(of: month))) : 0
        let ones: UInt32 = .max << (UInt32(4 * Self.pairsWithSizes) - passed)
        let sizes = isKnown ? sizes : Array(repeating: 0, count: customers.count)
        return [Int32](unsafeUninitializedCapacity: amounts.count) { places, count in
            amounts.withUnsafeBufferPointer { amounts in
                lowest.withUnsafeBufferPointer { lowest in
                    sizes.withUnsafeBufferPointer { sizes in
                        var found = 0
                        for place in 0..<amounts.count {
                            let (amount, most) = (share * amounts[place], perFactor * lowest[place])
                            // Ones in the place of what has passed; then a search for four bits that are all 0.
                            let ahead = sizes[place] >> passed | ones
                            let isUnusual = (ahead &- 0x1111_1111) & ~ahead & 0x8888_8888 != 0 ? 1 : 0
                            places[found] = Int32(truncatingIfNeeded: place)
                            found &+= (amount > most ? 1 : 0) & (isUnusual | (amount > most * usualMargin ? 1 : 0))
                        }
                        count = found
                    }
                }
            }
        }
    }

    private static let pairsWithSizes = 6

    private static func shift(of pair: Int) -> Int { 4 * (pair - 1) }

    /// Months 2 and 3 are pair 1, 4 and 5 pair 2, and so on; month 1 comes out of one draw with the customers' own levels, which makes pair 0.
    private static func pair(of month: Int) -> Int { month / 2 }

    private static func isFirst(_ month: Int) -> Bool { month.isMultiple(of: 2) }

    private func pairOfMonths(_ pair: Int, of customers: [UInt32], _ sizes: [UInt32]) -> (first: [Double], second: [Double]) {
        func stream(_ purpose: Purpose) -> RandomStream {
            RandomStream(seed: seed, segment: segment, replication: replication, month: pair, purpose)
        }
        return switch pair {
        case 0: stream(.customerSpend).normals(customers)
        case 1...Self.pairsWithSizes: stream(.monthlySpend).normals(customers, sizes: sizes, shift: Self.shift(of: pair))
        default: stream(.monthlySpend).normals(customers)
        }
    }
}
