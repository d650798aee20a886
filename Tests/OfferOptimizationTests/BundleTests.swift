import LinearProgramming
import OfferEconomics
import OfferModel
import OfferOptimization
import TestSupport
import Testing

/// Which bundles there are, and which of them is best at given prices.
@Suite struct BundleTests {
    @Test(arguments: RandomCases.seeds)
    func theProgrammeHasAColumnForEveryAllowedBundle(seed: Int) throws {
        let draft = try ScenarioDraft.settled(seed: seed)
        let problem = OptimizationProblem(draft)
        let allowed = AllowedBundles(scenario: problem.scenario)
        for granularity in Scenario.Granularity.allCases {
            let counts = allowed.groups(at: granularity).map { allowed.bundles(of: $0).count - 1 }
            let program = try #require(try problem.bundleProgram(at: granularity, limit: 100_000))
            #expect(program.columns.count == counts.reduce(0, +), "\(granularity)")
            // Column by column: how many belong to each group's row.
            var columnsOfGroup = [Int](repeating: 0, count: counts.count)
            for row in program.columns.rows where Int(row) >= problem.rows.count { columnsOfGroup[Int(row) - problem.rows.count] += 1 }
            #expect(columnsOfGroup == counts, "\(granularity)")
        }
    }

    @Test func aListingThatIsTooLongIsRefused() throws {
        let problem = OptimizationProblem(try .settled(seed: 1))
        let count = try #require(try problem.bundleProgram(at: .segment, limit: 100_000)).columns.count
        #expect(try problem.bundleProgram(at: .segment, limit: count) != nil)
        #expect(try problem.bundleProgram(at: .segment, limit: count - 1) == nil)
    }

    @Test(arguments: RandomCases.seeds)
    func theSearchFindsTheBestBundleAtAnyPrices(seed: Int) throws {
        let problem = OptimizationProblem(try .settled(seed: seed))
        var generator = SplitMix64(seed: seed)
        for strength in [0, 0.1, 0.5, 1] {
            let prices = problem.rows.map { row in
                generator.onceIn(3) ? 0 : strength * generator.number(0...1) * (row.name.hasPrefix("reach") ? 500 : 1)
            }
            expectBest(problem, prices: prices)
        }
    }

    /// Ceilings with several kinds of members: offers closed to some, and uncapped variants closed where a worst-case budget
    /// counts them, so that one offer has variants that some members get and others do not.
    @Test(arguments: RandomCases.seeds)
    func theSearchFindsTheBestBundleForMixedMembers(seed: Int) {
        let problem = OptimizationProblem(.ladders(seed: seed))
        expectBest(problem, prices: problem.rows.map { _ in 0 })
    }

    private func expectBest(_ problem: OptimizationProblem, prices: [Double]) {
        let scenario = problem.scenario
        let allowed = AllowedBundles(scenario: scenario)
        var known: [[VariantIndex: Double]] = []
        for segment in scenario.segments.entityIndices {
            var values: [VariantIndex: Double] = [:]
            for variant in scenario.variants.entityIndices where allowed.isOpen(variant, to: segment) {
                let pair = PairValuation(of: scenario.variants[variant], to: segment, in: scenario)!
                var value = scenario.objective == .netValue ? pair.netValue : pair.value
                for (row, price) in zip(problem.rows, prices) where row.scope.offers[scenario.variants[variant].offer.position] {
                    if let macro = row.scope.macro, macro != scenario.segments[segment].macro { continue }
                    let use = row.terms.reduce(0) { $0 + $1.factor * pair[$1.measure] }
                    value -= price * (row.sense == .ceiling ? use : -use)
                }
                values[variant] = value * scenario.segments[segment].customers
            }
            known.append(values)
        }
        for granularity in Scenario.Granularity.allCases {
            let found = problem.bestBundles(at: granularity, prices: prices)
            for (group, members) in allowed.groups(at: granularity).enumerated() {
                func value(_ bundle: [VariantIndex]) -> Double {
                    members.reduce(0) { sum, member in bundle.reduce(sum) { $0 + (known[member.position][$1] ?? 0) } }
                }
                let bundles = allowed.bundles(of: members)
                let best = bundles.map(value).max()!
                let chosen = found[group].variants.map { VariantIndex($0) }
                #expect(agree(found[group].value, best, within: 1e-10), "\(granularity) group \(group): \(chosen.map(\.position))")
                #expect(agree(value(chosen), best, within: 1e-10), "\(granularity) group \(group)")
                #expect(bundles.contains(chosen), "\(granularity) group \(group)")
            }
        }
    }

