import OfferLearning
import OfferModel
import Testing

/// Standard errors by the delta method against the spread over draws of the posterior.
@Suite struct LadderErrorTests {
    private static let counts: [[Double?]] = [[300, 80, 20], [60, 200, 90], [nil, 70, 400]]
    private static let margins = [1.0, 12, 40]

    private static func value(_ matrix: [[Double]], discount: Double, months: Int) -> [Double] {
        var values = [0.0, 0, 0]
        for _ in 0..<months {
            values = matrix.indices.map { row in
                margins[row] + discount * matrix[row].indices.reduce(0) { $0 + matrix[row][$1] * values[$1] }
            }
        }
        return values
    }

    /// A standard deviation over 6,000 draws is itself within 3 % in 99.9 % of seeds; counts of some hundreds bend the value by 1 to 2 %. 700
    /// months at 0.95 are as good as all.
    @Test(arguments: [(0.95, nil), (1.0, 12), (0.9, 2), (0.97, 60)] as [(Double, Int?)])
    func theDeltaMethodAgreesWithPosteriorDraws(discount: Double, horizon: Int?) {
        let solution = Chains.solution(Chains.counted(Self.counts), Self.margins, discount: discount, horizon: horizon)
        let draws = PosteriorDraws(Self.counts.map { $0.map { $0.map { $0 + 0.5 } ?? 0 } }, count: 6_000, seed: 4)
        let values = draws.matrices.map { Self.value($0, discount: discount, months: horizon ?? 700) }
        func deviation(_ figure: ([Double]) -> Double) -> Double {
            let figures = values.map(figure)
            let mean = figures.reduce(0, +) / Double(figures.count)
            return (figures.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(figures.count - 1)).squareRoot()
        }
        for level in 0..<3 {
            let spread = deviation { $0[level] }
            #expect(abs(solution.standardError(of: level) / spread - 1) < 0.06, "level \(level)")
        }
        for (from, to) in [(0, 1), (0, 2), (1, 2)] {
            let change = deviation { $0[to] - $0[from] }
            #expect(abs(solution.standardError(from: from, to: to) / change - 1) < 0.06, "\(from) to \(to)")
            let size = solution.total(to) - solution.total(from)
            #expect(abs(solution.relativeError(from: from, to: to) * size / change - 1) < 0.06)
        }
    }

    /// One transition may happen from each level, or all are known: nothing is uncertain.
    @Test func whatIsKnownHasNoError() {
        let known = Chains.known([[0.6, 0.4], [0.1, 0.9]])
        let certain = Chains.counted([[nil, 5], [nil, 5]])
        for estimate in [known, certain] {
            let solution = Chains.solution(estimate, [1, 3], discount: 0.9, horizon: nil)
            #expect(solution.standardError(of: 0) < 1e-9 && solution.standardError(from: 0, to: 1) < 1e-9)
        }
    }

    /// A month needs no transition.
    @Test func thePresentMonthIsCertain() {
        let solution = Chains.solution(Chains.counted(Self.counts), Self.margins, discount: 1, horizon: 1)
        for level in 0..<3 { #expect(solution.standardError(of: level) == 0) }
    }

    /// A hundred times the transitions tell ten times as exactly.
    @Test func errorsFallWithTheRootOfTheCounts() {
        let many = Self.counts.map { $0.map { $0.map { 100 * $0 } } }
        let few = Chains.solution(Chains.counted(Self.counts, pseudoCount: 1e-6), Self.margins, discount: 0.95, horizon: nil)
        let sure = Chains.solution(Chains.counted(many, pseudoCount: 1e-6), Self.margins, discount: 0.95, horizon: nil)
        for level in 0..<3 { #expect(abs(few.standardError(of: level) / sure.standardError(of: level) - 10) < 0.02) }
    }
}
