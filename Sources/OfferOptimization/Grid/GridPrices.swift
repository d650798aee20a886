package import Execution
import OfferEconomics
package import OfferModel

extension OptimizerSession {
    /// The price of each cap and each duration of some offers, and of showing them at all: one line each, in the scenario's order.
    ///
    /// A line whose restriction the optimum keeps already is the optimum. The others are solved anew from the optimum's prices, with the
    /// coefficients that are there, and prove their own answer.
    ///
    /// - Parameters:
    ///   - optimum: what this session found last.
    ///   - deadline: lines that are not reached before it are not known.
    package func gridLines(
        of offers: [OfferIndex], around optimum: OptimizedPlan, deadline: Deadline = .none,
        progress: any ProgressReporter = SilentProgress()
    ) throws -> [GridLine] {
        let scenario = problem.scenario
        let lines = offers.flatMap { offer in GridRestriction.all(of: scenario.offers[offer]).map { (offer, $0) } }
        let shown = Set(optimum.plan.bundles.filter { $0.share > 0 }.flatMap(\.variants)).map { scenario.variants[$0] }
        return try lines.enumerated().map { number, line in
            let (offer, restriction) = line
            if shown.allSatisfy({ $0.offer != offer || restriction.allows($0) }) {
                return GridLine(offer: offer, restriction: restriction, finding: .optimal(GridLine.Figures(of: optimum)))
            }
            guard !deadline.isPassed else { return GridLine(offer: offer, restriction: restriction, finding: .notKnown) }
            progress.report(WorkProgress(phase: "narrowing down offers", done: number, of: lines.count))
            let closed = scenario.variants.map { $0.offer == offer && !restriction.allows($0) }
            return GridLine(
                offer: offer, restriction: restriction,
                finding: try finding(in: problem.closing(closed), startingAt: optimum.prices, deadline: deadline))
        }
    }

    private func finding(
        in narrowed: OptimizationProblem, startingAt prices: [Double], deadline: Deadline
    ) throws -> GridLine.Finding {
        var session = try OptimizerSession(
            narrowed, at: granularity, startingAt: prices, deadline: deadline, progress: SilentProgress())
        let solved = try session.solve()
        return switch try session.verify(solved, explaining: false) {
        case .optimal(let plan): .optimal(GridLine.Figures(of: plan))
        case .feasible(let plan, let isOutOfTime): .feasible(GridLine.Figures(of: plan), isOutOfTime: isOutOfTime)
        case .infeasible: .infeasible
        case .outOfTime: .notKnown
        }
    }
}
