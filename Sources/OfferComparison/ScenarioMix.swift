package import OfferModel

/// Scenarios between two others: up to some step everything is as in the second, beyond it as in the first.
///
/// Entities are the same where their ids are. Segments are those of the second from the first step on; one that only the second has comes
/// with all that the second says of it, as far as the offers are there. Offers are those of the first up to the step `rules`. What one side
/// says nothing about (the response of a new segment to an old offer) is not there: the pair is closed. A row whose offer is gone goes with
/// it. Assets are those of both; one that the mix has no use for yet, or any more, earns nothing and brings nothing.
package struct ScenarioMix {
    let before: Scenario
    let after: Scenario
    /// Of the second's segments, in the first.
    let oldSegments: [SegmentIndex?]
    /// Those of the second, then those that only the first has.
    let assetIDs: [String]
    let oldAssets: [AssetIndex?]
    let newAssets: [AssetIndex?]

    package init(before: Scenario, after: Scenario) {
        self.before = before
        self.after = after
        oldSegments = Positions(before.segments.map(\.id)).indices(of: after.segments.map(\.id))
        let known = Set(after.assets.map(\.id))
        assetIDs = after.assets.map(\.id) + before.assets.map(\.id).filter { !known.contains($0) }
        oldAssets = Positions(before.assets.map(\.id)).indices(of: assetIDs)
        newAssets = Positions(after.assets.map(\.id)).indices(of: assetIDs)
    }

    /// The second scenario up to and with `step`, the first beyond it.
    package func scenario(through step: ComparisonStep) -> Scenario {
        guard step < .budgets else { return after }
        let hasModels = step >= .models
        let hasRules = step >= .rules
        let asked = hasRules ? after : before
        let offers = MixedOffers(of: self, areNew: hasRules)
        let granularity = asked.granularity
        let mixed = Scenario(
            name: after.name, currency: after.currency, objective: asked.objective, granularity: granularity, mode: asked.mode,
            seed: (hasModels ? after : before).seed, programme: programme(step), assets: assets(step), offers: offers.offers,
            segments: segments(step, offers), responses: responses(step, offers), values: values(step, offers),
            budgets: offers.budgets, fraudLimits: offers.fraudLimits, reach: offers.reach, returns: offers.returns,
            tailBudgets: before.tailBudgets, exclusions: exclusions(step, offers), maxChangedShare: nil,
            // Errors of values are told pair by pair, and the mix has pairs of its own.
            uncertainty: (hasModels ? after : before).uncertainty.with(valueErrors: nil), stresses: after.stresses,
            replications: after.replications,
            // Points from before the plan cost it nothing.
            openingBalances: [])
        // Who changes is known segment by segment; a coarser question has no such limit.
        let canLimitChanges = granularity == .segment && asked.mode == .split
        return mixed.with(
            currentPlan: currentPlan(in: mixed, step), maxChangedShare: canLimitChanges ? before.maxChangedShare : nil)
    }
}

extension ScenarioMix {
    private func programme(_ step: ComparisonStep) -> Programme {
        let rules = (step >= .rules ? after : before).programme
        return Programme(
            maxTotalPercent: rules.maxTotalPercent, percentBasis: (step >= .models ? after : before).programme.percentBasis,
            holdoutShare: rules.holdoutShare, profitFloor: before.programme.profitFloor,
            pointsExpireAfterMonths: rules.pointsExpireAfterMonths, monthlyCapPerCustomer: rules.monthlyCapPerCustomer,
            maxRedeemShare: rules.maxRedeemShare, redemptionOrder: rules.redemptionOrder)
    }

    private func assets(_ step: ComparisonStep) -> [Asset] {
        zip(assetIDs, zip(oldAssets, newAssets)).map { id, places in
            let old = places.0.map { before.assets[$0] }
            let new = places.1.map { after.assets[$0] }
            let model = step >= .models ? new : old
            let isExternal = ((step >= .rules ? new ?? old : old ?? new)?.isExternal)!
            return Asset(
                id: id, isExternal: isExternal, earnShare: model?.earnShare ?? 0, margin: model?.margin ?? 0,
                redeemShare: (new ?? old)!.redeemShare, profitFloor: isExternal ? nil : old?.profitFloor)
        }
    }

    private func segments(_ step: ComparisonStep, _ offers: MixedOffers) -> [Segment] {
        zip(after.segments, oldSegments).map { segment, old in
            Segment(
                id: segment.id, macro: segment.macro, customers: segment.customers, monthlySpend: segment.monthlySpend,
                spendVariation: segment.spendVariation, monthlyRedemption: segment.monthlyRedemption, basePercent: segment.basePercent,
                contacts: step >= .rules ? segment.contacts : old.map { before.segments[$0].contacts } ?? segment.contacts,
                spendLift: segment.spendLift, spendPersistence: segment.spendPersistence, fraudMultiplier: segment.fraudMultiplier,
                completed: Set(segment.completed.compactMap(offers.mixed(new:))))
        }
    }

    /// Who says how a segment of the mix answers one of its offers and what that is worth: a side, and both as it numbers them.
    private struct Source {
        let scenario: Scenario
        let segment: SegmentIndex
        let offer: OfferIndex
        let isNew: Bool
    }

