import LinearProgramming
import OfferModel

/// The programme of whole bundles over given candidates: groups with a single one are settled, the others have a column for each.
///
/// Numbers are scaled so that GLPK's tolerances inside the tree, 1e-6 and a thousand-millionth of a coefficient, are small against them.
struct WholeBundleProgram {
    struct Outcome {
        /// One bundle a group; nil where none was found.
        let picks: [BundleCandidate]?
        /// No plan of these candidates is worth more.
        let bound: Double
        /// Whether the picks are the best, or none being there means that there is none.
        let isProven: Bool
    }

    private struct Column {
        let group: Int
        let place: Int
    }

    private let candidates: [[BundleCandidate]]
    private let columns: [Column]
    private let settledValue: Double
    private let objectiveScale: Double
    private var program: LinearProgram
    private let start: [Bool]?
    private let columnsOfGroup: [Range<Int>]

    /// Size of a scaled coefficient of the objective and of a scaled limit.
    private static let objectiveSize = 1e6
    private static let rowSize = 1e3
    /// Seconds after which a solve without a deadline counts as stuck.
    private static let longestSolve = 300.0
    /// Nodes times columns, what a search may take; and the bounds of its nodes.
    private static let work = 1_000_000
    private static let leastNodes = 300
    private static let mostNodes = 20_000

    /// - Parameter start: a plan that keeps all rows; its bundles become candidates.
    init(_ listed: [[BundleCandidate]], start: SinglePlan?, scales: [Double], in problem: GroupedProblem) throws {
        var candidates = listed
        if let start {
            for group in candidates.indices where !candidates[group].contains(where: { $0.variants == start.bundle(of: group).variants }) {
                candidates[group].append(start.bundle(of: group))
            }
        }
        let ceilings = problem.base.ceilings
        let rows = Self.rowsInPlay(candidates, limits: ceilings)
        candidates = candidates.enumerated().map { group, bundles in
            Self.undominated(bundles, rows: rows) + (start.map { [$0.bundle(of: group)] } ?? [])
        }.map { bundles in
            // The start's own bundle stays, whatever is as good.
            bundles.enumerated().filter { place, bundle in !bundles[..<place].contains { $0.variants == bundle.variants } }.map(\.element)
        }
        var limits = ceilings
        var value = 0.0
        for bundles in candidates where bundles.count == 1 {
            value += bundles[0].value
            for row in limits.indices { limits[row] -= bundles[0].uses[row] }
        }
        let sizes = candidates.joined().map { abs($0.value) }.filter { $0 > 0 }
        let scale = sizes.isEmpty ? 1 : sizes.reduce(0, +) / Double(sizes.count) / Self.objectiveSize
        let rowScales = zip(ceilings, scales).map { max(abs($0), $1) / Self.rowSize }

        var program = try LinearProgram(
            sense: .maximize,
            rows: limits.indices.map {
                LinearRow(name: "row:\($0)", upper: rows.contains($0) ? limits[$0] / rowScales[$0] : .infinity)
            })
        var columns: [Column] = []
        var columnsOfGroup: [Range<Int>] = []
        for (group, bundles) in candidates.enumerated() {
            let first = columns.count
            if bundles.count > 1 {
                // Nothing shown needs no column: it is what is left.
                let row = try program.appendRow(
                    bundles.contains(where: \.variants.isEmpty)
                        ? LinearRow(name: "group:\(group)", upper: 1) : LinearRow(name: "group:\(group)", equalTo: 1))
                for (place, bundle) in bundles.enumerated() where !bundle.variants.isEmpty {
                    var entries: [LinearColumn.Entry] = []
                    for number in rows where bundle.uses[number] != 0 {
                        entries.append(.init(row: number, coefficient: bundle.uses[number] / rowScales[number]))
                    }
                    entries.append(.init(row: row, coefficient: 1))
                    try program.appendColumn(LinearColumn(name: "", objective: bundle.value / scale, upper: 1, entries: entries))
                    columns.append(Column(group: group, place: place))
                }
            }
            columnsOfGroup.append(first..<columns.count)
        }
        self.start = start.map { start in
            columns.map { candidates[$0.group][$0.place].variants == start.bundle(of: $0.group).variants }
        }
        self.candidates = candidates
        self.columns = columns
        self.columnsOfGroup = columnsOfGroup
        self.program = program
        settledValue = value
        objectiveScale = scale
    }

