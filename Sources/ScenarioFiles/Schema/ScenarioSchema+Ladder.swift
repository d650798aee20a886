/// The ladder model of future value.
extension ScenarioSchema {
    static let ladder = SchemaObject([
        SchemaField("levels", .list(.identifier, atLeast: 1, isSet: true), .required, "levels of a customer, from lowest to highest"),
        SchemaField("discount", .number(.positiveShare), "factor on the margin of the next month; absent: from discount_annual, else 1"),
        SchemaField("discount_annual", .number(.notNegative), "yearly rate of discount, a fraction, in place of discount"),
        SchemaField(
            "pseudo_count", .number(NumberRange(1e-6, 1e6)), .defaultsTo("0.5"), "prior weight of each transition that may happen"),
    ])
}
