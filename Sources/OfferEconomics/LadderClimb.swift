import OfferModel

/// The way up the ladder of offers for one segment, rung after rung.
struct LadderClimb {
    let segment: SegmentIndex
    let scenario: Scenario
    let eligibility: Eligibility
    /// Shares of the segment that the plan shows each variant.
    let shares: [VariantIndex: Double]
    private(set) var rungs: [OfferLadder.Rung] = []
    private var totalPercent: Double
    /// The rungs so far that may be completed, with what each requires, directly or not, that is still to be completed.
    private var toComplete: [OfferIndex: Set<OfferIndex>] = [:]
    private var completions: [OfferIndex: Double] = [:]

    init(segment: SegmentIndex, scenario: Scenario, eligibility: Eligibility, shares: [VariantIndex: Double]) {
        self.segment = segment
        self.scenario = scenario
        self.eligibility = eligibility
        self.shares = shares
        totalPercent = scenario.segments[segment].basePercent
    }

    /// Adds the next rung; those that it requires were added before.
    mutating func step(to offer: OfferIndex) {
        let missing = scenario.offers[offer].requires.subtracting(scenario.segments[segment].completed)
        let isReachable = missing.allSatisfy { toComplete[$0] != nil }
        let status: OfferLadder.Status =
            switch eligibility.closure(of: offer, to: segment) {
            case .completed?: .done
            case .requires? where isReachable && scenario.responses[segment, offer] != nil: .later
            case .excluded?, .noResponse?, .requires?: .closed
            case nil: scenario.variantRanges[offer.position].contains { shares[VariantIndex($0)] != nil } ? .shown : .open
            }
        guard status != .done, status != .closed else { return add(offer, status, nil) }
        let before = missing.reduce(into: missing) { $0.formUnion(toComplete[$1] ?? []) }
        guard let promised = promise(of: offer, after: before) else { return add(offer, .closed, nil) }
        toComplete[offer] = before
        completions[offer] = promised.completion
        totalPercent += scenario.variants[promised.variant].percent.percent
        add(offer, status, promised)
    }

    private mutating func add(_ offer: OfferIndex, _ status: OfferLadder.Status, _ promise: OfferLadder.Promise?) {
        rungs.append(OfferLadder.Rung(offer: offer, status: status, promise: promise, totalPercent: totalPercent))
    }

    /// The variant that the plan shows most of, else the one with the highest percent and, of those, the greatest net value; nil where no
    /// variant may be shown.
    private func promise(of offer: OfferIndex, after before: Set<OfferIndex>) -> OfferLadder.Promise? {
        let variants = scenario.variantRanges[offer.position].map { VariantIndex($0) }
        if let shown = variants.filter({ shares[$0] != nil }).max(by: { (shares[$0]!, $1) < (shares[$1]!, $0) }) {
            return promise(shown, after: before)
        }
        let allowed = variants.filter { !eligibility.hasUnboundedExposure(scenario.variants[$0], to: segment, in: scenario) }
        let richest = allowed.map { scenario.variants[$0].percent }.max()
        let promises = allowed.filter { scenario.variants[$0].percent == richest }.map { promise($0, after: before) }
        return promises.max { ($0.netValue, $1.variant) < ($1.netValue, $0.variant) }
    }

    private func promise(_ index: VariantIndex, after before: Set<OfferIndex>) -> OfferLadder.Promise {
        let variant = scenario.variants[index]
        guard let response = scenario.responses[segment, variant.offer] else { preconditionFailure("a rung on offer has a response") }
        let economics = PairEconomics(
            segment: scenario.segments[segment], response: response, offer: scenario.offers[variant.offer], variant: variant,
            programme: scenario.programme)
        let steps = steps(of: variant.offer, after: before)
        let value = scenario.assets.entityIndices.filter { !scenario.assets[$0].isExternal }.reduce(0) {
            $0 + economics.gain(of: scenario.assets[$1], step: steps[$1.position])
        }
        return OfferLadder.Promise(
            variant: index, share: shares[index] ?? 0, reached: before.sorted().reduce(1) { $0 * (completions[$1] ?? 0) },
            completion: economics.completion, value: value,
            externalFee: scenario.payer(of: variant.offer) == nil ? economics.fee : 0, cost: economics.cost)
    }

    /// What completion changes, one step an asset. Where the ladder of value gives it, from the highest level that those have reached who
    /// have completed all before; else as the tables state it.
    private func steps(of offer: OfferIndex, after before: Set<OfferIndex>) -> [ValueStep] {
        let stated = scenario.assets.entityIndices.map { scenario.values[segment, offer, $0] }
        guard let levels = scenario.levelValues, levels.areFilledIn(segment, offer), let level = scenario.segments[segment].level,
            let target = scenario.offers[offer].leadsTo
        else { return stated }
        let start = before.compactMap { scenario.offers[$0].leadsTo }.reduce(level) { max($0, $1) }
        guard let now = levels[segment, start], let then = levels[segment, max(start, target)] else { return stated }
        return zip(now, then).map { ValueStep(now: $0, ifCompleted: $1) }
    }
}
