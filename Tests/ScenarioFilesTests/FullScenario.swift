/// A scenario of three segments that uses nearly every key, for mutations to reach nearly every rule.
enum FullScenario {
    static let files = [
        "scenario.yaml": yaml, "base/scenario.yaml": base, "segments.csv": segments, "responses.csv": responses, "values.csv": values,
        "opening.csv": opening,
    ]

    private static let base = """
        schema: offerbench/1
        name: Base
        currency: RUB
        programme: { max_total_percent: 12, holdout_share: 0.1, contacts_per_customer: 2, points_expire_after_months: 6 }
        budgets:
          - { id: total, amount: 900000, breach_probability: 0.05 }
          - { id: gone, amount: 1 }

        """
    private static let yaml = """
        extends: base
        name: Full
        horizon_months: 12
        as_of: 2026-11-01
        objective: net_value
        granularity: segment
        seed: 7
        programme: { percent_basis: effective, pnl_floor: -1e9, monthly_cap_per_customer: 5000, max_redeem_share: 0.9 }
        assets:
          - { id: grocery, earn_share: 0.8, margin: 0.2, redeem_share: 0.7 }
          - { id: bank, earn_share: 0.2, margin: 0.1, redeem_share: 0.3, pnl_floor: -500000 }
          - { id: tickets, external: true }
        offers:
          - id: card
            sponsor: bank
            percents: [3, 5.25, 7]
            monthly_caps: [500, 900]
            months: [1, 3]
            acquisition_fee: 90
            monthly_stop: 4000000
            fraud: { rate: 0.002, reference_percent: 7, elasticity: 1.5, monthly_detection: 0.35 }
          - { id: premium, sponsor: bank, percents: [5, 8], monthly_caps: [1500], months: [3], requires: [card], start_month: 2 }
          - { id: theatre, sponsor: tickets, percents: [1, 2], monthly_caps: [300], months: [1], acquisition_fee: 25 }
        tables:
          segments: { file: segments.csv, business_date: 2026-10-31, lag_days: 1 }
          responses: { file: responses.csv }
          values: { file: values.csv }
          opening: { file: opening.csv }
        budgets:
          - { id: gone, remove: true }
          - { id: bank, sponsor: bank, amount: 400000 }
          - { id: month, month: 1, amount: 200000, basis: accrued }
          - { id: cash, month: 3, amount: 150000, basis: cash }
          - { id: worst, offer: theatre, amount: 300000, basis: worst_case }
          - { id: south, macro: south, amount: 100000 }
        fraud_limits:
          - { id: card, offer: card, amount: 20000 }
        reach:
          - { id: theatre, offer: theatre, completions: 20, basis: incremental }
        returns:
          - { id: total, ratio: 1.05 }
        exclusions:
          - { offer: theatre, segment: s3, reason: too far }
          - { offer: card, macro: north, reason: agreement }
        uncertainty:
          uptake: 0.3
          segment_sd: { uptake: 0.1 }
          offer_sd: { value: 0.2 }
          correlation: { uptake-spend: 0.3 }
          draws: 200
        stresses:
          - { id: viral, uptake: 1.0, fraud: x5 }
          - { id: run, redemption: 2, value: x0.8 }
        simulation: { replications: 10 }

        """
    private static let segments = """
        segment,macro,customers,monthly_spend,spend_cv,monthly_redemption,base_percent,contacts,spend_lift,fraud_multiplier,completed,spend_persistence
        s2,south,2000,9000,0.4,0.3,1,2,0.5,1,,0.5
        s1,north,1000,12000,0.5,0.3,1.5,1,0,2,,0
        s3,south,500,6000,0,1,0,,1,0.5,card,1

        """
    private static let responses = """
        segment,offer,organic,intercept,slope,ceiling,duration_slope,floor,half_percent,percent,completion
        *,card,0.01,-3,0.2,0.5,0.1,,,,
        macro:south,card,0.02,,,0.4,,0.05,3,,
        *,premium,0.005,-3.5,0.3,,,,,,
        *,theatre,0.01,,,,,,,1,0.03
        *,theatre,0.01,,,,,,,2,0.05

        """
    private static let values = """
        segment,offer,asset,value_now,value_if_completed
        *,card,bank,100,700
        *,card,grocery,500,650
        s3,premium,bank,100,2400
        macro:south,theatre,grocery,500,560

        """
    private static let opening = """
        payer,vintage,amount,monthly_redemption
        bank,0,120000.50,0.3
        programme,-5,99.99,

        """
}
