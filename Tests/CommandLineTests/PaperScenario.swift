/// One segment, one offer, two percents, solved on paper.
///
/// 100 customers spend 1,000 a month without variation and redeem everything. At 5 % one in ten completes, costs 50 and brings 500: value
/// 5,000, cost 500, net 4,500. At 10 % two in ten complete and cost 100 each: value 10,000, cost 2,000, net 8,000. A budget of 1,000 shows
/// 5 % to two thirds and 10 % to one third: net 17,000 / 3, and one more unit brings 3,500 / 1,500.
struct PaperScenario {
    var yaml = """
        schema: offerbench/1
        name: On paper
        currency: RUB
        assets:
          - { id: shop, earn_share: 1, redeem_share: 1 }
        offers:
          - { id: card, sponsor: shop, percents: [5, 10], months: [1] }
        tables:
          segments: { file: segments.csv }
          responses: { file: responses.csv }
          values: { file: values.csv }
        budgets:
          - { id: total, amount: 1000 }

        """
    var segments = """
        segment,customers,monthly_spend,spend_cv,monthly_redemption,base_percent
        all,100,1000,0,0.5,0

        """
    var responses = """
        segment,offer,organic,percent,completion
        all,card,0,5,0.1
        all,card,0,10,0.2

        """
    var values = """
        segment,offer,asset,value_now,value_if_completed
        all,card,shop,0,500

        """

    /// The scenario in a folder `name` of a new temporary folder.
    func written(as name: String = "paper") throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(yaml, to: "\(name)/scenario.yaml")
        try folder.write(segments, to: "\(name)/segments.csv")
        try folder.write(responses, to: "\(name)/responses.csv")
        try folder.write(values, to: "\(name)/values.csv")
        return folder
    }

    /// With lines put at the end of scenario.yaml.
    func adding(_ lines: String) -> PaperScenario {
        var changed = self
        changed.yaml += lines + "\n"
        return changed
    }
}
