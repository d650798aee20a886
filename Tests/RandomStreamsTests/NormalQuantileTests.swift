import Foundation
import RandomStreams
import Testing

@Suite struct NormalQuantileTests {
    /// Back through the distribution function, whose error in the tail is some units in the last place times z^2.
    @Test(arguments: [0x1p-33, 1e-300, 1e-100, 1e-20, 1e-10, 1e-6, 1e-3, 0.01, 0.0749, 0.0751, 0.2, 0.3, 0.4999])
    func theDistributionFunctionLeadsBack(probability: Double) {
        let z = NormalQuantile.value(at: probability)
        let back = 0.5 * erfc(-z / 2.0.squareRoot())
        #expect(abs(back / probability - 1) < 4e-16 * max(4, z * z))
    }

    @Test func gridLeadsBackOnBothSides() {
        for step in 1..<4_096 {
            let probability = Double(step) / 4_096
            let z = NormalQuantile.value(at: probability)
            #expect(abs(0.5 * erfc(-z / 2.0.squareRoot()) - probability) < 1e-15)
            #expect(z == -NormalQuantile.value(at: 1 - probability))
        }
    }

    /// From tables of the normal distribution to 15 digits.
    @Test(arguments: [(0.5, 0.0), (0.975, 1.959963984540054), (0.95, 1.644853626951472), (0.99, 2.326347874040841)])
    func knownQuantiles(probability: Double, z: Double) {
        #expect(abs(NormalQuantile.value(at: probability) - z) < 2e-15)
    }
}
