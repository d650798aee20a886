import OfferModel
import OfferOptimization
import OfferResults

extension ExplanationDocument.Decision {
    /// `number-port 7 % rather than 5 %, for 79,000 customers: 1,240 more completions, of which 980 incremental, bring 4.1 M for 0.9 M;
    /// 10 % would cost 1.3 M more than it brings.`
    func sentence(in document: ExplanationDocument) -> String {
        let step = fromLower.difference
        let rather = fromLower.percent.map { "\(Self.text($0)) %" } ?? "nothing"
        let more = step.completions < 0 ? "fewer" : "more"
        var text = "\(choice.offer) \(Self.text(choice.percent)) % rather than \(rather), for \(AmountText.grouped(customers)) customers: "
        text += "\(AmountText.grouped(abs(step.completions))) \(fromLower.percent == nil ? "" : more + " ")completions, "
        text += "\(incrementalText) incremental, "
        text += "bring \(AmountText.compact(step.value)) for \(AmountText.compact(step.cost))"
        if step.objective < 0, let served = fromLower.servedRow { text += ", for the sake of \(served)" }
        return text + "; \(higherText(in: document))."
    }

    /// Fraud moves organic completions by a hair, so that incremental ones may be more than all.
    private var incrementalText: String {
        let step = fromLower.difference
        let isAll = abs(step.incrementalCompletions - step.completions) <= max(0.5, 0.005 * abs(step.completions))
        return isAll ? "all" : "of which \(AmountText.grouped(step.incrementalCompletions))"
    }

    private func higherText(in document: ExplanationDocument) -> String {
        guard let toHigher, let percent = toHigher.percent else { return "no higher percent is on offer" }
        let higher = "\(Self.text(percent)) %"
        let step = toHigher.difference
        guard toHigher.isAllowed else { return "\(higher) would pass the ladder ceiling" }
        let noise = 1e-9 * (abs(step.objective) + abs(step.totalPriced))
        if abs(step.reduced) <= noise { return "\(higher) would be worth as much" }
        if step.objective < 0 {
            return document.result.objective.kind == .netValue
                ? "\(higher) would cost \(AmountText.compact(-step.objective)) more than it brings"
                : "\(higher) would bring \(AmountText.compact(-step.objective)) less"
        }
        let most = dearest(toHigher)
        return "\(higher) would bring \(AmountText.compact(step.objective)) more, but take \(AmountText.compact(step.totalPriced)) from "
            + "what the limits allow elsewhere\(most)"
    }

    private func dearest(_ step: Step) -> String {
        step.dearestRow.map { ", most of it under \($0)" } ?? ""
    }

    private static func text(_ percent: Double) -> String { AmountText.trimmed(percent, decimals: 2) }
}

extension ExplanationDocument.Absence {
    /// What stops the offer, and how much better it would have to be.
    func sentence(in document: ExplanationDocument) -> String {
        switch reason {
        case .closed(.excluded): detail.map { "excluded: \($0)" } ?? "excluded"
        case .closed(.completed): "completed already"
        case .closed(.requires): "\(detail ?? "") has to be completed first"
        case .closed(.noResponse): "no response is known"
        case .unboundedExposure: "it has no cap, and a worst-case budget needs one"
        case .unprofitable:
            document.result.objective.kind == .netValue
                ? "\(best) costs \(amount(shortfall.map { -$0.objective })) more than it brings, per customer"
                : "\(best) brings no value"
        case .price:
            "\(best) brings \(amount(shortfall?.objective)) per customer, but uses limits worth \(amount(shortfall?.priced)) elsewhere, most "
                + "of it \(detail ?? ""): \(amount(shortfall?.reducedCost)) short of what is shown"
        case .contacts: detail.map { crowded("contacts go to \($0)") } ?? "no contacts"
        case .ceiling: detail.map { crowded("the ladder ceiling leaves room for \($0)") } ?? "the ladder ceiling leaves no room for it"
        case .equallyGood: "\(best) would be as good as what is shown"
        }
    }

    private func crowded(_ what: String) -> String {
        "\(what), worth more than \(best) by \(amount(shortfall?.reducedCost)) per customer"
    }

    private var best: String { choice.map { "\(AmountText.trimmed($0.percent, decimals: 2)) %" } ?? "it" }

    private func amount(_ amount: Double?) -> String { amount.map(AmountText.price) ?? "" }
}
