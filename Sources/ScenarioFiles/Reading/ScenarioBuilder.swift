import OfferModel

/// Builds the model out of a tree and tables in which no error was found.
struct ScenarioBuilder {
    let root: TreeNode
    let segments: SegmentTable
    let responses: SegmentOfferGrid<Response?>
    let values: ValueTable
    let openingBalances: [OpeningBalance]
    let ladder: LadderTables?
    let experiment: Experiment?
    private let levelIndices: [String: LevelIndex]
    /// What late tables multiply the standard deviations of each factor by.
    let widening: FactorValues
    private let assetIndices: [String: AssetIndex]
    private let offerIndices: [String: OfferIndex]
    private let segmentIndices: [String: SegmentIndex]

    init(
        root: TreeNode, segments: SegmentTable, responses: SegmentOfferGrid<Response?>, values: ValueTable, ladder: LadderTables?,
        openingBalances: [OpeningBalance], widening: FactorValues, experiment: Experiment?
    ) {
        self.root = root
        self.segments = segments
        self.responses = responses
        self.values = values
        self.openingBalances = openingBalances
        self.ladder = ladder
        self.widening = widening
        self.experiment = experiment
        let declared = Declared(in: root)
        levelIndices = declared.levelNumbers.mapValues { LevelIndex($0) }
        assetIndices = declared.assetNumbers.mapValues { AssetIndex($0) }
        offerIndices = declared.offerNumbers.mapValues { OfferIndex($0) }
        let excluded = Set(root.items("exclusions").compactMap { $0.text("segment") })
        let pairs = segments.segments.enumerated().filter { excluded.contains($0.element.id) }.map {
            ($0.element.id, SegmentIndex($0.offset))
        }
        segmentIndices = Dictionary(uniqueKeysWithValues: pairs)
    }

    func scenario() -> Scenario {
        Scenario(
            name: root.sound("name", \.text), currency: root.sound("currency", \.text), objective: root.choice("objective"),
            granularity: root.choice("granularity"), mode: root.choice("mode"), seed: root.sound("seed", \.seed), programme: programme(),
            assets: root.items("assets").map(asset), offers: root.items("offers").map(offer), segments: segments.segments,
            responses: responses, values: values, budgets: root.items("budgets").map(budget),
            fraudLimits: root.items("fraud_limits").map(fraudLimit), reach: root.items("reach").map(reach),
            returns: root.items("returns").map(returnFloor), tailBudgets: root.items("tail_budgets").map(tailBudget),
            exclusions: root.items("exclusions").map(exclusion), maxChangedShare: root.number("max_changed_share"),
            uncertainty: uncertainty(), stresses: root.items("stresses").map(stress),
            replications: root["simulation"]?.integer("replications"), ladder: root["ladder"].flatMap(builtLadder),
            openingBalances: openingBalances, experiment: experiment)
    }

    private func builtLadder(_ node: TreeNode) -> Ladder? {
        guard let ladder, let discount = ScenarioRules.discount(of: node) else { return nil }
        return Ladder(
            levels: node.texts("levels").map(Level.init), discount: discount, horizonMonths: root.integer("horizon_months"),
            pseudoCount: node.sound("pseudo_count", \.number), transitions: ladder.transitions, margins: ladder.margins,
            chains: ladder.chains)
    }

    private func programme() -> Programme {
        let node = root.sound("programme", \.self)
        return Programme(
            maxTotalPercent: node.number("max_total_percent"), percentBasis: node.choice("percent_basis"),
            holdoutShare: node.sound("holdout_share", \.number), profitFloor: node.number("pnl_floor"),
            pointsExpireAfterMonths: node.integer("points_expire_after_months"),
            monthlyCapPerCustomer: node.number("monthly_cap_per_customer"), maxRedeemShare: node.number("max_redeem_share"),
            redemptionOrder: node.choice("redemption_order"))
    }

    private func asset(_ node: TreeNode) -> Asset {
        Asset(
            id: node.sound("id", \.text), isExternal: node.sound("external", \.boolean), earnShare: node.sound("earn_share", \.number),
            margin: node.sound("margin", \.number), redeemShare: node.sound("redeem_share", \.number), profitFloor: node.number("pnl_floor")
        )
    }

    private func offer(_ node: TreeNode) -> Offer {
        let caps = node.numbers("monthly_caps")
        return Offer(
            id: node.sound("id", \.text), sponsor: index(node.sound("sponsor", \.text), in: assetIndices),
            percents: node.numbers("percents").map { Percent(basisPoints: Int(($0 * 100).rounded())) },
            monthlyCaps: caps.isEmpty ? [nil] : caps, months: node.items("months").compactMap(\.integer),
            startMonth: node.sound("start_month", \.integer), acquisitionFee: node.sound("acquisition_fee", \.number),
            requires: Set(node.texts("requires").map { index($0, in: offerIndices) }), fraud: node["fraud"].map(fraud),
            monthlyStop: node.number("monthly_stop"), leadsTo: node.text("leads_to").map { index($0, in: levelIndices) })
    }

