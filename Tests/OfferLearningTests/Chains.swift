import DenseAlgebra
import OfferLearning
import OfferModel

/// Chains of the tests: transitions known or counted, one margin a level.
enum Chains {
    static func known(_ rows: [[Double]]) -> TransitionEstimate {
        TransitionEstimate(
            of: LadderTransitions(key: "*", content: .probabilities(rows.flatMap { $0 })), levelCount: rows.count, pseudoCount: 0.5)
    }

    static func counted(_ rows: [[Double?]], pseudoCount: Double = 0.5) -> TransitionEstimate {
        TransitionEstimate(
            of: LadderTransitions(key: "*", content: .counts(rows.flatMap { $0 })), levelCount: rows.count, pseudoCount: pseudoCount)
    }

    static func solution(_ estimate: TransitionEstimate, _ margins: [Double], discount: Double, horizon: Int?) -> LadderSolution {
        LadderSolution(
            estimate, margins: Matrix(rowCount: margins.count, columnCount: 1) { row, _ in margins[row] }, discount: discount,
            horizonMonths: horizon)
    }
}
