import Foundation
import RandomStreams
import Testing

@Suite struct PhiloxTests {
    /// The known answers of the reference implementation (Random123, kat_vectors, philox4x32-10).
    @Test(arguments: [
        (SIMD4<UInt32>(repeating: 0), SIMD2<UInt32>(repeating: 0), SIMD4<UInt32>(0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8)),
        (
            SIMD4<UInt32>(repeating: .max), SIMD2<UInt32>(repeating: .max),
            SIMD4<UInt32>(0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD)
        ),
        (
            SIMD4<UInt32>(0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344), SIMD2<UInt32>(0xA409_3822, 0x299F_31D0),
            SIMD4<UInt32>(0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1)
        ),
    ])
    func itGivesThePublishedWords(counter: SIMD4<UInt32>, key: SIMD2<UInt32>, words: SIMD4<UInt32>) {
        #expect(Philox.block(counter: counter, key: key) == words)
    }
}

@Suite struct RandomStreamTests {
    private let stream = RandomStream(seed: 0x0123_4567_89AB_CDEF, name: [7, 8, 9])

    /// The words of an item, one at a time.
    private func block(_ id: UInt32) -> SIMD4<UInt32> {
        Philox.block(counter: [id, 7, 8, 9], key: [0x89AB_CDEF, 0x0123_4567])
    }

    private func uniform(_ high: UInt32, _ low: UInt32) -> Double {
        Double(UInt64(high) << 21 | UInt64(low) >> 11) * 0x1p-53
    }

    @Test func uniformsAreTheWordsOfTheirBlocks() {
        let ids = (0..<1_000).map { UInt32($0) &* 2_654_435_761 }
        #expect(stream.uniforms(ids) == ids.map { uniform(block($0)[0], block($0)[1]) })
    }

    /// Against Box and Muller's formula by the C library: both are within some units in the last place.
    @Test func normalsAreThoseOfBoxAndMuller() {
        let ids = (0..<5_000).map { UInt32($0) }
        let normals = stream.normals(ids)
        for (id, pair) in zip(ids, zip(normals.first, normals.second)) {
            let words = block(id)
            let first = Double(UInt64(words[0]) << 20 | UInt64(words[1]) >> 12) * 0x1p-52
            let second = Double(UInt64(words[2]) << 20 | UInt64(words[3]) >> 12) * 0x1p-52
            let length = (-2 * log(1 - first)).squareRoot()
            #expect(abs(pair.0 - length * cos(2 * .pi * second)) < 1e-14)
            #expect(abs(pair.1 - length * sin(2 * .pi * second)) < 1e-14)
        }
    }

    /// Moments of 200,000 normals within five standard errors.
    @Test(arguments: [true, false])
    func normalsHaveTheMomentsOfTheNormalDistribution(areFirst: Bool) {
        let pairs = stream.normals((0..<200_000).map { UInt32($0) })
        let normals = areFirst ? pairs.first : pairs.second
        let product = zip(pairs.first, pairs.second).reduce(0) { $0 + $1.0 * $1.1 } / 200_000
        #expect(abs(product) < 5 * (1 / 200_000.0).squareRoot())
        func moment(_ power: Int) -> Double { normals.reduce(0) { $0 + pow($1, Double(power)) } / 200_000 }
        #expect(abs(moment(1)) < 5 * (1 / 200_000.0).squareRoot())
        #expect(abs(moment(2) - 1) < 5 * (2 / 200_000.0).squareRoot())
        #expect(abs(moment(3)) < 5 * (15 / 200_000.0).squareRoot())
        #expect(abs(moment(4) - 3) < 5 * (96 / 200_000.0).squareRoot())
    }

    /// The size's uniform starts with the four bits, and the spare bits are those of the block that no normal uses.
    @Test func normalsHaveTheSizesThatAreKnownBeforehand() {
        let ids = (0..<5_000).map { UInt32($0) }
        let (_, _, bits) = stream.normalsAndBits(ids)
        #expect(bits == ids.map { block($0)[1] & 0xFFF | (block($0)[3] & 0xFFF) << 12 })
        let other = RandomStream(seed: 0x0123_4567_89AB_CDEF, name: [7, 8, 10])
        let normals = other.normals(ids, sizes: bits, shift: 8)
        for (id, pair) in zip(ids, zip(normals.first, normals.second)) {
            let words = Philox.block(counter: [id, 7, 8, 10], key: [0x89AB_CDEF, 0x0123_4567])
            let first = Double(UInt64(words[0]) << 20 | UInt64(words[1]) >> 12) * 0x1p-52
            let second = Double(UInt64(words[2]) << 20 | UInt64(words[3]) >> 12) * 0x1p-52
            let size = bits[Int(id)] >> 8 & 15
            let length = (-2 * log((Double(size) + 1 - first) / 16)).squareRoot()
            #expect(abs(pair.0 - length * cos(2 * .pi * second)) < 1e-14)
            #expect(abs(pair.1 - length * sin(2 * .pi * second)) < 1e-14)
            #expect(size == 0 || max(abs(pair.0), abs(pair.1)) <= RandomStream.farthestUsualNormal)
        }
        #expect((-2 * log(0x1p-56)).squareRoot() < RandomStream.farthestNormal)
        let mean = normals.first.reduce(0) { $0 + $1 * $1 } / 5_000
        #expect(abs(mean - 1) < 5 * (2 / 5_000.0).squareRoot())
    }

    @Test func oneItemIsTheSameWhereverItIsAskedFor() {
        let ids = (0..<200).map { UInt32($0) }
        #expect(stream.normals(ids).first[137] == stream.normals([137]).first[0])
        #expect(stream.normals(ids).first != RandomStream(seed: 1, name: [7, 8, 9]).normals(ids).first)
        #expect(stream.normals(ids).first != RandomStream(seed: 0x0123_4567_89AB_CDEF, name: [7, 8, 10]).normals(ids).first)
    }

    @Test func exponentsAreThoseOfTheLibrary() {
        let arguments = (-2_000...2_000).map { Double($0) * 0.354 }
        var values = arguments
        values.exponentiate()
        for (argument, value) in zip(arguments, values) { #expect(abs(value / exp(argument) - 1) < 1e-15) }
        var outside = [-1e300, 1e300, 0.0]
        outside.exponentiate()
        #expect(abs(outside[0] / exp(-708) - 1) < 1e-15 && abs(outside[1] / exp(709) - 1) < 1e-15 && outside[2] == 1)
    }
}
