import OfferLearning
import OfferModel
package import TableFiles

extension ValueDocument {
    /// The document offerbench-value/1. Numbers are finite; unknown is null.
    package var json: JSONValue {
        .members([
            "schema": .string("offerbench-value/1"), "scenario": identity.json, "provenance": provenance.json(effort: nil),
            "value": value, "data_checks": provenance.dataChecks.json, "warnings": .array(warnings.map(\.json)),
        ])
    }

    private var value: JSONValue {
        .members([
            "levels": .array(ladder.levels.map { .string($0.id) }), "discount": .number(ladder.discount),
            "horizon_months": ladder.horizonMonths.map { .integer($0) } ?? .null, "pseudo_count": .number(ladder.pseudoCount),
            "chains": .array(chains.map { json(of: $0) }), "rungs": .array(rungs.map { json(of: $0) }),
            "groups": .array(groups.map(\.json)),
            "recommended": recommendedDeviation.map { .members(["key": .string(recommendedKey), "sd": .number($0)]) } ?? .null,
        ])
    }

    private func json(of chain: LadderChain) -> JSONValue {
        .members([
            "transitions": .string(chain.transitionsKey), "margins": .string(chain.marginsKey), "segments": .integer(chain.segments),
            "customers": .number(chain.customers),
            "levels": .array(zip(ladder.levels, chain.levels).map { json(of: $0, $1) }),
            "probabilities": .array(chain.probabilities.map { .array($0.map { .number($0) }) }),
            "over_time": .array(
                chain.overTime.map { point in
                    .members([
                        "months": .integer(point.months),
                        "probabilities": .array(point.probabilities.map { .array($0.map { .number($0) }) }),
                    ])
                }),
        ])
    }

    private func json(of level: Level, _ value: LadderChain.LevelValue) -> JSONValue {
        .members([
            "level": .string(level.id), "value": .number(value.value), "standard_error": .number(value.standardError),
            "seen": .optional(value.seen), "assets": assets(value.assets),
        ])
    }

    private func json(of rung: Rung) -> JSONValue {
        .members([
            "offer": .string(scenario.offers[rung.offer].id), "from": .string(ladder.levels[rung.climb.from].id),
            "to": .string(ladder.levels[rung.climb.to].id),
            "transitions": .string(ladder.transitions[rung.climb.chain.transitions].key),
            "margins": .string(ladder.margins[rung.climb.chain.margins].key),
            "segments": .array(rung.segments.map { .string(scenario.segments[$0].id) }), "customers": .number(rung.customers),
            "value_now": .number(rung.valueNow), "value_if_completed": .number(rung.valueIfCompleted),
            "change": .number(rung.valueIfCompleted - rung.valueNow), "standard_error": .number(rung.standardError),
            "relative_error": .number(rung.relativeError),
        ])
    }

    /// Amounts of the coalition's assets.
    private func assets(_ amounts: [Double]) -> JSONValue {
        .array(
            zip(scenario.assets, amounts).filter { !$0.0.isExternal }.map { asset, amount in
                .members(["asset": .string(asset.id), "value": .number(amount)])
            })
    }
}

extension LadderGroup {
    fileprivate var json: JSONValue {
        .members([
            "macro": .optional(macro), "customers": .number(customers), "value": .number(value), "standard_error": .number(standardError),
            "margins": .array(margins.map { .number($0) }),
        ])
    }
}
