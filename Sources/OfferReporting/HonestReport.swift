import OfferModel
package import OfferResults
import OfferValidation

/// The honest value as a page of text at 80 columns, to stand behind the answer.
package struct HonestReport {
    private let document: HonestDocument
    private var honest: HonestResult { document.honest }

    /// Most segments listed one by one; the JSON document has all of them.
    private static let mostArms = 40

    package init(_ document: HonestDocument) {
        self.document = document
    }

    package var text: String {
        let sections = [heading, valueLines, sentences, quantityLines, ruleLines, choiceLines, warningLines]
        return "\n" + sections.page
    }

    private var heading: [String] {
        let value = honest.value
        let done = value.isOutOfTime ? "; the time was up after \(value.choices.count) of \(2 * value.splits) halves" : ""
        return ["Honest value: what choosing by the experiment is worth"]
            + ("\(AmountText.grouped(Double(honest.experimentCustomers))) customers of the experiment, halved at random \(value.splits == 1 ? "once" : "\(value.splits) times")"
            + " within segments and arms: one offer or nothing for each segment chosen on one half, valued on the other, both ways"
            + "\(done). So these are values of plans from half the data.").wrapped()
    }

    private var valueLines: [String] {
        guard let plans = honest.value.plans else { return clashLines }
        let kind = honest.objective == .netValue ? "Net value" : "Value"
        var table = TextTable([
            (kind, .left), ("promised", .right), ("std. error", .right), ("honest", .right), ("std. error", .right),
        ])
        for plan in plans {
            table.add(["  \(plan.method.words)"] + Self.cells(plan.objective))
            if let gain = plan.gain { table.add(["    above showing nothing"] + Self.cells(gain)) }
            table.add(["    a customer"] + Self.cells(plan.objective.divided(by: honest.value.population)))
        }
        return table.lines
    }

    private var clashLines: [String] {
        let clash = honest.value.clash
        if honest.value.isOutOfTime { return ["The time was up before plans were valued."] }
        let rules = clash.isEmpty ? "" : " These rules clash: \(clash.joined(separator: ", "))."
        return "On no half does a plan keep the rules, so nothing can be valued.\(rules)".wrapped()
    }

    private var sentences: [String] {
        guard let plans = honest.value.plans, let first = plans.first else { return [] }
        let words = "Plans \(first.method.words)"
        let curse =
            first.optimism.value > 0
            ? "\(words) promise \(Self.text(first.optimism)) more than they bring: the winner's curse."
            : "\(words) bring no less than they promise (\(Self.text(first.optimism.negated)) more)."
        let rules = first.rules.isEmpty ? "" : " What either uses of the rules stands below."
        return (curse + (honest.value.gainOfShrinking.map { " " + Self.comparison($0) + rules } ?? "")).wrapped()
    }

    private static func comparison(_ gain: Estimate) -> String {
        if gain.value == 0 && gain.standardError == 0 { return "Shrunken means choose plans of the same value." }
        let size = text(gain.value < 0 ? gain.negated : gain)
        let sureness = abs(gain.value) <= 2 * gain.standardError ? "within" : "beyond"
        return "Plans by shrunken means bring \(size) \(gain.value < 0 ? "less" : "more") than those by the means as they are,"
            + " \(sureness) two standard errors."
    }

    private var quantityLines: [String] {
        guard let plan = honest.value.plans?.first, plan.quantities.count > 1 || honest.objective == .netValue else { return [] }
        var table = TextTable([
            ("Measured, in all", .left), ("promised", .right), ("std. error", .right), ("honest", .right), ("std. error", .right),
        ])
        for quantity in plan.quantities { table.add(["  " + quantity.name] + Self.cells(quantity)) }
        return table.lines
    }

    private var ruleLines: [String] {
        guard let plans = honest.value.plans, let first = plans.first, !first.rules.isEmpty else { return [] }
        var table = TextTable([
            ("Rule", .left), ("", .left), ("limit", .right), ("planned", .right), ("held out", .right), ("std. error", .right),
        ])
        for number in first.rules.indices {
            for plan in plans {
                let row = plan.rules[number]
                let name = plan.method == first.method ? row.rule.name : "  " + plan.method.words
                table.add([
                    "  " + name, row.rule.isFloor ? "at least" : "at most", AmountText.compact(row.limit), AmountText.compact(row.planned),
                    row.heldOut.map { AmountText.compact($0.value) } ?? "not measured",
                    row.heldOut.map { AmountText.compact($0.standardError) } ?? "",
                ])
            }
        }
        return table.lines
    }

    private var choiceLines: [String] {
        guard !honest.meanShares.isEmpty else { return [] }
        var table = TextTable([
            ("Chosen", .left), ("shown", .left), ("by all", .right), ("by halves", .right), ("shrunken", .right),
        ])
        let arms = chosenArms
        for (number, arm) in arms.prefix(Self.mostArms).enumerated() {
            let isNew = number == 0 || arms[number - 1].arm.segment != arm.arm.segment
            table.add(
                [
                    isNew ? "  " + arm.arm.segment : "",
                    arm.arm.variant.map {
                        "\($0.offer) \(AmountText.variant(percent: $0.percent, monthlyCap: $0.monthlyCap, months: $0.months))"
                    }
                        ?? "nothing",
                ] + arm.shares.map { $0 == 0 ? "-" : AmountText.trimmed(100 * $0, decimals: 1) + " %" })
        }
        let rest = arms.count - Self.mostArms
        return table.lines + (rest > 0 ? ["  ... and \(rest) more (--json)"] : [])
    }

    /// Every arm that some plan uses, with its share by all the data, by halves, and by halves with shrunken means.
    private var chosenArms: [(arm: HonestResult.Arm, shares: [Double])] {
        let lists = [honest.allData[.plain]?.shares ?? [], honest.meanShares[.plain] ?? [], honest.meanShares[.shrunken] ?? []]
        var order: [HonestResult.Arm] = []
        var shares: [Int: [Double]] = [:]
        for (list, items) in lists.enumerated() {
            for item in items {
                if shares[item.arm.cell] == nil {
                    shares[item.arm.cell] = Array(repeating: 0, count: lists.count)
                    order.append(item.arm)
                }
                shares[item.arm.cell]?[list] = item.share
            }
        }
        return order.sorted { $0.cell < $1.cell }.map { ($0, shares[$0.cell] ?? []) }
    }

    private var warningLines: [String] {
        guard !honest.warnings.isEmpty else { return [] }
        return ["Warnings of the honest value"]
            + honest.warnings.flatMap { "\($0.location): \($0.message)".wrapped(firstIndent: "  ", indent: "    ") }
    }

    private static func cells(_ pair: PromiseAndValue) -> [String] {
        [pair.promised, pair.honest].flatMap { [AmountText.compact($0.value), AmountText.compact($0.standardError)] }
    }

    private static func text(_ estimate: Estimate) -> String {
        "\(AmountText.compact(estimate.value)) (standard error \(AmountText.compact(estimate.standardError)))"
    }
}

extension Estimate {
    fileprivate var negated: Estimate { Estimate(value: -value, standardError: standardError, low: -high, high: -low) }
}

extension PromiseAndValue {
    fileprivate func divided(by count: Double) -> PromiseAndValue {
        PromiseAndValue(name: name, promised: promised.divided(by: count), honest: honest.divided(by: count))
    }
}

extension ChoiceMethod {
    fileprivate var words: String {
        switch self {
        case .plain: "by the means as they are"
        case .shrunken: "by shrunken means"
        }
    }
}
