package import OfferEconomics
package import OfferModel
package import OfferOptimization
package import TableFiles

/// The answer to a scenario, complete: what `offerbench optimize` prints, as text or as the JSON document offerbench-result/1.
///
/// Money is in currency units, counts in customers or completions; unknown or unbounded is nil.
package struct ResultDocument: Sendable {
    package enum Status: String, Sendable {
        case optimal, feasible, infeasible
        case timeLimit = "time_limit"
        /// The plan was given, not chosen: nothing is proved about it.
        case given
    }

    package struct ScenarioIdentity: Sendable {
        package let name: String
        package let currency: String
        /// Ids in the scenario's order.
        package let offers: [String]
        /// Share of every segment that is shown nothing, to measure by.
        package let holdoutShare: Double
        /// Hash of all inputs as read, and of the overrides.
        package let sha256: String
        /// The scenario with bases, overrides and defaults put in.
        package let resolved: JSONValue

        package init(of scenario: Scenario, sha256: String, resolved: JSONValue) {
            name = scenario.name
            currency = scenario.currency
            offers = scenario.offers.map(\.id)
            holdoutShare = scenario.programme.holdoutShare
            self.sha256 = sha256
            self.resolved = resolved
        }
    }

    package struct Objective: Sendable {
        package let kind: Scenario.Objective
        package let granularity: Scenario.Granularity
        package let value: Double?
        /// No plan is worth more.
        package let bound: Double?
        /// (bound - value) / max(1, |value|)
        package let gap: Double?
        package let mode: Scenario.Mode
        /// In mode single, what the plan that may split groups is worth; nil otherwise, or where there is no plan.
        package let relaxedValue: Double?
    }

    package struct Certificate: Sendable {
        package let primalViolation: Double
        package let dualViolation: Double
        package let complementarity: Double
        package let gap: Double
        package let splitSegments: Int
    }

    package struct GranularityLevel: Sendable {
        package let level: Scenario.Granularity
        /// nil where no plan exists, or none was found in time.
        package let objective: Double?
    }

    package struct Infeasibility: Sendable {
        package struct Step: Sendable {
            package let name: String
            /// Whose rule it is.
            package let owner: String
            /// The limit, or the ratio of a return floor.
            package let from: Double
            /// nil where no ratio is low enough.
            package let to: Double?
        }

        /// Rows that clash; without any one of them the others can be kept.
        package let rules: [InfeasibilityStory.Rule]
        /// The cheapest set of limits to move.
        package let repair: [Step]
        /// Rows that the least-violating plan breaks, and what they would have to be for it.
        package let shortfalls: [Step]
    }

    package struct Warning: Sendable {
        package let code: String
        /// file:line:column, or the thing that the warning is about.
        package let location: String
        package let message: String

        package init(code: String, location: String, message: String) {
            self.code = code
            self.location = location
            self.message = message
        }
    }

    package let scenario: ScenarioIdentity
    package let provenance: Provenance
    package let status: Status
    package let objective: Objective
    package let totals: Totals?
    package let recommendations: [Recommendation]
    package let constraints: [Constraint]
    package let assets: [AssetResult]
    package let worstCase: WorstCaseResult?
    package let certificate: Certificate?
    package let granularity: [GranularityLevel]
    package let infeasibility: Infeasibility?
    /// Against the plan that runs today; nil where the scenario states none, or the plan was given.
    package let changes: PlanChanges?
    package let warnings: [Warning]
    package let effort: SolverEffort?
}
