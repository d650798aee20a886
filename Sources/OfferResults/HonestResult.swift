package import OfferModel
package import OfferValidation

/// What plans from half the data promise, and what they bring: member `honest` of the result.
package struct HonestResult: Sendable {
    package static let label = "value of plans from half the data"

    /// A cell of the experiment by its names.
    package struct Arm: Sendable {
        /// Its place among the experiment's cells.
        package let cell: Int
        package let segment: String
        /// nil where nothing is shown.
        package let variant: NamedVariant?
        /// Of the experiment.
        package let customers: Int
    }

    /// An arm and the share of its segment that gets it.
    package struct ArmShare: Sendable {
        package let arm: Arm
        package let share: Double
    }

    package struct ClosedArm: Sendable {
        package let arm: Arm
        package let reason: ValuedCells.Closure
    }

    package struct AllData: Sendable {
        package let promised: Double
        package let shares: [ArmShare]
    }

    package let objective: Scenario.Objective
    package let value: HonestValue
    /// Name of the quantity that is the value.
    package let valueName: String
    package let experimentCustomers: Int
    package let replicates: Int
    /// By method with plans, one an arm with a share above 0.
    package let meanShares: [ChoiceMethod: [ArmShare]]
    package let allData: [ChoiceMethod: AllData]
    package let closed: [ClosedArm]
    /// Segments with customers that the experiment cannot value.
    package let segmentsWithoutValue: [String]
    package let warnings: [ResultDocument.Warning]

    /// Whether there was time for all halves.
    package var isComplete: Bool { !value.isOutOfTime }
    /// Whether some half has plans to be valued.
    package var hasPlans: Bool { value.plans != nil }

    package init(_ value: HonestValue, of scenario: Scenario, warnings: [ResultDocument.Warning]) {
        let experiment = value.cells.experiment
        func arm(_ cell: Int) -> Arm {
            let place = experiment.cells[cell]
            return Arm(
                cell: cell, segment: scenario.segments[place.segment].id, variant: place.variant.map { NamedVariant($0, in: scenario) },
                customers: place.customers.count)
        }
        func shares(_ shares: [Double]) -> [ArmShare] {
            shares.indices.filter { shares[$0] > 1e-12 }.map { ArmShare(arm: arm($0), share: shares[$0]) }
        }
        objective = scenario.objective
        self.value = value
        valueName = experiment.quantities[0]
        experimentCustomers = experiment.customerCount
        replicates = experiment.replicates
        meanShares = Dictionary(uniqueKeysWithValues: (value.plans ?? []).map { ($0.method, shares($0.meanShares)) })
        allData = value.allData.mapValues { AllData(promised: $0.promised, shares: shares($0.plan.shares)) }
        closed = value.cells.closures.enumerated().compactMap { cell, closure in closure.map { ClosedArm(arm: arm(cell), reason: $0) } }
        segmentsWithoutValue = zip(scenario.segments, value.cells.bases).filter { $0.customers > 0 && $1 == nil }.map(\.0.id)
        self.warnings = warnings
    }
}

/// The answer to a scenario with the honest value of choosing by its experiment.
package struct HonestDocument: Sendable {
    package let result: ResultDocument
    package let honest: HonestResult

    package init(result: ResultDocument, honest: HonestResult) {
        self.result = result
        self.honest = honest
    }
}
