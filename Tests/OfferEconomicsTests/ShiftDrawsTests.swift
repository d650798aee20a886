import Foundation
import OfferEconomics
import OfferModel
import Testing

@Suite struct ShiftDrawsTests {
    private static let uncertainty = Uncertainty(
        common: FactorValues { [0.3, 0.1, 0.2, 0.5, 0.15][$0.position] }, segment: FactorValues { $0 == .spend ? 0.2 : 0 },
        offer: FactorValues { $0 == .uptake ? 0.4 : 0 },
        correlations: [.init(.uptake, .spend, 0.6), .init(.fraud, .uptake, -0.5), .init(.redemption, .value, 0.3)])

    private static func draws(_ count: Int, _ sampling: Sampling, seed: UInt64 = 11) -> ShiftDraws {
        ShiftDraws(uncertainty, count: count, sampling: sampling, seed: seed)
    }

    /// The normals that a draw's common shifts come from.
    private static func normals(_ draws: ShiftDraws) -> [FactorValues] {
        draws.commonShifts(of: 0..<draws.count).map { shifts in
            FactorValues { factor in
                let deviation = uncertainty.common[factor]
                let correction = factor == .spend || factor == .fraud ? deviation * deviation / 2 : 0
                return (shifts[factor] + correction) / deviation
            }
        }
    }

    /// Correlations of 20,000 draws within five standard errors (at most 1 / sqrt n), means and variances likewise.
    @Test(arguments: Sampling.allCases)
    func theCorrelationsAreThoseStated(sampling: Sampling) {
        let normals = Self.normals(Self.draws(20_000, sampling))
        let count = Double(normals.count)
        for first in Factor.allCases {
            #expect(abs(normals.reduce(0) { $0 + $1[first] } / count) < 5 / count.squareRoot())
            for second in Factor.allCases {
                let product = normals.reduce(0) { $0 + $1[first] * $1[second] } / count
                #expect(abs(product - Self.uncertainty.correlation(first, second)) < 5 * (2 / count).squareRoot())
            }
        }
    }

    @Test(arguments: Sampling.allCases)
    func aDrawIsTheSameWhateverIsAskedWithIt(sampling: Sampling) {
        let draws = Self.draws(1_000, sampling)
        let all = draws.commonShifts(of: 0..<1_000)
        #expect(Array(all[128..<300]) == draws.commonShifts(of: 128..<300))
        let own = draws.ownShifts(of: SegmentIndex(3), draws: 0..<1_000)
        #expect(own.map { Array($0[7..<9]) } == draws.ownShifts(of: SegmentIndex(3), draws: 7..<9))
    }

    @Test func antitheticPairsMirrorEachOther() {
        let draws = Self.draws(400, .antithetic)
        let normals = Self.normals(draws)
        let own = draws.ownShifts(of: OfferIndex(2), draws: 0..<400)!
        for pair in stride(from: 0, to: 400, by: 2) {
            for factor in Factor.allCases { #expect(abs(normals[pair][factor] + normals[pair + 1][factor]) < 1e-12) }
            #expect(own[pair][.uptake] == -own[pair + 1][.uptake])
            #expect(draws.block(of: pair) == draws.block(of: pair + 1))
        }
    }

    @Test func ownShiftsAreIndependentOfOneAnother() {
        let draws = Self.draws(10_000, .sobol)
        let first = draws.ownShifts(of: OfferIndex(0), draws: 0..<10_000)!
        let second = draws.ownShifts(of: OfferIndex(1), draws: 0..<10_000)!
        let segment = draws.ownShifts(of: SegmentIndex(0), draws: 0..<10_000)!
        func correlation(_ left: [Double], _ right: [Double]) -> Double {
            zip(left, right).reduce(0) { $0 + $1.0 * $1.1 } / 10_000
        }
        let columns = [first.map { $0[.uptake] / 0.4 }, second.map { $0[.uptake] / 0.4 }, segment.map { ($0[.spend] + 0.02) / 0.2 }]
        for (place, left) in columns.enumerated() {
            for right in columns[(place + 1)...] { #expect(abs(correlation(left, right)) < 0.05) }
            #expect(abs(correlation(left, left) - 1) < 5 * (2 / 10_000.0).squareRoot())
        }
        #expect(segment.allSatisfy { $0[.uptake] == 0 })
    }

    @Test func nothingOfItsOwnWhereNothingIsStated() {
        let draws = ShiftDraws(Uncertainty(), count: 10, sampling: .plain, seed: 1)
        #expect(draws.ownShifts(of: SegmentIndex(0), draws: 0..<10) == nil)
        #expect(draws.commonShifts(of: 0..<10) == Array(repeating: FactorValues(), count: 10))
    }

    @Test func seedsGiveOtherDraws() {
        for sampling in Sampling.allCases {
            #expect(Self.draws(8, sampling).commonShifts(of: 0..<8) != Self.draws(8, sampling, seed: 12).commonShifts(of: 0..<8))
        }
    }
}
