package import Execution
package import OfferEconomics
package import OfferModel

/// The linear programme of model.md section 7 in columns of numbers: what every granularity shares.
package struct OptimizationProblem: Sendable {
    package private(set) var scenario: Scenario
    package let eligibility: Eligibility
    package private(set) var rows: [CouplingRow]
    package private(set) var table: CoefficientTable
    package let workers: Workers
    /// The customers by what they are shown today; nil where nothing limits what may change.
    let currentParts: CurrentParts?
    /// The draws that tail budgets look at; nil where there is none.
    let tailDraws: TailDraws?
    /// The cuts that stand for tail budgets so far, each with a row behind the scenario's own.
    private(set) var cuts: [TailCut] = []

    /// Column of the objective in the table.
    let objectiveColumn: Int
    /// Columns of each row's terms in the table.
    private(set) var termColumns: [[Int]]
    /// Number of each segment's macro-segment among those that rows tell apart; the last number stands for all others.
    let macroOfSegment: [Int]
    let macroCount: Int
    /// Position of each variant's offer, and its percent in basis points.
    let offerOfVariant: [Int]
    let basisPointsOfVariant: [Int]
    /// Whether a row counts customers of a macro-segment, by row and macro number.
    private(set) var rowCountsMacro: [[Bool]]
    private(set) var rowTerms: RowTerms

    package init(_ scenario: Scenario, workers: Workers) {
        let eligibility = Eligibility(of: scenario)
        let rows = scenario.couplingRows
        let objective: Measure = scenario.objective == .netValue ? .netValue : .value
        var measures = [objective]
        for term in rows.flatMap(\.terms) where !measures.contains(term.measure) { measures.append(term.measure) }

        let macros = Set(rows.compactMap(\.scope.macro)).sorted()
        let macroNumbers = Dictionary(uniqueKeysWithValues: macros.enumerated().map { ($1, $0) })
        macroOfSegment = scenario.segments.map { $0.macro.flatMap { macroNumbers[$0] } ?? macros.count }
        macroCount = macros.count + 1
        offerOfVariant = scenario.variants.map(\.offer.position)
        basisPointsOfVariant = scenario.variants.map(\.percent.basisPoints)
        rowCountsMacro = rows.map { row in (macros + [nil]).map { row.scope.macro == nil || row.scope.macro == $0 } }
        objectiveColumn = 0
        termColumns = rows.map { row in row.terms.map { measures.firstIndex(of: $0.measure)! } }
        rowTerms = RowTerms(
            of: rows, columns: termColumns, rowCountsMacro: rowCountsMacro, macroCount: macroCount, offerCount: scenario.offers.count)
        table = CoefficientTable(of: scenario, eligibility: eligibility, measures: measures, workers: workers)
        tailDraws = scenario.tailBudgets.isEmpty ? nil : TailDraws(of: scenario, workers: workers)
        currentParts = CurrentParts(of: scenario)
        self.scenario = scenario
        self.eligibility = eligibility
        self.rows = rows
        self.workers = workers
    }

    /// Adds a cut and its row, which counts what the table's new column holds.
    mutating func append(_ cut: TailCut, _ row: CouplingRow, column: [Double], of measure: Measure) {
        cuts.append(cut)
        table = table.appending(measure, column: column)
        rows.append(row)
        termColumns.append([table.measures.count - 1])
        rowCountsMacro.append(Array(repeating: true, count: macroCount))
        rowTerms = RowTerms(
            of: rows, columns: termColumns, rowCountsMacro: rowCountsMacro, macroCount: macroCount, offerCount: scenario.offers.count)
    }

    /// The same problem with some variants shown to nobody.
    ///
    /// - Parameter isClosed: one flag a variant of the scenario.
    func closing(_ isClosed: [Bool]) -> OptimizationProblem {
        var changed = self
        changed.table = table.closing(isClosed)
        return changed
    }

    /// The same problem under other limits of its rows, in their own units; coefficients do not depend on them.
    package func with(limits: [Double]) -> OptimizationProblem {
        var changed = self
        changed.rows = zip(rows, limits).map { $0.with(limit: $1) }
        return changed
    }

    /// The same problem with other contacts, one a segment; coefficients do not depend on them.
    func with(contacts: [Int?]) -> OptimizationProblem {
        var changed = self
        changed.scenario = scenario.with(segments: zip(scenario.segments, contacts).map { $0.with(contacts: $1) })
        return changed
    }

    /// Limits in the form use <= limit, less what showing nothing uses: bundles count what they add to that.
    var ceilings: [Double] { rows.map { $0.sign * $0.limit - idleUse(of: $0) } }

    /// What is used of a row when nobody is shown anything.
    func idleUse(of row: CouplingRow) -> Double {
        if case .changedCustomers = row.counting { currentParts?.shownShare ?? 0 } else { 0 }
    }

    /// The row of changed customers.
    var steadinessRow: Int? {
        rows.firstIndex { if case .changedCustomers = $0.counting { true } else { false } }
    }

    /// H, the share of every segment that offers may reach.
    var reachableShare: Double { 1 - scenario.programme.holdoutShare }
}
