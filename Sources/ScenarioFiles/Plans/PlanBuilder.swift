import OfferModel
import TableFiles

/// Builds a plan from its rows and checks it against the scenario and its local rules.
struct PlanBuilder {
    private let scenario: Scenario
    private let eligibility: Eligibility
    private let segments: [String: SegmentIndex]
    private let offers: [String: OfferIndex]
    private(set) var problems: DiagnosticCollector

    /// Shares written with few digits may add up to a little more than all.
    private static let overfill = 1e-9

    init(_ scenario: Scenario, problems: DiagnosticCollector) {
        self.scenario = scenario
        self.problems = problems
        eligibility = Eligibility(of: scenario)
        segments = Dictionary(uniqueKeysWithValues: scenario.segments.entityIndices.map { (scenario.segments[$0].id, $0) })
        offers = Dictionary(uniqueKeysWithValues: scenario.offers.entityIndices.map { (scenario.offers[$0].id, $0) })
    }

    private struct Line {
        let row: PlanRow
        let variant: VariantIndex
    }

    private struct Key: Hashable, Comparable {
        let segment: SegmentIndex
        let bundle: Double

        static func < (left: Key, right: Key) -> Bool {
            (left.segment, left.bundle) < (right.segment, right.bundle)
        }
    }

    /// The plan, its bundles numbered from 1 within each segment in the order of their written numbers. Rows with share 0 show nothing.
    mutating func plan(_ rows: [PlanRow]) -> Plan {
        var lines: [Key: [Line]] = [:]
        for row in rows {
            guard let segment = segment(of: row), let variant = variant(of: row), isBundleNumber(row), row.share > 0 else { continue }
            lines[Key(segment: segment, bundle: row.bundle ?? 1), default: []].append(Line(row: row, variant: variant))
        }
        var bundles: [PlannedBundle] = []
        var filled: [SegmentIndex: Double] = [:]
        for (key, lines) in lines.sorted(by: { $0.key < $1.key }) {
            let row = lines[0].row
            check(lines, of: key.segment)
            let share = filled[key.segment, default: 0] + row.share
            if share > 1 + Self.overfill, filled[key.segment, default: 0] <= 1 + Self.overfill {
                problems.add(
                    .error(
                        "overfilled-segment", at: row.places.share,
                        "the bundles of segment \(row.segment) have shares of \(ScalarText.number(share)) together, more than 1",
                        help: "lower them, or give rows that are shown together the same bundle"))
            }
            filled[key.segment] = share
            let number = (bundles.last?.segment == key.segment ? bundles.last?.number ?? 0 : 0) + 1
            bundles.append(PlannedBundle(segment: key.segment, number: number, variants: lines.map(\.variant).sorted(), share: row.share))
        }
        return Plan(bundles: bundles)
    }

    private mutating func segment(of row: PlanRow) -> SegmentIndex? {
        if let segment = segments[row.segment] { return segment }
        problems.add(
            .error(
                "unknown-id", at: row.places.segment, "there is no segment `\(row.segment.excerpt)`",
                help: ReferenceRules.help(for: row.segment, among: scenario.segments.map(\.id))))
        return nil
    }

    private mutating func variant(of row: PlanRow) -> VariantIndex? {
        guard let offer = offers[row.offer] else {
            problems.add(
                .error(
                    "unknown-id", at: row.places.offer, "there is no offer `\(row.offer.excerpt)`",
                    help: ReferenceRules.help(for: row.offer, among: scenario.offers.map(\.id))))
            return nil
        }
        let known = scenario.offers[offer]
        let percent = known.percents.first { $0.percent == row.percent }
        if percent == nil {
            refuse(
                row.places.percent, row, "percents", ScalarText.number(row.percent), known.percents.map { ScalarText.number($0.percent) })
        }
        let isCap = known.monthlyCaps.contains(row.monthlyCap)
        if !isCap {
            let caps = known.monthlyCaps.map { $0.map(ScalarText.number) ?? "none" }
            refuse(row.places.monthlyCap, row, "monthly_caps", row.monthlyCap.map(ScalarText.number) ?? "none", caps)
        }
        let isDuration = known.months.contains { Double($0) == row.months }
        if !isDuration { refuse(row.places.months, row, "months", ScalarText.number(row.months), known.months.map(String.init)) }
        guard let percent, isCap, isDuration else { return nil }
        return scenario.number(of: Variant(offer: offer, percent: percent, monthlyCap: row.monthlyCap, months: Int(row.months)))
    }

