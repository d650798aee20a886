/// What a draw or a stress shifts (model.md section 9).
package enum Factor: String, Sendable, CaseIterable {
    case uptake, spend, redemption, fraud, value
}

/// One number for each factor.
package struct FactorValues: Sendable, Equatable {
    private var values = SIMD8<Double>()

    package init(_ value: (Factor) -> Double = { _ in 0 }) {
        for factor in Factor.allCases { values[factor.position] = value(factor) }
    }

    package subscript(factor: Factor) -> Double {
        get { values[factor.position] }
        set { values[factor.position] = newValue }
    }

    package static func + (left: FactorValues, right: FactorValues) -> FactorValues {
        var sum = left
        sum.values += right.values
        return sum
    }
}

extension Factor {
    /// Place among all factors, from 0.
    package var position: Int {
        switch self {
        case .uptake: 0
        case .spend: 1
        case .redemption: 2
        case .fraud: 3
        case .value: 4
        }
    }
}

/// How far the inputs may be from what they say: standard deviations of shifts, each at least 0 (model.md section 9).
package struct Uncertainty: Sendable {
    /// The correlation of the common shifts of two different factors, in [-1, 1].
    package struct Correlation: Sendable, Equatable {
        package let first: Factor
        package let second: Factor
        package let value: Double

        package init(_ first: Factor, _ second: Factor, _ value: Double) {
            self.first = first
            self.second = second
            self.value = value
        }
    }

    /// Shifts that everybody shares.
    package let common: FactorValues
    /// Each segment's own shifts.
    package let segment: FactorValues
    /// Each offer's own shifts.
    package let offer: FactorValues
    /// Each pair of factors at most once; pairs that are not named are uncorrelated.
    package let correlations: [Correlation]
    /// Standard errors of the values that the ladder model estimates; nil where it estimates none.
    package let valueErrors: ValueErrors?
    /// nil where nothing is stated.
    package let draws: Int?

    /// Draws where the scenario does not say how many it wants.
    package static let usualDraws = 2_000

    /// Whether no input may be anything but what it says.
    package var isNone: Bool { [common, segment, offer].allSatisfy { $0 == FactorValues() } && valueErrors?.isNone ?? true }

    /// R, the correlations of two common shifts: 1 of a factor with itself.
    package func correlation(_ first: Factor, _ second: Factor) -> Double {
        guard first != second else { return 1 }
        return correlations.first { [$0.first, $0.second] == [first, second] || [$0.second, $0.first] == [first, second] }?.value ?? 0
    }

    package init(
        common: FactorValues = FactorValues(), segment: FactorValues = FactorValues(), offer: FactorValues = FactorValues(),
        correlations: [Correlation] = [], valueErrors: ValueErrors? = nil, draws: Int? = nil
    ) {
        self.common = common
        self.segment = segment
        self.offer = offer
        self.correlations = correlations
        self.valueErrors = valueErrors
        self.draws = draws
    }

    package func with(valueErrors: ValueErrors?) -> Uncertainty {
        Uncertainty(common: common, segment: segment, offer: offer, correlations: correlations, valueErrors: valueErrors, draws: draws)
    }
}
