import OfferModel
import ScenarioFiles

/// The segments of one macro-segment, or one segment alone, in an experiment on one offer.
struct SegmentGroup {
    enum Name: Hashable, Comparable {
        case macro(String)
        case segment(String)
    }

    private struct Member {
        let segment: String
        let points: [DosePoint]
        let control: (customers: Double, completed: Double)
        /// Whether that is, for want of a control group, who was shown the offer at 0 %.
        let isControlShown: Bool
        let candidates: CurveCandidates
        let weight: Double
    }

    private let name: Name
    private let offer: String
    private let members: [Member]
    private let pooledPoints: [DosePoint]
    private let pooled: CurveCandidates
    private(set) var responses: [CalibratedResponse] = []
    private(set) var counted: [CountedOrganic] = []
    private(set) var findings: [ResponseFinding] = []

    init(_ name: Name, offer: String, _ arms: [ExperimentArm], customers: [String: Double]) {
        self.name = name
        self.offer = offer
        members = Dictionary(grouping: arms, by: \.segment).sorted { $0.key < $1.key }.map { segment, arms in
            let points = DosePoint.pooled(arms)
            return Member(
                segment: segment, points: points, control: Self.control(arms),
                isControlShown: !arms.contains { Self.isControl($0) }, candidates: CurveCandidates(points),
                weight: customers[segment] ?? points.customers)
        }
        pooledPoints = DosePoint.pooled(arms)
        pooled = CurveCandidates(pooledPoints)
        let organic = OrganicRate.rates(members.map(\.control), areShown: members.map(\.isControlShown))
        let shrinkages = self.shrinkages
        if case .macro(let macro) = name { addMacro(macro, shrinkages) }
        for (place, member) in members.enumerated() { add(member, organic[place], shrinkages) }
        counted = zip(members, organic).compactMap { member, rate in
            rate.map {
                CountedOrganic(
                    segment: member.segment, offer: offer, rate: $0, customers: member.control.customers,
                    completed: member.control.completed)
            }
        }
    }

    /// Customers who were not shown the offer; without any, those who were shown it without cashback.
    private static func control(_ arms: [ExperimentArm]) -> (customers: Double, completed: Double) {
        let unshown = arms.filter(isControl)
        let control = unshown.isEmpty ? arms.filter { $0.isShown && $0.percent == 0 } : unshown
        return control.reduce((0.0, 0.0)) { ($0.0 + Double($1.customers), $0.1 + Double($1.completed)) }
    }

    private static func isControl(_ arm: ExperimentArm) -> Bool { !arm.isShown && arm.customers > 0 }

    /// By form; none for a segment alone.
    private var shrinkages: [ResponseEstimate.Form: Shrinkage] {
        guard members.count > 1 else { return [:] }
        var shrinkages: [ResponseEstimate.Form: Shrinkage] = [:]
        for form in ResponseEstimate.Form.allCases {
            guard let fit = pooled.fit(form) else { continue }
            shrinkages[form] = Shrinkage(
                pooled: fit.estimate, own: members.compactMap { $0.candidates.fit(form)?.estimate }, points: pooledPoints,
                customers: members.map(\.points.customers))
        }
        return shrinkages
    }

    private mutating func addMacro(_ macro: String, _ shrinkages: [ResponseEstimate.Form: Shrinkage]) {
        let key = SegmentKeys.macroPrefix + macro
        guard let best = pooled.best?.estimate else { return }
        let estimate = shrinkages[best.form]?.unseen ?? best
        let control = members.reduce((customers: 0.0, completed: 0.0)) {
            ($0.customers + $1.control.customers, $0.completed + $1.control.completed)
        }
        responses.append(
            CalibratedResponse(
                segment: key, offer: offer, source: .macro, estimate: estimate,
                organic: OrganicRate.rates([control], areShown: [members.allSatisfy(\.isControlShown)])[0], shrinkage: 1,
                candidates: pooled, points: pooledPoints, weight: 0))
        findings += ResponseReview(segment: key, offer: offer, points: pooledPoints, control: control, estimate: estimate).findings
    }

    private mutating func add(_ member: Member, _ organic: OrganicRate?, _ shrinkages: [ResponseEstimate.Form: Shrinkage]) {
        let answer = answer(member, shrinkages)
        let review = ResponseReview(
            segment: member.segment, offer: offer, points: member.points, control: member.control, estimate: answer?.estimate)
        if let (estimate, source, share) = answer {
            responses.append(
                CalibratedResponse(
                    segment: member.segment, offer: offer, source: source, estimate: estimate, organic: organic, shrinkage: share,
                    candidates: member.candidates, points: member.points, weight: member.weight))
            if let failure = member.candidates.failure { findings.append(review.borrowed(failure)) }
        } else {
            findings.append(review.missing(member.candidates.failure ?? pooled.failure ?? .noConvergence))
        }
        findings += review.findings
    }

    private func answer(
        _ member: Member, _ shrinkages: [ResponseEstimate.Form: Shrinkage]
    ) -> (estimate: ResponseEstimate, source: CalibratedResponse.Source, share: Double)? {
        let form = member.candidates.decidedForm ?? pooled.best?.estimate.form
        if let form, let (estimate, share) = shrinkages[form]?.shrunk(member.points) { return (estimate, .shrunk, share) }
        return member.candidates.best.map { ($0.estimate, .own, 0) }
    }
}
