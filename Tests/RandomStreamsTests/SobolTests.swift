import RandomStreams
import Testing

@Suite struct SobolTests {
    /// The first points of new-joe-kuo-6.21201 in Gray code order, in sixteenths.
    private static let published: [[Double]] = [
        [0, 0, 0, 0, 0], [8, 8, 8, 8, 8], [12, 4, 4, 4, 12], [4, 12, 12, 12, 4], [6, 6, 10, 14, 6], [14, 14, 2, 6, 14],
        [10, 2, 14, 10, 10], [2, 10, 6, 2, 2], [3, 5, 15, 7, 9], [11, 13, 7, 15, 1], [15, 1, 11, 3, 5], [7, 9, 3, 11, 13],
        [5, 3, 5, 9, 15], [13, 11, 13, 1, 7], [9, 7, 1, 13, 3], [1, 15, 9, 5, 11],
    ]

    @Test func theFirstPointsAreThePublishedOnes() {
        let points = SobolPoints(dimensions: 5)
        for (number, point) in Self.published.enumerated() {
            for (dimension, sixteenths) in point.enumerated() {
                #expect(Double(points.word(UInt32(number), dimension: dimension)) * 0x1p-32 == sixteenths / 16)
            }
        }
    }

    /// Scrambling keeps what makes the points even: any first 2^m have one coordinate in each of 2^m equal intervals.
    @Test(arguments: 0..<20)
    func scrambledPointsFillEveryInterval(scrambling: UInt32) {
        let points = SobolPoints(dimensions: 5, seed: 42, name: [scrambling, 67])
        for dimension in 0..<5 {
            for places in [1, 4, 9] {
                let intervals = (0..<UInt32(1 << places)).map { points.word($0, dimension: dimension) >> UInt32(32 - places) }
                #expect(Set(intervals).count == 1 << places)
            }
        }
    }

    /// And in the plane: one point in each of 16 by 16 squares, for the first two dimensions, whose quality parameter is 0.
    @Test(arguments: 0..<20)
    func scrambledPointsFillEverySquare(scrambling: UInt32) {
        let points = SobolPoints(dimensions: 2, seed: 7, name: [scrambling, 67])
        let squares = (0..<UInt32(256)).map { (points.word($0, dimension: 0) >> 28) * 16 + (points.word($0, dimension: 1) >> 28) }
        #expect(Set(squares).count == 256)
    }

    /// Each single point is uniform: over 4,000 scramblings the mean of a coordinate is within five standard errors of a half.
    @Test(arguments: [UInt32(0), 1, 77])
    func aPointIsUniformOverScramblings(number: UInt32) {
        for dimension in 0..<5 {
            let mean =
                (0..<UInt32(4_000)).reduce(0) {
                    $0 + SobolPoints(dimensions: 5, seed: 1, name: [$1, 67]).coordinate(number, dimension: dimension)
                } / 4_000
            #expect(abs(mean - 0.5) < 5 * (1 / 12.0 / 4_000).squareRoot())
        }
    }

    @Test func seedsAndNamesGiveOtherScramblings() {
        func words(seed: UInt64, _ name: UInt32) -> [UInt32] {
            let points = SobolPoints(dimensions: 5, seed: seed, name: [name, 67])
            return (0..<5).map { points.word(3, dimension: $0) }
        }
        #expect(words(seed: 1, 0) == words(seed: 1, 0))
        #expect(words(seed: 1, 0) != words(seed: 2, 0))
        #expect(words(seed: 1, 0) != words(seed: 1, 1))
        #expect(words(seed: 1, 0) != words(seed: 1 << 32 | 1, 0))
    }

    @Test func coordinatesLieStrictlyInside() {
        let points = SobolPoints(dimensions: 1)
        #expect(points.coordinate(0, dimension: 0) > 0)
        let last = (0..<UInt32(1 << 12)).map { points.coordinate($0, dimension: 0) }.max()!
        #expect(last < 1)
    }
}
