import OfferOptimization
package import OfferResults

/// The reasons for a plan as a page of text that reads well at 80 columns.
package struct ExplanationReport {
    let document: ExplanationDocument
    /// Whether offers that are not shown are listed one by one.
    private let listsAbsences: Bool

    /// Most recommendations listed; the JSON document has all of them.
    private static let mostDecisions = 60
    /// Most segments named of those that share a decision.
    private static let mostNames = 8
    /// Most absences listed one by one.
    private static let mostAbsences = 60

    /// - Parameter listsAbsences: say for each segment and offer why it is not shown, in place of a summary an offer.
    package init(_ document: ExplanationDocument, listsAbsences: Bool) {
        self.document = document
        self.listsAbsences = listsAbsences
    }

    package var text: String {
        guard document.isExplained else { return TextReport(document.result).text }
        let report = TextReport(document.result)
        let sections = [
            report.heading, decisionLines, listsAbsences ? absenceLines : absenceSummaryLines, report.bindingLines, marginLines,
            contactLines, report.warningLines,
        ]
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private var decisionLines: [String] {
        guard !document.decisions.isEmpty else { return [] }
        let shown = Set(
            document.decisions.indices.sorted {
                (document.decisions[$1].fromLower.difference.value, $0) < (document.decisions[$0].fromLower.difference.value, $1)
            }.prefix(Self.mostDecisions))
        var lines = ["Why these percents"]
        var segments: [String] = []
        for (position, decision) in document.decisions.enumerated() where shown.contains(position) {
            if decision.segments != segments {
                segments = decision.segments
                let named = segments.prefix(Self.mostNames).joined(separator: ", ")
                let others = segments.count > Self.mostNames ? " and \(segments.count - Self.mostNames) more" : ""
                lines += "\(named)\(others)".printable.wrapped()
            }
            lines += decision.sentence(in: document).wrapped(firstIndent: "  ", indent: "    ")
        }
        let hidden = document.decisions.count - shown.count
        if hidden > 0 { lines.append("... and \(AmountText.grouped(Double(hidden))) more that bring less: see --segment, --json") }
        return lines
    }

    private var absenceLines: [String] {
        guard !document.absences.isEmpty else { return [] }
        var lines = ["What is not shown, and why"]
        for absence in document.absences.prefix(Self.mostAbsences) {
            lines += "\(absence.segment), \(absence.offer): \(absence.sentence(in: document)).".wrapped(firstIndent: "  ", indent: "    ")
        }
        let hidden = document.absences.count - Self.mostAbsences
        if hidden > 0 { lines.append("... and \(AmountText.grouped(Double(hidden))) more: see --json") }
        return lines
    }

    /// For each offer: to how many segments it is not shown, for which reasons, and where it comes nearest.
    private var absenceSummaryLines: [String] {
        var lines: [String] = []
        for offer in document.result.scenario.offers {
            let absences = document.absences.filter { $0.offer == offer }
            guard !absences.isEmpty else { continue }
            let counts = AbsenceKind.allCases.compactMap { kind -> String? in
                let count = absences.count { kind.takes($0.reason) }
                return count == 0 ? nil : "\(AmountText.grouped(Double(count))) \(kind.rawValue)"
            }
            let nearest = absences.filter { ($0.shortfall?.reducedCost ?? 0) > 0 }.min {
                ($0.shortfall!.reducedCost, $0.segment) < ($1.shortfall!.reducedCost, $1.segment)
            }
            let near = nearest.map { ". Nearest: \($0.segment), \($0.sentence(in: document))" } ?? ""
            let segments = absences.count == 1 ? "1 segment" : "\(AmountText.grouped(Double(absences.count))) segments"
            lines += "\(offer), not shown to \(segments): \(counts.joined(separator: ", "))\(near).".wrapped(
                firstIndent: "  ", indent: "    ")
        }
        return lines.isEmpty ? [] : ["What is not shown, and why (--segment ID, --offer ID: one by one)"] + lines
    }

    private var marginLines: [String] {
        let idle = document.margins.filter { $0.finding == .idle }.map(\.name)
        var lines: [String] = []
        if !idle.isEmpty {
            lines += "Idle, also if tightened by a fifth: \(idle.joined(separator: ", ")).".wrapped(firstIndent: "  ", indent: "    ")
        }
        for margin in document.margins {
            let to = "\(margin.name), tightened by a fifth to \(AmountText.compact(margin.tightened)),"
            switch margin.finding {
            case .idle: continue
            case .costs(let loss): lines += "\(to) would cost \(AmountText.compact(loss)).".wrapped(firstIndent: "  ", indent: "    ")
            case .infeasible: lines += "\(to) could not be kept.".wrapped(firstIndent: "  ", indent: "    ")
            case .notKnown: lines += "\(to): not known.".wrapped(firstIndent: "  ", indent: "    ")
            }
        }
        return lines.isEmpty ? [] : ["What does not hold it back"] + lines
    }

    /// What one more contact per customer would be worth, by macro-segment.
    private var contactLines: [String] {
        guard !document.contacts.isEmpty else { return [] }
        let gains = AmountText.column(document.contacts.map { $0.gain ?? 0 })
        var table = TextTable([("One more contact each", .left), ("customers", .right), ("brings", .right), ("per customer", .right)])
        for (row, contact) in document.contacts.enumerated() {
            table.add([
                "  " + (contact.macro ?? "(none)"), AmountText.grouped(contact.customers), contact.gain == nil ? "not known" : gains[row],
                contact.gain.map { AmountText.price(contact.customers > 0 ? $0 / contact.customers : 0) } ?? "",
            ])
        }
        return table.lines
    }
}

/// Reasons that a summary counts together.
private enum AbsenceKind: String, CaseIterable {
    case closed = "closed to them"
    case unprofitable = "bring less than they cost"
    case price = "kept out by a limit"
    case contacts = "out of contacts"
    case ceiling = "under the ladder ceiling"
    case equallyGood = "equally good"

    func takes(_ reason: Omission.Reason) -> Bool {
        switch (self, reason) {
        case (.closed, .closed), (.closed, .unboundedExposure), (.unprofitable, .unprofitable), (.price, .price), (.contacts, .contacts),
            (.ceiling, .ceiling), (.equallyGood, .equallyGood):
            true
        default: false
        }
    }
}
