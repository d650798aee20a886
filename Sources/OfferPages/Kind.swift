import ChartPages

/// What kind of figures something shows: every figure of the page says so.
enum Kind {
    /// Where the figures come from.
    enum Source {
        case expected
        case drawn(Int)
        case simulated(Int)
        case booked
        case proved
        /// Of input tables, not of a plan.
        case checked

        fileprivate var text: String {
            switch self {
            case .expected: "expected"
            case .drawn(let count): "drawn, \(PageText.count(count, "draw", "draws"))"
            case .simulated(let count): "simulated, \(PageText.count(count, "replication", "replications"))"
            case .booked: "expected, booked in whole hundredths"
            case .proved: "expected, proved"
            case .checked: "checked on the input tables"
            }
        }
    }

    /// What is counted in.
    enum Counting: String {
        case incremental, total
        /// Incremental value less total cost.
        case net = "incremental value less total cost"
        /// Several figures, each of which says it itself.
        case both = "incremental and total"
    }

    static func labels(_ sources: Source..., counting: Counting) -> [String] { sources.map(\.text) + [counting.rawValue] }

    /// For the page's last section: what the words mean.
    static let terms: [(String, String)] = [
        ("expected", "computed in closed form from the inputs as they stand"),
        ("drawn", "the same plan, held fixed, over random draws of uptake, spend, redemption, fraud and value"),
        ("simulated", "the plan played through customer by customer, with every cap, stop and expiry at work"),
        ("incremental", "what happens because customers are shown the offers, and would not happen otherwise"),
        ("total", "everything, what would have happened anyway included"),
        ("net value", "incremental value and partners\u{2019} fees, less the total cost"),
        ("cost", "points redeemed, at face value, followed to the last one"),
        ("deadweight", "what those get who would have completed the offer anyway; part of the cost"),
        ("worst case", "everyone shown takes every cap in full and redeems it all"),
        ("VaR 95", "what 95 % of the draws stay below"),
        ("CVaR 95", "the mean of the worst 5 % of the draws"),
        ("binds", "the plan uses the limit to the full; its price is what loosening it by one would bring"),
    ]
}
