import OfferModel
import TableFiles

/// Pairs that would be open but for a response: one warning for each offer, so that thousands of segments are one line.
enum UnansweredPairs {
    private static let exampleCount = 5

    static func warnings(in scenario: Scenario, root: TreeNode) -> [Diagnostic] {
        let eligibility = Eligibility(of: scenario)
        return scenario.offers.entityIndices.compactMap { offer in
            let closed = scenario.segments.entityIndices.filter { eligibility.closure(of: offer, to: $0) == .noResponse }
            guard !closed.isEmpty else { return nil }
            let id = scenario.offers[offer].id
            let examples = closed.prefix(exampleCount).map { scenario.segments[$0].id }.joined(separator: ", ")
            let more = closed.count > exampleCount ? ", ..." : ""
            let place = root.items("offers")[offer.position].location
            let count = "\(closed.count) of \(scenario.segments.count) segments"
            return .warning(
                "no-response", at: place, "offers.\(id) is never shown to \(count) for want of a response: \(examples)\(more)",
                help: "add rows to \(root["tables"]?["responses"]?["file"]?.text ?? "responses.csv"), perhaps one with segment `*`")
        }
    }
}
