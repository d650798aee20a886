import OfferModel

/// Random scenarios of every shape that the model knows, small enough to list all their bundles.
extension ScenarioDraft {
    /// - Parameter seed: the whole scenario follows from it.
    /// - Returns: a scenario whose rows have no real limits yet: amounts, completions, ratios and floors are the fractions of what
    ///   the plan without rows uses, which the tests put in place once they know it.
    package static func random(seed: Int) -> ScenarioDraft {
        var generator = SplitMix64(seed: seed)
        let assets = randomAssets(using: &generator)
        let offers = randomOffers(assetCount: assets.count, using: &generator)
        var draft = ScenarioDraft(assets: assets, offers: offers, segments: [])
        draft.objective = generator.onceIn(4) ? .value : .netValue
        draft.programme = Programme(
            maxTotalPercent: generator.onceIn(2) ? Double(generator.count(4...30)) : nil,
            percentBasis: generator.onceIn(3) ? .headline : .effective,
            holdoutShare: generator.onceIn(3) ? generator.number(0.01...0.3) : 0, profitFloor: nil,
            pointsExpireAfterMonths: generator.onceIn(2) ? generator.count(1...12) : nil)
        let macros: [String?] = generator.onceIn(4) ? [nil] : ["north", "south", nil]
        for number in 0..<generator.count(1...10) {
            draft.segments.append(draft.randomSegment(id: "s\(10 + number)", macros: macros, using: &generator))
        }
        if generator.onceIn(6), var twin = draft.segments.last {
            twin.id = "twin"
            draft.segments.append(twin)
        }
        if offers.count > 1 && generator.onceIn(4) {
            draft.macroExclusions = [(offer: OfferIndex(generator.count(0...(offers.count - 1))), macro: "north")]
        }
        var extremes = SplitMix64(seed: seed + 1_000_000)
        draft = draft.withExtremes(using: &extremes)
        draft.addRandomRows(using: &generator)
        return draft
    }

    private static func randomAssets(using generator: inout SplitMix64) -> [Asset] {
        let count = generator.count(1...3)
        var assets = (0..<count).map { position in
            Asset(
                id: "asset\(position)", isExternal: false, earnShare: 1 / Double(count), margin: generator.number(0.02...0.3),
                redeemShare: 1 / Double(count), profitFloor: nil)
        }
        if generator.onceIn(3) {
            assets.append(Asset(id: "partner", isExternal: true, earnShare: 0, margin: 0, redeemShare: 0, profitFloor: nil))
        }
        return assets
    }

    private static func randomOffers(assetCount: Int, using generator: inout SplitMix64) -> [Offer] {
        let count = generator.count(1...4)
        // Few variants where there are many offers: the bundles are to be listed.
        let most = [12, 6, 4, 3][count - 1]
        return (0..<count).map { position in
            let fraud: FraudProfile? =
                generator.onceIn(2)
                ? FraudProfile(
                    rate: generator.onceIn(4) ? 0 : generator.number(0.001...0.05), referencePercent: 5,
                    elasticity: generator.number(0...2), monthlyDetection: generator.onceIn(5) ? 1 : generator.number(0...1)) : nil
            let percents = generator.some([0.5, 1, 2.25, 3, 5, 7, 10, 15], atMost: min(4, most))
            let caps: [Double?] = generator.some([50, 200, 1_000, nil], atMost: max(1, min(3, most / percents.count)))
            let months = generator.some([1, 2, 3, 6], atMost: max(1, min(2, most / (percents.count * caps.count))))
            let isSafe = fraud.map { $0.rate == 0 } ?? true
            return Offer(
                id: "offer\(position)", sponsor: AssetIndex(generator.count(0...(assetCount - 1))),
                percents: percents.map { Percent(basisPoints: Int(($0 * 100).rounded())) },
                monthlyCaps: isSafe ? caps : caps.map { $0 ?? 400 }, months: months, startMonth: generator.count(1...4),
                acquisitionFee: generator.onceIn(2) ? 0 : generator.number(1...200),
                requires: position > 0 && generator.onceIn(4) ? [OfferIndex(generator.count(0...(position - 1)))] : [], fraud: fraud)
        }
    }