    /// Rows that some combination of candidates could break.
    private static func rowsInPlay(_ candidates: [[BundleCandidate]], limits: [Double]) -> [Int] {
        limits.indices.filter { row in
            let most = candidates.reduce(0) { $0 + ($1.map { $0.uses[row] }.max() ?? 0) }
            return most > limits[row] - 1e-9 * max(1, abs(limits[row]))
        }
    }

    /// Without those beside which another one is worth as much and uses no row more: it could always be shown instead.
    private static func undominated(_ bundles: [BundleCandidate], rows: [Int]) -> [BundleCandidate] {
        var kept: [BundleCandidate] = []
        for (_, bundle) in bundles.enumerated().sorted(by: { ($1.element.value, $0.offset) < ($0.element.value, $1.offset) }) {
            let isServed = kept.contains { other in rows.allSatisfy { other.uses[$0] <= bundle.uses[$0] } }
            if !isServed { kept.append(bundle) }
        }
        return kept
    }

    func solve(seconds: Double) throws -> Outcome {
        switch try outcome(of: program, from: start, seconds: seconds) {
        case .solved(let solution):
            return Outcome(picks: picks(solution), bound: settledValue + objectiveScale * solution.objective, isProven: true)
        case .infeasible:
            return Outcome(picks: nil, bound: -.infinity, isProven: true)
        case .limitReached(let solution, let bound):
            return Outcome(picks: solution.map(picks), bound: settledValue + objectiveScale * bound, isProven: false)
        }
    }

    /// Whether some plan keeps all rows but those taken away; nil where the solver cannot tell.
    func isFeasible(without rows: Set<Int>, seconds: Double) throws -> Bool? {
        var relaxed = program
        for row in rows { try relaxed.setRowBounds(row, lower: -.infinity, upper: .infinity) }
        try relaxed.setObjective(coefficients: columns.map { _ in 0 })
        switch try outcome(of: relaxed, from: nil, seconds: seconds) {
        case .solved, .limitReached(.some, _): return true
        case .infeasible: return false
        case .limitReached(nil, _): return nil
        }
    }

    /// A solver that broke down has found nothing and bounds nothing.
    private func outcome(of program: LinearProgram, from start: [Bool]?, seconds: Double) throws -> BinaryOutcome {
        let nodes = max(Self.leastNodes, min(Self.mostNodes, Self.work / max(1, columns.count)))
        let limits = BinaryLimits(nodes: nodes, seconds: min(seconds, Self.longestSolve))
        do {
            return try BinarySolver().solve(program, from: start, limits: limits)
        } catch {
            switch error {
            case .fault, .sessionEnded, .numericalFailure, .noOptimalBasis: return .limitReached(nil, bound: .infinity)
            case .invalidProgram: throw error
            }
        }
    }

    private func picks(_ solution: BinarySolution) -> [BundleCandidate] {
        candidates.enumerated().map { group, bundles in
            if let column = columnsOfGroup[group].first(where: { solution.isTaken[$0] }) { return bundles[columns[column].place] }
            return bundles.count == 1 ? bundles[0] : bundles.first { $0.variants.isEmpty } ?? bundles[0]
        }
    }

    /// Rules one combination out: some group must be shown something else.
    mutating func forbid(_ picks: [BundleCandidate]) throws {
        var entries: [Int: Double] = [:]
        var most = -1.0
        for (group, range) in columnsOfGroup.enumerated() where !range.isEmpty {
            if let taken = range.first(where: { candidates[group][columns[$0].place].variants == picks[group].variants }) {
                entries[taken] = 1
                most += 1
            } else {
                for column in range { entries[column] = -1 }
            }
        }
        var cut = LinearProgram(sense: .maximize)
        for row in program.rows { try cut.appendRow(row) }
        let number = try cut.appendRow(LinearRow(name: "other", upper: most))
        for column in 0..<program.columns.count {
            var changed = program.columns[column]
            if let coefficient = entries[column] { changed.entries.append(.init(row: number, coefficient: coefficient)) }
            try cut.appendColumn(changed)
        }
        program = cut
    }
}
