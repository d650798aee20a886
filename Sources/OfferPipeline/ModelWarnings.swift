import OfferEconomics
import OfferModel
import OfferOptimization
import OfferResults

/// Warnings that only the economics or the optimum can tell.
enum ModelWarnings {
    private typealias Warning = ResultDocument.Warning

    /// Before the optimum: closed exposures, completions below organic, caps that response does not inform.
    static func warnings(about problem: OptimizationProblem) -> [ResultDocument.Warning] {
        let scenario = problem.scenario
        let uncapped = uncappedPairs(in: problem)
        var warnings: [Warning] = []
        for (offer, count) in zip(scenario.offers, uncapped) where count > 0 {
            warnings.append(
                Warning(
                    code: "uncapped-worst-case", location: "offer \(offer.id)",
                    message: "\(count) segment-variant pairs without a cap are never shown: a worst_case budget would be unbounded"))
        }
        for (offer, count) in zip(scenario.offers, problem.table.pairsBelowOrganic) where count > 0 {
            warnings.append(
                Warning(
                    code: "completion-below-organic", location: "offer \(offer.id)",
                    message: "\(count) segment-variant pairs are completed less often when shown than without: check the response"))
        }
        if scenario.programme.percentBasis == .headline, scenario.offers.contains(where: { $0.monthlyCaps.count > 1 }) {
            warnings.append(
                Warning(
                    code: "caps-not-informed", location: "programme.percent_basis",
                    message: "with percent_basis headline a smaller cap is never worse: the chosen caps are not informed by response"))
        }
        return warnings
    }

    /// Pairs of each offer that a worst-case budget closes for want of a cap.
    private static func uncappedPairs(in problem: OptimizationProblem) -> [Int] {
        let scenario = problem.scenario
        var counts = [Int](repeating: 0, count: scenario.offers.count)
        let uncapped = scenario.variants.filter { $0.monthlyCap == nil }
        guard !uncapped.isEmpty, scenario.budgets.contains(where: { $0.basis == .worstCase }) else { return counts }
        for segment in scenario.segments.entityIndices {
            for variant in uncapped where problem.eligibility.closure(of: variant.offer, to: segment) == nil {
                if problem.eligibility.hasUnboundedExposure(variant, to: segment, in: scenario) { counts[variant.offer.position] += 1 }
            }
        }
        return counts
    }

    /// A plan that somebody made may reach those who are to be shown nothing.
    static func warnings(about plan: Plan, in scenario: Scenario, file: String) -> [ResultDocument.Warning] {
        let reachable = 1 - scenario.programme.holdoutShare
        let count = plan.filledShares(segmentCount: scenario.segments.count).count { $0 > reachable + 1e-9 }
        guard count > 0 else { return [] }
        let segments = count == 1 ? "1 segment is" : "\(count) segments are"
        return [
            Warning(
                code: "holdout-broken", location: file,
                message: "\(segments) shown offers beyond the holdout of \(100 * scenario.programme.holdoutShare) %")
        ]
    }

    /// After the optimum: return floors that are met by showing nothing.
    static func warnings(about outcome: OptimizationOutcome, of problem: OptimizationProblem) -> [ResultDocument.Warning] {
        let evaluation: PlanEvaluation
        switch outcome {
        case .optimal(let plan), .feasible(let plan, _): evaluation = plan.evaluation
        case .infeasible, .outOfTime: return []
        }
        return problem.rows.filter { $0.name.hasPrefix("return:") }.compactMap { row in
            let isShown = evaluation.lines.contains { $0.customers > 0 && row.scope.offers[evaluation.offer(of: $0).position] }
            guard !isShown else { return nil }
            return Warning(code: "return-met-by-nothing", location: row.name, message: "this return floor is met only by showing nothing")
        }
    }
}
