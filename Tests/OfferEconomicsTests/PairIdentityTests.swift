import Execution
import OfferEconomics
import OfferModel
import TestSupport
import Testing

/// What holds for every pair of every scenario.
@Suite struct PairIdentityTests {
    private struct Pair {
        let scenario: Scenario
        let segment: SegmentIndex
        let variant: Variant
        let valuation: PairValuation
        var economics: PairEconomics { valuation.economics }
    }

    private func pairs(seed: Int) -> [Pair] {
        let scenario = ScenarioDraft.random(seed: seed).scenario()
        return scenario.segments.entityIndices.flatMap { segment in
            scenario.variants.compactMap { variant in
                PairValuation(of: variant, to: segment, in: scenario).map {
                    Pair(scenario: scenario, segment: segment, variant: variant, valuation: $0)
                }
            }
        }
    }

    /// Sums of some dozens of terms of one size.
    private func isEqual(_ left: Double, _ right: Double, size: Double = 0) -> Bool {
        abs(left - right) <= 1e-12 * max(abs(left), abs(right), size)
    }

    @Test(arguments: 1...200)
    func monthsAddUpToTotals(seed: Int) {
        for pair in pairs(seed: seed) {
            let economics = pair.economics
            let calendar = 1...(4 + 6)
            #expect(isEqual(calendar.reduce(0) { $0 + economics.accrued(inMonth: $1) }, economics.accrued))
            #expect(isEqual(calendar.reduce(0) { $0 + economics.cost(inMonth: $1) }, economics.cost))
            let active = pair.scenario.offers[pair.variant.offer].activeMonths(of: pair.variant)
            #expect(active.count == pair.variant.months)
            for month in 0...12 where !active.contains(month) {
                #expect(economics.accrued(inMonth: month) == 0 && economics.cost(inMonth: month) == 0)
                #expect(economics.worstCase(inMonth: month) == 0)
            }
            #expect(economics.cash(inMonth: active.lowerBound) == 0)
            // Without expiry the slowest theta, 0.05, leaves 1e-14 after 630 months.
            let redeemed = (1...700).reduce(0) { $0 + economics.cash(inMonth: $1) }
            #expect(isEqual(redeemed, economics.cost))
            guard let worst = economics.worstCase, let cap = pair.variant.monthlyCap else {
                #expect(pair.variant.monthlyCap == nil && economics.worstCase == nil)
                continue
            }
            #expect(worst == cap * Double(pair.variant.months))
            #expect(isEqual(calendar.reduce(0) { $0 + (economics.worstCase(inMonth: $1) ?? .nan) }, worst))
        }
    }

    @Test(arguments: 1...200)
    func figuresKeepTheirBounds(seed: Int) {
        for pair in pairs(seed: seed) {
            let economics = pair.economics
            let slack = 1e-12 * max(1, economics.accrued)
            #expect((0...1).contains(economics.completion) && (0...1).contains(economics.organicCompletion))
            #expect((0...1).contains(economics.fraudulentShare))
            #expect(economics.completion <= 1 - economics.fraudulentShare + 1e-15)
            #expect(economics.deadweight >= 0 && economics.deadweight <= economics.cost + slack)
            #expect(economics.cost >= 0 && economics.cost <= economics.accrued + slack)
            #expect(economics.fraudLoss >= 0 && economics.fraudLoss <= economics.cost + slack)
            #expect(economics.accrued <= (economics.worstCase ?? .infinity) + slack)
            #expect(economics.effectiveRate <= pair.variant.percent.rate * (1 + 1e-15))
            #expect(economics.incrementalCompletion == economics.completion - economics.organicCompletion)
        }
    }

    @Test(arguments: 1...200)
    func gainsAddUpToValueAndProfitsToNetValue(seed: Int) {
        for pair in pairs(seed: seed) {
            let coalition = pair.scenario.assets.entityIndices.filter { !pair.scenario.assets[$0].isExternal }
            let valuation = pair.valuation
            let size = coalition.reduce(valuation.economics.cost + valuation.economics.fee) { $0 + abs(valuation.gain(of: $1)) }
            #expect(isEqual(coalition.reduce(0) { $0 + valuation.gain(of: $1) }, valuation.value, size: size))
            let profits = coalition.reduce(valuation.programmeProfit) { $0 + valuation.profit(of: $1) }
            #expect(isEqual(profits, valuation.netValue, size: size))
            #expect(isEqual(valuation[.valueAndExternalFees] - valuation[.cost], valuation[.netValue], size: size))
        }
    }

