import Execution
import OfferModel
import RandomStreams

/// A figure of the plans of one method, as promised on the half that chose or as seen on the other.
struct HonestTarget: Sendable {
    let method: ChoiceMethod
    let figure: LinearFigure
    let isPromise: Bool

    fileprivate func value(on half: ValuedHalf, in cells: ValuedCells) -> Double {
        let plan = half.plan(method)
        return figure.value(of: plan.shares, isPromise ? plan.means : half.heldOut.means, in: cells)
    }
}

/// Means of figures over all halves with their standard errors: customers are drawn again, cell by cell, and the plans held as they were
/// written.
///
/// All splits are of the same customers. So what is drawn is a customer with all that he adds to all of them: his deviation from his half's
/// mean in every split, times the customers whose mean it stands for, over the half's count. A half's count n in a cell makes the
/// deviations sqrt(n / (n - 1)) as large, so that tiny cells do not look more certain than they are. What shrunken plans promise is
/// treated as if it were not shrunken, which overstates its error.
struct HonestBootstrap: Sendable {
    private let values: [Double]
    /// By target, then by replicate: what the replicate adds to the value.
    private let replicates: [[Double]]

    /// - Parameter halves: in order, at least one.
    init(_ halves: [ValuedHalf], _ targets: [HonestTarget], cells: ValuedCells, seed: UInt64, workers: Workers) {
        values = targets.map { target in halves.reduce(0) { $0 + target.value(on: $1, in: cells) } / Double(halves.count) }
        let multipliers = workers.mapRanges(count: halves.count, rangeLength: 1) { range, _ in
            targets.map { $0.figure.multipliers(halves[range.lowerBound].plan($0.method).shares, in: cells) }
        }
        let deviations = CustomerDeviations(halves: halves, multipliers: multipliers, targets: targets, cells: cells, seed: seed)
        let replicateCount = cells.experiment.replicates
        let cellCount = cells.experiment.cells.count
        // Few ranges, for each keeps all replicates.
        let sums = workers.mapRanges(count: cellCount, rangeLength: max(1, (cellCount + 63) / 64)) { range, _ in
            var sums = [Double](repeating: 0, count: replicateCount * targets.count)
            for cell in range where cells.isOpen(cell) {
                Self.add(deviations.all(of: cell), targetCount: targets.count, cell: cell, seed: seed, to: &sums)
            }
            return sums
        }
        var total = [Double](repeating: 0, count: replicateCount * targets.count)
        for part in sums { for place in total.indices { total[place] += part[place] } }
        replicates = targets.indices.map { target in (0..<replicateCount).map { total[$0 * targets.count + target] } }
    }

    /// Draws as many customers of a cell as it has, for every replicate.
    private static func add(_ deviations: [Double], targetCount: Int, cell: Int, seed: UInt64, to sums: inout [Double]) {
        guard deviations.contains(where: { $0 != 0 }) else { return }
        let deviations = drawnTogether(deviations, targetCount: targetCount, cell: cell, seed: seed)
        let count = deviations.count / targetCount
        let ids = (0..<UInt32(count)).map { $0 }
        for replicate in 0..<sums.count / targetCount {
            let start = replicate * targetCount
            for uniform in RandomStream(seed: seed, .bootstrap, cell: cell, number: replicate).uniforms(ids) {
                let customer = min(count - 1, Int(uniform * Double(count))) * targetCount
                for target in 0..<targetCount { sums[start + target] += deviations[customer + target] }
            }
        }
    }

    /// Most that a cell draws from. More customers are dealt to so many groups at random, which are drawn as one: their sums vary as much.
    private static let mostDrawn = 2_048

    private static func drawnTogether(_ deviations: [Double], targetCount: Int, cell: Int, seed: UInt64) -> [Double] {
        let count = deviations.count / targetCount
        guard count > mostDrawn else { return deviations }
        var sums = [Double](repeating: 0, count: mostDrawn * targetCount)
        let ids = (0..<UInt32(count)).map { $0 }
        for (customer, uniform) in RandomStream(seed: seed, .grouping, cell: cell, number: 0).uniforms(ids).enumerated() {
            let group = min(mostDrawn - 1, Int(uniform * Double(mostDrawn))) * targetCount
            for target in 0..<targetCount { sums[group + target] += deviations[customer * targetCount + target] }
        }
        return sums
    }

    subscript(target: Int) -> Estimate { Self.estimate(values[target], replicates[target]) }

    /// First less second, on the same replicates.
    func difference(_ first: Int, _ second: Int) -> Estimate {
        Self.estimate(values[first] - values[second], zip(replicates[first], replicates[second]).map { $0 - $1 })
    }

    private static func estimate(_ value: Double, _ replicates: [Double]) -> Estimate {
        let count = Double(replicates.count)
        let mean = replicates.reduce(0, +) / count
        let variance = replicates.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        let sorted = replicates.sorted()
        func quantile(_ share: Double) -> Double { sorted[min(sorted.count - 1, Int(share * count))] }
        return Estimate(
            value: value, standardError: variance.squareRoot(), low: value + quantile(0.025), high: value + quantile(0.975))
    }
}

/// What each customer adds to each target beyond the mean of his cell, over all halves.
private struct CustomerDeviations: Sendable {
    let halves: [ValuedHalf]
    /// By half, target and cell.
    let multipliers: [[[Double]]]
    let targets: [HonestTarget]
    let cells: ValuedCells
    let seed: UInt64

    /// Customer after customer, one number a target.
    func all(of cell: Int) -> [Double] {
        let customers = cells.experiment.cells[cell].customers
        var sums = [Double](repeating: 0, count: customers.count * targets.count)
        // Methods and sides share figures: each is combined once.
        let figures = targets.indices.map { target in
            targets.firstIndex { $0.figure.hasFactors(of: targets[target].figure) } ?? target
        }
        var combined = [[Double]](repeating: [], count: targets.count)
        for figure in Set(figures) {
            combined[figure] = customers.map { customer in
                targets[figure].figure.factors.reduce(0) { $0 + $1.factor * cells.experiment.outcomes[$1.quantity][customer] }
            }
        }
        var split = 0
        var isInFirst: [Bool] = []
        for (number, half) in halves.enumerated() {
            if half.choice.half.split != split {
                split = half.choice.half.split
                isInFirst = ExperimentSplit(cells, number: split, seed: seed).isInFirst(cell)
            }
            for (target, what) in targets.enumerated() where multipliers[number][target][cell] != 0 {
                let moments = what.isPromise ? half.choosing : half.heldOut
                let count = Double(moments.counts[cell])
                let weight =
                    multipliers[number][target][cell] / (Double(halves.count) * count) * (count / (count - 1)).squareRoot()
                let mean = what.figure.combined(moments.means, cell)
                let isFirst = half.choice.half.isFirst == what.isPromise
                for place in 0..<customers.count where isInFirst[place] == isFirst {
                    sums[place * targets.count + target] += weight * (combined[figures[target]][place] - mean)
                }
            }
        }
        return sums
    }
}
