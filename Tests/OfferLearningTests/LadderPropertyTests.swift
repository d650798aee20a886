import OfferLearning
import OfferModel
import TestSupport
import Testing

/// Values and errors of random chains against their definitions.
@Suite struct LadderPropertyTests {
    private struct Case {
        let counts: [[Double?]]
        let margins: [Double]
        let discount: Double
        let horizon: Int?

        init(seed: Int) {
            var generator = SplitMix64(seed: seed)
            let levels = generator.count(1...7)
            counts = (0..<levels).map { row in
                var cells = (0..<levels).map { _ -> Double? in
                    generator.onceIn(3) ? nil : generator.onceIn(4) ? 0 : Double(generator.count(1...400))
                }
                // Some transition may happen from every level.
                if cells.allSatisfy({ $0 == nil }) { cells[row] = 3 }
                return cells
            }
            margins = (0..<levels).map { _ in generator.onceIn(4) ? 0 : generator.number(-20...200) }
            horizon = generator.onceIn(3) ? nil : generator.count(1...40)
            discount = horizon == nil ? generator.number(0.2...0.95) : generator.pick([1, 0.99, generator.number(0.1...1)])
        }

        var estimate: TransitionEstimate { Chains.counted(counts) }

        var solution: LadderSolution { Chains.solution(estimate, margins, discount: discount, horizon: horizon) }

        /// V by the recursion, for any matrix; without a horizon 700 months, of which the last counts 0.95^700 = 3e-16 at most.
        func values(_ matrix: [[Double]]) -> [Double] {
            var values = margins.map { _ in 0.0 }
            for _ in 0..<(horizon ?? 700) {
                values = matrix.indices.map { row in
                    margins[row] + discount * zip(matrix[row], values).reduce(0) { $0 + $1.0 * $1.1 }
                }
            }
            return values
        }
    }

    /// The sum of the definition: d^t times the expected margin after t months.
    @Test(arguments: 0..<60)
    func valuesAreDiscountedExpectedMargins(seed: Int) {
        let made = Case(seed: seed)
        let months = made.horizon ?? 700
        let solution = made.solution
        for level in made.margins.indices {
            let start = made.margins.indices.map { $0 == level ? 1.0 : 0 }
            var sum = 0.0
            var factor = 1.0
            for mean in solution.expected(made.margins, from: start, months: months) {
                sum += factor * mean
                factor *= made.discount
            }
            // Sums of up to 700 amounts of up to 200.
            #expect(abs(sum - solution.total(level)) < 1e-9)
        }
        for row in solution.probabilities { #expect(abs(row.reduce(0, +) - 1) < 1e-12 && row.allSatisfy { $0 >= 0 }) }
    }

    /// The derivative of V by every probability, taken by differences, with the covariance of the Dirichlet posterior of each row. Differences of
    /// 1e-5 either way are off by 1e-10 of the third derivative, hence 1e-5 of the error.
    @Test(arguments: 0..<40)
    func errorsAreDerivativesTimesTheCovarianceOfThePosterior(seed: Int) throws {
        let made = Case(seed: 1_000 + seed)
        let solution = made.solution
        let matrix = solution.probabilities
        let weights = try #require(made.estimate.weights)
        let levels = matrix.indices
        let contrast = levels.map { Double($0 % 3) - 0.7 }
        var variance = 0.0
        for row in levels {
            let slopes = levels.map { column in
                let ends = [1e-5, -1e-5].map { step -> Double in
                    var moved = matrix
                    moved[row][column] += step
                    return zip(contrast, made.values(moved)).reduce(0) { $0 + $1.0 * $1.1 }
                }
                return (ends[0] - ends[1]) / 2e-5
            }
            for first in levels {
                for second in levels {
                    let own = first == second ? matrix[row][first] : 0
                    variance += slopes[first] * slopes[second] * (own - matrix[row][first] * matrix[row][second]) / (weights[row] + 1)
                }
            }
        }
        let expected = max(0, variance).squareRoot()
        let size = max(1, made.margins.reduce(0) { max($0, abs($1)) })
        #expect(abs(solution.standardError(contrast) - expected) < 1e-5 * (expected + size), "\(expected)")
    }
}
