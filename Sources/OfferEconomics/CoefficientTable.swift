package import Execution
package import OfferModel

/// The coefficients of every open pair: columns of numbers, one a measure, that the optimizer reads again and again.
///
/// Pairs stand segment by segment, within a segment by variant. A column holds N_s times the figure per customer shown.
package struct CoefficientTable: Sendable {
    package private(set) var measures: [Measure]
    /// The pairs of segment s are `pairStarts[s]..<pairStarts[s + 1]`.
    package let pairStarts: [Int]
    /// The variant of each pair, a position in the scenario's variants.
    package let variants: [Int32]
    /// Column after column in the order of `measures`, each with one element a pair.
    package private(set) var cells: [Double]

    /// Pairs of each offer that are completed less often when shown than without.
    package let pairsBelowOrganic: [Int]

    package var pairCount: Int { variants.count }

    /// N_s times the measure of column `column` for one pair.
    package subscript(column: Int, pair: Int) -> Double {
        cells[column * pairCount + pair]
    }

    package func pairs(of segment: SegmentIndex) -> Range<Int> {
        pairStarts[segment.position]..<pairStarts[segment.position + 1]
    }

    /// Evaluates every open pair once, in fixed ranges of segments, so that the bits do not depend on the number of threads.
    ///
    /// - Parameter measures: the measures that the objective and the coupling rows add up, without repeats.
    package init(of scenario: Scenario, eligibility: Eligibility, measures: [Measure], workers: Workers) {
        let segmentCount = scenario.segments.count
        let openVariants = workers.mapRanges(count: segmentCount, rangeLength: Self.segmentsPerRange) { range, _ in
            range.map { position in
                scenario.variants.indices.filter {
                    eligibility.isOpen(scenario.variants[$0], to: SegmentIndex(position), in: scenario)
                }.map { Int32($0) }
            }
        }.flatMap { $0 }

        var pairStarts = [0]
        pairStarts.reserveCapacity(segmentCount + 1)
        for open in openVariants { pairStarts.append(pairStarts[pairStarts.count - 1] + open.count) }
        let starts = pairStarts
        let pairCount = starts[segmentCount]

        var cells = [Double](repeating: 0, count: pairCount * measures.count)
        pairsBelowOrganic = cells.withUnsafeMutableBufferPointer { buffer in
            nonisolated(unsafe) let slots = buffer
            return workers.mapRanges(count: segmentCount, rangeLength: Self.segmentsPerRange) { range, _ in
                var belowOrganic = [Int](repeating: 0, count: scenario.offers.count)
                for position in range {
                    let customers = scenario.segments[position].customers
                    for (offset, variant) in openVariants[position].enumerated() {
                        guard
                            let valuation = PairValuation(
                                of: scenario.variants[Int(variant)], to: SegmentIndex(position), in: scenario)
                        else { preconditionFailure("an open pair has a response") }
                        if valuation.economics.incrementalCompletion < 0 {
                            belowOrganic[scenario.variants[Int(variant)].offer.position] += 1
                        }
                        for (column, measure) in measures.enumerated() {
                            slots[column * pairCount + starts[position] + offset] = customers * valuation[measure]
                        }
                    }
                }
                return belowOrganic
            }
        }.reduce(into: [Int](repeating: 0, count: scenario.offers.count)) { sums, counts in
            for offer in sums.indices { sums[offer] += counts[offer] }
        }
        self.measures = measures
        self.pairStarts = pairStarts
        variants = openVariants.flatMap { $0 }
        self.cells = cells
    }

    /// The table with a further column, one element a pair.
    package func appending(_ measure: Measure, column: [Double]) -> CoefficientTable {
        precondition(column.count == pairCount, "\(column.count) cells for \(pairCount) pairs")
        var longer = self
        longer.measures.append(measure)
        longer.cells += column
        return longer
    }

    /// The table without the pairs of some variants.
    ///
    /// - Parameter isClosed: one flag a variant of the scenario.
    package func closing(_ isClosed: [Bool]) -> CoefficientTable {
        let kept = variants.indices.filter { !isClosed[Int(variants[$0])] }
        var starts = [0]
        starts.reserveCapacity(pairStarts.count)
        var place = 0
        for end in pairStarts.dropFirst() {
            while place < kept.count && kept[place] < end { place += 1 }
            starts.append(place)
        }
        return CoefficientTable(
            measures: measures, pairStarts: starts, variants: kept.map { variants[$0] },
            cells: measures.indices.flatMap { column in kept.map { cells[column * pairCount + $0] } }, pairsBelowOrganic: pairsBelowOrganic)
    }

    private init(measures: [Measure], pairStarts: [Int], variants: [Int32], cells: [Double], pairsBelowOrganic: [Int]) {
        self.measures = measures
        self.pairStarts = pairStarts
        self.variants = variants
        self.cells = cells
        self.pairsBelowOrganic = pairsBelowOrganic
    }

    private static let segmentsPerRange = 256
}
