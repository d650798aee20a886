import LinearProgramming
import OfferModel

/// For how long the plan at the row's present limit holds: its bundles stay optimal while the prices do, and its shares can follow the
/// limit while none of them reaches zero and no other row is in the way.
extension FrontierSearch {
    /// What a plan shows, by group: shares of its bundles, the empty one among them where it has a share.
    fileprivate typealias Support = [Int: [[Int]: Double]]

    /// A limit this close to another, relative to their size, is the same.
    private static let hair = 1e-9
    /// How far beyond an end its other side is looked at.
    private static let step = 1e-7

    /// nil where the present limit is infeasible, or the time is up.
    mutating func ownShelfLife() throws -> ShelfLife? {
        let ceiling = problem.rows[row].sign * problem.rows[row].limit
        guard let answer = try self.answer(at: ceiling) else { return nil }
        let grouped = session.decomposition.problem
        let core = session.decomposition.core
        let settled = grouped.base.ceilings[row] - core.limits[row]
        let range = try basisRange(of: core)
        let face = Face(support(of: answer.parts, in: grouped), in: grouped, row: row, scales: core.master.rowScales)
        let size = max(abs(ceiling), abs(face.ownUse), core.master.rowScales[row])

        func isSettled(_ direction: Double) -> Bool {
            guard let range else { return direction > 0 || ceiling - face.ownUse > Self.hair * size }
            return direction > 0
                ? range.upperBound + settled > ceiling + Self.hair * size : range.lowerBound + settled < ceiling - Self.hair * size
        }
        func end(_ direction: Double, _ answer: Decomposition.Answer?) throws -> Double? {
            guard let answer else { return ceiling }
            return try face.end(direction, from: ceiling, prices: answer.prices, value: answer.value, in: grouped)
        }
        let isSteady = [isSettled(-1), isSettled(1)]
        let tighter = isSteady[0] ? answer : try optimal(face, at: ceiling - Self.step * size)
        let looser = isSteady[1] ? answer : try optimal(face, at: ceiling + Self.step * size)
        let ends = [try end(-1, tighter), try end(1, looser)]

        // Back to the plan, so that what is found beyond an end is a step away from it and not from elsewhere.
        let changes = try zip([-1.0, 1.0], ends).map { direction, end -> [ShelfLife.Change] in
            guard let end else { return [] }
            _ = try self.answer(at: ceiling)
            return try self.answer(at: end + direction * Self.step * size).map { self.changes(from: face.support, to: $0, in: grouped) }
                ?? []
        }
        let sign = problem.rows[row].sign
        let both = zip(ends, changes).map { end, changes in end.map { ShelfLife.End(limit: sign * $0 + 0, changes: changes) } }
        return ShelfLife(lower: sign > 0 ? both[0] : both[1], upper: sign > 0 ? both[1] : both[0])
    }

    /// Limits between which the basis of the last solve stays optimal; the present one alone where that is not known.
    private func basisRange(of core: ColumnGeneration) throws -> ClosedRange<Double>? {
        do {
            return try core.master.range(ofRow: row)
        } catch LinearSolverError.noOptimalBasis {
            return core.limits[row]...core.limits[row]
        }
    }

    /// The answer at another limit, if the plan's bundles are optimal at its prices.
    private mutating func optimal(_ face: Face, at limit: Double) throws -> Decomposition.Answer? {
        guard let answer = try self.answer(at: limit) else { return nil }
        return face.isOptimal(at: answer.prices, value: answer.value, in: session.decomposition.problem) ? answer : nil
    }

    private func support(of parts: [GroupPart], in grouped: GroupedProblem) -> Support {
        var support = Support()
        for part in parts where !part.variants.isEmpty { support[part.group, default: [:]][part.variants, default: 0] += part.share }
        for group in 0..<grouped.grouping.count {
            let shown = support[group]?.values.reduce(0, +) ?? 0
            let left = grouped.base.reachableShare - shown
            if left > GroupPart.noise { support[group, default: [:]][[]] = left }
        }
        return support
    }

    private func changes(from support: Support, to answer: Decomposition.Answer, in grouped: GroupedProblem) -> [ShelfLife.Change] {
        let other = self.support(of: answer.parts, in: grouped)
        return (0..<grouped.grouping.count).flatMap { group -> [ShelfLife.Change] in
            let (before, after) = (support[group] ?? [:], other[group] ?? [:])
            guard before.keys != after.keys else { return [] }
            func listed(_ bundles: [[Int]], joins: Bool) -> [ShelfLife.Change] {
                bundles.sorted { $0.lexicographicallyPrecedes($1) }.map { variants in
                    ShelfLife.Change(
                        group: grouped.name(of: group, at: granularity), variants: variants.map { VariantIndex($0) }, joins: joins)
                }
            }
            return listed(after.keys.filter { before[$0] == nil }, joins: true)
                + listed(before.keys.filter { after[$0] == nil }, joins: false)
        }
    }

