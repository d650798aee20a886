import ChartPages
import OfferEconomics
import OfferModel
import OfferReporting
import OfferResults
import OfferStress

/// What a reader must know before anything else.
extension RunPage {
    var lead: [Markup] {
        var sentences = [statusText]
        if let value = result.objective.value, let totals = result.totals {
            sentences.append(
                "\(objectiveName) \(PageText.short(value)) \(currency) for a cost of \(PageText.short(totals.cost)) \(currency), as expected."
            )
        }
        let paragraphs = [sentences.joined(separator: " "), bindingText, riskText].filter { !$0.isEmpty }
        return paragraphs.map { .tag("p", [:], [.text($0)]) } + [quietLine]
    }

    private var quietLine: Markup {
        let warnings = result.warnings.count
        let holdout = result.scenario.holdoutShare
        let sentences = [
            "Amounts in \(currency).",
            holdout > 0 ? "\(PageText.percent(holdout, decimals: 2)) of every segment is held out and shown nothing, to measure by." : "",
        ].filter { !$0.isEmpty }
        let link = Markup.tag("a", ["href": "#proof"], [.text(PageText.count(warnings, "warning", "warnings"))])
        return .tag(
            "p", ["class": "quiet"], [.text(sentences.joined(separator: " "))] + (warnings > 0 ? [" ", link, "."] : []))
    }

    private var statusText: String {
        let objective = result.objective
        let gap = objective.gap.map { "at most \(AmountText.trimmed(max(0, 100 * $0), decimals: 4)) % below the best there can be" }
        switch result.status {
        case .optimal: return "This plan is optimal: it is proved that no plan which keeps every rule brings more."
        case .feasible where objective.mode == .single:
            return "The best plan found that splits no group between bundles, \(gap ?? "how far below the best is not known")."
        case .feasible: return "The best plan found, not proved optimal: \(gap ?? "how far below the best is not known")."
        case .infeasible: return "No plan keeps every rule."
        case .given: return "This plan was given, not chosen: nothing is proved about it."
        case .timeLimit where result.totals == nil: return "The time was up before a plan was found."
        case .timeLimit: return "The time was up: this is the best plan until then, \(gap ?? "how far below the best is not known")."
        }
    }

    private var bindingText: String {
        let binding = result.constraints.filter { $0.isBinding && ($0.shadowPrice ?? 0) > 0 }
        guard !binding.isEmpty else {
            return result.totals != nil && result.status == .optimal ? "No limit holds it back." : ""
        }
        let names = binding.prefix(4).map(\.name)
        let more = binding.count - names.count
        return
            "What holds it back: \(PageText.list(names + (more > 0 ? ["\(more) more"] : [])))."
    }

    private var riskText: String {
        guard let draws = documents.stress?.draws, !draws.budgets.isEmpty else { return "" }
        return "When uptake, spend, redemption, fraud and value are drawn \(PageText.count(draws.count, "time", "times")), "
            + "some budget breaks in \(PageText.percent(draws.anyBreach.value)) of the draws."
    }
}
