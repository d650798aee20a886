/// Draws means of cells towards an additive model: m_sc = a_s + b_gc + d_sc + noise, with a_s the level of segment s, b_gc the effect of arm c
/// in the group g of the segment, and d_sc, from N(0, tau^2), what the arm does in this segment alone.
///
/// The effects of the groups are drawn in the same way towards b_gc = a_g + b_c + d_gc, and the b_c towards their mean. Every variance is
/// that of Paule and Mandel (J. Res. NBS 87, 1982): the one at which weighted squares come to their degrees of freedom, 0 where noise alone
/// explains more.
struct AdditiveShrinkage: Sendable {
    private let segments: [Int]
    private let segmentCount: Int
    /// Arm and group of each cell, as one number.
    private let effects: [Int]
    private let effectCount: Int
    /// The model of the groups' effects; none where there is one group.
    private let groupModel: [AdditiveShrinkage]

    /// - Parameters: one number a cell, each from 0; a segment has one group.
    init(segments: [Int], arms: [Int], groups: [Int]) {
        let keys = zip(groups, arms).map { [$0, $1] }
        let numbering = Numbering(keys)
        self.segments = segments
        segmentCount = (segments.max() ?? -1) + 1
        effects = numbering.numbers
        effectCount = numbering.count
        guard (groups.max() ?? 0) > 0 else {
            groupModel = []
            return
        }
        var keyOfEffect = [[Int]](repeating: [], count: numbering.count)
        for (place, number) in numbering.numbers.enumerated() { keyOfEffect[number] = keys[place] }
        groupModel = [
            AdditiveShrinkage(segments: keyOfEffect.map { $0[0] }, arms: keyOfEffect.map { $0[1] }, groups: keyOfEffect.map { _ in 0 })
        ]
    }

    /// - Parameters:
    ///   - values: mean of each cell.
    ///   - noises: its variance.
    func shrunken(_ values: [Double], noises: [Double]) -> [Double] {
        let typical = noises.reduce(0, +) / Double(noises.count)
        guard typical > 0 else { return values }
        let noises = noises.map { max($0, 1e-9 * typical) }
        var effect = [Double](repeating: 0, count: effectCount)
        let tau = Self.variance(freedom: Double(values.count - segmentCount - effectCount + componentCount)) { tau in
            let weights = noises.map { 1 / ($0 + tau) }
            let level = fit(&effect, values, weights)
            return values.indices.reduce(0) { sum, cell in
                let rest = values[cell] - level[segments[cell]] - effect[effects[cell]]
                return sum + weights[cell] * rest * rest
            }
        }
        let weights = noises.map { 1 / ($0 + tau) }
        _ = fit(&effect, values, weights)
        var precisions = [Double](repeating: 0, count: effectCount)
        for (cell, weight) in weights.enumerated() { precisions[effects[cell]] += weight }
        let effectNoises = precisions.map { 1 / $0 }
        effect = groupModel.first?.shrunken(effect, noises: effectNoises) ?? Self.drawnTogether(effect, noises: effectNoises)
        let level = Self.means(values, less: effect, by: effects, weights, over: segments, count: segmentCount)
        return values.indices.map { cell in
            let common = level[segments[cell]] + effect[effects[cell]]
            return common + tau / (tau + noises[cell]) * (values[cell] - common)
        }
    }

    /// Share of the noise that effects of arms vary by at least. Few arms often look alike by chance; drawn together altogether they would say
    /// nothing, and all that was measured of them would be lost.
    private static let leastVariation = 0.25

    /// Each value drawn towards the mean of all.
    private static func drawnTogether(_ values: [Double], noises: [Double]) -> [Double] {
        guard values.count > 1 else { return values }
        func middle(_ sigma: Double) -> Double {
            let weights = noises.map { 1 / ($0 + sigma) }
            return zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
        }
        let found = variance(freedom: Double(values.count - 1)) { sigma in
            let middle = middle(sigma)
            return zip(values, noises).reduce(0) { $0 + ($1.0 - middle) * ($1.0 - middle) / ($1.1 + sigma) }
        }
        let sigma = max(found, leastVariation * noises.reduce(0, +) / Double(noises.count))
        let centre = middle(sigma)
        return zip(values, noises).map { centre + sigma / (sigma + $1) * ($0 - centre) }
    }

    /// The variance at which `squares`, which falls with it, comes to `freedom`; 0 where it is less from the start.
    private static func variance(freedom: Double, squares: (Double) -> Double) -> Double {
        guard freedom > 0, squares(0) > freedom else { return 0 }
        var high = 1e-12
        while squares(high) > freedom && high < 1e30 { high *= 16 }
        var low = high / 16
        for _ in 0..<40 {
            let middle = (low + high) / 2
            if squares(middle) > freedom { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    /// Parts in which segments and effects hang together: between them nothing can be compared.
    private var componentCount: Int {
        var parents = Array(0..<segmentCount + effectCount)
        func root(_ node: Int) -> Int {
            var node = node
            while parents[node] != node {
                parents[node] = parents[parents[node]]
                node = parents[node]
            }
            return node
        }
        for (segment, effect) in zip(segments, effects) { parents[root(segment)] = root(segmentCount + effect) }
        return parents.indices.count { parents[$0] == $0 }
    }
}

extension AdditiveShrinkage {
    private static let mostRounds = 200

    /// Weighted least squares of levels and effects, one after the other until neither moves; effects begin where they are.
    ///
    /// - Returns: the levels.
    private func fit(_ effect: inout [Double], _ values: [Double], _ weights: [Double]) -> [Double] {
        let scale = values.reduce(0) { max($0, abs($1)) }
        var level: [Double] = []
        for _ in 0..<Self.mostRounds {
            level = Self.means(values, less: effect, by: effects, weights, over: segments, count: segmentCount)
            let before = effect
            effect = Self.means(values, less: level, by: segments, weights, over: effects, count: effectCount)
            if zip(before, effect).allSatisfy({ abs($0 - $1) <= 1e-10 * scale }) { break }
        }
        return level
    }

    /// Weighted means over the cells of each kind of what the other part of the model leaves.
    private static func means(
        _ values: [Double], less other: [Double], by others: [Int], _ weights: [Double], over kinds: [Int], count: Int
    ) -> [Double] {
        var sums = [Double](repeating: 0, count: count)
        var totals = sums
        for (cell, value) in values.enumerated() {
            sums[kinds[cell]] += weights[cell] * (value - other[others[cell]])
            totals[kinds[cell]] += weights[cell]
        }
        return zip(sums, totals).map { $1 > 0 ? $0 / $1 : 0 }
    }
}
