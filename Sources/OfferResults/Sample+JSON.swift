import OfferEconomics
import TableFiles

extension Sample {
    var json: JSONValue {
        .members([
            "mean": .number(mean), "standard_error": .optional(knownStandardError), "sd": .number(standardDeviation),
            "p05": .number(quantile(0.05)), "p50": .number(quantile(0.5)), "p95": .number(quantile(0.95)), "min": .number(sorted[0]),
            "max": .number(sorted[sorted.count - 1]),
        ])
    }
}
