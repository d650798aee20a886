import Foundation

/// Looks at a segment's counts and curve and says in words what is odd about them (model.md section 14).
struct ResponseReview {
    let segment: String
    let offer: String
    let points: [DosePoint]
    let control: (customers: Double, completed: Double)
    /// nil where there is none.
    let estimate: ResponseEstimate?

    /// Fewer completions, or refusals, than this say next to nothing about a curve.
    private static let few = 10.0
    /// Of a two-sided test.
    private static let significance = 0.05

    var findings: [ResponseFinding] {
        [tooFew, notMonotone, effect, step, bound, durations, noControl].compactMap { $0 }
    }

    /// There is no curve for the segment.
    func missing(_ failure: ResponseFit.Failure) -> ResponseFinding {
        finding(
            .warning, failure.code, "no curve: \(failure.rawValue)\(onePercent)",
            "put the segment into a macro-segment with others (--segments), or try more percents")
    }

    /// What was counted at the only percent, beside the control group.
    private var onePercent: String {
        guard let percent = points.percents.first, points.percents.count == 1 else { return "" }
        let without = control.customers > 0 && percent > 0 ? ", \(Self.share(control)) without the offer" : ""
        return " (\(Self.share(points.counts(at: percent))) at \(Self.number(percent)) %\(without))"
    }

    /// The segment's own counts give no curve, so it got its macro-segment's.
    func borrowed(_ failure: ResponseFit.Failure) -> ResponseFinding {
        finding(.warning, failure.code, "the curve is the macro-segment's: \(failure.rawValue)", "count more customers of this segment")
    }

    private var tooFew: ResponseFinding? {
        let completed = points.completed
        let refused = points.customers - completed
        guard points.customers > 0, min(completed, refused) < Self.few else { return nil }
        let few = Int(min(completed, refused))
        let what = (few == 0 ? "none" : "only \(few)") + (completed <= refused ? " completed" : " did not complete")
        return finding(
            .warning, "too-few", "\(what) of \(Int(points.customers)) who were shown the offer",
            "do not plan with this curve alone: count more customers")
    }

    private var notMonotone: ResponseFinding? {
        if let estimate, estimate.isFalling {
            let trend = Bernoulli.trend(points).map { " (\(Self.probability($0)))" } ?? ""
            return finding(
                .warning, "not-monotone", "the curve falls as the percent rises\(trend)",
                "a plan would pay less for more: look at the experiment")
        }
        let percents = points.percents
        let falls = zip(percents, percents.dropFirst()).compactMap { lower, higher in
            Bernoulli.difference(points.counts(at: lower), points.counts(at: higher)).map { (lower: lower, higher: higher, z: $0) }
        }
        // The deepest fall, against the chance that one of so many looks as deep.
        if let fall = falls.min(by: { $0.z < $1.z }), fall.z < 0, Bernoulli.pValue(fall.z) < Self.significance / Double(falls.count) {
            let (lower, higher, z) = fall
            let (first, second) = (points.counts(at: lower), points.counts(at: higher))
            return finding(
                .warning, "not-monotone",
                "completion falls from \(Self.share(first)) at \(Self.number(lower)) % to \(Self.share(second)) at \(Self.number(higher)) % "
                    + "(\(Self.probability(z)))", "the curve goes between the two: look at these arms")
        }
        return nil
    }

