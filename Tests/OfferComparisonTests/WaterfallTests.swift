import OfferComparison
import TestSupport
import Testing

/// The arithmetic of a waterfall.
@Suite struct WaterfallTests {
    @Test(arguments: 1...200)
    func changesAddUpBitForBit(seed: Int) {
        var generator = SplitMix64(seed: seed)
        let size = generator.pick([1e-9, 1, 1e3, 1e8, 1e15, 1e40])
        func amount() -> Double { generator.onceIn(6) ? 0 : generator.number(-1...1) * size * generator.pick([1, 1, 1e-6]) }
        let (before, after) = (amount(), amount())
        let ends: [Double?] = (0..<3).map { _ in generator.onceIn(4) ? nil : amount() }
        let waterfall = Waterfall(before: before, ends: ends, after: after)
        #expect(waterfall.bars.reduce(waterfall.before) { $0 + ($1.change ?? 0) } == waterfall.after)
        #expect(waterfall.bars.reversed().reduce(waterfall.before) { $0 + ($1.change ?? 0) } == waterfall.after)
        let largest = ends.reduce(max(abs(before), abs(after))) { max($0, abs($1 ?? 0)) }
        #expect(abs(waterfall.before - before) <= 1e-13 * largest && abs(waterfall.after - after) <= 1e-13 * largest)
        for (bar, end) in zip(waterfall.bars, ends + [after]) {
            #expect((bar.objective == nil) == (end == nil) && (bar.change == nil) == (end == nil))
            if let objective = bar.objective, let end { #expect(abs(objective - end) <= 1e-13 * largest) }
        }
    }

    @Test func aStepWithoutAPlanIsMergedWithTheNext() {
        let waterfall = Waterfall(before: 10, ends: [nil, nil, 25], after: 20)
        #expect(waterfall.bars.map(\.change) == [nil, nil, 15, -5])
        #expect(waterfall.bars.map(\.includes) == [[], [], [.data, .models], []])
        let last = Waterfall(before: 10, ends: [12, 12, nil], after: 20)
        #expect(last.bars.map(\.change) == [2, 0, nil, 8] && last.bars[3].includes == [.rules])
    }
}
