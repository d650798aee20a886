import OfferReporting
import Testing

@Suite struct AmountTextTests {
    @Test(arguments: [
        (0.0, "0"), (-0.0, "0"), (0.004, "4.0e-03"), (0.005, "0.01"), (1, "1"), (7.25, "7.25"), (7.5, "7.5"), (-7.256, "-7.26"),
        (99.999, "100"),
        (123.44, "123.4"), (999.94, "999.9"), (999.96, "1,000"), (999.9999999999991, "1,000"), (1_000, "1,000"), (12_345.4, "12,345"),
        (-12_345.6, "-12,346"), (999_949, "999,949"),
        (999_950, "1.000 M"), (1_234_567, "1.235 M"), (48_870_000, "48.87 M"), (-348_870_000, "-348.9 M"), (1e9, "1.000 bn"),
        (123.4e12, "123400 bn"), (1e15, "1.000e+15"), (-1e300, "-1.000e+300"), (.leastNonzeroMagnitude, "4.9e-324"),
    ])
    func fewDigits(amount: Double, text: String) {
        #expect(AmountText.compact(amount) == text)
    }

    /// What is read off the page is the amount, to the digits that are shown.
    @Test func nearTheAmountAtEverySize() throws {
        for exponent in -20...14 {
            for mantissa in [1, 1.0049, 2.5, 3.14159, 9.4999, 9.9949, 9.9951, 9.99999] {
                let amount = mantissa * pow(10, exponent)
                for amount in [amount, -amount] {
                    let words = AmountText.compact(amount).split(separator: " ")
                    let scale = words.count == 1 ? 1 : words[1] == "M" ? 1e6 : 1e9
                    let number = try #require(Double(String(words[0].filter { $0 != "," })))
                    // Two digits of the smallest, two decimals up to a hundred, whole numbers up to a million, four digits beyond.
                    let tolerance = max(abs(amount) < 0.005 ? 0.05 * abs(amount) : 0.005, 5.001e-4 * abs(amount))
                    #expect(abs(number * scale - amount) <= tolerance * (1 + 1e-9), "\(amount) as \(words)")
                }
            }
        }
    }

    @Test(arguments: [
        (0.0, "0"), (0.5, "1"), (-0.4, "0"), (999, "999"), (1_000, "1,000"), (-1_000, "-1,000"), (123_456, "123,456"),
        (1e12, "1,000,000,000,000"),
        (1e15, "1.000e+15"), (-1e20, "-1.000e+20"),
    ])
    func thousandsApart(amount: Double, text: String) {
        #expect(AmountText.grouped(amount) == text)
    }

    @Test(arguments: [
        (7.0, 2, "7"), (7.5, 2, "7.5"), (7.25, 2, "7.25"), (0.001, 2, "0"), (-0.001, 2, "0"), (100, 0, "100"), (1_000, 2, "1000"),
        (66.66666, 1, "66.7"),
    ])
    func withoutTrailingZeros(amount: Double, decimals: Int, text: String) {
        #expect(AmountText.trimmed(amount, decimals: decimals) == text)
    }

    private func pow(_ base: Double, _ exponent: Int) -> Double {
        (0..<abs(exponent)).reduce(1) { result, _ in exponent < 0 ? result / base : result * base }
    }
}
