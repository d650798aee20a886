import OfferOptimization
import OfferResults

extension EvaluationReport {
    /// For each number of changes what the best plan found gains, then the cells that each number adds.
    var betterLines: [String] {
        guard let better = document.better else { return [] }
        guard !better.isEmpty else { return ["The time was up before better plans were looked for."] }
        let stillBroken = better.contains { !$0.plan.broken.isEmpty }
        var table = TextTable(
            [("Better plans: changes", .right), ("worth", .right), ("gain", .right), ("a change", .right), ("gain at most", .right)]
                + (stillBroken ? [("still breaks", .left)] : []))
        for plan in better {
            let most = plan.plan.gain + max(0, plan.plan.bound - plan.plan.objective)
            let broken = (plan.plan.broken.first ?? "nothing") + (plan.plan.broken.count > 1 ? " +\(plan.plan.broken.count - 1)" : "")
            table.add(
                [String(plan.plan.changes)] + [plan.plan.objective, plan.plan.gain, plan.gainPerChange, most].map(AmountText.compact)
                    + (stillBroken ? [broken] : []))
        }
        return table.lines + mendingNote + timeNote
            + better.enumerated().flatMap { place, plan in
                changeLines(plan, after: place > 0 ? better[place - 1] : nil)
            }
    }

    /// Cells that were not changed before, and those that are changed no more.
    private func changeLines(_ plan: EvaluationDocument.Better, after smaller: EvaluationDocument.Better?) -> [String] {
        func name(_ cell: CellResult) -> [String] { [cell.segment, cell.offer] }
        let before = Set((smaller?.cells ?? []).map(name))
        let after = Set(plan.cells.map(name))
        let new = plan.cells.filter { !before.contains(name($0)) }
        let gone = (smaller?.cells ?? []).filter { !after.contains(name($0)) }
        let count = plan.plan.changes == 1 ? "1 change" : "\(plan.plan.changes) changes"
        guard !new.isEmpty || !gone.isEmpty else {
            return ["  \(count): nothing better was found than \(smaller == nil ? "the proposal" : "with fewer")"]
        }
        return ["  \(count)\(before.isEmpty ? "" : ", also"):"] + new.flatMap(\.lines)
            + gone.flatMap { "no longer: \($0.segment), \($0.offer)".wrapped(firstIndent: "    ", indent: "      ") }
    }

    private var mendingNote: [String] {
        guard let better = document.better, let last = better.last, !document.broken.isEmpty else { return [] }
        let isHoldoutBroken = document.broken.contains { $0.unit == .customers }
        let holdout = isHoldoutBroken ? "What is shown to the holdout is not mended: a change keeps to the customers of its cell." : ""
        guard document.broken.contains(where: { $0.unit != .customers }) else { return holdout.wrapped() }
        let mended = better.first { $0.plan.violation == 0 }
        let when =
            mended.map { "\($0.plan.changes) \($0.plan.changes == 1 ? "change mends" : "changes mend") every budget, limit and floor" }
            ?? (last.plan.leastViolation > 0
                ? "\(last.plan.changes) cannot mend them all" : "no \(last.plan.changes) were found that mend them all")
        return "Rules are mended first, then value is sought: \(when). \(holdout)".wrapped()
    }

    private var timeNote: [String] {
        document.isSearchComplete ? [] : "The time was up before the search ended: a longer --time-limit may find more.".wrapped()
    }
}
