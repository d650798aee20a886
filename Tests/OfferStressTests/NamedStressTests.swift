import Execution
import Foundation
import OfferEconomics
import OfferModel
import OfferOptimization
import OfferStress
import TestSupport
import Testing

@Suite struct NamedStressTests {
    /// One in five has odds 1/4; times 4 they are even: half complete, cost 5,000. Spend times 1.2 costs 2,400.
    @Test func onPaper() {
        let plan = StressCases.onPaper()
        let viral = NamedStress(Stress(id: "viral", uptake: log(4)), isBuiltIn: false, on: plan)
        #expect(abs(viral.totals.completions - 50) < 1e-12)
        #expect(abs(viral.totals.cost - 5_000) < 1e-9)
        #expect(abs(viral.totals.value - 25_000) < 1e-8)
        #expect(viral.rows.map(\.name) == ["budget:total"] && viral.rows[0].isBroken && abs(viral.rows[0].used - 5_000) < 1e-9)
        let dear = NamedStress(Stress(id: "dear", spend: 1.2, value: 0.8), isBuiltIn: false, on: plan)
        #expect(abs(dear.totals.cost - 2_400) < 1e-9 && !dear.rows[0].isBroken)
        #expect(abs(dear.totals.value - 8_000) < 1e-9)
    }

    /// 2,000 times 1.2^k is 3,000 at k = log 1.5 / log 1.2; odds of e^h / 4 give 30 completions at h = log (12 / 7).
    @Test func theBreakingMultipleOnPaper() throws {
        let plan = StressCases.onPaper()
        let dear = try #require(plan.breakingMultiple(of: Stress(id: "dear", spend: 1.2)))
        #expect(abs(dear.multiple - log(1.5) / log(1.2)) < 1e-7 && dear.row == "budget:total")
        let viral = try #require(plan.breakingMultiple(of: Stress(id: "viral", uptake: 0.5)))
        #expect(abs(viral.multiple - log(12.0 / 7) / 0.5) < 1e-7)
        #expect(plan.breakingMultiple(of: Stress(id: "weak", value: 0.5)) == nil)
        #expect(try #require(StressCases.onPaper(budget: 1_999).breakingMultiple(of: Stress(id: "weak", value: 0.5))).multiple == 0)
    }

    /// Totals against those of a scenario whose inputs were moved by hand.
    @Test(arguments: StressCases.seeds)
    func totalsAreThoseOfTheScenarioMovedByHand(seed: Int) {
        var generator = SplitMix64(seed: seed + 1_000)
        let stress = Stress(
            id: "s", uptake: generator.number(-1.5...1.5), spend: generator.number(0.6...1.6), redemption: generator.number(-2...2),
            fraud: generator.number(0.2...30), value: generator.number(0.3...1.5))
        let plan = StressCases.plan(seed: seed, oneVariantAnOffer: true)
        let moved = ScenarioDraft.random(seed: seed).movedByHand(by: stress, for: plan.plan).scenario()
        let expected = Totals(of: PlanEvaluation(of: plan.plan, in: moved), in: moved)
        let found = NamedStress(stress, isBuiltIn: false, on: plan).totals
        for figure: KeyPath<Totals, Double> in [
            \.customers, \.shown, \.completions, \.incrementalCompletions, \.value, \.feeIncome, \.cost, \.accrued, \.fraudLoss,
            \.deadweightCost, \.netValue,
        ] {
            let (left, right) = (found[keyPath: figure], expected[keyPath: figure])
            #expect(abs(left - right) <= 1e-9 * max(1, abs(left), expected.accrued, abs(expected.value)), "\(figure)")
        }
        #expect(found.worstCase == expected.worstCase)
    }

