package import OfferModel
package import OfferOptimization
package import TableFiles

/// An optimum with the reasons for it, in the names that people know.
package struct ExplanationDocument: Sendable {
    /// Why one variant is shown to the segments that share a decision.
    package struct Decision: Sendable {
        package struct Step: Sendable {
            /// nil for not being shown the offer.
            package let percent: Double?
            package let difference: PairAmounts
            package let isAllowed: Bool
            /// The row whose price weighs most against the greater percent, and the one that speaks most for it; nil where none does.
            package let dearestRow: String?
            package let servedRow: String?
        }

        package let segments: [String]
        package let choice: NamedVariant
        package let customers: Double
        package let share: Double
        package let fromLower: Step
        /// nil where the grid has no higher percent.
        package let toHigher: Step?
    }

    /// Why an offer is not shown to a segment.
    package struct Absence: Sendable {
        package let segment: String
        package let offer: String
        package let reason: Omission.Reason
        /// What the reason speaks of: an exclusion's own words, a required offer, a row, the offers shown instead.
        package let detail: String?
        package let choice: NamedVariant?
        package let shortfall: Omission.Shortfall?
    }

    package let result: ResultDocument
    /// Whether the reasons are there: not where there is no plan, or none that is proved.
    package let isExplained: Bool
    package let decisions: [Decision]
    package let absences: [Absence]
    package let contacts: [ContactPrice]
    package let margins: [RowMargin]

    /// - Parameters:
    ///   - explanation: nil where there is no proved optimum to explain.
    ///   - segment, offer: ids that the reasons are kept to; nil for all.
    package init(
        result: ResultDocument, explanation: Explanation?, of scenario: Scenario, segment: String? = nil, offer: String? = nil
    ) {
        self.result = result
        isExplained = explanation != nil
        decisions = (explanation?.reasons ?? []).map { Decision($0, rows: explanation?.rows ?? [], in: scenario) }.filter {
            (segment.map($0.segments.contains) ?? true) && (offer ?? $0.choice.offer) == $0.choice.offer
        }
        absences = (explanation?.omissions ?? []).map { Absence($0, in: scenario) }.filter {
            (segment ?? $0.segment) == $0.segment && (offer ?? $0.offer) == $0.offer
        }
        contacts = explanation?.contacts ?? []
        margins = explanation?.margins ?? []
    }

    /// Whether everything that was asked for is known.
    package var isComplete: Bool {
        isExplained && contacts.allSatisfy { $0.gain != nil }
            && margins.allSatisfy { $0.finding != .notKnown || $0.name.hasPrefix("cvar:") }
    }

    /// The result document with the member `why`.
    package var json: JSONValue {
        let why: JSONValue = .members([
            "recommendations": .array(decisions.map(\.json)), "not_shown": .array(absences.map(\.json)),
            "contacts": .array(contacts.map(\.json)), "margins": .array(margins.map(\.json)),
        ])
        return .object(result.members + [.init("why", isExplained ? why : .null)])
    }
}

extension ExplanationDocument.Decision {
    fileprivate init(_ reason: VariantReason, rows: [String], in scenario: Scenario) {
        segments = reason.segments.map { scenario.segments[$0].id }
        choice = NamedVariant(reason.variant, in: scenario)
        customers = reason.customers
        share = reason.share
        fromLower = Step(reason.fromLower, rows: rows, in: scenario)
        toHigher = reason.toHigher.map { Step($0, rows: rows, in: scenario) }
    }
}

extension ExplanationDocument.Decision.Step {
    fileprivate init(_ step: VariantReason.Step, rows: [String], in scenario: Scenario) {
        let priced = step.difference.priced
        let dearest = priced.indices.max { (priced[$0], $1) < (priced[$1], $0) }
        let served = priced.indices.min { (priced[$0], $0) < (priced[$1], $1) }
        percent = step.neighbour.map { scenario.variants[$0].percent.percent }
        difference = step.difference
        isAllowed = step.isAllowed
        dearestRow = dearest.flatMap { priced[$0] > 0 ? rows[$0] : nil }
        servedRow = served.flatMap { priced[$0] < 0 ? rows[$0] : nil }
    }
}

extension ExplanationDocument.Absence {
    fileprivate init(_ omission: Omission, in scenario: Scenario) {
        segment = scenario.segments[omission.segment].id
        offer = scenario.offers[omission.offer].id
        reason = omission.reason
        choice = omission.shortfall.map { NamedVariant($0.variant, in: scenario) }
        shortfall = omission.shortfall
        detail =
            switch omission.reason {
            case .closed(.excluded): scenario.reasonOfExclusion(of: omission.offer, from: omission.segment)
            case .closed(.requires(let missing)): scenario.offers[missing].id
            case .price(let row): row
            case .contacts(let instead), .ceiling(let instead):
                instead.isEmpty ? nil : instead.map { scenario.offers[$0].id }.joined(separator: ", ")
            default: nil
            }
    }
}

extension Scenario {
    fileprivate func reasonOfExclusion(of offer: OfferIndex, from segment: SegmentIndex) -> String? {
        exclusions.first { exclusion in
            guard exclusion.offer == offer else { return false }
            return switch exclusion.scope {
            case .segment(let index): index == segment
            case .macro(let macro): macro == segments[segment].macro
            }
        }?.reason
    }
}
