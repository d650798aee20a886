package import OfferEconomics
package import OfferModel
package import TableFiles

/// A plan's result with the ladder of offers that each segment sees.
package struct OfferLadderDocument: Sendable {
    package let result: ResultDocument
    package let ladders: [OfferLadder]
    package let scenario: Scenario

    package init(result: ResultDocument, ladders: [OfferLadder], scenario: Scenario) {
        self.result = result
        self.ladders = ladders
        self.scenario = scenario
    }

    /// The result document with the member `ladder`.
    package var json: JSONValue {
        .object(
            result.members + [
                .init(
                    "ladder",
                    .members([
                        "max_total_percent": .optional(scenario.programme.maxTotalPercent),
                        "segments": .array(ladders.map { json(of: $0) }),
                    ]))
            ])
    }

    private func json(of ladder: OfferLadder) -> JSONValue {
        let segment = scenario.segments[ladder.segment]
        func offer(above limit: Double?) -> JSONValue {
            .optional(limit.flatMap { ladder.place(above: $0) }.map { scenario.offers[ladder.rungs[$0].offer].id })
        }
        return .members([
            "segment": .string(segment.id), "macro": .optional(segment.macro), "customers": .number(segment.customers),
            "base_percent": .number(segment.basePercent), "full_percent": .number(ladder.fullPercent),
            "passes_ceiling_at": offer(above: scenario.programme.maxTotalPercent), "passes_100_at": offer(above: 100),
            "expected": .members([
                "completions": .number(ladder.expected { $0.completion }), "value": .number(ladder.expected { $0.value }),
                "fee_income": .number(ladder.expected { $0.externalFee }), "cost": .number(ladder.expected { $0.cost }),
                "net_value": .number(ladder.expected { $0.netValue }),
            ]),
            "rungs": .array(ladder.rungs.map { json(of: $0) }),
        ])
    }

    private func json(of rung: OfferLadder.Rung) -> JSONValue {
        let promise = rung.promise
        let variant = promise.map { scenario.variants[$0.variant] }
        return .members([
            "offer": .string(scenario.offers[rung.offer].id), "status": .string(rung.status.rawValue),
            "requires": .array(scenario.offers[rung.offer].requires.sorted().map { .string(scenario.offers[$0].id) }),
            "percent": .optional(variant?.percent.percent), "monthly_cap": .optional(variant?.monthlyCap),
            "months": variant.map { .integer($0.months) } ?? .null, "share": .optional(promise?.share),
            "total_percent": .number(rung.totalPercent), "reached": .optional(promise?.reached),
            "completion": .optional(promise?.completion), "value": .optional(promise?.value),
            "fee_income": .optional(promise?.externalFee), "cost": .optional(promise?.cost), "net_value": .optional(promise?.netValue),
        ])
    }
}