    /// Many offers under a tight ceiling: the search has to cut, or it would never end.
    @Test(arguments: [LadderKind.random, .costly, .alike, .proportional], [1, 5])
    func manyOffersUnderATightCeilingAreSearchedQuickly(kind: LadderKind, kinds: Int) {
        let problem = OptimizationProblem(.longLadder(offers: 20, kind: kind, memberKinds: kinds))
        let found = problem.bestBundles(at: .programme, prices: [])
        #expect(found[0].value > 0)
        let percents = found[0].variants.reduce(0) { $0 + problem.scenario.variants[$1].percent.basisPoints }
        // Who lacks an offer is not shown it; everybody else gets all of the bundle.
        #expect(percents <= 2_100 + (kinds > 1 ? 800 : 0))
        if kinds == 1 { #expect(agree(found[0].value, bestByPercent(problem), within: 1e-12)) }
    }

    /// The best value for one segment without a limit of contacts, percent by percent: the textbook table of a knapsack.
    private func bestByPercent(_ problem: OptimizationProblem) -> Double {
        let scenario = problem.scenario
        var best = [Double](repeating: 0, count: Int(scenario.programme.maxTotalPercent!) + 1)
        for range in scenario.variantRanges {
            let before = best
            for variant in range.map({ VariantIndex($0) }) {
                let pair = PairValuation(of: scenario.variants[variant], to: SegmentIndex(0), in: scenario)!
                let percent = Int(scenario.variants[variant].percent.percent)
                for room in best.indices where room >= percent {
                    best[room] = max(best[room], before[room - percent] + scenario.segments[0].customers * pair.value)
                }
            }
        }
        return best.max()!
    }
}

/// How the value of an offer follows from its percent.
enum LadderKind: Sendable {
    case random
    /// Less for each further percent.
    case costly
    /// Every offer like every other.
    case alike
    /// Every percent worth the same everywhere: the hardest for bounds.
    case proportional
}

extension ScenarioDraft {
    /// Constant spend of 1,000 and all points redeemed, so that a table of completions sets the value of each percent at will.
    static func ladders(seed: Int) -> ScenarioDraft {
        var generator = SplitMix64(seed: seed)
        let offers = (0..<generator.count(2...5)).map { position in
            Offer(
                id: "offer\(position)", sponsor: AssetIndex(0),
                percents: generator.some([1, 2, 3, 4, 5, 7, 9], atMost: 3).map { Percent(basisPoints: $0 * 100) },
                monthlyCaps: generator.onceIn(2) ? [20, nil] : [nil], months: [1], startMonth: 1, acquisitionFee: 0, requires: [],
                fraud: nil)
        }
        var draft = ScenarioDraft(
            assets: [Asset(id: "a", isExternal: false, earnShare: 1, margin: 0, redeemShare: 1, profitFloor: nil)], offers: offers,
            segments: [])
        draft.objective = .value
        draft.programme = Programme(
            maxTotalPercent: Double(generator.count(3...20)), percentBasis: .headline, holdoutShare: 0, profitFloor: nil,
            pointsExpireAfterMonths: nil)
        for number in 0..<generator.count(2...5) {
            var segment = SegmentDraft(
                id: "s\(number)", macro: generator.pick(["m0", "m1", "m2"]), customers: generator.number(0.5...2),
                basePercent: Double(generator.count(0...3)), contacts: generator.pick([nil, 1, 2, 3]),
                responses: offers.map { offer in
                    Response(
                        organic: 0,
                        curve: .table(
                            offer.percents.map { CompletionPoint(percent: $0.percent, completion: generator.number(0...1)) }))
                },
                values: offers.map { _ in [ValueStep(now: 0, ifCompleted: generator.number(-20...100))] })
            for offer in offers.entityIndices where generator.onceIn(4) { segment.excluded.insert(offer) }
            draft.segments.append(segment)
        }
        if generator.onceIn(2) {
            draft.budgets = [
                Budget(
                    id: "w", amount: 1e9, basis: .worstCase, sponsor: nil,
                    offer: generator.onceIn(2) ? OfferIndex(generator.count(0...(offers.count - 1))) : nil,
                    macro: generator.pick(["m0", "m1", nil]), month: nil)
            ]
        }
        return draft
    }

    /// One group, a ceiling of 21 %, offers of 2, 4, 6 and 8 %, no limit of contacts; each kind of member lacks another offer.
    static func longLadder(offers count: Int, kind: LadderKind, memberKinds: Int) -> ScenarioDraft {
        var generator = SplitMix64(seed: 7)
        let percents = [2, 4, 6, 8]
        let offers = (0..<count).map { position in
            Offer(
                id: "offer\(position)", sponsor: AssetIndex(0), percents: percents.map { Percent(basisPoints: $0 * 100) },
                monthlyCaps: [nil], months: [1], startMonth: 1, acquisitionFee: 0, requires: [], fraud: nil)
        }
        let responses = offers.map { _ in
            let level = generator.number(0.5...1)
            let points = percents.map { percent in
                let share = Double(percent) / 10
                let completion =
                    switch kind {
                    case .random: generator.number(0...1)
                    case .costly: level * share / (share + 0.4)
                    case .alike: share / (share + 0.4)
                    case .proportional: share
                    }
                return CompletionPoint(percent: Double(percent), completion: completion)
            }
            return Response(organic: 0, curve: .table(points))
        }
        var draft = ScenarioDraft(
            assets: [Asset(id: "a", isExternal: false, earnShare: 1, margin: 0, redeemShare: 1, profitFloor: nil)], offers: offers,
            segments: (0..<memberKinds).map {
                SegmentDraft(
                    id: "s\($0)", responses: responses, values: offers.map { _ in [ValueStep(now: 0, ifCompleted: 100)] })
            })
        if memberKinds > 1 {
            for position in 0..<memberKinds { draft.segments[position].excluded = [OfferIndex(position)] }
        }
        draft.objective = .value
        draft.programme = Programme(
            maxTotalPercent: 21, percentBasis: .headline, holdoutShare: 0, profitFloor: nil, pointsExpireAfterMonths: nil)
        return draft
    }
}