    private func source(of segment: SegmentIndex, _ offer: OfferIndex, _ step: ComparisonStep, _ offers: MixedOffers) -> Source? {
        let new = offers.new[offer.position].map { Source(scenario: after, segment: segment, offer: $0, isNew: true) }
        let old = oldSegments[segment.position].flatMap { known in
            offers.old[offer.position].map { Source(scenario: before, segment: known, offer: $0, isNew: false) }
        }
        return step >= .models ? new ?? old : old ?? new
    }

    private func responses(_ step: ComparisonStep, _ offers: MixedOffers) -> SegmentOfferGrid<Response?> {
        var responses = SegmentOfferGrid<Response?>(
            repeating: nil, segmentCount: after.segments.count, offerCount: offers.offers.count)
        for segment in after.segments.entityIndices {
            for offer in offers.offers.entityIndices {
                guard let source = source(of: segment, offer, step, offers) else { continue }
                responses[segment, offer] = source.scenario.responses[source.segment, source.offer]
            }
        }
        return responses
    }

    private func values(_ step: ComparisonStep, _ offers: MixedOffers) -> ValueTable {
        var values = ValueTable(segmentCount: after.segments.count, offerCount: offers.offers.count, assetCount: assetIDs.count)
        for segment in after.segments.entityIndices {
            for offer in offers.offers.entityIndices {
                guard let source = source(of: segment, offer, step, offers) else { continue }
                for (position, asset) in (source.isNew ? newAssets : oldAssets).enumerated() {
                    guard let asset else { continue }
                    values[segment, offer, AssetIndex(position)] = source.scenario.values[source.segment, source.offer, asset]
                }
            }
        }
        return values
    }

    /// Of the first's segments, in the second.
    private var newPlaces: [SegmentIndex: SegmentIndex] {
        var places: [SegmentIndex: SegmentIndex] = [:]
        for (position, old) in oldSegments.enumerated() {
            if let old { places[old] = SegmentIndex(position) }
        }
        return places
    }

    /// The first's exclusions, and those that the second has for its own new segments.
    private func exclusions(_ step: ComparisonStep, _ offers: MixedOffers) -> [Exclusion] {
        if step >= .rules { return after.exclusions }
        let newPlaces = newPlaces
        let kept = before.exclusions.compactMap { exclusion -> Exclusion? in
            guard case .segment(let segment) = exclusion.scope else { return exclusion }
            return newPlaces[segment].map { Exclusion(offer: exclusion.offer, scope: .segment($0), reason: exclusion.reason) }
        }
        let own = after.exclusions.compactMap { exclusion -> Exclusion? in
            guard case .segment(let segment) = exclusion.scope, oldSegments[segment.position] == nil else { return nil }
            return offers.mixed(new: exclusion.offer).map { Exclusion(offer: $0, scope: exclusion.scope, reason: exclusion.reason) }
        }
        return kept + own
    }

    /// The plan that runs today: as the first knows it up to the step `models`, then as the second does where it states one.
    private func currentPlan(in mixed: Scenario, _ step: ComparisonStep) -> Plan? {
        if step >= .rules, let plan = after.currentPlan { return plan }
        guard let plan = before.currentPlan else { return nil }
        let newPlaces = newPlaces
        let variants = VariantNames(of: mixed)
        let kept = plan.bundles.compactMap { bundle in
            newPlaces[bundle.segment].flatMap { variants.bundle(bundle, of: before, shownTo: $0) }
        }
        let own = (after.currentPlan?.bundles ?? []).compactMap { bundle in
            oldSegments[bundle.segment.position] == nil ? variants.bundle(bundle, of: after, shownTo: bundle.segment) : nil
        }
        return Plan(bundles: (kept + own).sorted { ($0.segment, $0.number) < ($1.segment, $1.number) })
    }
}

/// Where ids stand in a list.
struct Positions {
    private let positions: [String: Int]

    init(_ ids: [String]) {
        positions = Dictionary(ids.enumerated().map { ($1, $0) }) { first, _ in first }
    }

    func indices<Entity>(of ids: [String]) -> [EntityIndex<Entity>?] {
        ids.map { positions[$0].map { EntityIndex($0) } }
    }
}

/// A scenario's variants by what they are, for plans of another scenario.
private struct VariantNames {
    private struct Name: Hashable {
        let offer: String
        let percent: Percent
        let monthlyCap: Double?
        let months: Int

        init(_ variant: Variant, in scenario: Scenario) {
            offer = scenario.offers[variant.offer].id
            percent = variant.percent
            monthlyCap = variant.monthlyCap
            months = variant.months
        }
    }

    private let places: [Name: VariantIndex]

    init(of scenario: Scenario) {
        places = Dictionary(scenario.variants.enumerated().map { (Name($1, in: scenario), VariantIndex($0)) }) { first, _ in first }
    }

    /// nil where a variant is not there.
    func bundle(_ bundle: PlannedBundle, of scenario: Scenario, shownTo segment: SegmentIndex) -> PlannedBundle? {
        let variants = bundle.variants.compactMap { places[Name(scenario.variants[$0], in: scenario)] }
        guard variants.count == bundle.variants.count else { return nil }
        return PlannedBundle(segment: segment, number: bundle.number, variants: variants.sorted(), share: bundle.share)
    }
}
