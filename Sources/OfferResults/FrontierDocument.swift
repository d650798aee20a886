package import OfferModel
package import OfferOptimization
package import TableFiles

/// The optimum's result with its value as a function of one row's limit.
package struct FrontierDocument: Sendable {
    /// A bundle that a group is shown on one side of an end of the shelf life and not on the other.
    package struct Change: Sendable {
        package let segment: String
        /// Offers of the bundle; empty for nothing shown.
        package let shown: [NamedVariant]
        /// Whether it is shown beyond the end, or no longer.
        package let joins: Bool
    }

    /// Limits between which the plan's bundles and prices stay; nil where nothing ends it.
    package struct ShelfLife: Sendable {
        package let from: Double?
        package let to: Double?
        /// Who moves first just below `from` and just above `to`; nil where nothing there is feasible, or nothing ends it.
        package let previousSegment: String?
        package let nextSegment: String?
        package let changesBelow: [Change]
        package let changesAbove: [Change]
    }

    package let result: ResultDocument
    package let row: String
    /// The limit as the scenario has it.
    package let limit: Double
    package let isFloor: Bool
    package let countsCompletions: Bool
    /// The amounts asked for.
    package let from: Double
    package let to: Double
    package let breakpoints: [Frontier.Breakpoint]
    package let tightestFeasible: Double?
    package let flatFrom: Double?
    package let largestError: Double
    package let isComplete: Bool
    package let isOutOfTime: Bool
    package let shelfLife: ShelfLife?
    package let clashing: [String]

    package init(result: ResultDocument, frontier: Frontier, in scenario: Scenario) {
        self.result = result
        row = frontier.row.name
        limit = frontier.row.limit
        isFloor = frontier.row.sense == .floor
        countsCompletions = frontier.row.countsCompletions
        from = frontier.from
        to = frontier.to
        breakpoints = frontier.breakpoints
        tightestFeasible = frontier.tightestFeasible
        flatFrom = frontier.flatFrom
        largestError = frontier.largestError
        isComplete = frontier.isComplete
        isOutOfTime = frontier.isOutOfTime
        clashing = frontier.clashing
        shelfLife = frontier.shelfLife.map { life in
            ShelfLife(
                from: life.lower?.limit, to: life.upper?.limit, previousSegment: life.lower?.nextGroup, nextSegment: life.upper?.nextGroup,
                changesBelow: Self.changes(life.lower, in: scenario), changesAbove: Self.changes(life.upper, in: scenario))
        }
    }

    private static func changes(_ end: OfferOptimization.ShelfLife.End?, in scenario: Scenario) -> [Change] {
        (end?.changes ?? []).map { change in
            Change(
                segment: change.group, shown: change.variants.map { NamedVariant($0, in: scenario) }, joins: change.joins)
        }
    }

    /// The result document with the member `frontier`.
    package var json: JSONValue {
        .object(result.members + [.init("frontier", frontierJSON)])
    }

    private var frontierJSON: JSONValue {
        .members([
            "row": .string(row), "from": .number(from), "to": .number(to), "complete": .bool(isComplete),
            "largest_error": breakpoints.isEmpty ? .null : .number(largestError), "tightest_feasible": .optional(tightestFeasible),
            "flat_from": .optional(flatFrom), "clashing": .array(clashing.map { .string($0) }),
            "breakpoints": .array(
                breakpoints.map {
                    .members([
                        "limit": .number($0.limit), "objective": .number($0.objective), "shadow_price": .number($0.shadowPrice),
                    ])
                }),
            "shelf_life": shelfLife?.json ?? .null,
        ])
    }
}

extension FrontierDocument.ShelfLife {
    fileprivate var json: JSONValue {
        .members([
            "from": .optional(from), "to": .optional(to), "next_segment": .optional(nextSegment),
            "previous_segment": .optional(previousSegment), "changes_below": .array(changesBelow.map(\.json)),
            "changes_above": .array(changesAbove.map(\.json)),
        ])
    }
}

extension FrontierDocument.Change {
    fileprivate var json: JSONValue {
        .members([
            "segment": .string(segment), "change": .string(joins ? "joins" : "leaves"),
            "shown": .array(shown.map { .object($0.members) }),
        ])
    }
}
