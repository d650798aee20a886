/// What a unit of a row's limit is worth at the optimum, and over which limits (model.md section 7).
package struct PriceRange: Sendable, Equatable {
    /// Gain in the objective per unit by which the limit is loosened: the smallest optimal dual, at least 0; nil where the time was up
    /// before it was known.
    package let loosening: Double?
    /// Loss per unit by which the limit is tightened: the largest optimal dual, equal to `loosening` unless the optimum is
    /// degenerate; nil where no tighter limit is feasible.
    package let tightening: Double?
    /// Limits between which `loosening` holds; nil where nothing ends it, or they are not known.
    package private(set) var validFrom: Double?
    package private(set) var validTo: Double?
    package private(set) var isRangeKnown = true

    /// Cuts of tail budgets that are not there yet may end a range before the present rows do.
    func withRange(isKnown: Bool) -> PriceRange {
        guard !isKnown else { return self }
        var range = self
        (range.validFrom, range.validTo, range.isRangeKnown) = (nil, nil, false)
        return range
    }
}

extension ColumnGeneration {
    /// Prices of a row at the optimum that was just found.
    ///
    /// The basis prices one side at least; where its range ends at the limit itself the optimum is degenerate, and the other
    /// side is asked of the optimum at a limit moved by a hair, whose range must reach back to the limit.
    ///
    /// - Parameters:
    ///   - basisRange: limits between which the optimum's basis stays optimal; nil for a row in the basis.
    ///   - used: use of the row at the optimum, in the form use <= limit.
    ///   - stepSize: magnitude that a hair is measured against.
    ///   - settled: use by the groups outside the units, by which the limits here are less than the scenario's.
    mutating func priceRange(
        ofRow row: Int, price: Double, basisRange: ClosedRange<Double>?, used: Double, stepSize: Double, settled: Double
    ) throws -> PriceRange {
        let limit = limits[row]
        let sign = problem.base.rows[row].sign
        let hair = 1e-9 * stepSize
        guard limit - used <= hair else {
            return PriceRange(loosening: 0, tightening: 0, limits: used...Double.infinity, settled: settled, sign: sign)
        }

        var loosening: OneSided? = OneSided(price: 0, range: limit...Double.infinity)
        var tightening: OneSided?
        if let basisRange {
            let known = OneSided(price: price, range: basisRange)
            tightening = basisRange.lowerBound < limit - hair ? known : nil
            loosening = basisRange.upperBound > limit + hair ? known : nil
        }
        if let loosening, let tightening, loosening == tightening {
            return PriceRange(loosening: price, tightening: price, limits: loosening.range, settled: settled, sign: sign)
        }
        let looser = try loosening ?? oneSidedPrice(ofRow: row, movedBy: 1, stepSize: stepSize)
        let tighter = try tightening ?? oneSidedPrice(ofRow: row, movedBy: -1, stepSize: stepSize)
        return PriceRange(
            loosening: looser?.price, tightening: tighter?.price,
            limits: looser?.range ?? limit...limit, settled: settled, sign: sign)
    }

    struct OneSided: Equatable {
        let price: Double
        let range: ClosedRange<Double>
    }

    /// The price just beyond the limit on one side; nil where that is infeasible a hundred-thousandth away, or the time is up.
    private mutating func oneSidedPrice(ofRow row: Int, movedBy direction: Double, stepSize: Double) throws -> OneSided? {
        let limit = limits[row]
        var answer: OneSided?
        for step in [1e-5, 1e-6, 1e-7] {
            try setLimit(limit + direction * step * stepSize, ofRow: row)
            guard case .feasible = try seekFeasibility(), let optimum = try maximize().optimum else { break }
            guard let range = try master.range(ofRow: row) else {
                answer = OneSided(price: 0, range: limit...Double.infinity)
                continue
            }
            answer = OneSided(price: optimum.prices[row], range: range)
            if range.contains(limit) || abs(direction > 0 ? range.lowerBound - limit : range.upperBound - limit) <= 1e-9 * stepSize {
                break
            }
        }
        try setLimit(limit, ofRow: row)
        return answer
    }
}

extension PriceRange {
    /// - Parameter limits: in the form use <= limit, so negated where `sign` is -1, and less by `settled`.
    fileprivate init(loosening: Double?, tightening: Double?, limits: ClosedRange<Double>, settled: Double, sign: Double) {
        let lower = limits.lowerBound + settled
        let upper = limits.upperBound + settled
        let ends = sign > 0 ? (lower, upper) : (-upper, -lower)
        // Adding 0 turns -0 into 0.
        self.init(
            loosening: loosening, tightening: tightening, validFrom: ends.0.isFinite ? ends.0 + 0 : nil,
            validTo: ends.1.isFinite ? ends.1 + 0 : nil)
    }
}