    @Test(arguments: 1...200)
    func theHonestPartIsWhatFraudLeaves(seed: Int) {
        let draft = ScenarioDraft.random(seed: seed)
        var honest = draft
        for position in honest.segments.indices { honest.segments[position].fraudMultiplier = 0 }
        let scenario = honest.scenario()
        for pair in pairs(seed: seed) {
            let clean = PairValuation(of: pair.variant, to: pair.segment, in: scenario)!.economics
            let left = 1 - pair.economics.fraudulentShare
            #expect(clean.fraudLoss == 0 && clean.fraudulentShare == 0)
            #expect(isEqual(pair.economics.completion, clean.completion * left))
            #expect(isEqual(pair.economics.organicCompletion, clean.organicCompletion * left))
            #expect(isEqual(pair.economics.cost, clean.cost * left + pair.economics.fraudLoss))
            #expect(isEqual(pair.economics.fee, clean.fee * left))
        }
    }

    @Test(arguments: 1...60)
    func theTableHoldsTheFiguresOfEveryOpenPair(seed: Int) {
        let scenario = ScenarioDraft.random(seed: seed).scenario()
        let eligibility = Eligibility(of: scenario)
        let measures: [Measure] = [
            .netValue, .value, .cost, .costInMonth(2), .accrued, .cashInMonth(3), .worstCase, .fraudLoss, .completions,
            .incrementalCompletions, .profit(AssetIndex(0)), .programmeProfit,
        ]
        let table = CoefficientTable(of: scenario, eligibility: eligibility, measures: measures, workers: Workers(threads: 2))
        let alone = CoefficientTable(of: scenario, eligibility: eligibility, measures: measures, workers: Workers(threads: 1))
        #expect(table.cells == alone.cells)
        var pair = 0
        for segment in scenario.segments.entityIndices {
            #expect(table.pairs(of: segment).lowerBound == pair)
            for variant in scenario.variants.entityIndices
            where eligibility.isOpen(scenario.variants[variant], to: segment, in: scenario) {
                #expect(Int(table.variants[pair]) == variant.position)
                let valuation = PairValuation(of: scenario.variants[variant], to: segment, in: scenario)!
                for (column, measure) in measures.enumerated() {
                    #expect(table[column, pair] == scenario.segments[segment].customers * valuation[measure])
                }
                pair += 1
            }
        }
        #expect(table.pairCount == pair)
    }

    @Test(arguments: 1...60)
    func aPlansTotalsAreTheSumsOfItsPairs(seed: Int) {
        var generator = SplitMix64(seed: seed)
        let all = pairs(seed: seed)
        guard let scenario = all.first?.scenario else { return }
        let shown = all.filter { _ in generator.onceIn(3) }.map { ($0, generator.number(0.01...0.3)) }
        let plan = Plan(
            bundles: shown.enumerated().map { number, pair in
                let variant = scenario.variants.entityIndices.first {
                    scenario.variants[$0].offer == pair.0.variant.offer && scenario.variants[$0].percent == pair.0.variant.percent
                        && scenario.variants[$0].monthlyCap == pair.0.variant.monthlyCap
                        && scenario.variants[$0].months == pair.0.variant.months
                }!
                return PlannedBundle(segment: pair.0.segment, number: number + 1, variants: [variant], share: pair.1)
            })
        let evaluation = PlanEvaluation(of: plan, in: scenario)
        for measure in [Measure.netValue, .cost, .accruedInMonth(2), .completions, .programmeProfit] {
            let terms = shown.map { scenario.segments[$0.0.segment].customers * $0.1 * $0.0.valuation[measure] }
            let size = terms.reduce(0) { $0 + abs($1) }
            #expect(isEqual(evaluation.total(measure), terms.reduce(0, +), size: size))
        }
        let hasUnbounded = shown.contains { $0.0.variant.monthlyCap == nil && scenario.segments[$0.0.segment].customers > 0 }
        #expect((evaluation.worstCase == nil) == hasUnbounded)
    }
}
