import OfferModel

/// The one description of scenario.yaml (design: files.md). Its parts stand in ScenarioSchema+*.swift.
package enum ScenarioSchema {
    package static let versions = ["offerbench/1"]

    package static let root = SchemaObject([
        SchemaField("schema", .version(versions), .required, "version of this format"),
        SchemaField("extends", .path, "folder or scenario.yaml of a base scenario, which this one changes"),
        SchemaField("name", .text(mayBeEmpty: false), .required, "title for people"),
        SchemaField("description", .text(mayBeEmpty: true), "one or two sentences"),
        SchemaField("currency", .text(mayBeEmpty: false), .required, "currency of all amounts, such as RUB"),
        SchemaField("horizon_months", .integer(1...1200), "months over which future value is counted"),
        SchemaField("as_of", .date, "business date that the inputs speak of; month 1 is its month"),
        SchemaField("objective", .choice(of(Scenario.Objective.self)), .defaultsTo("net_value"), "what is maximised"),
        SchemaField("granularity", .choice(of(Scenario.Granularity.self)), .defaultsTo("segment"), "how far customers are told apart"),
        SchemaField("mode", .choice(of(Scenario.Mode.self)), .defaultsTo("split"), "whether a segment may be split between bundles"),
        SchemaField("seed", .seed, .defaultsTo("1"), "start of all random streams"),
        SchemaField("programme", .object(programme), .defaultsToEmptyObject, "rules for the whole programme"),
        SchemaField("assets", items(asset, atLeast: 1), .required, "members of the coalition and external partners"),
        SchemaField("offers", items(offer, atLeast: 1), .required, "achievements that raise cashback, with their grids of variants"),
        SchemaField("ladder", .object(ladder), "model of future value by level; fills in values that no table states"),
        SchemaField("tables", .object(tables), .required, "the CSV files"),
        SchemaField("experiment", .object(experiment), "how tables.experiment reads, and rules on what it measured"),
        SchemaField("budgets", items(budget), "ceilings on money"),
        SchemaField("fraud_limits", items(fraudLimit), "ceilings on expected fraud loss"),
        SchemaField("reach", items(reach), "floors under completions"),
        SchemaField("returns", items(returnFloor), "floors under value and external fees per unit of cost"),
        SchemaField("tail_budgets", items(tailBudget), "ceilings on the mean cost of the worst draws"),
        SchemaField("exclusions", items(exclusion), "offers that a part of the customers must not be shown"),
        SchemaField("uncertainty", .object(uncertainty), "standard deviations of the five factors, and draws"),
        SchemaField("stresses", items(stress), "named stresses"),
        SchemaField("simulation", .object(simulation), "customer-level simulation"),
        SchemaField("current_plan", .path, "CSV of what runs today"),
        SchemaField("max_changed_share", .number(.share), "most customers, as a share, whose offers may change against current_plan"),
    ])

    static func items(_ object: SchemaObject, atLeast: Int = 0) -> SchemaType {
        .list(.object(object), atLeast: atLeast, isSet: false)
    }

    /// The words of a choice come from the model, so that the two cannot part.
    static func of<Choice: CaseIterable & RawRepresentable<String>>(_ type: Choice.Type) -> [String] {
        type.allCases.map(\.rawValue)
    }
}

extension SchemaField {
    /// An optional field.
    package init(_ key: String, _ type: SchemaType, _ doc: String) {
        self.init(key, type, .optional, doc)
    }
}
