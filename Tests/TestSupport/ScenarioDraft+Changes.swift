package import OfferModel

/// Changes that leave the answer as it is, or change it in a known way (model.md section 16).
extension ScenarioDraft {
    /// Every segment twice, with half the customers each.
    package var withHalvedSegments: ScenarioDraft {
        var twice = self
        twice.segments = segments.flatMap { segment in
            ["a", "b"].map { ending in
                var half = segment
                half.id += ending
                half.customers /= 2
                return half
            }
        }
        return twice
    }

    /// The segments under other names, which puts them in another order.
    package func withRenamedSegments(using generator: inout SplitMix64) -> ScenarioDraft {
        var renamed = self
        for (place, position) in segments.indices.shuffled(using: &generator).enumerated() {
            renamed.segments[position].id = "renamed \(100 + place)"
        }
        return renamed
    }

    /// The same scenario in a currency of which `factor` units make one of the present.
    package func withMoney(times factor: Double) -> ScenarioDraft {
        var scaled = self
        scaled.programme = programme.with(profitFloor: programme.profitFloor.map { $0 * factor })
        scaled.assets = assets.map { $0.with(profitFloor: $0.profitFloor.map { $0 * factor }) }
        scaled.offers = offers.map { $0.withMoney(times: factor) }
        for position in segments.indices {
            scaled.segments[position].monthlySpend *= factor
            scaled.segments[position].values = segments[position].values.map { steps in
                steps.map { ValueStep(now: $0.now * factor, ifCompleted: $0.ifCompleted * factor) }
            }
        }
        scaled.budgets = budgets.map { $0.with(amount: $0.amount * factor) }
        scaled.fraudLimits = fraudLimits.map { $0.with(amount: $0.amount * factor) }
        return scaled
    }

    /// Every budget and fraud limit so many times as large.
    package func withCeilings(times factor: Double) -> ScenarioDraft {
        var changed = self
        changed.budgets = budgets.map { $0.with(amount: $0.amount * factor) }
        changed.fraudLimits = fraudLimits.map { $0.with(amount: $0.amount * factor) }
        return changed
    }
}

extension Offer {
    package func with(monthlyStop: Double?) -> Offer {
        Offer(
            id: id, sponsor: sponsor, percents: percents, monthlyCaps: monthlyCaps, months: months, startMonth: startMonth,
            acquisitionFee: acquisitionFee, requires: requires, fraud: fraud, monthlyStop: monthlyStop)
    }

    /// The same for so many months from month 1 on.
    package func with(months: [Int]) -> Offer {
        Offer(
            id: id, sponsor: sponsor, percents: percents, monthlyCaps: monthlyCaps, months: months, startMonth: 1,
            acquisitionFee: acquisitionFee, requires: requires, fraud: fraud, monthlyStop: monthlyStop)
    }

    fileprivate func withMoney(times factor: Double) -> Offer {
        Offer(
            id: id, sponsor: sponsor, percents: percents, monthlyCaps: monthlyCaps.map { $0.map { $0 * factor } }, months: months,
            startMonth: startMonth, acquisitionFee: acquisitionFee * factor, requires: requires, fraud: fraud,
            monthlyStop: monthlyStop.map { $0 * factor })
    }
}
