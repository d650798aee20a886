import OfferEconomics
import OfferModel
import OfferResults
import TableFiles
import Testing

/// What must hold of every answer (model.md section 16). Sums of doubles in another order differ by ulps of their largest terms, hence
/// relative tolerances against the sum of absolute values.
@Suite struct IdentityTests {
    @Test(arguments: Answer.solved)
    func profitsSumToNetValue(_ answer: Answer) throws {
        let document = try answer.document
        let totals = try #require(document.totals)
        for asset in document.assets {
            expectEqual(asset.profit, asset.gain - asset.funding - asset.fees, of: [asset.gain, asset.funding, asset.fees], asset.asset)
        }
        expectEqual(totals.netValue, document.assets.reduce(0) { $0 + $1.profit }, of: document.assets.map(\.profit), "profits")
        expectEqual(totals.value, document.assets.reduce(0) { $0 + $1.gain }, of: document.assets.map(\.gain), "gains")
        expectEqual(totals.cost, document.assets.reduce(0) { $0 + $1.funding }, of: document.assets.map(\.funding), "funding")
        // Fees between members cancel; what is left is what partners pay.
        expectEqual(totals.feeIncome, -document.assets.reduce(0) { $0 + $1.fees }, of: document.assets.map(\.fees), "fees")
        expectEqual(totals.netValue, totals.value + totals.feeIncome - totals.cost, of: [totals.value, totals.cost], "net value")
    }

    @Test(arguments: Answer.solved)
    func recommendationsSumToTheTotals(_ answer: Answer) throws {
        let document = try answer.document
        let totals = try #require(document.totals)
        for (figure, total) in [
            (\Recommendation.customers, totals.shown), (\.completions, totals.completions), (\.cost, totals.cost), (\.value, totals.value),
            (\.netValue, totals.netValue),
        ] {
            let terms = document.recommendations.map { $0[keyPath: figure] }
            expectEqual(total, terms.reduce(0, +), of: terms, "\(figure)")
        }
        if let worstCase = totals.worstCase {
            let terms = document.recommendations.map { $0.customers * ($0.monthlyCap ?? .infinity) * Double($0.months) }
            expectEqual(worstCase, terms.reduce(0, +), of: terms, "worst case")
        } else {
            #expect(document.recommendations.contains { $0.monthlyCap == nil })
        }
    }

    @Test(arguments: Answer.solved)
    func theObjectiveIsItsTotal(_ answer: Answer) throws {
        let document = try answer.document
        let totals = try #require(document.totals)
        let value = try #require(document.objective.value)
        let total = document.objective.kind == .netValue ? totals.netValue : totals.value
        expectEqual(value, total, of: [totals.value, totals.cost], "objective")
    }

    @Test(arguments: Answer.solved)
    func objectivesFallAsGranularityCoarsens(_ answer: Answer) throws {
        let document = try answer.document
        #expect(document.granularity.map(\.level) == [.segment, .macro, .programme])
        let objectives = document.granularity.map { $0.objective ?? -.infinity }
        for (finer, coarser) in zip(objectives, objectives.dropFirst()) {
            // Each is optimal to a gap of 1e-9.
            #expect(coarser == -.infinity || coarser <= finer + 2e-9 * max(1, abs(finer)))
        }
        let own = document.granularity.first { $0.level == document.objective.granularity }
        #expect(own?.objective == document.objective.value)
    }

    @Test(arguments: Answer.solved)
    func aBundleIsShownTogetherAndNoSegmentIsOverfilled(_ answer: Answer) throws {
        let document = try answer.document
        let holdout = document.scenario.resolved["programme"]?["holdout_share"]?.double ?? 0
        for rows in Dictionary(grouping: document.recommendations, by: \.segment).values {
            let bundles = Dictionary(grouping: rows, by: \.bundle)
            for bundle in bundles.values {
                #expect(Set(bundle.map(\.share)).count == 1)
                #expect(Set(bundle.map(\.offer)).count == bundle.count)
            }
            #expect(bundles.values.reduce(0) { $0 + $1[0].share } <= 1 - holdout + 1e-9)
            #expect(bundles.keys.sorted() == Array(1...bundles.count))
        }
    }

    @Test(arguments: Answer.solved)
    func onlyBindingRowsHaveAPrice(_ answer: Answer) throws {
        for row in try answer.document.constraints {
            let slack = row.isFloor ? row.used - row.limit : row.limit - row.used
            expectEqual(row.slack, slack, of: [row.used, row.limit], row.name)
            if let price = row.shadowPrice { #expect(row.isBinding ? price >= 0 : price == 0, "\(row.name)") }
            if row.isBinding, let from = row.validFrom, let to = row.validTo { #expect(from <= to, "\(row.name)") }
        }
    }

    /// Each row as far as the recommendations, the assets and the totals can tell.
    @Test(arguments: Answer.solved)
    func useIsTheSumOverThePlan(_ answer: Answer) throws {
        let document = try answer.document
        let rules = RuleBook(document)
        var count = 0
        for row in document.constraints {
            guard let terms = try rules.terms(of: row.name) else { continue }
            expectEqual(row.used, terms.reduce(0, +), of: terms, row.name)
            count += 1
        }
        #expect(count > 0 || document.constraints.isEmpty)
    }

    private func expectEqual(_ found: Double, _ expected: Double, of terms: [Double], _ what: String) {
        let scale = max(1, terms.reduce(0) { $0 + abs($1) })
        #expect(abs(found - expected) <= 1e-9 * scale, "\(what): \(found) instead of \(expected)")
    }
}
