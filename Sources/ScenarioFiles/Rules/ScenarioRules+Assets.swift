import TableFiles

/// Rules about the members of the coalition and the ladder.
extension ScenarioRules {
    /// The id under which results list the programme itself (row pnl:programme).
    static let programmeID = "programme"

    mutating func checkAssets() {
        let assets = root.items("assets")
        for asset in assets {
            checkReservedID(asset)
            checkExternal(asset)
        }
        checkEarnShares(of: assets)
    }

    private mutating func checkReservedID(_ asset: TreeNode) {
        guard asset.id == Self.programmeID, let id = asset["id"] else { return }
        problems.add(
            .error(
                "reserved-id", at: id.location, "`\(Self.programmeID)` stands for the programme itself in the results",
                help: "choose another id for the asset"))
    }

    private mutating func checkExternal(_ asset: TreeNode) {
        guard asset["external"]?.boolean == true else { return }
        let id = asset.id ?? ""
        if let floor = asset["pnl_floor"] {
            problems.add(
                .error("external-asset", at: floor.location, "the external partner \(id) has no P&L here", help: "remove pnl_floor"))
        }
        if let margin = asset["margin"], margin.number != 0 {
            problems.add(
                .error(
                    "external-asset", at: margin.location, "the external partner \(id) has no value terms, so no margin",
                    help: "remove margin, or `external: true`"))
        }
    }

    private mutating func checkEarnShares(of assets: [TreeNode]) {
        let shares = assets.map { $0.number("earn_share") }
        let isRead = shares.allSatisfy { $0.map(NumberRange.share.contains) ?? false }
        guard let list = root["assets"], !assets.isEmpty, isRead else { return }
        let sum = shares.reduce(0) { $0 + ($1 ?? 0) }
        guard abs(sum - 1) > 1e-9 else { return }
        problems.add(
            .error(
                "earn-share-sum", at: list.location, "earn_share sums to \(ScalarText.number(sum)) over the assets, not to 1",
                help: sum == 0 ? "give the assets where spend earns cashback their earn_share" : "adjust the shares"))
    }

    mutating func checkLadderCeiling() {
        guard let ceiling = root["programme"]?["max_total_percent"], let percent = ceiling.number, percent > 0, percent <= 1 else { return }
        problems.add(
            .warning(
                "percent-looks-like-fraction", at: ceiling.location, "max_total_percent is \(ScalarText.number(percent)) %",
                help: "percents are written as 7 for 7 %; did you mean \(ScalarText.number((percent * 10_000).rounded() / 100))?"))
    }
}
