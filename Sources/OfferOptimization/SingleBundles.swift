import Execution
import OfferEconomics
import OfferModel

/// Mode single: one bundle a group, y in {0, 1} (model.md section 7).
///
/// The relaxation, which may split groups, gives a bound, prices and a plan in which few groups are split. Rounding and repair make it a
/// plan of whole bundles; an integer solver looks for a better one among the bundles that could be in it, and proves what it can.
struct SingleBundles {
    let deadline: Deadline
    let progress: any ProgressReporter

    /// Candidates of a group in the search by hand, where groups are few and where they are many.
    private static let candidatesOfFew = 40
    private static let candidatesOfMany = 6
    private static let fewGroups = 400
    /// Ways to round split groups that are all tried.
    private static let mostRoundings = 4_096

    /// Solves a session's problem with whole bundles.
    ///
    /// - Returns: `outOfTime` also where neither a plan nor the proof that there is none was found.
    func outcome(of session: inout OptimizerSession, explaining: Bool) throws -> OptimizationOutcome {
        let solved = try session.solve()
        let relaxed = try session.verify(solved, explaining: explaining)
        guard let plan = relaxed.relaxedPlan, let answer = solved.answer else { return relaxed }
        let problem = session.decomposition.problem
        progress.report(WorkProgress(phase: "looking for one bundle a group"))
        let isFew = problem.grouping.count <= Self.fewGroups
        let candidates = problem.bestCandidates(at: answer.prices, most: isFew ? Self.candidatesOfFew : Self.candidatesOfMany)
        let start = rounded(answer, candidates, scales: session.decomposition.core.master.rowScales, in: problem)

        let proof = SingleBundleProof(of: problem, prices: answer.prices, bound: plan.certificate.bound, deadline: deadline)
        let verdict = try proof.verdict(from: start, scales: session.decomposition.core.master.rowScales)
        guard let best = verdict.plan else {
            guard let clash = verdict.clash else { return .outOfTime }
            // A repair is not told: split groups need none.
            return .infeasible(
                InfeasibilityStory(rules: clash.map { InfeasibilityStory.Rule(problem.base.rows[$0]) }, repair: [], shortfalls: []))
        }
        let single = proved(best, bound: verdict.bound, relaxed: plan, answer, in: problem)
        if single.certificate.provesOptimality { return .optimal(single) }
        return .feasible(single, isOutOfTime: deadline.isAllButPassed)
    }

    /// The relaxation's split groups rounded in the best way, repaired and refilled; nil where no way keeps all rows.
    private func rounded(
        _ answer: Decomposition.Answer, _ candidates: [[BundleCandidate]], scales: [Double], in problem: GroupedProblem
    ) -> SinglePlan? {
        let options = relaxedBundles(of: answer, candidates, in: problem)
        let plan = SinglePlan(limits: problem.base.ceilings, scales: scales, candidates: candidates, bundles: options.map { $0[0] })
        let split = options.indices.filter { options[$0].count > 1 }
        let ways = split.reduce(1) { min(Self.mostRoundings + 1, $0 * options[$1].count) }
        var starts = [plan]
        if ways <= Self.mostRoundings { starts.append(plan.bestRounding(split.map { (group: $0, bundles: options[$0]) })) }
        // Nothing shown keeps every ceiling, but filling it takes a step a group.
        let empty = plan.showing(
            candidates.enumerated().compactMap { group, bundles in
                bundles.first(where: \.variants.isEmpty).map { (group: group, bundle: $0) }
            })
        if problem.grouping.count <= Self.fewGroups { starts.append(empty) }

        let isOver = { [deadline] in deadline.isPassed }
        var best = empty.keepsRows ? empty : nil
        for start in starts {
            var plan = start
            guard plan.repair(isOver: isOver) else { continue }
            plan.improve(isOver: isOver)
            if best.map({ plan.value > $0.value }) ?? true { best = plan }
        }
        return best
    }

    /// What the relaxation shows each group, the greatest share first.
    private func relaxedBundles(
        of answer: Decomposition.Answer, _ candidates: [[BundleCandidate]], in problem: GroupedProblem
    ) -> [[BundleCandidate]] {
        let reachable = problem.base.reachableShare
        var shares = [[(variants: [Int], share: Double)]](repeating: [], count: problem.grouping.count)
        for part in answer.parts { shares[part.group].append((part.variants, part.share)) }
        return shares.indices.map { group in
            let left = reachable - shares[group].reduce(0) { $0 + $1.share }
            var all = shares[group]
            if left > GroupPart.noise && !all.contains(where: \.variants.isEmpty) { all.append(([], left)) }
            return all.enumerated().sorted { ($1.element.share, $0.offset) < ($0.element.share, $1.offset) }.map { _, option in
                candidates[group].first { $0.variants == option.variants } ?? problem.candidate(option.variants, of: group)
            }
        }
    }

    /// The plan with its certificate: by the relaxation's prices, under the closer of both bounds.
    private func proved(
        _ best: SinglePlan, bound: Double, relaxed: OptimizedPlan, _ answer: Decomposition.Answer, in problem: GroupedProblem
    ) -> OptimizedPlan {
        let base = problem.base
        let parts = best.chosen.indices.compactMap { group -> GroupPart? in
            let variants = best.bundle(of: group).variants
            return variants.isEmpty ? nil : GroupPart(group: group, variants: variants, share: base.reachableShare)
        }
        let plan = GroupPart.plan(parts, in: problem)
        let evaluation = base.evaluation(of: plan)
        let uses = base.rows.uses(by: evaluation, in: base.scenario)
        let certificate = Certificate(
            of: plan, evaluation: evaluation, uses: uses, prices: answer.prices, groupPrices: answer.groupPrices, in: problem
        ).with(bound: bound)
        return OptimizedPlan(
            plan: plan, evaluation: evaluation, uses: uses, certificate: certificate, prices: answer.prices, tails: [], splitGroups: 0,
            priceRanges: relaxed.priceRanges, effort: relaxed.effort,
            relaxation: .init(objective: relaxed.certificate.objective, bound: relaxed.certificate.bound))
    }
}

extension OptimizationOutcome {
    fileprivate var relaxedPlan: OptimizedPlan? {
        switch self {
        case .optimal(let plan), .feasible(let plan, _): plan
        case .infeasible, .outOfTime: nil
        }
    }
}

extension GroupedProblem {
    /// A bundle as a candidate whatever its reduced value.
    fileprivate func candidate(_ variants: [Int], of group: Int) -> BundleCandidate {
        let (value, uses) = coefficients(of: variants, for: group)
        let share = base.reachableShare
        return BundleCandidate(
            variants: variants, value: share * value, uses: zip(base.rows, uses).map { $0.sign * share * $1 }, loss: 0)
    }
}
