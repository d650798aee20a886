import OfferModel

/// What a plan shows one segment, seen from a change: whoever is shown something keeps it but for the offers that change.
struct ShownSegment: Sendable {
    /// A bundle and the share of the segment that is shown it.
    struct Part: Sendable {
        /// Ascending positions.
        let variants: [Int]
        let share: Double
    }

    /// Customers who keep the same, and what they are shown of the offers that change.
    struct Context {
        /// What they keep; empty for those who are shown nothing else.
        let kept: [Int]
        /// Share of the segment that may be shown more: for those who keep nothing, what the holdout leaves.
        var share: Double
        var shown: [Part]
    }

    let parts: [Part]

    /// Share of the segment that is shown something.
    var share: Double { parts.reduce(0) { $0 + $1.share } }

    /// - Parameters:
    ///   - offers: positions of the offers that change.
    ///   - reachable: the share of the segment that offers may reach.
    /// - Returns: in the order of the bundles; those who keep nothing come last.
    func contexts(changing offers: [Int], offerOfVariant: [Int], reachable: Double) -> [Context] {
        var contexts: [Context] = []
        var nothing = Context(kept: [], share: reachable, shown: [])
        for part in parts {
            let kept = part.variants.filter { !offers.contains(offerOfVariant[$0]) }
            let shown = part.variants.filter { offers.contains(offerOfVariant[$0]) }
            let changing = shown.isEmpty ? [] : [Part(variants: shown, share: part.share)]
            if kept.isEmpty {
                nothing.shown += changing
                continue
            }
            nothing.share -= part.share
            if let known = contexts.firstIndex(where: { $0.kept == kept }) {
                contexts[known].share += part.share
                contexts[known].shown += changing
            } else {
                contexts.append(Context(kept: kept, share: part.share, shown: changing))
            }
        }
        nothing.share = max(0, nothing.share)
        return contexts + [nothing]
    }
}

extension LocalRules {
    /// Of a segment alone.
    init(of segment: SegmentIndex, in scenario: Scenario) {
        self.init(contacts: scenario.contacts(of: segment), headroom: scenario.headroom(of: segment))
    }

    /// What is left for further offers beside variants that stay.
    func beside(_ kept: [Int], basisPoints: [Int]) -> LocalRules {
        guard !kept.isEmpty else { return self }
        let percent = kept.reduce(0) { $0 + basisPoints[$1] }
        return LocalRules(contacts: max(0, kinds[0].contacts - kept.count), headroom: kinds[0].headroom - percent)
    }

    init(contacts: Int, headroom: Int) {
        kinds = [Kind(isOpen: nil, contacts: contacts, headroom: headroom)]
    }
}
