import OfferEconomics
import OfferModel
import OfferOptimization
package import TableFiles

extension ResultDocument {
    /// The document offerbench-result/1. Numbers are finite; unknown or unbounded is null.
    package var json: JSONValue { .object(members) }

    /// The members of the document, to which others may be added.
    var members: [JSONValue.Member] {
        var members: [JSONValue.Member] = [
            .init("schema", .string("offerbench-result/1")),
            .init("scenario", scenario.json),
            .init("provenance", provenance.json(effort: effort)),
            .init("status", .string(status.rawValue)),
            .init("objective", objective.json),
            .init("totals", totals?.json ?? .null),
            .init("recommendations", .array(recommendations.map(\.json))),
            .init("constraints", .array(constraints.map(\.json))),
            .init("assets", .array(assets.map(\.json))),
            .init("worst_case", worstCase?.json ?? .null),
            .init("certificate", certificate?.json ?? .null),
            .init("granularity", .array(granularity.map(\.json))),
        ]
        if status == .infeasible { members.append(.init("infeasibility", infeasibility?.json ?? .null)) }
        if let changes { members.append(.init("changes", changes.json)) }
        members.append(.init("data_checks", provenance.dataChecks.json))
        members.append(.init("warnings", .array(warnings.map(\.json))))
        return members
    }
}

extension ResultDocument.ScenarioIdentity {
    var json: JSONValue {
        .members(["name": .string(name), "sha256": .string(sha256), "resolved": resolved])
    }
}

extension ResultDocument.Objective {
    fileprivate var json: JSONValue {
        let members: [JSONValue.Member] = [
            .init("kind", .string(kind.rawValue)), .init("granularity", .string(granularity.rawValue)), .init("value", .optional(value)),
            .init("bound", .optional(bound)), .init("gap", .optional(gap)),
        ]
        return .object(members + (relaxedValue.map { [.init("relaxed_value", .number($0))] } ?? []))
    }
}

extension ResultDocument.Certificate {
    fileprivate var json: JSONValue {
        .members([
            "primal_violation": .number(primalViolation), "dual_violation": .number(dualViolation),
            "complementarity": .number(complementarity), "gap": .number(gap), "split_segments": .integer(splitSegments),
        ])
    }
}

extension ResultDocument.GranularityLevel {
    fileprivate var json: JSONValue {
        .members(["level": .string(level.rawValue), "objective": .optional(objective)])
    }
}

extension ResultDocument.Infeasibility {
    fileprivate var json: JSONValue {
        .members([
            "clashing": .array(rules.map { .string($0.name) }), "rules": .array(rules.map(\.json)), "repair": .array(repair.map(\.json)),
            "shortfalls": .array(shortfalls.map(\.json)),
        ])
    }
}

extension ResultDocument.Infeasibility.Step {
    fileprivate var json: JSONValue {
        .members(["name": .string(name), "owner": .string(owner), "from": .number(from), "to": .optional(to)])
    }
}

extension InfeasibilityStory.Rule {
    fileprivate var json: JSONValue {
        .members([
            "name": .string(name), "owner": .string(owner), "sense": .string(isFloor ? "at_least" : "at_most"), "limit": .number(limit),
        ])
    }
}

extension ResultDocument.Warning {
    var json: JSONValue {
        .members(["code": .string(code), "where": .string(location), "message": .string(message)])
    }
}

extension Totals {
    /// In the document's order and under its names; nil for what has no bound.
    package var figures: [(name: String, figure: Double?)] { Self.members.map { ($0.name, $0.figure(self)) } }

    package static var names: [String] { members.map(\.name) }

    private static let members: [(name: String, figure: @Sendable (Totals) -> Double?)] = [
        ("customers", { $0.customers }), ("shown", { $0.shown }), ("completions", { $0.completions }),
        ("incremental_completions", { $0.incrementalCompletions }), ("value", { $0.value }), ("fee_income", { $0.feeIncome }),
        ("cost", { $0.cost }), ("accrued", { $0.accrued }), ("fraud_loss", { $0.fraudLoss }), ("deadweight_cost", { $0.deadweightCost }),
        ("worst_case", { $0.worstCase }), ("net_value", { $0.netValue }),
    ]

    var json: JSONValue { .object(figures.map { .init($0.name, .optional($0.figure)) }) }
}

extension Recommendation {
    fileprivate var json: JSONValue {
        .members([
            "segment": .string(segment), "macro": .optional(macro), "bundle": .integer(bundle), "offer": .string(offer),
            "percent": .number(percent), "monthly_cap": .optional(monthlyCap), "months": .integer(months),
            "start_month": .integer(startMonth), "share": .number(share),
            "customers": .number(customers), "completions": .number(completions), "cost": .number(cost), "value": .number(value),
            "net_value": .number(netValue),
        ])
    }
}

extension Constraint {
    fileprivate var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("name", .string(name)), .init("owner", .string(owner)), .init("used", .number(used)), .init("limit", .number(limit)),
            .init("slack", .number(slack)),
            .init("binding", .bool(isBinding)), .init("shadow_price", .optional(shadowPrice)), .init("valid_from", .optional(validFrom)),
            .init("valid_to", .optional(validTo)), .init("tightening_price", .optional(tighteningPrice)),
        ]
        if let tightCuts { members.append(.init("tight_cuts", .integer(tightCuts))) }
        return .object(members)
    }
}

extension AssetResult {
    fileprivate var json: JSONValue {
        .members([
            "asset": .string(asset), "gain": .number(gain), "funding": .number(funding), "fees": .number(fees), "pnl": .number(profit),
        ])
    }
}
