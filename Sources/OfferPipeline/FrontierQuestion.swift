import OfferModel
import OfferOptimization
import ScenarioFiles
import TableFiles

/// Which row's limit is to move, and between which amounts; nil for what the scenario suggests.
package struct FrontierQuestion: Sendable {
    private let row: String?
    private let from: Double?
    private let to: Double?

    /// - Parameters:
    ///   - row: its name, such as budget:total; nil for the first budget.
    ///   - from: in the row's own unit; nil for half its limit.
    ///   - to: nil for one and a half times its limit.
    package init(row: String?, from: Double?, to: Double?) {
        self.row = row
        self.from = from
        self.to = to
    }

    /// The row's position and the amounts in ascending order.
    ///
    /// - Throws: `InvalidInput` for a question that has no answer.
    func resolved(in problem: OptimizationProblem) throws -> (row: Int, from: Double, to: Double) {
        let position = try position(in: problem)
        let row = problem.rows[position]
        let usual = [0.5 * row.limit, 1.5 * row.limit].sorted()
        if row.limit == 0 && (from == nil || to == nil) {
            throw InvalidInput(
                "no-usual-interval", option: from == nil ? "--from" : "--to", "\(row.name) has a limit of 0, which suggests no interval",
                help: "give both --from and --to")
        }
        let (low, high) = (from ?? usual[0], to ?? usual[1])
        for (option, amount) in [("--from", from), ("--to", to)] {
            guard let amount else { continue }
            // What is spent or completed is never negative; a P&L may be.
            if amount < 0, !row.name.hasPrefix("pnl:") {
                throw InvalidInput("out-of-range", option: option, "\(amount) is no limit of \(row.name)", help: "give 0 or more")
            }
            if abs(amount) > NumberRange.greatestMagnitude {
                throw InvalidInput(
                    "out-of-range", option: option, "\(amount) is too large: at most 1e15 either way", help: "check the unit")
            }
        }
        guard low <= high else {
            let option = from == nil ? "--to" : "--from"
            throw InvalidInput(
                "empty-interval", option: option, "the interval would be from \(low) to \(high)",
                help: "give --from and --to, the smaller first")
        }
        return (position, low, high)
    }

    private func position(in problem: OptimizationProblem) throws -> Int {
        let names = problem.rows.map(\.name)
        let movable = names.filter { !$0.hasPrefix("return:") }
        guard let row else {
            if let first = names.firstIndex(where: { $0.hasPrefix("budget:") }) { return first }
            throw InvalidInput(
                "no-budget", option: "--row", "the scenario has no budget",
                help: movable.isEmpty ? "add one" : "name another row: \(movable.joined(separator: ", "))")
        }
        if row.hasPrefix("return:"), names.contains(row) {
            throw InvalidInput(
                "not-a-limit", option: "--row", "the limit of \(row) is 0 whatever its ratio, so there is nothing to move",
                help: "compare ratios with `optimize --set returns.\(row.dropFirst("return:".count)).ratio=...`")
        }
        guard let position = names.firstIndex(of: row) else {
            let meant = movable.first { $0.hasSuffix(":\(row)") } ?? Suggestion.closest(to: row, among: movable)
            let known = movable.isEmpty ? "the scenario has none" : "rows: \(movable.joined(separator: ", "))"
            throw InvalidInput(
                "unknown-row", option: "--row", "there is no row `\(row)`", help: meant.map { "did you mean `\($0)`?" } ?? known)
        }
        return position
    }
}