    /// Whether any percent moves anybody, and whether a larger one moves more.
    private var effect: ResponseFinding? {
        let zero = points.counts(at: 0)
        let baseline = zero.customers > 0 ? zero : control
        let positive = points.filter { $0.percent > 0 }
        guard let help = Bernoulli.difference(baseline, (positive.customers, positive.completed)) else { return nil }
        let shares = "\(Self.share(baseline)) without, \(Self.share((positive.customers, positive.completed))) with"
        let rise = positive.percents.count > 1 ? Bernoulli.trend(positive) : nil
        let isRising = rise.map { $0 > 0 && Bernoulli.pValue($0) < Self.significance } ?? false
        guard help > 0, Bernoulli.pValue(help) < Self.significance else {
            guard !isRising else { return nil }
            if Bernoulli.pValue(help) < Self.significance {
                return finding(
                    .warning, "falls-with-offer", "fewer complete with a percent than without (\(shares), \(Self.probability(help)))",
                    "look at how customers were put into the arms")
            }
            return finding(
                .warning, "no-effect", "no effect of the percent can be seen (\(shares), \(Self.probability(help)))",
                "the experiment is too small, or cashback does not move this segment")
        }
        guard let rise, !isRising else { return nil }
        return finding(
            .note, "larger-not-distinguishable",
            "any percent helps (\(shares), \(Self.probability(help))), but larger ones cannot be told apart from smaller "
                + "(\(Self.probability(rise)))", "the smallest percent that was tried does nearly as much as the largest")
    }

    private var step: ResponseFinding? {
        guard let estimate, estimate.form == .saturating, !estimate.isFree[2], let smallest = points.percents.first(where: { $0 > 0 })
        else {
            return nil
        }
        guard exp(estimate.parameters[2]) < smallest else {
            return finding(
                .note, "no-saturation", "completion rises in a straight line; no ceiling can be seen",
                "do not plan beyond \(Self.number(points.percents.last ?? smallest)) %, the largest percent that was tried")
        }
        return finding(
            .note, "step", "the curve is a step: one level without cashback, another at any percent",
            "do not plan below \(Self.number(smallest)) %, the smallest percent that was tried")
    }

    /// A level that the counts push against its bound.
    private var bound: ResponseFinding? {
        guard let estimate, estimate.form == .saturating, estimate.profile != nil else { return nil }
        let isFloor = estimate.parameters[0] == 0 || estimate.parameters[0] == 1
        guard isFloor || estimate.parameters[1] == 0 || estimate.parameters[1] == 1 else { return nil }
        let (name, value) = isFloor ? ("floor", estimate.parameters[0]) : ("ceiling", estimate.parameters[1])
        let hasZero = points.contains { $0.percent == 0 }
        return finding(
            .note, "at-bound",
            "the \(name) is at its bound \(Self.number(value)); by these counts it may as well lie off it, which the standard errors allow for",
            isFloor && !hasZero ? "try a percent of 0, which tells the floor" : "more customers, or more percents, would tell")
    }

    private var durations: ResponseFinding? {
        guard let estimate, estimate.form == .saturating, points.hasDurations else { return nil }
        return finding(
            .note, "durations-together", "the saturating form has no duration, so all that were tried are taken together",
            "do not choose a duration by this curve")
    }

    private var noControl: ResponseFinding? {
        guard estimate != nil, control.customers == 0 else { return nil }
        return finding(
            .warning, "no-control-group", "nobody was left without the offer, so `organic` comes from elsewhere",
            "keep a control group: rows with a blank percent")
    }

    private func finding(_ weight: ResponseFinding.Weight, _ code: String, _ message: String, _ help: String) -> ResponseFinding {
        ResponseFinding(weight: weight, code: code, segment: segment, offer: offer, message: message, help: help)
    }

    private static func share(_ count: (customers: Double, completed: Double)) -> String {
        String(format: "%.2f %%", 100 * count.completed / count.customers)
    }

    private static func number(_ value: Double) -> String { String(format: "%g", value) }

    private static func probability(_ z: Double) -> String {
        let value = Bernoulli.pValue(z)
        return value < 0.0001 ? "p < 0.0001" : "p = " + String(format: "%.2g", value)
    }
}

extension ResponseFit.Failure {
    /// A stable kebab-case name for programs.
    package var code: String {
        switch self {
        case .noCounts: "no-counts"
        case .noVariation: "no-variation"
        case .tooFewPercents: "too-few-percents"
        case .notIdentified: "not-identified"
        case .separation, .nobodyCompleted, .everybodyCompleted: "separation"
        case .noConvergence: "no-convergence"
        }
    }
}
