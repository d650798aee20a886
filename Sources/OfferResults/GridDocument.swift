import OfferEconomics
package import OfferModel
package import OfferOptimization
package import TableFiles

/// The optimum's result with the price of each cap and each duration of the offers.
package struct GridDocument: Sendable {
    /// One offer narrowed down.
    package struct Line: Sendable {
        package let offer: String
        package let restriction: GridRestriction
        package let status: ResultDocument.Status
        /// nil where there is no plan, or none is known.
        package let figures: GridLine.Figures?
        /// Against the optimum with the whole grid.
        package let change: Double?
        /// nil also where one of the two worst cases has no limit.
        package let worstCaseChange: Double?

        fileprivate init(_ line: GridLine, objective: Double?, worstCase: Double?, in scenario: Scenario) {
            offer = scenario.offers[line.offer].id
            restriction = line.restriction
            status =
                switch line.finding {
                case .optimal: .optimal
                case .feasible(_, isOutOfTime: false): .feasible
                case .feasible(_, isOutOfTime: true), .notKnown: .timeLimit
                case .infeasible: .infeasible
                }
            figures = line.figures
            change = line.figures.flatMap { figures in objective.map { figures.objective - $0 } }
            worstCaseChange = line.figures?.worstCase.flatMap { worst in worstCase.map { worst - $0 } }
        }
    }

    package let result: ResultDocument
    /// Offer by offer: its caps, its durations, then not shown at all. Empty where there is no optimum to narrow down.
    package let lines: [Line]

    package init(result: ResultDocument, lines: [GridLine], in scenario: Scenario) {
        self.result = result
        self.lines = lines.map {
            Line($0, objective: result.objective.value, worstCase: result.totals?.worstCase, in: scenario)
        }
    }

    /// Whether all lines are proved.
    package var isComplete: Bool { lines.allSatisfy { $0.status == .optimal || $0.status == .infeasible } }

    /// The result document with the member `grid`.
    package var json: JSONValue {
        .object(result.members + [.init("grid", .array(lines.map(\.json)))])
    }
}

extension GridDocument.Line {
    fileprivate var json: JSONValue {
        let narrowed: [JSONValue.Member] =
            switch restriction {
            case .monthlyCap(let cap): [.init("restriction", .string("monthly_cap")), .init("monthly_cap", .optional(cap))]
            case .months(let months): [.init("restriction", .string("months")), .init("months", .integer(months))]
            case .notShown: [.init("restriction", .string("not_shown"))]
            }
        return .object(
            [.init("offer", .string(offer))] + narrowed + [
                .init("objective", .optional(figures?.objective)), .init("change", .optional(change)),
                .init("net_value", .optional(figures?.netValue)), .init("cost", .optional(figures?.cost)),
                .init("worst_case", .optional(figures?.worstCase)), .init("worst_case_change", .optional(worstCaseChange)),
                .init("status", .string(status.rawValue)), .init("bound", .optional(figures?.bound)),
                .init("gap", .optional(figures?.gap)),
            ])
    }
}