    private func fraud(_ node: TreeNode) -> FraudProfile {
        FraudProfile(
            rate: node.sound("rate", \.number), referencePercent: node.sound("reference_percent", \.number),
            elasticity: node.sound("elasticity", \.number), monthlyDetection: node.sound("monthly_detection", \.number))
    }

    private func index<Entity>(_ id: String, in indices: [String: EntityIndex<Entity>]) -> EntityIndex<Entity> {
        guard let index = indices[id] else { preconditionFailure("the reference `\(id)` was not checked") }
        return index
    }

    private func sponsor(_ node: TreeNode) -> AssetIndex? { node.text("sponsor").map { index($0, in: assetIndices) } }

    private func offerScope(_ node: TreeNode) -> OfferIndex? { node.text("offer").map { index($0, in: offerIndices) } }
}

extension ScenarioBuilder {
    private func budget(_ node: TreeNode) -> Budget {
        Budget(
            id: node.sound("id", \.text), amount: node.sound("amount", \.number), basis: node.choice("basis"), sponsor: sponsor(node),
            offer: offerScope(node), macro: node.text("macro"), month: node.integer("month"),
            breachProbability: node.number("breach_probability"))
    }

    private func fraudLimit(_ node: TreeNode) -> FraudLimit {
        FraudLimit(
            id: node.sound("id", \.text), amount: node.sound("amount", \.number), sponsor: sponsor(node), offer: offerScope(node))
    }

    private func reach(_ node: TreeNode) -> ReachTarget {
        ReachTarget(
            id: node.sound("id", \.text), completions: node.sound("completions", \.number), basis: node.choice("basis"),
            sponsor: sponsor(node), offer: offerScope(node))
    }

    private func returnFloor(_ node: TreeNode) -> ReturnFloor {
        ReturnFloor(id: node.sound("id", \.text), ratio: node.sound("ratio", \.number), sponsor: sponsor(node), offer: offerScope(node))
    }

    private func tailBudget(_ node: TreeNode) -> TailBudget {
        TailBudget(id: node.sound("id", \.text), level: node.sound("level", \.number), amount: node.sound("amount", \.number))
    }

    private func uncertainty() -> Uncertainty {
        guard let node = root["uncertainty"] else { return Uncertainty() }
        func deviations(_ node: TreeNode?) -> FactorValues {
            FactorValues { (node?.number($0.rawValue) ?? 0) * widening[$0] }
        }
        let pairs = (node["correlation"]?.entries ?? []).map { entry in
            let factors = entry.key.split(separator: "-").compactMap { Factor(rawValue: String($0)) }
            return Uncertainty.Correlation(factors[0], factors[1], entry.value.number ?? 0)
        }
        return Uncertainty(
            common: deviations(node), segment: deviations(node["segment_sd"]), offer: deviations(node["offer_sd"]),
            correlations: pairs, draws: node.integer("draws"))
    }

    private func stress(_ node: TreeNode) -> Stress {
        Stress(
            id: node.sound("id", \.text), uptake: node.number("uptake") ?? 0, spend: node.factor("spend"),
            redemption: node.number("redemption") ?? 0, fraud: node.factor("fraud"), value: node.factor("value"))
    }

    private func exclusion(_ node: TreeNode) -> Exclusion {
        let scope: Exclusion.Scope
        if let segment = node.text("segment") {
            scope = .segment(index(segment, in: segmentIndices))
        } else {
            scope = .macro(node.sound("macro", \.text))
        }
        return Exclusion(offer: index(node.sound("offer", \.text), in: offerIndices), scope: scope, reason: node.text("reason"))
    }
}

extension TreeNode {
    /// 1 where nothing is stated.
    fileprivate func factor(_ key: String) -> Double {
        self[key]?.scalar.flatMap { try? ScalarReading.factor($0) } ?? 1
    }

    fileprivate var seed: UInt64? { scalar.flatMap { try? ScalarReading.seed($0) } }

    /// A value that validation has found sound.
    fileprivate func sound<Value>(_ key: String, _ read: (TreeNode) -> Value?) -> Value {
        guard let value = self[key].flatMap(read) else { preconditionFailure("`\(key)` was not checked") }
        return value
    }

    fileprivate func choice<Choice: RawRepresentable<String>>(_ key: String) -> Choice {
        sound(key) { $0.text.flatMap(Choice.init(rawValue:)) }
    }
}
