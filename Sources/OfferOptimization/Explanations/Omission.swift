import OfferEconomics
package import OfferModel

/// Why an offer is not shown to a segment, and how much better it would have to be.
package struct Omission: Sendable {
    package enum Reason: Sendable, Equatable {
        case closed(Eligibility.Closure)
        /// No variant has the cap that a worst-case budget needs.
        case unboundedExposure
        /// Even its best variant brings less than nothing to the objective.
        case unprofitable
        /// Its best variant would take more of the rows than it brings, most of it of this one.
        case price(row: String)
        /// The customer's contacts, or the ladder ceiling, are worth more with these offers.
        case contacts(instead: [OfferIndex])
        case ceiling(instead: [OfferIndex])
        /// It could be shown as well: the plan is one of several equally good ones.
        case equallyGood
    }

    /// What showing the offer would come to, per customer of those who would get it.
    package struct Shortfall: Sendable {
        /// Of the best variant, at the rows' prices and with what could be shown beside it.
        package let variant: VariantIndex
        /// What it brings to the objective.
        package let objective: Double
        /// Price times use over all rows.
        package let priced: Double
        /// Reduced cost of the best bundle that has it: by so much more it would have to bring, at least 0.
        package let reducedCost: Double
    }

    package let segment: SegmentIndex
    package let offer: OfferIndex
    package let reason: Reason
    /// nil where the offer is closed, or no bundle may have it.
    package let shortfall: Shortfall?
}

extension OptimizationProblem {
    /// One omission a segment with customers and offer that the plan does not show it, in order.
    ///
    /// - Parameter prices: of the plan's certificate.
    func omissions(from plan: Plan, prices: [Double], at granularity: Scenario.Granularity) -> [Omission] {
        var isShown = SegmentOfferGrid(repeating: false, segmentCount: scenario.segments.count, offerCount: scenario.offers.count)
        for bundle in plan.bundles where bundle.share > 0 {
            for variant in bundle.variants { isShown[bundle.segment, scenario.variants[variant].offer] = true }
        }
        let shown = isShown
        let problem = GroupedProblem(self, at: granularity)
        let weights = PriceWeights(of: self, prices: prices, objectiveWeight: 1)
        let found = problem.sweep(count: problem.grouping.count) { pricer, range in
            range.flatMap { group in omissions(of: group, shown: shown, problem, &pricer, weights, prices) }
        }.flatMap { $0 }
        return found.sorted { ($0.segment, $0.offer) < ($1.segment, $1.offer) }
    }

    private func omissions(
        of group: Int, shown: SegmentOfferGrid<Bool>, _ problem: GroupedProblem, _ pricer: inout Pricer, _ weights: PriceWeights,
        _ prices: [Double]
    ) -> [Omission] {
        let members = problem.grouping.members(of: group).map { SegmentIndex($0) }.filter { scenario.segments[$0].customers > 0 }
        return scenario.offers.entityIndices.flatMap { offer -> [Omission] in
            let without = members.filter { !shown[$0, offer] }
            guard !without.isEmpty else { return [] }
            let open = members.filter { eligibility.closure(of: offer, to: $0) == nil }
            let forced = open.isEmpty ? nil : search(group, including: offer, problem, &pricer, weights)
            return without.map { segment in
                if let closure = eligibility.closure(of: offer, to: segment) {
                    return Omission(segment: segment, offer: offer, reason: .closed(closure), shortfall: nil)
                }
                guard let forced else {
                    return Omission(
                        segment: segment, offer: offer,
                        reason: problem.hasPair(of: offer, in: group) ? noRoom(in: group, problem) : .unboundedExposure,
                        shortfall: nil)
                }
                return omission(of: offer, from: segment, members: open, forced, problem.rules[group], prices)
            }
        }
    }

    /// The group's best bundle, and the best of those that have a variant of the offer.
    private struct Forced {
        let best: PricingPass.Best
        let withOffer: PricingPass.Best
        let variant: VariantIndex
    }

    private func search(
        _ group: Int, including offer: OfferIndex, _ problem: GroupedProblem, _ pricer: inout Pricer, _ weights: PriceWeights
    ) -> Forced? {
        pricer.search(group, weights: weights)
        let best = PricingPass.Best(value: pricer.bestValue, variants: pricer.bestVariants)
        let range = scenario.variantRanges[offer.position]
        guard let withOffer = pricer.best(of: group, including: range, weights: weights),
            let variant = withOffer.variants.first(where: range.contains)
        else { return nil }
        return Forced(best: best, withOffer: withOffer, variant: VariantIndex(variant))
    }

    private func omission(
        of offer: OfferIndex, from segment: SegmentIndex, members: [SegmentIndex], _ forced: Forced, _ rules: LocalRules,
        _ prices: [Double]
    ) -> Omission {
        var sum = PairAmounts(rowCount: rows.count)
        var customers = 0.0
        for member in members {
            guard let amounts = amounts(of: forced.variant, to: member, share: 1, prices: prices) else { continue }
            sum += amounts
            customers += scenario.segments[member].customers
        }
        let reducedCost = max(0, forced.best.value - forced.withOffer.value)
        let noise = 1e-9 * max(abs(forced.best.value), abs(sum.objective), abs(sum.totalPriced))
        let instead = Set(forced.best.variants.map { OfferIndex(offerOfVariant[$0]) })
            .subtracting(forced.withOffer.variants.map { OfferIndex(offerOfVariant[$0]) }).sorted()
        let reason: Omission.Reason
        if reducedCost <= noise {
            reason = .equallyGood
        } else if sum.objective <= 0, sum.totalPriced >= 0 {
            reason = .unprofitable
        } else if sum.reduced <= 0 {
            let dearest = sum.priced.indices.max { (sum.priced[$0], $1) < (sum.priced[$1], $0) }
            reason = dearest.map { .price(row: rows[$0].name) } ?? .unprofitable
        } else {
            let wanted = forced.best.variants + [forced.variant.position]
            reason = rules.leaveContacts(for: wanted) ? .ceiling(instead: instead) : .contacts(instead: instead)
        }
        return Omission(
            segment: segment, offer: offer, reason: reason,
            shortfall: Omission.Shortfall(
                variant: forced.variant, objective: sum.objective / customers, priced: sum.totalPriced / customers,
                reducedCost: reducedCost / customers))
    }

    /// Why not even the offer alone may be shown.
    private func noRoom(in group: Int, _ problem: GroupedProblem) -> Omission.Reason {
        problem.rules[group].kinds.contains { $0.contacts == 0 } ? .contacts(instead: []) : .ceiling(instead: [])
    }
}

extension GroupedProblem {
    /// Whether some member may be shown some variant of an offer.
    fileprivate func hasPair(of offer: OfferIndex, in group: Int) -> Bool {
        grouping.members(of: group).contains { member in
            base.table.pairs(of: SegmentIndex(member)).contains { base.offerOfVariant[Int(base.table.variants[$0])] == offer.position }
        }
    }
}

extension LocalRules {
    /// Whether every member's contacts suffice for what it gets of some variants.
    fileprivate func leaveContacts(for variants: [Int]) -> Bool {
        kinds.allSatisfy { kind in variants.count(where: kind.gets) <= kind.contacts }
    }
}
