import OfferOptimization
package import TableFiles

extension EvaluationDocument {
    /// The proposal's result document with the members `plan`, `optimum`, `regret`, `broken`, `losses` and `better`.
    package var json: JSONValue {
        .object(
            result.members + [
                .init("plan", .members(["totals": Self.member("totals", of: result), "assets": Self.member("assets", of: result)])),
                .init("optimum", optimumJSON), .init("regret", .optional(regret)), .init("regret_at_most", .optional(regretAtMost)),
                .init("broken", .array(broken.map(\.json))), .init("finer_than_granularity", .bool(isFinerThanGranularity)),
                .init("losses", losses?.json ?? .null), .init("better", better.map { .array($0.map(\.json)) } ?? .null),
                .init("search_complete", .bool(isSearchComplete)),
            ])
    }

    private var optimumJSON: JSONValue {
        var members: [JSONValue.Member] = [
            .init("status", .string(optimum.status.rawValue)), .init("objective", .optional(optimum.objective.value)),
            .init("bound", .optional(optimum.objective.bound)), .init("gap", .optional(optimum.objective.gap)),
            .init("totals", Self.member("totals", of: optimum)), .init("assets", Self.member("assets", of: optimum)),
        ]
        if optimum.status == .infeasible { members.append(.init("infeasibility", Self.member("infeasibility", of: optimum))) }
        return .object(members)
    }

    private static func member(_ key: String, of document: ResultDocument) -> JSONValue {
        document.members.first { $0.key == key }?.value ?? .null
    }
}

extension EvaluationDocument.Losses {
    fileprivate var json: JSONValue {
        .members([
            "cells": .array(cells.map { .object($0.cell.members + [.init("loss", .number($0.loss))]) }),
            "other_cells": .number(otherCells),
            "rows": .array(rows.map { .members(["name": .string($0.name), "loss": .number($0.loss)]) }),
        ])
    }
}

extension EvaluationDocument.Better {
    fileprivate var json: JSONValue {
        .members([
            "changes": .integer(plan.changes), "objective": .number(plan.objective), "gain": .number(plan.gain),
            "gain_per_change": .number(gainPerChange), "bound": .number(plan.bound), "gap": .number(plan.gap),
            "violation": .number(plan.violation), "least_violation": .number(plan.leastViolation),
            "broken": .array(plan.broken.map { .string($0) }), "cells": .array(cells.map { .object($0.members) }),
        ])
    }
}
