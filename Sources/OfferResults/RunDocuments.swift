/// Everything that one batch run of a scenario comes to: what the report, the store and the tables of a run are made from.
package struct RunDocuments: Sendable {
    package let result: ResultDocument
    /// nil, here and below, where the scenario does not ask for it, or there is no plan.
    package let simulation: SimulationDocument?
    package let stress: StressDocument?
    package let settlement: SettlementDocument?
    package let frontier: FrontierDocument?
    package let figures: RunFigures?

    package init(
        result: ResultDocument, simulation: SimulationDocument?, stress: StressDocument?, settlement: SettlementDocument?,
        frontier: FrontierDocument?, figures: RunFigures? = nil
    ) {
        self.result = result
        self.simulation = simulation
        self.stress = stress
        self.settlement = settlement
        self.frontier = frontier
        self.figures = figures
    }

    /// Whether nothing was cut short by a limit on time.
    package var isComplete: Bool {
        result.status != .timeLimit && simulation?.isComplete ?? true && stress?.isComplete ?? true && settlement?.isComplete ?? true
            && !(frontier?.isOutOfTime ?? false) && figures?.isComplete ?? true
    }
}
