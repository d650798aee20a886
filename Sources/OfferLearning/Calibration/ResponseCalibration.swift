package import OfferModel

/// Responses out of an experiment: each segment's curve with its uncertainty, drawn towards its macro-segment where the segment is thin
/// (model.md section 14).
///
/// A segment takes the form that its own counts prefer by at least 2 of AIC, else the one that its macro-segment's counts prefer.
package struct ResponseCalibration: Sendable {
    /// By offer; macro-segments before segments, each sorted.
    package let responses: [CalibratedResponse]
    /// By offer and segment, wherever a control group was counted.
    package let organic: [CountedOrganic]
    /// By offer and segment, in the order of the responses.
    package let findings: [ResponseFinding]
    /// nil where there is no response.
    package let uncertainty: UptakeUncertainty?

    /// - Parameters:
    ///   - macros: macro-segment by segment; a segment that is not in it stands alone.
    ///   - customers: by segment, to weigh them by; those of the experiment where a segment is not in it.
    package init(_ arms: [ExperimentArm], macros: [String: String] = [:], customers: [String: Double] = [:]) {
        var responses: [CalibratedResponse] = []
        var organic: [CountedOrganic] = []
        var findings: [ResponseFinding] = []
        for (offer, arms) in Dictionary(grouping: arms, by: \.offer).sorted(by: { $0.key < $1.key }) {
            let groups = Dictionary(grouping: arms) { macros[$0.segment].map { SegmentGroup.Name.macro($0) } ?? .segment($0.segment) }
            for (name, arms) in groups.sorted(by: { $0.key < $1.key }) {
                let group = SegmentGroup(name, offer: offer, arms, customers: customers)
                responses += group.responses
                organic += group.counted
                findings += group.findings
            }
        }
        let rank = { (response: CalibratedResponse) in response.source == .macro ? 0 : 1 }
        self.responses = responses.sorted { ($0.offer, rank($0), $0.segment) < ($1.offer, rank($1), $1.segment) }
        self.organic = organic.sorted { ($0.offer, $0.segment) < ($1.offer, $1.segment) }
        self.findings = findings
        uncertainty = UptakeUncertainty(responses.filter { $0.source != .macro })
    }
}
