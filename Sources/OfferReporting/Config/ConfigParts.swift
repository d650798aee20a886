import OfferEconomics
import OfferModel
import OfferResults
import TableFiles

/// The members of a recommended config.
struct ConfigParts {
    private let result: ResultDocument
    private let scenario: Scenario
    private let calendar: PlanCalendar?

    init(_ result: ResultDocument, of scenario: Scenario) {
        self.result = result
        self.scenario = scenario
        calendar = PlanCalendar(asOf: result.scenario.resolved["as_of"]?.text)
    }

    /// From the first day of the first offer to the last day of the last; null without a business date or without an offer.
    var validity: JSONValue {
        let first = result.recommendations.map(\.startMonth).min()
        let last = result.recommendations.map(\.lastMonth).max()
        return .members([
            "as_of": .optional(result.scenario.resolved["as_of"]?.text), "first_month": first.map { .integer($0) } ?? .null,
            "last_month": last.map { .integer($0) } ?? .null,
            "from": .optional(first.flatMap { calendar?.firstDay(ofMonth: $0) }),
            "to": .optional(last.flatMap { calendar?.lastDay(ofMonth: $0) }),
        ])
    }

    var rules: JSONValue {
        let programme = scenario.programme
        return .members([
            "max_total_basis_points": programme.maxTotalPercent.map { .integer(Self.basisPoints($0)) } ?? .null,
            "percent_basis": .string(programme.percentBasis.rawValue), "holdout_share": .number(programme.holdoutShare),
            "monthly_cap_per_customer_minor": Self.minor(programme.monthlyCapPerCustomer),
            "points_expire_after_months": programme.pointsExpireAfterMonths.map { .integer($0) } ?? .null,
            "max_redeem_share": .optional(programme.maxRedeemShare), "redemption_order": .string(programme.redemptionOrder.rawValue),
            "offers": .array(scenario.offers.map(rule)), "exclusions": .array(scenario.exclusions.map(rule)),
        ])
    }

    private func rule(_ offer: Offer) -> JSONValue {
        .members([
            "offer": .string(offer.id), "sponsor": .string(scenario.assets[offer.sponsor].id), "start_month": .integer(offer.startMonth),
            "requires": .array(offer.requires.sorted { $0.position < $1.position }.map { .string(scenario.offers[$0].id) }),
            "monthly_stop_minor": Self.minor(offer.monthlyStop),
        ])
    }

    private func rule(_ exclusion: Exclusion) -> JSONValue {
        let scope: (segment: String?, macro: String?) =
            switch exclusion.scope {
            case .segment(let segment): (scenario.segments[segment].id, nil)
            case .macro(let name): (nil, name)
            }
        return .members([
            "offer": .string(scenario.offers[exclusion.offer].id), "segment": .optional(scope.segment), "macro": .optional(scope.macro),
            "reason": .optional(exclusion.reason),
        ])
    }

    /// Every segment, also those that are shown nothing.
    var segments: JSONValue {
        let lines = Dictionary(grouping: result.recommendations, by: \.segment)
        return .array(
            scenario.segments.map { segment in
                let bundles = Dictionary(grouping: lines[segment.id] ?? [], by: \.bundle).sorted { $0.key < $1.key }
                return .members([
                    "segment": .string(segment.id), "macro": .optional(segment.macro), "customers": .number(segment.customers),
                    "base_basis_points": .integer(Self.basisPoints(segment.basePercent)),
                    "completed": .array(segment.completed.sorted { $0.position < $1.position }.map { .string(scenario.offers[$0].id) }),
                    "contacts": segment.contacts.map { .integer($0) } ?? .null,
                    "bundles": .array(bundles.map { bundle($0.key, $0.value) }),
                ])
            })
    }

    private func bundle(_ number: Int, _ lines: [Recommendation]) -> JSONValue {
        .members([
            "bundle": .integer(number), "share": .number(Self.share(lines[0].share)), "offers": .array(lines.map(offer)),
        ])
    }

    private func offer(_ line: Recommendation) -> JSONValue {
        .members([
            "offer": .string(line.offer), "basis_points": .integer(Self.basisPoints(line.percent)),
            "monthly_cap_minor": Self.minor(line.monthlyCap), "months": .integer(line.months), "start_month": .integer(line.startMonth),
            "valid_from": .optional(calendar?.firstDay(ofMonth: line.startMonth)),
            "valid_to": .optional(calendar?.lastDay(ofMonth: line.lastMonth)),
        ])
    }

    /// What the plan comes to by the expected figures.
    var expected: JSONValue {
        guard let totals = result.totals else { preconditionFailure("a config has a plan") }
        return .members([
            "cost_minor": Self.minor(totals.cost), "value_minor": Self.minor(totals.value), "net_value_minor": Self.minor(totals.netValue),
            "worst_case_minor": Self.minor(totals.worstCase), "completions": .number(totals.completions),
        ])
    }

    var provenance: JSONValue {
        let provenance = result.provenance
        return .members([
            "version": .string(provenance.version), "seed": .unsigned(provenance.seed),
            "solver": .members(["name": .string(provenance.solverName), "version": .string(provenance.solverVersion)]),
        ])
    }

    var certificate: JSONValue {
        .members([
            "status": .string(result.status.rawValue), "granularity": .string(result.objective.granularity.rawValue),
            "mode": .string(result.objective.mode.rawValue), "objective": .string(result.objective.kind.rawValue),
            "value": .optional(result.objective.value), "bound": .optional(result.objective.bound), "gap": .optional(result.objective.gap),
            "primal_violation": .optional(result.certificate?.primalViolation),
            "dual_violation": .optional(result.certificate?.dualViolation),
            "complementarity": .optional(result.certificate?.complementarity),
        ])
    }

    /// Down to a billionth, so that bundles and holdout never come to more than 1.
    private static func share(_ share: Double) -> Double { (share * 1e9 + 1e-3).rounded(.down) / 1e9 }

    private static func basisPoints(_ percent: Double) -> Int { Int((percent * 100).rounded()) }

    /// Whole hundredths of the currency unit; null for nil and beyond what a ledger holds.
    private static func minor(_ amount: Double?) -> JSONValue {
        amount.flatMap { Int(exactly: ($0 * 100).rounded(.toNearestOrAwayFromZero)) }.map { .integer($0) } ?? .null
    }
}

extension Recommendation {
    /// The last calendar month of the plan in which the offer is active.
    fileprivate var lastMonth: Int { startMonth + months - 1 }
}
