import OfferModel

/// The programme, its members, their offers and the tables.
extension ScenarioSchema {
    static let programme = SchemaObject([
        SchemaField("max_total_percent", .percent(.notNegative), "ladder ceiling on base and offers together, in percent; absent: none"),
        SchemaField(
            "percent_basis", .choice(of(Programme.PercentBasis.self)), .defaultsTo("effective"), "the percent that moves behaviour"),
        SchemaField("holdout_share", .number(.shareBelowOne), .defaultsTo("0"), "share of every segment that is shown nothing"),
        SchemaField("pnl_floor", .number(.any), "least P&L of the programme itself; may be negative"),
        SchemaField("monthly_cap_per_customer", .number(.notNegative), "simulation only: most cashback of a customer in a month"),
        SchemaField("contacts_per_customer", .integer(0...1_000_000), "default for segments.contacts; absent: no limit"),
        SchemaField("points_expire_after_months", .integer(1...1200), "months after which points expire; absent: never"),
        SchemaField("max_redeem_share", .number(.share), "simulation only: most of a month's spend that points may pay"),
        SchemaField(
            "redemption_order", .choice(of(Programme.RedemptionOrder.self)), .defaultsTo("vintage"),
            "simulation only: which points go first"),
    ])

    static let asset = SchemaObject([
        SchemaField("id", .identifier, .required, "id of the asset"),
        SchemaField("external", .boolean, .defaultsTo("false"), "a partner outside the coalition: pays fees, has no value terms"),
        SchemaField("earn_share", .number(.share), .defaultsTo("0"), "share of spend that earns cashback here; sums to 1 over the assets"),
        SchemaField("margin", .number(NumberRange(-1, 1)), .defaultsTo("0"), "margin on extra spend, a fraction"),
        SchemaField("redeem_share", .number(.share), .defaultsTo("0"), "share of points redeemed here"),
        SchemaField("pnl_floor", .number(.any), "least P&L of the asset; may be negative; absent: none"),
    ])

    static let offer = SchemaObject([
        SchemaField("id", .identifier, .required, "id of the offer"),
        SchemaField("sponsor", .reference(.asset), .required, "asset whose activity it is"),
        SchemaField("percents", .list(.percent(NumberRange(0, 100)), atLeast: 1, isSet: true), .required, "percents to choose from"),
        SchemaField("monthly_caps", .list(.number(.positive), atLeast: 1, isSet: true), "caps to choose from; absent: no cap"),
        SchemaField("months", .list(.integer(1...1200), atLeast: 1, isSet: true), .required, "durations to choose from"),
        SchemaField("start_month", .integer(1...1200), .defaultsTo("1"), "calendar month of the plan in which it starts"),
        SchemaField("acquisition_fee", .number(.notNegative), .defaultsTo("0"), "paid by the sponsor per honest completion"),
        SchemaField("requires", .list(.reference(.offer), atLeast: 0, isSet: true), "offers that must have been completed before"),
        SchemaField("leads_to", .reference(.level), "level of the ladder that completion leads to"),
        SchemaField("monthly_stop", .number(.notNegative), "simulation only: most paid in a month; absent: none"),
        SchemaField("fraud", .object(fraud), "how fraud answers generosity; absent: none"),
    ])

    static let fraud = SchemaObject([
        SchemaField("rate", .number(.share), .required, "share of those shown who are fraudulent at the reference percent"),
        SchemaField("reference_percent", .number(.positive), .required, "percent at which the rate holds"),
        SchemaField("elasticity", .number(.notNegative), .required, "power with which fraud rises with the percent"),
        SchemaField("monthly_detection", .number(.share), .required, "probability that fraud is detected in a month"),
    ])

    static let tables = SchemaObject([
        SchemaField("segments", .object(table), .required, "who"),
        SchemaField("responses", .object(table), .required, "how they answer"),
        SchemaField("opening", .object(table), "settlement only: points outstanding when the plan begins; absent: none"),
        SchemaField("values", .object(table), "what it is worth; absent: only wide columns of segments, or the ladder"),
        SchemaField("experiment", .object(table), "customers of an experiment, by whom plans are valued honestly"),
        SchemaField("transitions", .object(table), "how customers move between the ladder's levels in a month"),
        SchemaField("margins", .object(table), "what a customer at each level brings each asset in a month"),
    ])

    static let table = SchemaObject([
        SchemaField("file", .path, .required, "CSV file"),
        SchemaField("business_date", .date, "date that the data speak of"),
        SchemaField("lag_days", .integer(0...36_500), "days by which the data may lag behind as_of"),
        SchemaField("previous", .path, "CSV file of the same table a period ago, which its means are compared with"),
    ])

    static let exclusion = SchemaObject([
        SchemaField("offer", .reference(.offer), .required, "the offer"),
        SchemaField("segment", .reference(.segment), "segment that must not be shown it"),
        SchemaField("macro", .reference(.macro), "macro-segment that must not be shown it"),
        SchemaField("reason", .text(mayBeEmpty: true), "why"),
    ])
}
