import OfferModel
import OfferOptimization
import TestSupport

extension ScenarioDraft {
    /// The limits that a story's repair asks for, and ratios where it speaks of return floors.
    func repaired(by story: InfeasibilityStory) -> ScenarioDraft {
        func limit(_ row: String, _ present: Double) -> Double {
            story.repair.first { $0.row == row }.map { $0.reached ?? -1e9 } ?? present
        }
        var draft = self
        draft.budgets = budgets.map { $0.with(amount: limit("budget:\($0.id)", $0.amount)) }
        draft.fraudLimits = fraudLimits.map { $0.with(amount: limit("fraud:\($0.id)", $0.amount)) }
        draft.reach = reach.map { $0.with(completions: limit("reach:\($0.id)", $0.completions)) }
        draft.returns = returns.map { $0.with(ratio: limit("return:\($0.id)", $0.ratio)) }
        draft.tailBudgets = tailBudgets.map { TailBudget(id: $0.id, level: $0.level, amount: limit("cvar:\($0.id)", $0.amount)) }
        draft.assets = assets.map { asset in asset.with(profitFloor: asset.profitFloor.map { limit("pnl:\(asset.id)", $0) }) }
        draft.programme = programme.with(profitFloor: programme.profitFloor.map { limit("pnl:programme", $0) })
        return draft
    }
}
