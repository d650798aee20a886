import Crypto
import OfferModel

/// Which means a plan was chosen by.
package enum ChoiceMethod: String, Sendable, CaseIterable {
    /// The means of the cells as they are.
    case plain
    /// The means drawn towards what segment and arm have in common.
    case shrunken
}

/// A plan chosen by an experiment: one offer, or nothing, for shares of each segment.
package struct ChosenPlan: Sendable {
    /// One a cell; they sum to 1 over the cells of each segment that is valued.
    package let shares: [Double]
    /// Means that the choice believed in.
    let means: CellMeans
    /// Of every rule, under which the plan was chosen.
    package let limits: [Double]
}

/// Plans that were chosen on one half and written down, with the hash of the text: what must be there before the other half is read.
package struct WrittenChoice: Sendable {
    package let half: HalfName
    /// By method; nil where no plan keeps the rules.
    package let plans: [ChoiceMethod: ChosenPlan]
    /// SHA-256 of the plans' text, lower-case hexadecimal.
    package let sha256: String
    /// Whether some plan was not found for want of time.
    let isOutOfTime: Bool

    init(half: ChoosingHalf, plans: [ChoiceMethod: ChosenPlan], isOutOfTime: Bool, cells: ValuedCells, in scenario: Scenario) {
        self.half = half.name
        self.plans = plans
        self.isOutOfTime = isOutOfTime
        let text = ChoiceMethod.allCases.reduce("\(half.name.text)\n") { $0 + Self.text(of: plans[$1], $1, cells, scenario) }
        sha256 = SHA256.hash(data: Array(text.utf8)).map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }

    /// One line a cell with a share: segment, offer, percent, cap, months, share.
    private static func text(of plan: ChosenPlan?, _ method: ChoiceMethod, _ cells: ValuedCells, _ scenario: Scenario) -> String {
        guard let plan else { return "\(method.rawValue): none\n" }
        var text = "\(method.rawValue)\n"
        for (cell, share) in plan.shares.enumerated() where share > 0 {
            let place = cells.experiment.cells[cell]
            var words = [scenario.segments[place.segment].id]
            if let variant = place.variant.map({ scenario.variants[$0] }) {
                words += [
                    scenario.offers[variant.offer].id, "\(variant.percent.percent)", variant.monthlyCap.map { "\($0)" } ?? "",
                    "\(variant.months)",
                ]
            }
            text += (words + ["\(share)"]).joined(separator: ",") + "\n"
        }
        return text
    }
}
