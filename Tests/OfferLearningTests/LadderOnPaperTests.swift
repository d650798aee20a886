import DenseAlgebra
import OfferLearning
import OfferModel
import Testing

/// Values of levels against chains solved by hand. The numbers are of size 100 and come from a few dozen operations, hence 1e-12.
@Suite struct LadderOnPaperTests {
    /// From the lower level half climb each month, and nobody falls back; the upper one brings 10, next month counts half.
    private static let two = Chains.known([[0.5, 0.5], [0, 1]])

    /// V2 = 10 / (1 - 1/2); V1 = 1/2 (V1 / 2 + V2 / 2).
    @Test func twoLevelsWithoutEnd() {
        let solution = Chains.solution(Self.two, [0, 10], discount: 0.5, horizon: nil)
        #expect(abs(solution.total(1) - 20) < 1e-12)
        #expect(abs(solution.total(0) - 20.0 / 3) < 1e-12)
    }

    /// Three months: 10 (1 + 1/2 + 1/4) above; below 0, then 1/2 x 5, then 1/4 x 7.5.
    @Test func twoLevelsOverThreeMonths() {
        let solution = Chains.solution(Self.two, [0, 10], discount: 0.5, horizon: 3)
        #expect(abs(solution.total(1) - 17.5) < 1e-12)
        #expect(abs(solution.total(0) - 4.375) < 1e-12)
    }

    @Test func oneMonthIsTheMargin() {
        let solution = Chains.solution(Self.two, [3, 10], discount: 0.7, horizon: 1)
        #expect(solution.total(0) == 3 && solution.total(1) == 10)
    }

    /// Rows of (I - 0.9 P) V = g: 0.46 V1 - 0.36 V2 = 0, -0.18 V1 + 0.55 V2 - 0.27 V3 = 4, -0.09 V2 + 0.19 V3 = 10. The first gives
    /// V1 = 18/23 V2, the last V3 = (10 + 0.09 V2) / 0.19; both put into the second leave V2 alone.
    @Test func threeLevelsWithoutEnd() {
        let estimate = Chains.known([[0.6, 0.4, 0], [0.2, 0.5, 0.3], [0, 0.1, 0.9]])
        let solution = Chains.solution(estimate, [0, 4, 10], discount: 0.9, horizon: nil)
        let second = (4 + 2.7 / 0.19) / (0.55 - 0.18 * 18 / 23 - 0.27 * 0.09 / 0.19)
        for (level, value) in [second * 18 / 23, second, (10 + 0.09 * second) / 0.19].enumerated() {
            #expect(abs(solution.total(level) - value) < 1e-12 * value)
        }
    }

    /// Two months: g + P g; by hand 0.4 x 4, 4 + 2 + 3, 10 + 0.4 + 9.
    @Test func threeLevelsOverTwoMonths() {
        let estimate = Chains.known([[0.6, 0.4, 0], [0.2, 0.5, 0.3], [0, 0.1, 0.9]])
        let solution = Chains.solution(estimate, [0, 4, 10], discount: 1, horizon: 2)
        for (level, value) in [1.6, 9, 19.4].enumerated() { #expect(abs(solution.total(level) - value) < 1e-12) }
    }

    /// Each asset has its own margins, and the sum is the value of all together.
    @Test func assetsAreSolvedSideBySide() {
        let estimate = Chains.known([[0.9, 0.1], [0.3, 0.7]])
        let margins: [[Double]] = [[1, 0, 5], [4, 7, -2]]
        for horizon in [nil, 9] {
            let together = LadderSolution(
                estimate, margins: Matrix(rowCount: 2, columnCount: 3) { margins[$0][$1] }, discount: 0.95, horizonMonths: horizon)
            for asset in 0..<3 {
                let alone = Chains.solution(estimate, margins.map { $0[asset] }, discount: 0.95, horizon: horizon)
                for level in 0..<2 { #expect(abs(together.value(level, asset: asset) - alone.total(level)) < 1e-11) }
            }
            #expect(abs(together.total(0) - (0..<3).reduce(0) { $0 + together.value(0, asset: $1) }) < 1e-11)
        }
    }

    /// 0.98^1500 is 7e-14, so that a long horizon and none agree.
    @Test func aLongHorizonIsNone() {
        let estimate = Chains.known([[0.6, 0.4, 0], [0.2, 0.5, 0.3], [0, 0.1, 0.9]])
        let long = Chains.solution(estimate, [0, 4, 10], discount: 0.98, horizon: 1_500)
        let endless = Chains.solution(estimate, [0, 4, 10], discount: 0.98, horizon: nil)
        for level in 0..<3 { #expect(abs(long.total(level) - endless.total(level)) < 1e-10 * endless.total(level)) }
    }

    @Test func distributionsAreThoseOfTheChain() {
        let solution = Chains.solution(Self.two, [0, 10], discount: 0.5, horizon: 3)
        let powers = solution.distributions(months: 4)
        #expect(powers.count == 5 && powers[0][0] == [1, 0])
        for (months, power) in powers.enumerated() {
            #expect(abs(power[0][0] - (0..<months).reduce(1) { half, _ in half / 2 }) < 1e-15)
            #expect(abs(power[0][0] + power[0][1] - 1) < 1e-15 && power[1][1] == 1)
        }
        let expected = solution.expected([0, 10], from: [0.8, 0.2], months: 3)
        for (found, wanted) in zip(expected, [2.0, 6, 8]) { #expect(abs(found - wanted) < 1e-12) }
    }

    /// 9 stayed and 1 climbed, with half a transition more each; what the table does not name cannot happen.
    @Test func countsAreDrawnTowardsThePrior() {
        let estimate = Chains.counted([[9, 1, nil], [0, nil, nil], [0, 0, 0]])
        #expect(estimate.weights == [11, 0.5, 1.5])
        #expect(
            abs(estimate.matrix[0, 0] - 9.5 / 11) < 1e-15 && abs(estimate.matrix[0, 1] - 1.5 / 11) < 1e-15 && estimate.matrix[0, 2] == 0)
        #expect(estimate.matrix[1, 0] == 1)
        for level in 0..<3 { #expect(abs(estimate.matrix[2, level] - 1.0 / 3) < 1e-15) }
    }
}
