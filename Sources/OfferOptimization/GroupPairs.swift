import Execution
import OfferEconomics
import OfferModel

/// The coefficients that a pass reads, group by group: those of the table where every segment is a group, else summed over the
/// members that rows do not tell apart, so that a pass over few groups of many segments costs next to nothing.
struct GroupPairs: Sendable {
    /// The parts of group g are `partStarts[g]..<partStarts[g + 1]`: its members, added up by the macro-segments that rows tell apart.
    let partStarts: [Int]
    /// Number of each part's macro-segment.
    let macros: [Int]
    /// The pairs of part p are `pairStarts[p]..<pairStarts[p + 1]`, ascending by variant.
    let pairStarts: [Int]
    let variants: [Int32]
    /// Column after column, one element a pair.
    let cells: [Double]
    /// The runs of part p are `runs[runStarts[p]..<runStarts[p + 1]]`: its pairs, cut where variants are not
    /// neighbours of one offer.
    let runStarts: [Int]
    let runs: [PairRun]

    init(_ grouping: Grouping, of base: OptimizationProblem) {
        let table = base.table
        if let weights = grouping.weights {
            let ranges = grouping.members.map { table.pairs(of: SegmentIndex($0)) }
            partStarts = grouping.starts
            macros = grouping.members.map { base.macroOfSegment[$0] }
            pairStarts = ranges.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
            variants = ranges.flatMap { table.variants[$0] }
            cells = table.measures.indices.flatMap { column in
                zip(ranges, weights).flatMap { range, weight in range.map { weight * table[column, $0] } }
            }
            (runStarts, runs) = Self.runs(of: variants, pairStarts, in: base)
            return
        }
        if grouping.count == base.scenario.segments.count {
            partStarts = grouping.starts
            macros = grouping.members.map { base.macroOfSegment[$0] }
            pairStarts = table.pairStarts
            variants = table.variants
            cells = table.cells
            (runStarts, runs) = Self.runs(of: variants, pairStarts, in: base)
            return
        }
        let parts = base.workers.mapRanges(count: grouping.count, rangeLength: 1) { range, _ in
            Self.parts(of: grouping.members(of: range.lowerBound), in: base)
        }
        let all = parts.flatMap { $0 }
        partStarts = parts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
        macros = all.map(\.macro)
        pairStarts = all.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.variants.count) }
        variants = all.flatMap { $0.variants.map { Int32($0) } }
        cells = table.measures.indices.flatMap { column in
            all.flatMap { part in part.variants.map { part.sums[column * base.scenario.variants.count + $0] } }
        }
        (runStarts, runs) = Self.runs(of: variants, pairStarts, in: base)
    }

    private static func runs(of variants: [Int32], _ pairStarts: [Int], in base: OptimizationProblem) -> (starts: [Int], runs: [PairRun]) {
        let partCount = pairStarts.count - 1
        let parts = base.workers.mapRanges(count: partCount, rangeLength: 4_096) { range, _ in
            var counts: [Int] = []
            var runs: [PairRun] = []
            for part in range {
                let before = runs.count
                for pair in pairStarts[part]..<pairStarts[part + 1] {
                    let variant = variants[pair]
                    let offer = Int32(base.offerOfVariant[Int(variant)])
                    if runs.count > before, let last = runs.last, last.offer == offer, last.variant + last.length == variant {
                        runs[runs.count - 1].length += 1
                    } else {
                        runs.append(PairRun(offer: offer, variant: variant, length: 1))
                    }
                }
                counts.append(runs.count - before)
            }
            return (counts, runs)
        }
        var starts = [0]
        for count in parts.flatMap(\.0) { starts.append(starts[starts.count - 1] + count) }
        return (starts, parts.flatMap(\.1))
    }

    private struct Part {
        let macro: Int
        /// Variants open to some member, ascending.
        let variants: [Int]
        /// Sum over the members by column and variant.
        let sums: [Double]
    }

    private static func parts(of members: ArraySlice<Int>, in base: OptimizationProblem) -> [Part] {
        let variantCount = base.scenario.variants.count
        let table = base.table
        let membersOfMacro = Dictionary(grouping: members) { base.macroOfSegment[$0] }
        return membersOfMacro.sorted { $0.key < $1.key }.map { macro, members in
            var sums = [Double](repeating: 0, count: table.measures.count * variantCount)
            var isOpen = [Bool](repeating: false, count: variantCount)
            table.cells.withUnsafeBufferPointer { cells in
                for member in members {
                    for pair in table.pairs(of: SegmentIndex(member)) {
                        let variant = Int(table.variants[pair])
                        isOpen[variant] = true
                        for column in table.measures.indices {
                            sums[column * variantCount + variant] += cells[column * table.pairCount + pair]
                        }
                    }
                }
            }
            return Part(macro: macro, variants: isOpen.indices.filter { isOpen[$0] }, sums: sums)
        }
    }
}

/// Pairs of one part whose variants stand side by side in one offer.
struct PairRun: Sendable {
    let offer: Int32
    /// The first pair's.
    let variant: Int32
    var length: Int32
}
