/// One bundle for each group, and how it is made better one or two groups at a time.
///
/// Candidates are few and near the best at the relaxation's prices, so that a step gives away little of the bound.
struct SinglePlan {
    /// Rows' limits in the form use <= limit.
    private let limits: [Double]
    /// What a breach of each row is measured against.
    private let scales: [Double]
    private(set) var candidates: [[BundleCandidate]]
    /// Position of each group's bundle among its candidates.
    private(set) var chosen: [Int]
    private(set) var value = 0.0
    private var uses: [Double]

    /// Breach of a row, relative to its size, that is rounding.
    private static let rounding = 1e-10
    private static let mostSteps = 600
    /// Changes of one group that are tried in pairs, those of least loss.
    private static let mostPaired = 1_000
    private static let mostPairSteps = 60

    /// - Parameters:
    ///   - scales: magnitudes of the rows; a limit that is larger counts instead.
    ///   - bundles: one a group; those that are no candidates become one.
    init(limits: [Double], scales: [Double], candidates: [[BundleCandidate]], bundles: [BundleCandidate]) {
        self.limits = limits
        self.scales = zip(limits, scales).map { max(abs($0), $1) }
        self.candidates = candidates
        chosen = candidates.map { _ in 0 }
        uses = limits.map { _ in 0 }
        for (group, bundle) in bundles.enumerated() { choose(bundle, for: group) }
        sumUp()
    }

    private mutating func choose(_ bundle: BundleCandidate, for group: Int) {
        if let known = candidates[group].firstIndex(where: { $0.variants == bundle.variants }) {
            chosen[group] = known
        } else {
            candidates[group].append(bundle)
            chosen[group] = candidates[group].count - 1
        }
    }

    /// The same with other bundles of some groups.
    func showing(_ bundles: [(group: Int, bundle: BundleCandidate)]) -> SinglePlan {
        var changed = self
        for (group, bundle) in bundles { changed.choose(bundle, for: group) }
        changed.sumUp()
        return changed
    }

    /// Sums from the start, without what rounding left behind.
    private mutating func sumUp() {
        value = 0
        uses = limits.map { _ in 0 }
        for (group, place) in chosen.enumerated() {
            value += candidates[group][place].value
            for row in uses.indices { uses[row] += candidates[group][place].uses[row] }
        }
    }

    /// Sum of the rows' breaches, each relative to its size; 0 where all are kept.
    var breach: Double { breach(of: uses) }

    var keepsRows: Bool { breach == 0 }

    private func breach(of uses: [Double]) -> Double {
        var sum = 0.0
        for row in limits.indices {
            let over = (uses[row] - limits[row]) / scales[row]
            if over > Self.rounding { sum += over }
        }
        return sum
    }

    func bundle(of group: Int) -> BundleCandidate { candidates[group][chosen[group]] }

    /// A change of one group's bundle.
    private struct Move {
        let group: Int
        let place: Int
        let gain: Double
        let loss: Double
    }

    private var moves: [Move] {
        candidates.indices.flatMap { group in
            let now = bundle(of: group)
            return candidates[group].indices.filter { $0 != chosen[group] }.map { place in
                let other = candidates[group][place]
                return Move(group: group, place: place, gain: other.value - now.value, loss: other.loss - now.loss)
            }
        }
    }

    private func uses(after move: Move) -> [Double] {
        let (now, other) = (bundle(of: move.group).uses, candidates[move.group][move.place].uses)
        return uses.indices.map { uses[$0] + other[$0] - now[$0] }
    }

    /// As `breach(of: uses(after: move))`, without the array.
    private func breach(after move: Move) -> Double {
        let (now, other) = (bundle(of: move.group).uses, candidates[move.group][move.place].uses)
        var sum = 0.0
        for row in limits.indices {
            let over = (uses[row] + other[row] - now[row] - limits[row]) / scales[row]
            if over > Self.rounding { sum += over }
        }
        return sum
    }

    private mutating func apply(_ move: Move) {
        uses = uses(after: move)
        value += move.gain
        chosen[move.group] = move.place
    }

    /// Changes bundles until all rows are kept, each time the one that costs least for what it mends.
    ///
    /// - Returns: whether it came so far.
    mutating func repair(isOver: () -> Bool) -> Bool {
        for _ in 0..<Self.mostSteps {
            let now = breach
            if now == 0 || isOver() { break }
            var best: (move: Move, cost: Double)?
            for move in moves {
                let mended = now - breach(after: move)
                guard mended > 1e-12 else { continue }
                let cost = move.loss > 0 ? move.loss / mended : move.loss * mended
                if best.map({ cost < $0.cost }) ?? true { best = (move, cost) }
            }
            guard let best else { break }
            apply(best.move)
        }
        sumUp()
        return keepsRows
    }

    /// Takes the best change of one group that keeps all rows, again and again, and where there is none the best of two groups at once.
    mutating func improve(isOver: () -> Bool) {
        var pairSteps = 0
        for _ in 0..<Self.mostSteps {
            if isOver() { break }
            let all = moves
            let least = 1e-12 * max(1, abs(value))
            if let best = bestSingle(all, least) {
                apply(best)
            } else if pairSteps < Self.mostPairSteps, let (first, second) = bestPair(all, least) {
                apply(first)
                apply(second)
                pairSteps += 1
            } else {
                break
            }
        }
        sumUp()
    }

    private func bestSingle(_ moves: [Move], _ least: Double) -> Move? {
        var best: Move?
        for move in moves where move.gain > max(least, best?.gain ?? 0) && breach(after: move) == 0 { best = move }
        return best
    }

    private func bestPair(_ moves: [Move], _ least: Double) -> (Move, Move)? {
        let near = moves.enumerated().sorted { ($0.element.loss, $0.offset) < ($1.element.loss, $1.offset) }.prefix(Self.mostPaired).map(
            \.element)
        var best: (Move, Move)?
        var gain = least
        for (place, first) in near.enumerated() {
            let after = uses(after: first)
            for second in near[..<place] where second.group != first.group && first.gain + second.gain > gain {
                let (now, other) = (bundle(of: second.group).uses, candidates[second.group][second.place].uses)
                let isKept = limits.indices.allSatisfy { row in
                    after[row] + other[row] - now[row] - limits[row] <= Self.rounding * scales[row]
                }
                if isKept {
                    best = (first, second)
                    gain = first.gain + second.gain
                }
            }
        }
        return best
    }
}

extension SinglePlan {
    /// The best of all ways to give each of some groups one of its options: worth most among those that keep all rows, else breaking them
    /// least.
    func bestRounding(_ options: [(group: Int, bundles: [BundleCandidate])]) -> SinglePlan {
        var without = uses
        for (group, _) in options {
            for row in without.indices { without[row] -= bundle(of: group).uses[row] }
        }
        var best: (breach: Double, value: Double, picks: [Int])?
        func descend(_ picks: [Int], _ uses: [Double], _ value: Double) {
            guard picks.count < options.count else {
                let broken = breach(of: uses)
                if best.map({ (broken, -value) < ($0.breach, -$0.value) }) ?? true { best = (broken, value, picks) }
                return
            }
            for (pick, bundle) in options[picks.count].bundles.enumerated() {
                descend(picks + [pick], zip(uses, bundle.uses).map { $0 + $1 }, value + bundle.value)
            }
        }
        descend([], without, 0)
        return showing(zip(options, best?.picks ?? []).map { (group: $0.group, bundle: $0.bundles[$1]) })
    }
}
