import Foundation
import OfferEconomics
import OfferModel
import OfferStress
import TestSupport
import Testing

@Suite struct TornadoTests {
    /// Spend by 20 %: 2,000 exp(-0.2 - 0.02) and 2,000 exp(0.2 - 0.02).
    @Test func onPaper() throws {
        let bars = TornadoBar.all(of: StressCases.onPaper(uncertainty: StressCases.uncertainSpend))
        let bar = try #require(bars.first)
        #expect(bars.count == 1 && bar.factor == .spend && bar.deviation == 0.2)
        #expect(abs(bar.cost.low - 1_605.0375) < 1e-3 && abs(bar.cost.high - 2_394.4347) < 1e-3)
    }

    /// Each end is a named stress with that one shift or factor; the widest bar in cost comes first.
    @Test(arguments: StressCases.seeds)
    func eachEndIsAStressOfOneFactor(seed: Int) {
        let deviations = FactorValues { [0.4, 0.1, 0.3, 0.6, 0.2][$0.position] }
        let plan = StressCases.plan(seed: seed, uncertainty: Uncertainty(common: deviations))
        let bars = TornadoBar.all(of: plan)
        #expect(Set(bars.map(\.factor)) == Set(Factor.allCases))
        for (wider, narrower) in zip(bars, bars.dropFirst()) { #expect(wider.cost.swing >= narrower.cost.swing) }
        for bar in bars {
            for (normal, cost, net) in [(-1.0, bar.cost.low, bar.netValue.low), (1, bar.cost.high, bar.netValue.high)] {
                let totals = NamedStress(.alone(bar.factor, deviations[bar.factor], normal), isBuiltIn: false, on: plan).totals
                #expect(abs(totals.cost - cost) <= 1e-9 * max(1, cost))
                #expect(abs(totals.netValue - net) <= 1e-9 * max(1, abs(net), abs(totals.value)))
            }
        }
    }
}

extension Stress {
    /// sd z, or the factor exp(sd z - sd^2 / 2).
    fileprivate static func alone(_ factor: Factor, _ deviation: Double, _ normal: Double) -> Stress {
        let shift = deviation * normal
        return switch factor {
        case .uptake: Stress(id: "s", uptake: shift)
        case .spend: Stress(id: "s", spend: exp(shift - deviation * deviation / 2))
        case .redemption: Stress(id: "s", redemption: shift)
        case .fraud: Stress(id: "s", fraud: exp(shift - deviation * deviation / 2))
        case .value: Stress(id: "s", value: 1 + shift)
        }
    }
}
