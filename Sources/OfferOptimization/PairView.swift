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
    let runStarts: UnsafePointer<Int>
    let runOfPairs: UnsafePointer<PairRun>
    let ruleOfGroup: UnsafePointer<LocalRules>
    /// nil where no row counts bundles.
    let bundleUseOfGroup: UnsafePointer<BundleUse>?

    /// The parts of a group (`GroupPairs.partStarts`).
    func parts(of group: Int) -> Range<Int> {
        partStarts[group]..<partStarts[group + 1]
    }

    /// The runs of a part (`GroupPairs.runStarts`).
    func runs(of part: Int) -> Range<Int> {
        runStarts[part]..<runStarts[part + 1]
    }

    func pairs(of part: Int) -> Range<Int> {
        pairStarts[part]..<pairStarts[part + 1]
    }

    func bundleUse(of group: Int) -> BundleUse? {
        bundleUseOfGroup.map { $0[group] }
    }
}

extension GroupedProblem {
    func withPairs<Result>(_ body: (PairView) -> Result) -> Result {
        pairs.withPairArrays { cells, variants, pairStarts in
            pairs.withPartArrays { macros, partStarts, runStarts, runs in
                base.offerOfVariant.withUnsafeBufferPointer { offers in
                    rules.withUnsafeBufferPointer { rules in
                        bundleUses.withUnsafeBufferPointer { uses in
                            body(
                                PairView(
                                    columnCount: base.table.measures.count, pairCount: pairs.variants.count, cells: cells,
                                    variantOfPair: variants, pairStarts: pairStarts, macroOfPart: macros, partStarts: partStarts,
                                    offerOfVariant: offers.start, runStarts: runStarts, runOfPairs: runs, ruleOfGroup: rules.start,
                                    bundleUseOfGroup: uses.isEmpty ? nil : uses.start))
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

extension GroupPairs {
    fileprivate func withPairArrays<Result>(
        _ body: (_ cells: UnsafePointer<Double>, _ variants: UnsafePointer<Int32>, _ starts: UnsafePointer<Int>) -> Result
    ) -> Result {
        cells.withUnsafeBufferPointer { cells in
            variants.withUnsafeBufferPointer { variants in
                pairStarts.withUnsafeBufferPointer { body(cells.start, variants.start, $0.start) }
            }
        }
    }

    fileprivate func withPartArrays<Result>(
        _ body: (
            _ macros: UnsafePointer<Int>, _ partStarts: UnsafePointer<Int>, _ runStarts: UnsafePointer<Int>, _ runs: UnsafePointer<PairRun>
        ) -> Result
    ) -> Result {
        macros.withUnsafeBufferPointer { macros in
            partStarts.withUnsafeBufferPointer { partStarts in
                runStarts.withUnsafeBufferPointer { runStarts in
                    runs.withUnsafeBufferPointer { body(macros.start, partStarts.start, runStarts.start, $0.start) }
                }
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