    private func randomSegment(id: String, macros: [String?], using generator: inout SplitMix64) -> SegmentDraft {
        var segment = SegmentDraft(
            id: id, macro: generator.pick(macros), customers: generator.onceIn(10) ? 0 : generator.number(1...5_000),
            monthlySpend: generator.onceIn(12) ? 0 : generator.number(500...40_000),
            spendVariation: generator.onceIn(4) ? 0 : generator.number(0.1...2),
            monthlyRedemption: generator.onceIn(10) ? generator.pick([0, 1]) : generator.number(0.05...0.9),
            basePercent: generator.onceIn(2) ? 0 : Double(generator.count(1...8)) / 2,
            contacts: generator.pick([nil, nil, 0, 1, 1, 2, 3]), spendLift: generator.onceIn(3) ? 0 : generator.number(0...3),
            fraudMultiplier: generator.onceIn(5) ? 0 : generator.number(0.2...3),
            responses: offers.map { _ in generator.onceIn(10) ? nil : Self.randomResponse(using: &generator) },
            values: offers.map { _ in
                assets.map {
                    let now = generator.number(0...2_000)
                    let step = generator.onceIn(6) ? generator.number(-500...0) : generator.number(0...4_000)
                    return $0.isExternal ? ValueStep(now: 0, ifCompleted: 0) : ValueStep(now: now, ifCompleted: now + step)
                }
            })
        for offer in offers.entityIndices {
            if generator.onceIn(5) { segment.completed.insert(offer) }
            if generator.onceIn(12) { segment.excluded.insert(offer) }
        }
        return segment
    }

    private static func randomResponse(using generator: inout SplitMix64) -> Response {
        let organic = generator.onceIn(3) ? 0 : generator.number(0...0.15)
        switch generator.count(0...2) {
        case 0:
            return Response(
                organic: organic,
                curve: .logistic(
                    intercept: generator.number(-4...(-1)), slope: generator.number(0.05...0.6), ceiling: generator.number(0.3...1),
                    durationSlope: generator.onceIn(2) ? 0 : generator.number(-0.2...0.8)))
        case 1:
            let floor = generator.number(0...0.2)
            return Response(
                organic: organic,
                curve: .saturating(floor: floor, ceiling: floor + generator.number(0...0.6), halfPercent: generator.number(0.5...6)))
        default:
            let points = generator.some([0, 1, 3, 4.5, 8, 12], atMost: 4)
            var completion = generator.number(0...0.1)
            return Response(
                organic: organic,
                curve: .table(
                    points.map {
                        completion = min(1, completion + generator.number(-0.02...0.2))
                        return CompletionPoint(percent: $0, completion: max(0, completion))
                    }))
        }
    }

    private mutating func addRandomRows(using generator: inout SplitMix64) {
        for number in 0..<generator.count(0...3) {
            let basis = generator.pick(Budget.Basis.allCases)
            budgets.append(
                Budget(
                    id: "b\(number)", amount: generator.onceIn(12) ? 0 : generator.number(0.1...1.2), basis: basis,
                    sponsor: randomSponsor(using: &generator), offer: randomOffer(using: &generator),
                    macro: generator.onceIn(4) ? "north" : nil,
                    month: basis == .cash || generator.onceIn(3) ? generator.count(1...8) : nil))
            if generator.onceIn(8), let twin = budgets.last {
                budgets.append(
                    Budget(
                        id: "twin\(number)", amount: twin.amount, basis: twin.basis, sponsor: twin.sponsor, offer: twin.offer,
                        macro: twin.macro, month: twin.month))
            }
        }
        if generator.onceIn(3) {
            fraudLimits.append(
                FraudLimit(
                    id: "f", amount: generator.number(0.1...1.1), sponsor: randomSponsor(using: &generator),
                    offer: randomOffer(using: &generator)))
        }
        for basis in ReachTarget.Basis.allCases where generator.onceIn(3) {
            reach.append(
                ReachTarget(
                    id: basis.rawValue, completions: generator.number(0.5...1.4), basis: basis,
                    sponsor: randomSponsor(using: &generator), offer: randomOffer(using: &generator)))
        }
        if generator.onceIn(3) {
            returns.append(
                ReturnFloor(
                    id: "r", ratio: generator.number(0.3...1.5), sponsor: randomSponsor(using: &generator),
                    offer: randomOffer(using: &generator)))
        }
        assets = assets.map {
            $0.with(profitFloor: !$0.isExternal && generator.onceIn(4) ? generator.number(-0.2...0.3) : nil)
        }
        if generator.onceIn(5) { programme = programme.with(profitFloor: generator.number(-0.2...0.3)) }
    }

    private func randomSponsor(using generator: inout SplitMix64) -> AssetIndex? {
        generator.onceIn(4) ? AssetIndex(generator.count(0...(assets.count - 1))) : nil
    }

    private func randomOffer(using generator: inout SplitMix64) -> OfferIndex? {
        generator.onceIn(4) ? OfferIndex(generator.count(0...(offers.count - 1))) : nil
    }
}
