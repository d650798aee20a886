import OfferModel
import TableFiles

/// A rule that a given plan breaks: by how much, and whose it is.
package struct BrokenRule: Sendable {
    package enum Unit: String, Sendable {
        case money, completions, customers, share
    }

    package let name: String
    /// An asset's id, or `programme`.
    package let owner: String
    package let used: Double
    /// The ceiling or floor as written.
    package let limit: Double
    /// How far the use is on the wrong side, above 0.
    package let excess: Double
    package let unit: Unit

    /// All that a plan breaks: rows in their order, then the holdout.
    ///
    /// - Parameter constraints: at the plan.
    static func all(in constraints: [Constraint], by plan: Plan, in scenario: Scenario) -> [BrokenRule] {
        constraints.filter(\.isBroken).map { BrokenRule($0) } + [BrokenRule(holdoutOf: scenario, by: plan)].compactMap(\.self)
    }

    private init(_ row: Constraint) {
        name = row.name
        owner = row.owner
        used = row.used
        limit = row.limit
        excess = -row.slack
        unit = row.isShare ? .share : row.countsCompletions ? .completions : .money
    }

    /// The holdout, where a plan shows offers to more customers than it leaves; nil where it keeps it.
    private init?(holdoutOf scenario: Scenario, by plan: Plan) {
        let reachable = 1 - scenario.programme.holdoutShare
        let shares = plan.filledShares(segmentCount: scenario.segments.count)
        let over = shares.indices.filter { shares[$0] > reachable + 1e-9 && scenario.segments[$0].customers > 0 }
        guard !over.isEmpty else { return nil }
        name = "holdout"
        owner = "programme"
        used = over.reduce(0) { $0 + shares[$1] * scenario.segments[$1].customers }
        limit = over.reduce(0) { $0 + reachable * scenario.segments[$1].customers }
        excess = used - limit
        unit = .customers
    }

    var json: JSONValue {
        .members([
            "name": .string(name), "owner": .string(owner), "used": .number(used), "limit": .number(limit), "excess": .number(excess),
            "unit": .string(unit.rawValue),
        ])
    }
}
