package import DenseAlgebra
package import Execution
package import OfferModel

/// Sums over plans under many draws of shifted inputs (model.md section 9).
///
/// Each draw recomputes every pair's figures from its shifted inputs; the sums are matrix products, figures (draws by pairs) times
/// customers (pairs by sums). Work is cut into tiles of fixed size, so that memory does not grow with pairs, and the bits do not depend on
/// the number of threads.
package struct ShiftedSums: Sendable {
    private let scenario: Scenario
    private let pairs: [PlannedPair]
    private let sums: [PlanSum]
    private let measures: [Measure]
    /// The sums of each measure, as positions in `sums`.
    private let sumsOfMeasure: [[Int]]
    private let workers: Workers

    private static let drawsPerTile = 128
    /// Pairs whose figures are held at once.
    private static let pairsPerProduct = 32
    /// Pairs of one piece of work.
    private static let pairsPerTile = 1024
    private static let tilesPerWave = 64

    package init(_ sums: [PlanSum], of plans: [Plan], in scenario: Scenario, workers: Workers) {
        var measures: [Measure] = []
        for sum in sums where !measures.contains(sum.measure) { measures.append(sum.measure) }
        self.scenario = scenario
        self.sums = sums
        self.measures = measures
        self.workers = workers
        pairs = PlannedPair.all(of: plans, in: scenario)
        sumsOfMeasure = measures.map { measure in sums.indices.filter { sums[$0].measure == measure } }
    }

    /// - Returns: a row for each draw, a column for each sum; fewer rows where the deadline passed before all draws were done.
    package func values(
        under source: ShiftSource, deadline: Deadline = .none, progress: any ProgressReporter = SilentProgress()
    ) -> Matrix {
        let tilesOfPairs = max(1, (pairs.count + Self.pairsPerTile - 1) / Self.pairsPerTile)
        let tilesOfDraws = (source.count + Self.drawsPerTile - 1) / Self.drawsPerTile
        var columns = [[Double]](repeating: [Double](repeating: 0, count: source.count), count: sums.count)
        var done = 0
        while done < tilesOfDraws * tilesOfPairs, !deadline.isPassed {
            let first = done
            let wave = min(Self.tilesPerWave, tilesOfDraws * tilesOfPairs - first)
            let tiles = workers.mapRanges(count: wave, rangeLength: 1) { range, _ in
                let tile = first + range.lowerBound
                return partialSums(
                    pairs: Self.piece(tile % tilesOfPairs, of: pairs.count, length: Self.pairsPerTile),
                    draws: Self.piece(tile / tilesOfPairs, of: source.count, length: Self.drawsPerTile), source)
            }
            for (number, tile) in tiles.enumerated() {
                let draws = Self.piece((first + number) / tilesOfPairs, of: source.count, length: Self.drawsPerTile)
                for sum in sums.indices {
                    for (place, draw) in draws.enumerated() { columns[sum][draw] += tile[sum * draws.count + place] }
                }
            }
            done += wave
            progress.report(WorkProgress(phase: "drawing", done: done, of: tilesOfDraws * tilesOfPairs))
        }
        let complete = min(source.count, done / tilesOfPairs * Self.drawsPerTile)
        return Matrix(rowCount: complete, columnCount: sums.count) { columns[$1][$0] }
    }

    private static func piece(_ number: Int, of count: Int, length: Int) -> Range<Int> {
        number * length..<min(count, (number + 1) * length)
    }

    /// What some pairs add to each sum in some draws: sum after sum, in each one number a draw.
    private func partialSums(pairs range: Range<Int>, draws: Range<Int>, _ source: ShiftSource) -> [Double] {
        let common = source.common(draws)
        let offers = scenario.offers.entityIndices.map { source.own($0, draws) }
        var total = [Double](repeating: 0, count: sums.count * draws.count)
        var figures = [[Double]](repeating: [Double](repeating: 0, count: Self.pairsPerProduct * draws.count), count: measures.count)
        var segment: (index: SegmentIndex, shifts: [FactorValues])?
        for start in stride(from: range.lowerBound, to: range.upperBound, by: Self.pairsPerProduct) {
            let batch = start..<min(range.upperBound, start + Self.pairsPerProduct)
            for (place, number) in batch.enumerated() {
                let pair = pairs[number]
                if segment?.index != pair.segment {
                    let own = source.own(pair.segment, draws)
                    segment = (pair.segment, own.map { zip(common, $0).map(+) } ?? common)
                }
                let offer = scenario.variants[pair.variant].offer
                let own = [offers[offer.position], source.own(pair.segment, offer, draws)].compactMap { $0 }
                fill(&figures, at: place, with: pair, shifts: own.reduce(segment!.shifts) { zip($0, $1).map(+) })
            }
            add(figures, of: batch, draws: draws.count, to: &total)
        }
        return total
    }

    /// One column of each measure's figures: one pair, draw after draw.
    private func fill(_ figures: inout [[Double]], at place: Int, with pair: PlannedPair, shifts: [FactorValues]) {
        let wanted = measures.indices.filter { measure in sumsOfMeasure[measure].contains { sums[$0].takesIn(pair, in: scenario) } }
        for (draw, shift) in shifts.enumerated() {
            guard
                let valuation = PairValuation(
                    of: scenario.variants[pair.variant], to: pair.segment, in: scenario, shift: PairShift(shift))
            else { preconditionFailure("a planned pair has a response") }
            for measure in wanted { figures[measure][place * shifts.count + draw] = valuation[measures[measure]] }
        }
    }

    /// total += figures (draws by pairs) times customers (pairs by sums), measure by measure.
    private func add(_ figures: [[Double]], of batch: Range<Int>, draws: Int, to total: inout [Double]) {
        for measure in measures.indices {
            let columns = sumsOfMeasure[measure]
            let customers = columns.flatMap { sum in
                batch.map { sums[sum].takesIn(pairs[$0], in: scenario) ? pairs[$0].customers[sums[sum].plan] : 0 }
            }
            guard customers.contains(where: { $0 != 0 }) else { continue }
            var product = [Double](repeating: 0, count: columns.count * draws)
            figures[measure].withUnsafeBufferPointer { figures in
                customers.withUnsafeBufferPointer { customers in
                    product.withUnsafeMutableBufferPointer {
                        MatrixProduct.add(figures, times: customers, to: $0, rows: draws, inner: batch.count, columns: columns.count)
                    }
                }
            }
            for (number, sum) in columns.enumerated() {
                for draw in 0..<draws { total[sum * draws + draw] += product[number * draws + draw] }
            }
        }
    }
}
