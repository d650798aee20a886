import ChartPages
import OfferOptimization
import OfferReporting
import OfferResults

/// Why no plan keeps every rule, and what would.
extension RunPage {
    var clashSection: Page.Section? {
        guard result.status == .infeasible else { return nil }
        guard let story = result.infeasibility else {
            return Page.Section("clash", "Why there is no plan", [.tag("p", [:], ["The time was up before the reason was found."])])
        }
        let rules = story.rules.map { rule -> [DataTable.Cell] in
            let says =
                rule.ratio.map { "value at least \(AmountText.trimmed($0, decimals: 4)) times the cost" }
                ?? "at \(rule.isFloor ? "least" : "most") \(PageText.exact(rule.limit))\(rule.countsCompletions ? " completions" : "")"
            return [.text(rule.name), .text(rule.owner), .text(says)]
        }
        var figures: [Figure] = []
        if !rules.isEmpty {
            figures.append(
                Figure(
                    "clashing", "Rules that clash",
                    message: rules.count == 1
                        ? "This rule cannot be kept, whatever the others." : "Without any one of them the others can be kept.",
                    labels: Kind.labels(.proved, counting: .total), charts: [],
                    tables: [
                        DataTable(
                            "table-clashing", caption: "Rules that clash", [.words("Rule"), .words("Whose"), .words("Says")], rows: rules)
                    ], isOpen: true))
        }
        if !story.repair.isEmpty {
            figures.append(
                Figure(
                    "repair", "Cheapest repair", message: "Limits moved by the least share that lets every rule be kept.",
                    labels: Kind.labels(.expected, counting: .total), charts: [],
                    tables: [steps(story.repair, "table-repair", "Cheapest repair")],
                    isOpen: true))
        }
        if !story.shortfalls.isEmpty {
            figures.append(
                Figure(
                    "shortfalls", "What the plan that breaks least breaks", message: "What each rule would have to say for it.",
                    labels: Kind.labels(.expected, counting: .total), charts: [],
                    tables: [steps(story.shortfalls, "table-shortfalls", "Rules that the plan breaks that breaks least")], isOpen: true))
        }
        return Page.Section("clash", "Why there is no plan", figures.map(\.markup))
    }

    private func steps(_ steps: [ResultDocument.Infeasibility.Step], _ id: String, _ caption: String) -> DataTable {
        DataTable(
            id, caption: caption, [.words("Rule"), .words("Whose"), .number("From"), .number("To")],
            rows: steps.map { step in
                // A limit that is told must still be kept: ceilings are rounded up, floors down.
                let to = step.to.map { AmountText.compact($0, roundedUp: $0 > step.from).signed } ?? "left out"
                return [.text(step.name), .text(step.owner), .amount(step.from), .number(to, step.to)]
            })
    }
}
