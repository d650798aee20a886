import TableFiles

/// Rules of scenario.yaml that span several keys. Each looks only at values that are sound by themselves, so that one mistake is
/// reported once and the others are found all the same.
struct ScenarioRules {
    let root: TreeNode
    /// The sponsor of each offer, by the ids of both.
    let sponsors: [String: String]
    var problems: DiagnosticCollector

    /// All rules that need no tables.
    static func check(_ root: TreeNode, problems: DiagnosticCollector) -> DiagnosticCollector {
        let sponsors = root.items("offers").map { ($0.id ?? "", $0.text("sponsor") ?? "") }
        var rules = ScenarioRules(
            root: root, sponsors: Dictionary(sponsors, uniquingKeysWith: { first, _ in first }), problems: problems)
        rules.checkAssets()
        rules.checkLadderCeiling()
        rules.checkLadder()
        for offer in root.items("offers") { rules.checkOffer(offer) }
        rules.checkRequirements()
        for budget in root.items("budgets") { rules.checkBudget(budget) }
        for list in ["budgets", "fraud_limits", "reach", "returns"] { rules.checkScopes(of: list) }
        for exclusion in root.items("exclusions") { rules.checkExclusion(exclusion) }
        for stress in root.items("stresses") { rules.checkStress(stress) }
        rules.checkCorrelations()
        rules.checkChangeLimit()
        ExperimentLimits.check(root, problems: &rules.problems)
        return rules.problems
    }

    /// The offers whose id and sponsor pass the filters.
    func offers(sponsor: String?, offer: String?) -> [TreeNode] {
        root.items("offers").filter { candidate in
            (sponsor == nil || candidate.text("sponsor") == sponsor) && (offer == nil || candidate.id == offer)
        }
    }
}

extension ScenarioRules {
    private mutating func checkExclusion(_ exclusion: TreeNode) {
        switch (exclusion["segment"], exclusion["macro"]) {
        case (nil, nil) where exclusion.entries != nil:
            problems.add(
                .error(
                    "exclusion-scope", at: exclusion.location, "the exclusion names neither a segment nor a macro-segment",
                    help: "add `segment` or `macro`"))
        case (_?, let macro?):
            problems.add(
                .error(
                    "exclusion-scope", at: macro.location, "the exclusion names both a segment and a macro-segment",
                    help: "write two exclusions"))
        default: break
        }
    }

    private mutating func checkStress(_ stress: TreeNode) {
        guard let entries = stress.entries, entries.allSatisfy({ $0.key == "id" }) else { return }
        problems.add(
            .warning(
                "empty-stress", at: stress.location, "the stress \(stress.id ?? "") changes nothing",
                help: "give at least one of " + ScenarioSchema.factors.joined(separator: ", ")))
    }

    private mutating func checkChangeLimit() {
        guard let share = root["max_changed_share"], root["current_plan"] == nil else { return }
        problems.add(
            .error(
                "missing-key", at: share.location, "max_changed_share limits the change against current_plan, which is missing",
                help: "add `current_plan`: CSV of what runs today"))
    }
}
