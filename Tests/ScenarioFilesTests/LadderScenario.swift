/// The small scenario on a ladder of three levels: s1 of the families at the lowest, s2 above it, s3 of the pensioners at the top.
enum LadderScenario {
    static let yaml = """
        schema: offerbench/1
        name: Ladder
        currency: RUB
        horizon_months: 6
        assets:
          - { id: grocery, earn_share: 1, margin: 0.2 }
          - { id: bank }
          - { id: tickets, external: true }
        ladder: { levels: [new, regular, loyal], discount: 0.99 }
        offers:
          - { id: card, sponsor: bank, percents: [3, 5], monthly_caps: [500], months: [1, 3], leads_to: loyal }
          - { id: theatre, sponsor: tickets, percents: [1, 2], months: [1] }
        tables:
          segments: { file: segments.csv }
          responses: { file: responses.csv }
          transitions: { file: transitions.csv }
          margins: { file: margins.csv }
        budgets:
          - { id: total, amount: 1000000 }
          - { id: bank, sponsor: bank, amount: 400000 }

        """
    static let segments = """
        segment,macro,level,customers,monthly_spend,spend_cv,monthly_redemption,base_percent
        s2,families,regular,2000,9000,0.4,0.3,1
        s1,families,new,1000,12000,0.5,0.3,1
        s3,pensioners,loyal,500,6000,0.3,0.4,1

        """
    static let transitions = """
        segment,from,to,count,probability
        *,new,new,,0.5
        *,new,regular,,0.4
        *,new,loyal,,0.1
        *,regular,regular,,0.7
        *,regular,loyal,,0.3
        *,loyal,loyal,,1
        macro:families,new,new,60,
        macro:families,new,regular,38,
        macro:families,new,loyal,0,
        macro:families,regular,new,20,
        macro:families,regular,regular,60,
        macro:families,regular,loyal,20,
        macro:families,loyal,loyal,1,

        """
    static let margins = """
        segment,level,asset,margin
        *,regular,bank,50
        *,loyal,bank,120
        *,loyal,grocery,30
        s2,loyal,bank,200

        """
    /// In place of the small scenario's files; values.csv is not named.
    static let files = ["scenario.yaml": yaml, "segments.csv": segments, "transitions.csv": transitions, "margins.csv": margins]

    /// With a values.csv.
    static let yamlWithValues = yaml.replacing(
        "  responses: { file: responses.csv }\n", with: "  responses: { file: responses.csv }\n  values: { file: values.csv }\n")
}
