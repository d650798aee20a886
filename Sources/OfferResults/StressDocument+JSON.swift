import OfferEconomics
import OfferModel
import OfferStress
import TableFiles

extension NamedStress {
    var json: JSONValue {
        .members([
            "id": .string(stress.id), "built_in": .bool(isBuiltIn), "shifts": stress.json, "totals": totals.json,
            "budgets": .array(rows.filter { $0.name.hasPrefix("budget:") }.map(\.json)),
            "broken": .array(rows.filter(\.isBroken).map { .string($0.name) }), "breaking_multiple": .optional(breaking?.multiple),
            "breaking_row": .optional(breaking?.row),
        ])
    }
}

extension NamedStress.RowOutcome {
    fileprivate var json: JSONValue {
        .members(["name": .string(name), "used": .number(used), "limit": .number(limit), "breached": .bool(isBroken)])
    }
}

extension Stress {
    /// Shifts of uptake and redemption, factors on the others.
    fileprivate var json: JSONValue {
        .members([
            "uptake": .number(uptake), "spend": .number(spend), "redemption": .number(redemption), "fraud": .number(fraud),
            "value": .number(value),
        ])
    }
}

extension TornadoBar {
    var json: JSONValue {
        .members([
            "factor": .string(factor.rawValue), "sd": .number(deviation), "cost": cost.json, "net_value": netValue.json,
        ])
    }
}

extension TornadoBar.Ends {
    fileprivate var json: JSONValue { .members(["low": .number(low), "high": .number(high)]) }
}

extension DrawOutcome {
    /// - Parameter offers: ids in the scenario's order.
    func json(offers ids: [String], drawsLadderErrors: Bool) -> JSONValue {
        .members([
            "count": .integer(count), "asked": .integer(asked), "sampling": .string(sampling.rawValue), "blocks": .integer(blockCount),
            "ladder_errors": .bool(drawsLadderErrors),
            "quantities": .object(quantities.map { .init($0.quantity.rawValue, .object($0.outcome.members)) }),
            "budgets": .array(budgets.map(\.json)), "any_breach_probability": .number(anyBreach.value),
            "any_breach_standard_error": .number(anyBreach.standardError),
            "tail_budgets": .array(
                tailBudgets.map { tail in
                    .members([
                        "name": .string("cvar:\(tail.budget.id)"), "level": .number(tail.budget.level),
                        "cvar": .number(tail.conditionalValueAtRisk.value),
                        "standard_error": .number(tail.conditionalValueAtRisk.standardError), "limit": .number(tail.budget.amount),
                    ])
                }),
            "offers": .array(
                offers.map { line in
                    .object(
                        [.init("offer", .string(ids[line.offer.position]))] + line.cost.members
                            + [.init("worst_case", .optional(line.worstCase))])
                }),
        ])
    }
}

extension DrawOutcome.Outcome {
    /// The expected figure, then those over the draws.
    fileprivate var members: [JSONValue.Member] {
        let quantiles = [("p05", 0.05), ("p50", 0.5), ("p95", 0.95)].map { JSONValue.Member($0, .number(sample.quantile($1))) }
        return [
            .init("expected", .number(expected)), .init("mean", .number(sample.mean)), .init("standard_error", .optional(standardError)),
            .init("sd", .number(sample.standardDeviation)),
        ] + quantiles + [.init("min", .number(sample.sorted[0])), .init("max", .number(sample.sorted[sample.sorted.count - 1]))]
    }
}

extension BudgetTail {
    fileprivate var json: JSONValue {
        let estimates: [(String, Estimate)] = [
            ("breach_probability", breachProbability), ("var95", valueAtRisk(0.95)),
            ("cvar95", conditionalValueAtRisk(0.95)), ("reserve95", reserve(0.95)), ("reserve99", reserve(0.99)),
        ]
        return .object(
            [
                .init("name", .string("budget:\(budget.id)")), .init("limit", .number(budget.amount)), .init("expected", .number(expected)),
                .init("mean", .number(uses.mean)), .init("allowed_breach_probability", .optional(budget.breachProbability)),
            ] + estimates.map { .init($0, .number($1.value)) }
                + [.init("standard_errors", .object(estimates.map { .init($0, .number($1.standardError)) }))])
    }
}
