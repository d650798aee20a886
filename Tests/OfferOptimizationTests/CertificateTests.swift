import OfferEconomics
import OfferModel
import OfferOptimization
import TestSupport
import Testing

/// The certificate takes nobody's word: a plan that was changed loses its proof.
@Suite struct CertificateTests {
    @Test(arguments: RandomCases.seeds)
    func aPlanThatWasTamperedWithHasNoProof(seed: Int) throws {
        let problem = OptimizationProblem(try .settled(seed: seed))
        for granularity in Scenario.Granularity.allCases {
            guard let found = try problem.optimum(at: granularity) else { continue }
            #expect(Certificate(of: found.plan, prices: found.prices, at: granularity, in: problem).provesOptimality)
            for (change, plan) in tampered(found.plan, in: problem) {
                let certificate = Certificate(of: plan, prices: found.prices, at: granularity, in: problem)
                // A change may lead to a tie: another optimum, which the same prices prove.
                let isTie = keepsEveryRule(plan, of: problem) && agree(certificate.objective, found.certificate.objective, within: 1e-8)
                #expect(isTie || !certificate.provesOptimality, "\(granularity), \(change): \(certificate)")
            }
        }
    }

    @Test(arguments: 1...40)
    func wrongPricesProveNothing(seed: Int) throws {
        let problem = OptimizationProblem(try .settled(seed: seed))
        guard let found = try problem.optimum(at: .segment), found.certificate.objective > 1 else { return }
        for (row, price) in found.prices.enumerated() where price * abs(problem.rows[row].limit) > 1e-3 * found.certificate.objective {
            for factor in [0.5, 2] {
                var prices = found.prices
                prices[row] *= factor
                let certificate = Certificate(of: found.plan, prices: prices, at: .segment, in: problem)
                // Any prices give a bound that holds; a degenerate optimum may have several that prove it.
                #expect(certificate.bound >= found.certificate.objective * (1 - 1e-8))
                #expect(certificate.objective == found.certificate.objective)
            }
        }
    }

    private func tampered(_ plan: Plan, in problem: OptimizationProblem) -> [(String, Plan)] {
        var plans: [(String, Plan)] = []
        for (place, bundle) in plan.bundles.enumerated().prefix(6) {
            func with(_ changed: PlannedBundle?) -> Plan {
                var bundles = plan.bundles
                bundles.replaceSubrange(place...place, with: changed.map { [$0] } ?? [])
                return Plan(bundles: bundles)
            }
            func with(variants: [VariantIndex], share: Double) -> Plan {
                with(PlannedBundle(segment: bundle.segment, number: bundle.number, variants: variants, share: share))
            }
            plans.append(("bundle \(place) dropped", with(nil)))
            plans.append(("bundle \(place) less often", with(variants: bundle.variants, share: bundle.share * 0.9)))
            plans.append(("bundle \(place) more often", with(variants: bundle.variants, share: bundle.share + 0.05)))
            plans.append(("bundle \(place) without a line", with(variants: Array(bundle.variants.dropLast()), share: bundle.share)))
            let last = bundle.variants[bundle.variants.count - 1]
            let range = problem.scenario.variantRanges[problem.scenario.variants[last].offer.position]
            for other in range where other != last.position {
                plans.append(
                    (
                        "bundle \(place) with variant \(other)",
                        with(variants: bundle.variants.dropLast() + [VariantIndex(other)], share: bundle.share)
                    ))
            }
        }
        return plans
    }

    private func keepsEveryRule(_ plan: Plan, of problem: OptimizationProblem) -> Bool {
        let scenario = problem.scenario
        let allowed = AllowedBundles(scenario: scenario)
        let evaluation = PlanEvaluation(of: plan, in: scenario)
        let keepsRows = problem.rows.allSatisfy { row in
            let use = row.use(by: evaluation, in: scenario)
            return row.slack(at: use.used) >= -1e-7 * max(1, abs(row.limit), use.absolute)
        }
        let keepsBundles = plan.bundles.allSatisfy { bundle in
            bundle.variants.allSatisfy { allowed.isOpen($0, to: bundle.segment) } && allowed.allows(bundle.variants, to: bundle.segment)
        }
        let shown = Dictionary(grouping: plan.bundles, by: \.segment).values.map { $0.reduce(0) { $0 + $1.share } }
        return keepsRows && keepsBundles && shown.allSatisfy { $0 <= 1 - scenario.programme.holdoutShare + 1e-7 }
    }
}
