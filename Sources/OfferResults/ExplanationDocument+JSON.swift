import OfferModel
import OfferOptimization
import TableFiles

extension ExplanationDocument.Decision {
    var json: JSONValue {
        .object(
            [.init("segments", .array(segments.map { .string($0) }))] + choice.members + [
                .init("customers", .number(customers)), .init("share", .number(share)), .init("from_lower", fromLower.json),
                .init("to_higher", toHigher?.json ?? .null),
            ])
    }
}

extension ExplanationDocument.Decision.Step {
    fileprivate var json: JSONValue {
        .members([
            "percent": .optional(percent), "allowed": .bool(isAllowed), "completions": .number(difference.completions),
            "incremental_completions": .number(difference.incrementalCompletions), "value": .number(difference.value),
            "cost": .number(difference.cost), "objective": .number(difference.objective), "priced": .number(difference.totalPriced),
            "dearest_row": .optional(dearestRow), "served_row": .optional(servedRow),
        ])
    }
}

extension ExplanationDocument.Absence {
    var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("segment", .string(segment)), .init("offer", .string(offer)), .init("reason", .string(reason.name)),
            .init("detail", .optional(detail)),
        ]
        members += [
            .init("percent", .optional(choice?.percent)), .init("monthly_cap", .optional(choice?.monthlyCap)),
            .init("months", choice.map { .integer($0.months) } ?? .null), .init("objective", .optional(shortfall?.objective)),
            .init("priced", .optional(shortfall?.priced)), .init("reduced_cost", .optional(shortfall?.reducedCost)),
        ]
        return .object(members)
    }
}

extension Omission.Reason {
    /// The word of the document.
    fileprivate var name: String {
        switch self {
        case .closed(.excluded): "excluded"
        case .closed(.completed): "completed"
        case .closed(.requires): "requires"
        case .closed(.noResponse): "no_response"
        case .unboundedExposure: "unbounded_exposure"
        case .unprofitable: "unprofitable"
        case .price: "price"
        case .contacts: "contacts"
        case .ceiling: "ceiling"
        case .equallyGood: "equally_good"
        }
    }
}

extension ContactPrice {
    var json: JSONValue {
        .members([
            "macro": .optional(macro), "customers": .number(customers), "gain": .optional(gain),
            "gain_per_customer": .optional(gain.map { customers > 0 ? $0 / customers : 0 }),
        ])
    }
}

extension RowMargin {
    var json: JSONValue {
        let (finding, loss): (String, Double?) =
            switch self.finding {
            case .idle: ("idle", 0)
            case .costs(let loss): ("costs", loss)
            case .infeasible: ("infeasible", nil)
            case .notKnown: ("not_known", nil)
            }
        return .members([
            "name": .string(name), "tightened": .number(tightened), "finding": .string(finding), "loss": .optional(loss),
        ])
    }
}
