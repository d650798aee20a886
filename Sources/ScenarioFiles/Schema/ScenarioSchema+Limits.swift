import OfferModel

/// Limits on money and completions, and what is tried on a plan.
extension ScenarioSchema {
    /// The five factors of model.md section 9.
    static let factors = of(Factor.self)

    private static let rowID = SchemaField("id", .identifier, .required, "name of the row")
    private static let sponsorScope = SchemaField("sponsor", .reference(.asset), "only offers of this sponsor")
    private static let offerScope = SchemaField("offer", .reference(.offer), "only this offer")

    static let budget = SchemaObject([
        rowID,
        SchemaField("amount", .number(.notNegative), .required, "most money"),
        SchemaField("basis", .choice(of(Budget.Basis.self)), .defaultsTo("cost"), "what counts as used"),
        sponsorScope, offerScope,
        SchemaField("macro", .reference(.macro), "only this macro-segment"),
        SchemaField("month", .integer(1...2400), "only this calendar month of the plan; required by basis cash"),
        SchemaField("breach_probability", .number(.openShare), "most probability of a breach that `stress --gate` lets pass"),
    ])

    static let fraudLimit = SchemaObject([
        rowID, SchemaField("amount", .number(.notNegative), .required, "most expected fraud loss"), sponsorScope, offerScope,
    ])

    static let reach = SchemaObject([
        rowID,
        SchemaField("completions", .number(.notNegative), .required, "least completions"),
        SchemaField("basis", .choice(of(ReachTarget.Basis.self)), .defaultsTo("all"), "all completions, or only incremental ones"),
        sponsorScope, offerScope,
    ])

    static let returnFloor = SchemaObject([
        rowID, SchemaField("ratio", .number(.notNegative), .required, "least value and external fees per unit of cost"), sponsorScope,
        offerScope,
    ])

    static let tailBudget = SchemaObject([
        rowID,
        SchemaField("level", .number(.openShare), .required, "alpha of CVaR: 0.95 speaks of the worst 5 % of draws"),
        SchemaField("amount", .number(.notNegative), .required, "most money"),
    ])

    static let uncertainty = SchemaObject(
        factors.map { SchemaField($0, .number(.notNegative), "standard deviation of the \($0) factor; absent: 0") } + [
            SchemaField("segment_sd", .object(deviations), "standard deviations of each segment's own shifts"),
            SchemaField("offer_sd", .object(deviations), "standard deviations of each offer's own shifts"),
            SchemaField("correlation", .factorPairs(factors: factors, NumberRange(-1, 1)), "correlations, `uptake-spend: 0.3`"),
            SchemaField("draws", .integer(1...10_000_000), "number of draws"),
        ])

    private static let deviations = SchemaObject(
        factors.map { SchemaField($0, .number(.notNegative), "standard deviation; absent: 0") })

    static let stress = SchemaObject([
        SchemaField("id", .identifier, .required, "name of the stress"),
        SchemaField("uptake", .number(.any), "shift of the logit of completion"),
        SchemaField("spend", .factor, "factor on spend, such as x1.15"),
        SchemaField("redemption", .number(.any), "shift of the logit of redemption"),
        SchemaField("fraud", .factor, "factor on fraud, such as x10"),
        SchemaField("value", .factor, "factor on the change of value, such as x0.8"),
    ])

    static let simulation = SchemaObject([
        SchemaField("replications", .integer(1...1_000_000), "how often the plan is simulated")
    ])
}