    /// At the breaking multiple a row is broken; just below it and at every step tried before, none is.
    @Test(arguments: StressCases.seeds)
    func nothingIsBrokenBelowTheBreakingMultiple(seed: Int) {
        var draft = ScenarioDraft.random(seed: seed).withoutRows
        let free = draft.scenario()
        let shown = free.randomPlan(seed: seed)
        let cost = PlanEvaluation(of: shown, in: free).total(.cost)
        draft.budgets = [Budget(id: "total", amount: 1.1 * cost + 1, basis: .cost, sponsor: nil, offer: nil, macro: nil, month: nil)]
        let scenario = draft.scenario()
        let plan = StressedPlan(shown, of: OptimizationProblem(scenario, workers: Workers(threads: 1)))
        let stress = Stress.library[seed % Stress.library.count]
        func excess(_ multiple: Double) -> Double {
            let shifted = PlanEvaluation(of: shown, in: scenario, shift: PairShift(stress.shifts(multiple: multiple)))
            return shifted.total(.cost) / (1.1 * cost + 1) - 1
        }
        guard let breaking = plan.breakingMultiple(of: stress) else {
            for step in 0...200 { #expect(excess(Double(step) / 20) <= 2e-8) }
            return
        }
        #expect(excess(breaking.multiple) > 0)
        #expect(excess(breaking.multiple - 1e-6) < 2e-8)
        for step in 0..<Int(breaking.multiple * 20) { #expect(excess(Double(step) / 20) <= 2e-8) }
    }

    @Test func aScenariosOwnStressTakesThePlaceOfTheLibrarys() {
        let scenario = ScenarioDraft.random(seed: 1).scenario()
        #expect(scenario.stressesToTry.map(\.stress) == Stress.library && scenario.stressesToTry.allSatisfy(\.isBuiltIn))
        let own = Scenario.with(stresses: [Stress(id: "mine", uptake: 2), Stress(id: "fraud-ring", fraud: 3)])
        #expect(own.stressesToTry.map(\.stress.id) == ["mine"] + ["fraud-ring"] + Stress.library.map(\.id).filter { $0 != "fraud-ring" })
        #expect(own.stressesToTry[1].stress.fraud == 3 && !own.stressesToTry[1].isBuiltIn)
    }
}

extension Scenario {
    fileprivate static func with(stresses: [Stress]) -> Scenario {
        var draft = ScenarioDraft.random(seed: 1)
        draft.stresses = stresses
        return draft.scenario()
    }
}

extension ScenarioDraft {
    /// The scenario with its inputs moved one by one as model.md section 9 says. A curve that is moved in the logit of its probability
    /// becomes the one point that the plan's variant asks it for.
    fileprivate func movedByHand(by stress: Stress, for plan: Plan) -> ScenarioDraft {
        func moved(_ p: Double, _ h: Double) -> Double { p <= 0 || p >= 1 ? p : 1 / (1 + exp(-(log(p / (1 - p)) + h))) }
        let scenario = scenario()
        var draft = self
        draft.offers = offers.map { offer in
            Offer(
                id: offer.id, sponsor: offer.sponsor, percents: offer.percents, monthlyCaps: offer.monthlyCaps, months: offer.months,
                startMonth: offer.startMonth, acquisitionFee: offer.acquisitionFee, requires: offer.requires,
                fraud: offer.fraud.map {
                    FraudProfile(
                        rate: $0.rate * stress.fraud, referencePercent: $0.referencePercent, elasticity: $0.elasticity,
                        monthlyDetection: $0.monthlyDetection)
                })
        }
        for place in draft.segments.indices {
            var segment = draft.segments[place]
            segment.monthlySpend *= stress.spend
            segment.monthlyRedemption = moved(segment.monthlyRedemption, stress.redemption)
            segment.values = segment.values.map { steps in
                steps.map { step in
                    let change = step.ifCompleted - step.now
                    return ValueStep(now: step.now, ifCompleted: step.now + change + (stress.value - 1) * abs(change))
                }
            }
            let index = SegmentIndex(scenario.segments.firstIndex { $0.id == segment.id }!)
            for bundle in plan.bundles where bundle.segment == index {
                for variant in bundle.variants.map({ scenario.variants[$0] }) {
                    let offer = variant.offer.position
                    guard let response = segments[place].responses[offer] else { continue }
                    let spend = segment.monthlySpend
                    let accrued = Accrual.expected(
                        rate: variant.percent.rate, cap: variant.monthlyCap, meanSpend: spend, variation: segment.spendVariation)
                    let isEffective = programme.percentBasis == .effective && spend > 0
                    let percent = 100 * (isEffective ? accrued / spend : variant.percent.rate)
                    segment.responses[offer] = response.movedByHand(by: stress.uptake, percent: percent, moved)
                }
            }
            draft.segments[place] = segment
        }
        return draft
    }
}

extension Response {
    fileprivate func movedByHand(by h: Double, percent: Double, _ moved: (Double, Double) -> Double) -> Response {
        if case .logistic(let intercept, let slope, let ceiling, let durationSlope) = curve {
            return Response(
                organic: organic < ceiling ? ceiling * moved(organic / ceiling, h) : moved(organic, h),
                curve: .logistic(intercept: intercept + h, slope: slope, ceiling: ceiling, durationSlope: durationSlope))
        }
        let point = CompletionPoint(percent: 0, completion: moved(curve.completion(percent: percent, months: 1), h))
        return Response(organic: moved(organic, h), curve: .table([point]))
    }
}
