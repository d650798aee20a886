import OfferModel
import OfferValidation
package import TableFiles

extension HonestDocument {
    /// The result document with the member `honest`.
    package var json: JSONValue { .object(result.members + [.init("honest", honest.json)]) }
}

extension HonestResult {
    fileprivate var json: JSONValue {
        let methods = ChoiceMethod.allCases.map { method in
            let plans = value.plans?.first { $0.method == method }
            return JSONValue.Member(
                method.rawValue, plans?.json(population: value.population, shares: meanShares[method] ?? []) ?? .null)
        }
        return .object(
            [
                .init("label", .string(Self.label)), .init("objective", .string(objective.rawValue)),
                .init("customers", .number(value.population)), .init("experiment_customers", .integer(experimentCustomers)),
                .init("splits", .integer(value.splits)), .init("halves", .integer(value.choices.count)),
                .init("halves_without_plan", .integer(value.halvesWithoutPlan)), .init("replicates", .integer(replicates)),
                .init("is_complete", .bool(!value.isOutOfTime)),
            ] + methods + [
                .init("gain_of_shrinking", value.gainOfShrinking?.json ?? .null),
                .init(
                    "all_data",
                    .object(
                        ChoiceMethod.allCases.map { method in
                            JSONValue.Member(method.rawValue, allData[method].map(\.json) ?? .null)
                        })), .init("clashing", .array(value.clash.map { .string($0) })),
                .init("closed_arms", .array(closed.map(\.json))),
                .init("segments_without_value", .array(segmentsWithoutValue.map { .string($0) })),
                .init("choices", .array(value.choices.map(\.json))), .init("warnings", .array(warnings.map(\.json))),
            ])
    }
}

extension ValuedPlans {
    fileprivate func json(population: Double, shares: [HonestResult.ArmShare]) -> JSONValue {
        .members([
            "halves": .integer(halves), "promised": objective.promised.json, "honest": objective.honest.json, "optimism": optimism.json,
            "above_nothing": gain.map { .members(["promised": $0.promised.json, "honest": $0.honest.json]) } ?? .null,
            "per_customer": .members([
                "promised": objective.promised.divided(by: population).json, "honest": objective.honest.divided(by: population).json,
            ]),
            "quantities": .array(
                quantities.map {
                    .members(["name": .string($0.name), "promised": $0.promised.json, "honest": $0.honest.json])
                }), "constraints": .array(rules.map(\.json)), "shares": .array(shares.map(\.json)),
        ])
    }
}

extension Estimate {
    fileprivate var json: JSONValue {
        .members([
            "value": .number(value), "standard_error": .number(standardError), "low": .number(low), "high": .number(high),
        ])
    }
}

extension RuleOnHeldOut {
    fileprivate var json: JSONValue {
        .members([
            "name": .string(rule.name), "owner": .string(rule.owner), "sense": .string(rule.isFloor ? "at_least" : "at_most"),
            "limit": .number(limit), "planned": .number(planned), "held_out": heldOut?.json ?? .null,
        ])
    }
}

extension HonestResult.Arm {
    fileprivate var members: [JSONValue.Member] {
        [.init("segment", .string(segment))]
            + (variant?.members ?? [
                .init("offer", .null), .init("percent", .null), .init("monthly_cap", .null), .init("months", .null),
            ])
    }
}

extension HonestResult.ArmShare {
    fileprivate var json: JSONValue { .object(arm.members + [.init("share", .number(share))]) }
}

extension HonestResult.ClosedArm {
    fileprivate var json: JSONValue {
        let word =
            switch reason {
            case .tooFew: "too_few_customers"
            case .closedPair: "closed_pair"
            }
        return .object(arm.members + [.init("customers", .integer(arm.customers)), .init("reason", .string(word))])
    }
}

extension HonestResult.AllData {
    fileprivate var json: JSONValue {
        .members(["promised": .number(promised), "shares": .array(shares.map(\.json))])
    }
}

extension WrittenChoice {
    fileprivate var json: JSONValue {
        .members(["split": .integer(half.split), "half": .string(half.isFirst ? "A" : "B"), "sha256": .string(sha256)])
    }
}
