import Foundation

/// Log-likelihoods and tests of counts of yes and no.
enum Bernoulli {
    /// Of so many customers, each on their own; without the binomial coefficient, so that counts and customer rows give the same.
    static func logLikelihood(completed: Double, of customers: Double, probability: Double) -> Double {
        let yes = completed > 0 ? completed * log(probability) : 0
        let no = customers > completed ? (customers - completed) * log1p(-probability) : 0
        return yes + no
    }

    /// Two-sided probability of a standard normal as far from 0 as z.
    static func pValue(_ z: Double) -> Double { erfc(abs(z) / 2.0.squareRoot()) }

    /// How far the second share lies above the first, in standard errors under no difference; nil where nothing varies.
    static func difference(
        _ first: (customers: Double, completed: Double), _ second: (customers: Double, completed: Double)
    ) -> Double? {
        guard first.customers > 0, second.customers > 0 else { return nil }
        let pooled = (first.completed + second.completed) / (first.customers + second.customers)
        let variance = pooled * (1 - pooled) * (1 / first.customers + 1 / second.customers)
        guard variance > 0 else { return nil }
        return (second.completed / second.customers - first.completed / first.customers) / variance.squareRoot()
    }

    /// The test of Cochran and Armitage for a share that rises with the percent, in standard errors; nil where nothing varies.
    static func trend(_ points: [DosePoint]) -> Double? {
        let customers = points.customers
        guard customers > 0 else { return nil }
        let share = points.completed / customers
        let mean = points.reduce(0) { $0 + $1.customers * $1.percent } / customers
        let numerator = points.reduce(0) { $0 + ($1.percent - mean) * ($1.completed - share * $1.customers) }
        let variance = share * (1 - share) * points.reduce(0) { $0 + $1.customers * ($1.percent - mean) * ($1.percent - mean) }
        guard variance > 0 else { return nil }
        return numerator / variance.squareRoot()
    }
}
