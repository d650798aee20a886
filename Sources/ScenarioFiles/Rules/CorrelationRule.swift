import DenseAlgebra
import OfferModel
import TableFiles

/// Whether the stated correlations can hold together, and which of them to change where they cannot (model.md section 9).
struct CorrelationRule {
    private let uncertainty: Uncertainty

    /// A pair that alone can mend the matrix, with the values that it may have while the others stay.
    struct Mending {
        let first: Factor
        let second: Factor
        /// Whether the scenario states the pair; else it counts as 0.
        let isStated: Bool
        let from: Double
        let to: Double
    }

    init(_ correlations: [Uncertainty.Correlation]) {
        uncertainty = Uncertainty(correlations: correlations)
    }

    var isKept: Bool { Self.matrix(of: uncertainty, order: Factor.allCases).choleskyFactor != nil }

    /// The pairs of which one change is enough.
    ///
    /// With K the other factors, and y_i = L^-1 r_iK by the Cholesky factor L of their matrix, factors i and j may be correlated between
    /// y_i y_j - b and y_i y_j + b, b^2 = (1 - y_i y_i)(1 - y_j y_j): their partial correlation given K lies between -1 and 1.
    var mendings: [Mending] {
        let stated = uncertainty.correlations.map { (first: $0.first, second: $0.second) }
        let unstated = Factor.allCases.flatMap { first in
            Factor.allCases.filter { $0.position > first.position }.map { (first: first, second: $0) }
        }.filter { pair in !stated.contains { Set([$0.first, $0.second]) == [pair.first, pair.second] } }
        return (stated + unstated).enumerated().compactMap { place, pair in
            let others = Factor.allCases.filter { $0 != pair.first && $0 != pair.second }
            guard let first = factor(of: others + [pair.first]), let second = factor(of: others + [pair.second]) else { return nil }
            let last = others.count
            let middle = (0..<last).reduce(0) { $0 + first[last, $1] * second[last, $1] }
            let reach = first[last, last] * second[last, last]
            let (from, to) = (Self.roundedUp(middle - reach), -Self.roundedUp(-middle - reach))
            return from < to
                ? Mending(first: pair.first, second: pair.second, isStated: place < stated.count, from: from, to: to) : nil
        }
    }

    /// The largest share of all correlations at once that can hold together, in whole thousandths.
    var commonShare: Double {
        let thousandths = (0...1_000).last { thousandth in
            let share = Double(thousandth) / 1_000
            return CorrelationRule(uncertainty.correlations.map { .init($0.first, $0.second, $0.value * share) }).isKept
        }
        return Double(thousandths ?? 0) / 1_000
    }

    private func factor(of factors: [Factor]) -> Matrix? { Self.matrix(of: uncertainty, order: factors).choleskyFactor }

    private static func matrix(of uncertainty: Uncertainty, order: [Factor]) -> Matrix {
        Matrix(rowCount: order.count, columnCount: order.count) { uncertainty.correlation(order[$0], order[$1]) }
    }

    /// To the next whole ten-thousandth strictly inside what is allowed.
    private static func roundedUp(_ bound: Double) -> Double { ((bound * 10_000).rounded(.down) + 1) / 10_000 }
}

extension ScenarioRules {
    /// Looks only at correlations that are sound by themselves.
    mutating func checkCorrelations() {
        guard let node = root["uncertainty"]?["correlation"], let entries = node.entries else { return }
        var pairs: [Uncertainty.Correlation] = []
        for entry in entries {
            let factors = entry.key.split(separator: "-", omittingEmptySubsequences: false).map { Factor(rawValue: String($0)) }
            guard factors.count == 2, let first = factors[0], let second = factors[1], first != second, let value = entry.value.number,
                (-1...1).contains(value), !pairs.contains(where: { Set([$0.first, $0.second]) == [first, second] })
            else { return }
            pairs.append(.init(first, second, value))
        }
        let rule = CorrelationRule(pairs)
        guard !rule.isKept else { return }
        let mendings = rule.mendings.map { mending in
            let name = "\(mending.first.rawValue)-\(mending.second.rawValue)"
            let range = "between \(ScalarText.number(mending.from)) and \(ScalarText.number(mending.to))"
            return mending.isStated ? "\(name) to \(range)" : "add \(name) \(range)"
        }
        let largest = pairs.enumerated().max { (abs($0.element.value), $1.offset) < (abs($1.element.value), $0.offset) }?.offset ?? 0
        problems.add(
            .error(
                "correlations-contradict", at: entries[largest].value.location,
                "uncertainty.correlation: no factors can have all these correlations at once (the matrix is not positive definite)",
                help: mendings.isEmpty
                    ? "no single pair can mend it: \(Self.names(pairs)) may all be \(ScalarText.number(rule.commonShare)) times as large"
                    : "one change is enough: " + mendings.joined(separator: ", or ")))
    }

    private static func names(_ pairs: [Uncertainty.Correlation]) -> String {
        pairs.map { "\($0.first.rawValue)-\($0.second.rawValue)" }.joined(separator: ", ")
    }
}
