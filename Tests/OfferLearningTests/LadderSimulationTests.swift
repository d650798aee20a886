import OfferLearning
import OfferModel
import RandomStreams
import Testing

/// Values against customers who walk the chain one by one.
@Suite struct LadderSimulationTests {
    private static let rows = [[0.6, 0.35, 0.05, 0], [0.25, 0.5, 0.2, 0.05], [0.05, 0.2, 0.55, 0.2], [0.02, 0.03, 0.25, 0.7]]
    private static let margins = [0.0, 5, 20, 60]

    /// Mean and standard error of what 20,000 customers bring who begin at a level.
    private static func simulated(from start: Int, discount: Double, months: Int) -> (mean: Double, error: Double) {
        let count = 20_000
        let ids = (0..<UInt32(count)).map { $0 }
        var levels = [Int](repeating: start, count: count)
        var worth = [Double](repeating: 0, count: count)
        var factor = 1.0
        for month in 0..<months {
            for customer in 0..<count { worth[customer] += factor * margins[levels[customer]] }
            factor *= discount
            let uniforms = RandomStream(seed: 6, name: [UInt32(start), UInt32(month), 0]).uniforms(ids)
            for customer in 0..<count {
                var left = uniforms[customer]
                let row = rows[levels[customer]]
                levels[customer] =
                    row.firstIndex { probability in
                        left -= probability
                        return left < 0
                    } ?? row.count - 1
            }
        }
        let mean = worth.reduce(0, +) / Double(count)
        let square = worth.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)
        return (mean, (square / Double(count)).squareRoot())
    }

    /// Within 4 standard errors at each of the levels. Without a horizon 60 months are walked: at 0.7 the rest is worth 1e-7.
    @Test(arguments: [(1.0, 12), (0.98, 24), (0.7, nil)] as [(Double, Int?)])
    func theMeanOfManyCustomersIsTheValue(discount: Double, horizon: Int?) {
        let solution = Chains.solution(Chains.known(Self.rows), Self.margins, discount: discount, horizon: horizon)
        for level in Self.rows.indices {
            let (mean, error) = Self.simulated(from: level, discount: discount, months: horizon ?? 60)
            #expect(error > 0 && abs(mean - solution.total(level)) < 4 * error, "level \(level): \(mean), not \(solution.total(level))")
        }
    }
}
