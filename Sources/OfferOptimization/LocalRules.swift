import OfferEconomics
import OfferModel

/// The rules that hold for every single customer of a group, and so define its bundles (model.md section 7).
struct LocalRules: Sendable {
    /// What one kind of member demands of the pairs that it gets. Members to whom the same pairs are open are one kind: the
    /// tightest of their limits stands for all.
    struct Kind: Sendable {
        /// Whether the member gets a variant, by position; nil when it gets every variant that the group has.
        let isOpen: [Bool]?
        /// Most offers shown together.
        var contacts: Int
        /// Percent left below the ladder ceiling, in basis points.
        var headroom: Int

        func gets(_ variant: Int) -> Bool {
            isOpen?[variant] ?? true
        }
    }

    let kinds: [Kind]

    init(for members: ArraySlice<Int>, in problem: OptimizationProblem) {
        let scenario = problem.scenario
        if members.count == 1, let only = members.first {
            kinds = [
                Kind(isOpen: nil, contacts: scenario.contacts(of: SegmentIndex(only)), headroom: scenario.headroom(of: SegmentIndex(only)))
            ]
            return
        }
        var kinds: [Kind] = []
        var kindOfPattern: [[Bool]: Int] = [:]
        for member in members {
            var isOpen = [Bool](repeating: false, count: scenario.variants.count)
            for pair in problem.table.pairs(of: SegmentIndex(member)) { isOpen[Int(problem.table.variants[pair])] = true }
            let contacts = scenario.contacts(of: SegmentIndex(member))
            let headroom = scenario.headroom(of: SegmentIndex(member))
            if let known = kindOfPattern[isOpen] {
                kinds[known].contacts = min(kinds[known].contacts, contacts)
                kinds[known].headroom = min(kinds[known].headroom, headroom)
            } else {
                kindOfPattern[isOpen] = kinds.count
                kinds.append(Kind(isOpen: isOpen, contacts: contacts, headroom: headroom))
            }
        }
        self.kinds = kinds
    }

    /// Whether every member may be shown what it gets of `variants`, at most one of each offer.
    ///
    /// - Parameter basisPoints: of every variant of the scenario.
    func allow(_ variants: some Sequence<Int>, basisPoints: [Int]) -> Bool {
        kinds.allSatisfy { kind in
            var contacts = 0
            var percent = 0
            for variant in variants where kind.gets(variant) {
                contacts += 1
                percent += basisPoints[variant]
            }
            return contacts == 0 || (contacts <= kind.contacts && percent <= kind.headroom)
        }
    }
}
