import LinearProgramming
import OfferEconomics
import OfferModel
import OfferOptimization
import TestSupport
import Testing

/// Shadow prices and their ranges, against optima of the written programme with one limit moved.
@Suite struct PriceTests {
    @Test(arguments: RandomCases.seeds)
    func pricesSayWhatAMovedLimitIsWorth(seed: Int) throws {
        let problem = OptimizationProblem(try .settled(seed: seed))
        for granularity in Scenario.Granularity.allCases {
            guard let found = try problem.optimum(at: granularity, explaining: true) else { continue }
            let moved = MovedLimits(
                program: try #require(try problem.bundleProgram(at: granularity, limit: 100_000)), problem: problem,
                optimum: found.certificate.objective)
            let ranges = try #require(found.priceRanges)
            for (number, range) in ranges.enumerated() {
                let use = problem.rows[number].use(by: found.evaluation, in: problem.scenario)
                let largest = max(abs(problem.rows[number].limit), use.absolute, moved.largestCoefficient(ofRow: number))
                let size = largest > 0 ? largest : 1
                let place = "\(granularity) \(problem.rows[number].name): \(range) at \(problem.rows[number].limit), used \(use.used)"
                try moved.expectLoosening(range, ofRow: number, size: size, place)
                try moved.expectTightening(range, ofRow: number, size: size, place)
            }
        }
    }
}

private struct MovedLimits {
    let program: LinearProgram
    let problem: OptimizationProblem
    let optimum: Double

    /// A step that is small against this is lost in the solver's tolerance.
    func largestCoefficient(ofRow row: Int) -> Double {
        zip(program.columns.rows, program.columns.coefficients).reduce(0) { $1.0 == row ? max($0, abs($1.1)) : $0 }
    }

    /// The optimum with one limit somewhere else; nil when infeasible.
    private func objective(limit: Double, ofRow row: Int) throws -> Double? {
        var other = program
        let isCeiling = problem.rows[row].sense == .ceiling
        try other.setRowBounds(row, lower: isCeiling ? -.infinity : limit, upper: isCeiling ? limit : .infinity)
        return try ScaledSolver.solve(other)?.objective
    }

    /// Two solves of size `optimum`, each to 1e-9 and a little.
    private var rounding: Double { 1e-8 * max(1, abs(optimum)) }

    func expectLoosening(_ range: PriceRange, ofRow row: Int, size: Double, _ place: String) throws {
        let limit = problem.rows[row].limit
        let direction = problem.rows[row].sense == .ceiling ? 1.0 : -1.0
        let loosening = try #require(range.loosening, "\(place)")
        #expect(loosening >= 0, "\(place)")
        #expect(range.validFrom ?? -.infinity <= limit + 1e-9 * max(1, size), "\(place)")
        #expect(range.validTo ?? .infinity >= limit - 1e-9 * max(1, size), "\(place)")
        // A ceiling is loosened upwards, a floor downwards.
        let looserEnd = direction > 0 ? range.validTo : range.validFrom
        let tighterEnd = direction > 0 ? range.validFrom : range.validTo
        for end in [looserEnd ?? limit + direction * size, tighterEnd ?? limit - direction * size] {
            for part in [0.01, 0.5, 0.999] {
                let change = (end - limit) * part
                let reached = try #require(try objective(limit: limit + change, ofRow: row), "\(place), moved by \(change)")
                let promised = optimum + loosening * direction * change
                #expect(
                    abs(reached - promised) <= rounding + 1e-9 * abs(promised), "\(place), moved by \(change): \(reached), not \(promised)")
            }
            // Beyond the end the optimum is concave: no better than the price promises.
            let beyond = (end - limit) * 1.5
            if let reached = try objective(limit: limit + beyond, ofRow: row) {
                let promised = optimum + loosening * direction * beyond
                #expect(reached <= promised + rounding + 1e-9 * abs(promised), "\(place), moved by \(beyond)")
            }
        }
        // A range that ends at the limit on the looser side would say nothing.
        if let looserEnd { #expect(direction * (looserEnd - limit) > 0, "\(place)") }
    }

    func expectTightening(_ range: PriceRange, ofRow row: Int, size: Double, _ place: String) throws {
        let limit = problem.rows[row].limit
        let direction = problem.rows[row].sense == .ceiling ? -1.0 : 1.0
        let unit = size
        guard let tightening = range.tightening else {
            #expect(try objective(limit: limit + direction * 1e-4 * unit, ofRow: row) == nil, "\(place): a tighter limit is feasible")
            return
        }
        let loosening = try #require(range.loosening, "\(place)")
        #expect(tightening >= loosening - 1e-9 * max(1, loosening), "\(place)")
        // Some steps may be too long for the first piece of the curve, others too short to be seen over rounding.
        var quotients: [Double] = []
        for step in [1e-3, 1e-4, 1e-5, 1e-6] {
            guard let reached = try objective(limit: limit + direction * step * unit, ofRow: row) else { continue }
            let promised = optimum - tightening * step * unit
            #expect(reached <= promised + rounding, "\(place): tighter by \(step)")
            if abs(reached - promised) <= rounding { return }
            quotients.append((optimum - reached) / (step * unit))
        }
        #expect(quotients.contains { abs($0 - tightening) <= 0.01 * max(tightening, 1e-6) }, "\(place): \(quotients)")
    }
}