    private mutating func refuse(_ place: SourceLocation, _ row: PlanRow, _ key: String, _ value: String, _ known: [String]) {
        problems.add(
            .error(
                "not-in-grid", at: place, "\(value) is not among offers.\(row.offer).\(key): \(known.joined(separator: ", "))",
                help: value == "none" ? "give one of these" : "give one of these, or add it with --set offers.\(row.offer).\(key)=[...]"))
    }

    private mutating func isBundleNumber(_ row: PlanRow) -> Bool {
        guard let bundle = row.bundle, Int(exactly: bundle) == nil else { return true }
        problems.add(
            .error(
                "out-of-range", at: row.places.bundle, "bundle: \(ScalarText.number(bundle)) is not a whole number",
                help: "number a segment's bundles 1, 2, ..."))
        return false
    }

    /// The rules that hold for every single customer who is shown these lines together.
    private mutating func check(_ lines: [Line], of segment: SegmentIndex) {
        let id = scenario.segments[segment].id
        var seen = Set<OfferIndex>()
        for line in lines {
            let offer = scenario.variants[line.variant].offer
            if line.row.share != lines[0].row.share {
                problems.add(
                    .error(
                        "unequal-shares", at: line.row.places.share, "the share differs from that of the bundle's other rows",
                        help: line.row.bundle == nil
                            ? "add a column `bundle`, or give all rows of segment \(id) one share" : "rows of one bundle have one share"))
            }
            if !seen.insert(offer).inserted {
                problems.add(
                    .error(
                        "offer-twice", at: line.row.places.offer, "the offer \(line.row.offer) is shown twice to the same customers",
                        help: "give the rows different bundles"))
            }
            if let closure = eligibility.closure(of: offer, to: segment) {
                problems.add(
                    .error(
                        "closed-pair", at: line.row.places.offer,
                        "the offer \(line.row.offer) may not be shown to segment \(id): \(words(closure))",
                        help: "leave the row out"))
            }
        }
        for line in lines where eligibility.hasUnboundedExposure(scenario.variants[line.variant], to: segment, in: scenario) {
            problems.add(
                .error(
                    "uncapped-worst-case", at: line.row.places.monthlyCap,
                    "the offer \(line.row.offer) without a cap would make a worst_case budget unbounded",
                    help: "choose a variant with a cap"))
        }
        let place = lines[0].row.places.segment
        let contacts = scenario.contacts(of: segment)
        if lines.count > contacts {
            problems.add(
                .error(
                    "too-many-contacts", at: place, "a customer of segment \(id) is shown \(lines.count) offers, more than \(contacts)",
                    help: "split the rows over bundles, or raise the segment's contacts"))
        }
        let percent = lines.reduce(0) { $0 + scenario.variants[$1.variant].percent.basisPoints }
        if percent > scenario.headroom(of: segment), let ceiling = scenario.programme.maxTotalPercent {
            let total = scenario.segments[segment].basePercent + Double(percent) / 100
            problems.add(
                .error(
                    "above-ceiling", at: place,
                    "a customer of segment \(id) gets \(ScalarText.number(total)) % in all, more than \(ScalarText.number(ceiling)) %",
                    help: "lower a percent, or raise programme.max_total_percent"))
        }
    }

    private func words(_ closure: Eligibility.Closure) -> String {
        switch closure {
        case .excluded: "it is excluded"
        case .completed: "it is completed already"
        case .requires(let offer): "it requires \(scenario.offers[offer].id) first"
        case .noResponse: "there is no response for it"
        }
    }
}
