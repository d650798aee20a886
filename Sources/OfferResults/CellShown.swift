import OfferModel
import OfferOptimization
import TableFiles

/// A variant of a cell's offer and the share of the segment that is shown it, alone or with other offers.
package struct CellShown: Sendable, Equatable {
    package let percent: Double
    /// nil for no cap.
    package let monthlyCap: Double?
    package let months: Int
    package var share: Double

    init(percent: Double, monthlyCap: Double?, months: Int, share: Double) {
        self.percent = percent
        self.monthlyCap = monthlyCap
        self.months = months
        self.share = share
    }

    init(_ shown: CellShare, in scenario: Scenario) {
        let variant = scenario.variants[shown.variant]
        self.init(percent: variant.percent.percent, monthlyCap: variant.monthlyCap, months: variant.months, share: shown.share)
    }

    var json: JSONValue {
        .members([
            "percent": .number(percent), "monthly_cap": .optional(monthlyCap), "months": .integer(months), "share": .number(share),
        ])
    }
}
