import Foundation
import TableFiles

/// Rules about the ladder of value that need no tables.
extension ScenarioRules {
    /// Beyond, matrices would be large and counts thin.
    static let mostLevels = 100
    /// Without a horizon, a discount any closer to 1 leaves too few right digits.
    static let greatestEndlessDiscount = 1 - 1e-6

    mutating func checkLadder() {
        guard let ladder = root["ladder"] else { return checkTablesWithoutLadder() }
        guard ladder.entries != nil else { return }
        for name in ["transitions", "margins"] where root["tables"]?[name] == nil {
            problems.add(
                .error(
                    "missing-key", at: ladder.location, "the ladder needs tables.\(name), which is missing",
                    help: "add `\(name): { file: \(name).csv }` to tables"))
        }
        if let levels = ladder["levels"], let count = levels.items?.count, count > Self.mostLevels {
            problems.add(
                .error(
                    "too-large", at: levels.location, "ladder.levels has \(count) levels, more than \(Self.mostLevels)",
                    help: "put neighbouring levels together"))
        }
        checkDiscount(of: ladder)
        if root["offers"]?.items != nil, root.items("offers").allSatisfy({ $0["leads_to"] == nil }) {
            problems.add(
                .warning(
                    "ladder-unused", at: ladder.location, "no offer leads to a level, so the ladder gives no values",
                    help: "say `leads_to: LEVEL` of offers that lift a customer"))
        }
    }

    private mutating func checkTablesWithoutLadder() {
        for name in ["transitions", "margins"] {
            guard let table = root["tables"]?[name] else { continue }
            problems.add(
                .error(
                    "missing-key", at: table.location, "tables.\(name) speaks of the levels of `ladder`, which is missing",
                    help: "add `ladder: { levels: [...] }`, or remove the table"))
        }
    }

    private mutating func checkDiscount(of ladder: TreeNode) {
        if let annual = ladder["discount_annual"], ladder["discount"] != nil {
            problems.add(
                .error(
                    "two-discounts", at: annual.location, "the ladder has both discount and discount_annual", help: "keep one of the two"))
            return
        }
        guard root["horizon_months"] == nil, let discount = Self.discount(of: ladder) else { return }
        guard discount > Self.greatestEndlessDiscount else { return }
        let place = ladder["discount"] ?? ladder["discount_annual"] ?? ladder
        problems.add(
            .error(
                "discount-needed", at: place.location,
                discount == 1
                    ? "without horizon_months the value of a level has no end unless it is discounted"
                    : "without horizon_months the discount must be at most \(ScalarText.number(Self.greatestEndlessDiscount)) a month",
                help: "add `horizon_months`, or a discount such as discount_annual: 0.12"))
    }

    /// d, the monthly factor; nil where it does not read as one.
    static func discount(of ladder: TreeNode) -> Double? {
        if let discount = ladder["discount"] { return discount.number.flatMap { NumberRange.positiveShare.contains($0) ? $0 : nil } }
        guard let annual = ladder["discount_annual"] else { return 1 }
        return annual.number.flatMap { NumberRange.notNegative.contains($0) ? pow(1 + $0, -1.0 / 12) : nil }
    }
}
