/// Everything that one question to the workbench states, checked and complete. Immutable, and shared rather than copied: a million
/// pairs refer to it.
package final class Scenario: Sendable {
    package enum Objective: String, Sendable, CaseIterable {
        case netValue = "net_value"
        case value
    }

    /// How far customers are told apart; coarser levels share one decision (model.md section 7).
    package enum Granularity: String, Sendable, CaseIterable {
        case segment, macro, programme
    }

    package enum Mode: String, Sendable, CaseIterable {
        case split, single
    }

    package let name: String
    package let currency: String
    package let objective: Objective
    package let granularity: Granularity
    package let mode: Mode
    package let seed: UInt64
    package let programme: Programme
    package let assets: [Asset]
    package let offers: [Offer]
    /// Sorted by id, so that permuted rows give the same answer.
    package let segments: [Segment]
    /// nil where the pair is closed for want of a response.
    package let responses: SegmentOfferGrid<Response?>
    package let values: ValueTable
    package let budgets: [Budget]
    package let fraudLimits: [FraudLimit]
    package let reach: [ReachTarget]
    package let returns: [ReturnFloor]
    package let tailBudgets: [TailBudget]
    package let exclusions: [Exclusion]
    /// Most customers, as a share, whose offers may change against the current plan; nil for no limit.
    package let maxChangedShare: Double?
    /// What runs today; nil where nothing is stated.
    package let currentPlan: Plan?
    package let uncertainty: Uncertainty
    package let stresses: [Stress]
    /// How often a plan is simulated; nil where nothing is stated.
    package let replications: Int?
    /// Points outstanding when the plan begins.
    package let openingBalances: [OpeningBalance]
    /// The model that fills in values which no table states; nil without one.
    package let ladder: Ladder?
    /// What the ladder says of each level, once it has filled in the values.
    package let levelValues: LevelValues?
    /// Customer by customer what an experiment observed; nil without one.
    package let experiment: Experiment?
    /// Figures that stand in place of the model's; nil where the model speaks.
    package let measured: MeasuredFigures?

    /// All variants of all offers: offers in order, then percents, caps, durations as written.
    package let variants: [Variant]
    /// The variants of each offer, as positions in `variants`.
    package let variantRanges: [Range<Int>]

    package init(
        name: String, currency: String, objective: Objective, granularity: Granularity, mode: Mode, seed: UInt64, programme: Programme,
        assets: [Asset], offers: [Offer], segments: [Segment], responses: SegmentOfferGrid<Response?>, values: ValueTable,
        budgets: [Budget], fraudLimits: [FraudLimit], reach: [ReachTarget], returns: [ReturnFloor], tailBudgets: [TailBudget],
        exclusions: [Exclusion], maxChangedShare: Double?, uncertainty: Uncertainty = Uncertainty(), stresses: [Stress] = [],
        replications: Int? = nil, currentPlan: Plan? = nil, ladder: Ladder? = nil, levelValues: LevelValues? = nil,
        openingBalances: [OpeningBalance], experiment: Experiment? = nil, measured: MeasuredFigures? = nil
    ) {
        self.name = name
        self.currency = currency
        self.objective = objective
        self.granularity = granularity
        self.mode = mode
        self.seed = seed
        self.programme = programme
        self.assets = assets
        self.offers = offers
        self.segments = segments
        self.responses = responses
        self.values = values
        self.budgets = budgets
        self.fraudLimits = fraudLimits
        self.reach = reach
        self.returns = returns
        self.tailBudgets = tailBudgets
        self.exclusions = exclusions
        self.maxChangedShare = maxChangedShare
        self.currentPlan = currentPlan
        self.uncertainty = uncertainty
        self.stresses = stresses
        self.replications = replications
        self.openingBalances = openingBalances
        self.ladder = ladder
        self.levelValues = levelValues
        self.experiment = experiment
        self.measured = measured
        (variants, variantRanges) = Self.grid(of: offers)
    }

    /// The payer of an offer's points: its sponsor inside the coalition, nil for the programme (model.md section 6).
    package func payer(of offer: OfferIndex) -> AssetIndex? {
        let sponsor = offers[offer].sponsor
        return assets[sponsor].isExternal ? nil : sponsor
    }

    private static func grid(of offers: [Offer]) -> (variants: [Variant], ranges: [Range<Int>]) {
        var variants: [Variant] = []
        var ranges: [Range<Int>] = []
        for index in offers.entityIndices {
            let first = variants.count
            for percent in offers[index].percents {
                for cap in offers[index].monthlyCaps {
                    for months in offers[index].months {
                        variants.append(Variant(offer: index, percent: percent, monthlyCap: cap, months: months))
                    }
                }
            }
            ranges.append(first..<variants.count)
        }
        return (variants, ranges)
    }
}
