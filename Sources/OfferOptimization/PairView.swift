import Execution
import OfferEconomics
import OfferModel

/// The arrays that a pass reads, without the cost of looking after them pair by pair. Valid inside the sweep that lends it.
struct PairView {
    let columnCount: Int
    let pairCount: Int
    /// Column after column, one element a pair.
    let cells: UnsafePointer<Double>
    let variantOfPair: UnsafePointer<Int32>
    let pairStarts: UnsafePointer<Int>
    let macroOfPart: UnsafePointer<Int>
    let partStarts: UnsafePointer<Int>
    let offerOfVariant: UnsafePointer<Int>

    /// The parts of a group (`GroupPairs.partStarts`).
    func parts(of group: Int) -> Range<Int> {
        partStarts[group]..<partStarts[group + 1]
    }

    func pairs(of part: Int) -> Range<Int> {
        pairStarts[part]..<pairStarts[part + 1]
    }
}

extension GroupedProblem {
    func withPairs<Result>(_ body: (PairView) -> Result) -> Result {
        pairs.cells.withUnsafeBufferPointer { cells in
            pairs.variants.withUnsafeBufferPointer { variants in
                pairs.pairStarts.withUnsafeBufferPointer { pairStarts in
                    pairs.macros.withUnsafeBufferPointer { macros in
                        pairs.partStarts.withUnsafeBufferPointer { partStarts in
                            base.offerOfVariant.withUnsafeBufferPointer { offers in
                                body(
                                    PairView(
                                        columnCount: base.table.measures.count, pairCount: variants.count, cells: cells.start,
                                        variantOfPair: variants.start, pairStarts: pairStarts.start, macroOfPart: macros.start,
                                        partStarts: partStarts.start, offerOfVariant: offers.start))
                            }
                        }
                    }
                }
            }
        }
    }

    /// Runs `body` over fixed ranges of `count` places, each range with a pricer of its own, results in order: the same for any
    /// number of threads.
    func sweep<Result: Sendable>(
        count: Int, rangeLength: Int = 64, _ body: @Sendable (inout Pricer, Range<Int>) -> Result
    ) -> [Result] {
        base.workers.mapRanges(count: count, rangeLength: rangeLength) { range, _ in
            withPairs { view in
                var pricer = Pricer(self, view)
                return body(&pricer, range)
            }
        }
    }
}

extension UnsafeBufferPointer {
    /// The first element's address; that of an empty array is never read.
    fileprivate var start: UnsafePointer<Element> {
        baseAddress ?? UnsafePointer(bitPattern: MemoryLayout<Element>.alignment)!
    }
}
