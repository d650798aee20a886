import OfferModel
import OfferOptimization
import TestSupport
import Testing

/// The random scenarios prove something only about what they contain: each kind of row must bind, and each hard shape occur, often.
@Suite struct CoverageTests {
    private struct Counts: CustomStringConvertible {
        var counts: [String: Int] = [:]

        mutating func add(_ what: String, if holds: Bool = true) {
            counts[what, default: 0] += holds ? 1 : 0
        }

        var description: String { counts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ") }
    }

    private static let bindingKinds =
        Budget.Basis.allCases.map { "budget \($0.rawValue)" } + ReachTarget.Basis.allCases.map { "reach \($0.rawValue)" }
        + ["budget of a month", "budget of a macro-segment", "budget of an offer or sponsor", "fraud", "pnl", "pnl:programme", "return"]
    private static let shapes = [
        "one segment", "one customer", "no customers", "equal segments", "equal offers", "equal budgets", "budget of zero", "holdout",
        "ceiling", "split", "two prices", "tight without a price", "infeasible", "limit below a rouble", "limit above a trillion",
        "limits apart by a million",
    ]

    @Test func everyKindOfRowBindsAndEveryHardShapeOccurs() throws {
        var seen = Counts()
        for seed in 1...400 {
            let draft = try ScenarioDraft.settled(seed: seed)
            let problem = OptimizationProblem(draft)
            countShapes(of: draft, limits: problem.rows.map { abs($0.limit) }.filter { $0 > 0 }, in: &seen)
            guard let found = try problem.optimum(at: .segment, explaining: true), let ranges = found.priceRanges else {
                seen.add("infeasible")
                continue
            }
            seen.add("split", if: found.splitGroups > 0)
            seen.add("two prices", if: ranges.contains { $0.loosening != $0.tightening })
            let isTight = problem.rows.indices.map { row in
                let use = found.uses[row]
                return abs(problem.rows[row].slack(at: use.used)) <= 1e-9 * max(1, abs(problem.rows[row].limit), use.absolute)
            }
            seen.add("tight without a price", if: problem.rows.indices.contains { isTight[$0] && found.prices[$0] == 0 })
            let binding = problem.rows.indices.filter { isTight[$0] && found.prices[$0] > 0 }
            for kind in Set(binding.flatMap { kinds(of: problem.rows[$0].name, in: draft) }) { seen.add(kind) }
        }
        for kind in Self.bindingKinds { #expect(seen.counts[kind, default: 0] >= 5, "\(kind) in \(seen)") }
        for shape in Self.shapes { #expect(seen.counts[shape, default: 0] >= 8, "\(shape) in \(seen)") }
    }

    private func kinds(of row: String, in draft: ScenarioDraft) -> [String] {
        if let budget = draft.budgets.first(where: { row == "budget:\($0.id)" }) {
            var kinds = ["budget \(budget.basis.rawValue)"]
            if budget.month != nil { kinds.append("budget of a month") }
            if budget.macro != nil { kinds.append("budget of a macro-segment") }
            if budget.offer != nil || budget.sponsor != nil { kinds.append("budget of an offer or sponsor") }
            return kinds
        }
        if let target = draft.reach.first(where: { row == "reach:\($0.id)" }) { return ["reach \(target.basis.rawValue)"] }
        return [row == "pnl:programme" ? row : String(row.prefix { $0 != ":" })]
    }

    private func countShapes(of draft: ScenarioDraft, limits: [Double], in seen: inout Counts) {
        seen.add("one segment", if: draft.segments.count == 1)
        seen.add("one customer", if: draft.segments.contains { $0.customers == 1 })
        seen.add("no customers", if: draft.segments.contains { $0.customers == 0 })
        seen.add("equal segments", if: draft.segments.contains { $0.id == "twin" })
        seen.add("equal offers", if: draft.offers.contains { $0.id == "twin" })
        seen.add("equal budgets", if: draft.budgets.contains { $0.id.hasPrefix("twin") })
        seen.add("budget of zero", if: draft.budgets.contains { $0.amount == 0 })
        seen.add("holdout", if: draft.programme.holdoutShare > 0)
        seen.add("ceiling", if: draft.programme.maxTotalPercent != nil)
        guard let least = limits.min(), let most = limits.max() else { return }
        seen.add("limit below a rouble", if: least < 1)
        seen.add("limit above a trillion", if: most > 1e12)
        seen.add("limits apart by a million", if: most > 1e6 * least)
    }
}