    /// The plans that show nothing but a plan's own bundles: shares of the groups that are split, all else fixed.
    fileprivate struct Face {
        /// A bundle of a split group; an empty one uses nothing.
        private struct Column {
            let group: Int
            let uses: [Double]
            let share: Double
        }

        let support: Support
        /// Use of the row by the plan, in the form use <= limit.
        let ownUse: Double
        private let row: Int
        private let scales: [Double]
        private let columns: [Column]
        /// Uses of the groups that are not split, in the form use <= limit.
        private let fixedUses: [Double]

        init(_ support: Support, in grouped: GroupedProblem, row: Int, scales: [Double]) {
            let rows = grouped.base.rows
            var account = Account(of: grouped.base)
            var columns: [Column] = []
            grouped.withPairs { view in
                for (group, bundles) in support.sorted(by: { $0.key < $1.key }) {
                    if bundles.count == 1, let only = bundles.keys.first {
                        account.add(only, shownTo: group, view)
                        continue
                    }
                    for (variants, share) in bundles.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
                        var own = Account(of: grouped.base)
                        own.add(variants, shownTo: group, view)
                        columns.append(
                            Column(group: group, uses: zip(rows, own.totals(in: grouped.base).uses).map { $0.sign * $1 }, share: share))
                    }
                }
            }
            let fixed = zip(rows, account.totals(in: grouped.base).uses).map { $0.sign * $1 * grouped.base.reachableShare }
            self.support = support
            self.row = row
            self.scales = scales
            self.columns = columns
            fixedUses = fixed
            ownUse = columns.reduce(fixed[row]) { $0 + $1.share * $1.uses[row] }
        }

        /// Whether every bundle is a best one of its group at these prices.
        func isOptimal(at prices: [Double], value: Double, in grouped: GroupedProblem) -> Bool {
            let best = grouped.price(prices).best
            let most = 1e-9 * max(1, abs(value))
            return support.allSatisfy { group, bundles in
                bundles.keys.allSatisfy { variants in
                    let (value, uses) = grouped.coefficients(of: variants, for: group)
                    var reduced = value
                    for (place, row) in grouped.base.rows.enumerated() { reduced -= prices[place] * row.sign * uses[place] }
                    return grouped.base.reachableShare * (best[group].value - reduced) <= most
                }
            }
        }

        /// The furthest limit at which some shares of these bundles are optimal at these prices: rows with a price stay used to the full,
        /// the others are kept. nil where nothing ends it.
        func end(_ direction: Double, from ceiling: Double, prices: [Double], value: Double, in grouped: GroupedProblem) throws -> Double? {
            let limits = grouped.base.ceilings
            let isPriced = limits.indices.map { prices[$0] * scales[$0] > 1e-9 * max(1, abs(value)) }
            if direction > 0 && !isPriced[row] { return nil }
            if columns.isEmpty { return direction < 0 && !isPriced[row] ? min(ceiling, ownUse) : ceiling }
            let groups = Set(columns.map(\.group)).sorted()
            let places = Dictionary(uniqueKeysWithValues: groups.enumerated().map { ($1, $0) })
            var program = LinearProgram(sense: direction > 0 ? .maximize : .minimize)
            for place in limits.indices {
                let left = (limits[place] - fixedUses[place]) / scales[place]
                let lower = isPriced[place] && place != row ? left : -.infinity
                try program.appendRow(LinearRow(name: "row:\(place)", lower: lower, upper: place == row ? .infinity : left))
            }
            for group in groups { try program.appendRow(LinearRow(name: "group:\(group)", equalTo: grouped.base.reachableShare)) }
            for column in columns {
                let entries = limits.indices.filter { column.uses[$0] != 0 }.map {
                    LinearColumn.Entry(row: $0, coefficient: column.uses[$0] / scales[$0])
                }
                try program.appendColumn(
                    LinearColumn(
                        name: "", objective: column.uses[row] / scales[row],
                        entries: entries + [.init(row: limits.count + places[column.group]!, coefficient: 1)]))
            }
            guard case .optimal(let solution) = try GLPKSolver().solve(program) else { return ceiling }
            let reached = fixedUses[row] + scales[row] * solution.objective
            return direction > 0 ? max(ceiling, reached) : min(ceiling, reached)
        }
    }
}
