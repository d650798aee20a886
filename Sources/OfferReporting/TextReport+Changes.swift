import OfferEconomics
import OfferModel
import OfferResults

extension TextReport {
    /// Most cells listed one by one; the JSON document has all of them.
    private static let mostChangedCells = 20

    /// What the plan changes of the one that runs today, and why it is not worse.
    var changeLines: [String] {
        guard let changes = document.changes else { return [] }
        let kind = document.objective.kind == .netValue ? "net value" : "value"
        var lines = ["Against the current plan"]
        lines += currentText(changes, kind: kind).wrapped(firstIndent: "  ", indent: "  ")
        guard let answer = changes.answer else { return lines }
        lines += answerText(changes, answer, kind: kind).wrapped(firstIndent: "  ", indent: "  ")
        let share = Self.percent(answer.changedShare)
        let limit = changes.maxChangedShare.map { " (at most \(Self.percent($0)) may)" } ?? ""
        let price = document.constraints.first { $0.name == "steadiness" && $0.isBinding }?.shadowPrice
        let more = price.map { " One more percent would bring \(AmountText.compact($0 / 100))." } ?? ""
        lines +=
            "Offers change for \(AmountText.grouped(answer.changedCustomers)) customers, \(share) of all\(limit).\(more)".wrapped(
                firstIndent: "  ", indent: "  ")
        guard !answer.cells.isEmpty else { return lines }
        return lines + [""] + answer.cells.lines(title: "What changes", atMost: Self.mostChangedCells, hint: "see --json")
    }

    private func currentText(_ changes: PlanChanges, kind: String) -> String {
        let figures =
            "It brings a \(kind) of \(AmountText.compact(changes.objective)) for a cost of \(AmountText.compact(changes.totals.cost)) "
            + "under these inputs"
        guard !changes.broken.isEmpty else { return "\(figures), and keeps every rule." }
        let broken = changes.broken.map { "\($0.name) (\(AmountText.compact($0.used)) against \(AmountText.compact($0.limit)))" }
        return "\(figures), but breaks \(broken.joined(separator: ", "))."
    }

    /// The comparison, and what follows from it.
    private func answerText(_ changes: PlanChanges, _ answer: PlanChanges.Answer, kind: String) -> String {
        let difference = answer.objective - changes.objective
        let figures = "\(AmountText.compact(answer.objective)) against \(AmountText.compact(changes.objective))"
        if changes.isNotWorse == true {
            let gain =
                difference > changes.tolerance ? "brings \(AmountText.compact(difference)) more" : "brings as much"
            return "The new plan \(gain): \(figures), each recomputed from the plan's own lines."
        }
        let reason =
            if !changes.broken.isEmpty {
                "the current one breaks rules that the new one keeps"
            } else if document.objective.granularity != .segment {
                "it takes one decision per \(document.objective.granularity.rawValue), and the current plan may not"
            } else {
                "it is no proved optimum"
            }
        return "The new plan brings \(AmountText.compact(-difference)) less (\(figures)): \(reason)."
    }

    private static func percent(_ share: Double) -> String { AmountText.trimmed(100 * share, decimals: 2) + " %" }
}
