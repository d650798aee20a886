/// The experiment by which plans are valued honestly.
extension ScenarioSchema {
    static let experiment = SchemaObject([
        SchemaField("columns", .object(experimentColumns), "names of the table's columns, where they are not those of the keys"),
        SchemaField(
            "quantities", .list(.text(mayBeEmpty: false), atLeast: 0, isSet: true), "columns of further measured quantities to report"),
        SchemaField(
            "limits", items(quantityLimit), "floors and ceilings on measured quantities, where offers are chosen by the experiment"),
        SchemaField("splits", .integer(1...10_000), .defaultsTo("20"), "how often the customers are halved"),
        SchemaField("replicates", .integer(2...100_000), .defaultsTo("500"), "bootstrap replicates"),
    ])

    private static let experimentColumns = SchemaObject(
        [
            ("customer", "column of the customer's id, each once"), ("segment", "column of the segment"),
            ("offer", "column of the offer shown; blank: nothing was"), ("percent", "column of the percent shown"),
            ("monthly_cap", "column of the cap shown"), ("months", "column of the duration shown"),
            ("value", "column of what the customer brought, in currency units"), ("cost", "column of what the offer cost"),
            ("completed", "column of whether the activity was completed, 0 or 1"),
        ].map { SchemaField($0, .text(mayBeEmpty: false), $1) })

    private static let quantityLimit = SchemaObject([
        SchemaField("id", .identifier, .required, "name of the row"),
        SchemaField("quantity", .text(mayBeEmpty: false), .required, "column of the measured quantity"),
        SchemaField("at_least", .number(.any), "least sum over the scenario's customers"),
        SchemaField("at_most", .number(.any), "most sum over the scenario's customers"),
        SchemaField(
            "at_least_share", .number(.share), "least share of the way from what showing nothing has to the most that any plan has"),
        SchemaField("sponsor", .reference(.asset), "only customers who are shown an offer of this sponsor"),
        SchemaField("offer", .reference(.offer), "only customers who are shown this offer"),
        SchemaField("macro", .reference(.macro), "only this macro-segment"),
    ])
}
