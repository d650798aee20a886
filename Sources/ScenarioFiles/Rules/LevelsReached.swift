import OfferModel
import TableFiles

/// Offers that lead to a level at or below the one that customers are on already: the ladder then gives them no change. One warning for each
/// offer, so that thousands of segments are one line.
enum LevelsReached {
    private static let exampleCount = 5

    static func warnings(in scenario: Scenario, root: TreeNode) -> [Diagnostic] {
        let eligibility = Eligibility(of: scenario)
        return scenario.offers.entityIndices.compactMap { offer in
            guard let level = scenario.offers[offer].leadsTo, let ladder = scenario.ladder else { return nil }
            let reached = scenario.segments.entityIndices.filter { segment in
                scenario.segments[segment].level.map { $0 >= level } ?? false && eligibility.closure(of: offer, to: segment) == nil
                    && !scenario.values.isStated(segment, offer)
            }
            guard !reached.isEmpty, let place = root.items("offers")[offer.position]["leads_to"]?.location else { return nil }
            let examples = reached.prefix(exampleCount).map { scenario.segments[$0].id }.joined(separator: ", ")
            let more = reached.count > exampleCount ? ", ..." : ""
            return .warning(
                "level-reached", at: place,
                "offers.\(scenario.offers[offer].id) leads to \(ladder.levels[level].id), where \(reached.count) of the segments that may "
                    + "be shown it are already, or above: \(examples)\(more)",
                help: "the ladder gives them no change of value; exclude them, or add the offer to their `completed`")
        }
    }
}
