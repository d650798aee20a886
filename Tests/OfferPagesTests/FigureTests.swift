import OfferEconomics
import OfferLearning
import OfferModel
import OfferOptimization
import OfferPages
import OfferResults
import OfferSettlement
import OfferSimulation
import OfferStress
import Testing

/// The numbers on the page are those of the documents, and add up.
@Suite struct FigureTests {
    private let page: PageCase
    private let tree: PageTree

    init() throws {
        page = try PageKind.launch.page
        tree = try #require(PageTree.parse(page.html))
    }

    private func column(_ table: String, _ place: Int) throws -> [Double?] {
        try #require(tree.table(table), "\(table)").map { $0[place].number }
    }

    private func isClose(_ one: Double, _ other: Double, _ scale: Double = 1) -> Bool {
        abs(one - other) <= 1e-9 * max(1, abs(scale), abs(one), abs(other))
    }

    @Test func totalsAndRecommendationsAreThoseOfTheResult() throws {
        let totals = try #require(page.documents.result.totals)
        let rows = try #require(tree.table("table-totals"))
        #expect(rows.first?[3].number == totals.netValue)
        #expect(rows.map { $0[3].number }.contains(totals.deadweightCost))
        let lines = page.documents.result.recommendations
        #expect(try column("table-recommendations", 4) == lines.map(\.percent))
        #expect(try column("table-recommendations", 9) == lines.map(\.customers))
        #expect(try column("table-recommendations", 13) == lines.map(\.netValue))
    }

    @Test func theMapHasEverySegmentAndEveryShownOffer() throws {
        let map = try #require(tree.all("figure").first { $0.attributes["id"] == "map" })
        let figures = try #require(page.documents.figures)
        let offers = Set(page.documents.result.recommendations.map(\.offer)).count
        #expect(map.all("rect").count { $0.hasClass("cell") } == figures.segments.count * offers)
        let shown = Set(page.documents.result.recommendations.map { "\($0.segment) \($0.offer)" }).count
        #expect(map.all("rect").count { $0.hasClass("cell") && !$0.hasClass("none") } == shown)
    }

    @Test func theWaterfallEndsAtNetValue() throws {
        let steps = try column("table-waterfall", 2).compactMap(\.self)
        let totals = try #require(page.documents.result.totals)
        #expect(steps.last == totals.netValue)
        #expect(isClose(steps.dropLast().reduce(0, +), totals.netValue, totals.value))
        let profits = try column("table-assets", 4).compactMap(\.self)
        #expect(isClose(profits.dropLast().reduce(0, +), totals.netValue, totals.value))
    }

    @Test func theChosenPointOfACurveIsWhatThePlanSays() throws {
        let figures = try #require(page.documents.figures)
        let offers = Set(page.documents.result.recommendations.map(\.offer))
        #expect(figures.curves.map(\.offer) == page.documents.result.scenario.offers.filter(offers.contains))
        for curve in figures.curves {
            let lines = page.documents.result.recommendations.filter {
                $0.offer == curve.offer && $0.segment == curve.segment && $0.percent == curve.chosen.percent
                    && $0.monthlyCap == curve.monthlyCap
                    && $0.months == curve.months
            }
            let customers = lines.reduce(0) { $0 + $1.customers }
            #expect(isClose(customers, curve.customers))
            #expect(isClose(lines.reduce(0) { $0 + $1.completions } / customers, curve.chosen.completion))
            #expect(isClose(lines.reduce(0) { $0 + $1.cost } / customers, curve.chosen.cost))
            #expect(isClose(lines.reduce(0) { $0 + $1.netValue } / customers, curve.chosen.netValue))
            #expect(curve.grid.contains { $0.percent == curve.chosen.percent })
            #expect(curve.points.first?.percent == 0 && curve.points.last!.percent >= curve.grid.last!.percent)
            #expect(isClose(curve.chosen.benefit - curve.chosen.cost, curve.chosen.netValue))
            let most = page.documents.result.recommendations.filter { $0.offer == curve.offer }.map(\.customers).max() ?? 0
            #expect(curve.customers >= most - 1e-6)
        }
        let chosen = try #require(tree.table("table-response")).filter { $0[3].text == "chosen" }
        #expect(chosen.map { $0[4].number } == figures.curves.map(\.chosen.completion))
    }

    @Test func limitsPricesAndTheFrontierAreThoseOfTheDocuments() throws {
        let rows = page.documents.result.constraints
        #expect(try column("table-constraints", 3) == rows.map(\.limit))
        #expect(try column("table-constraints", 4) == rows.map(\.used))
        #expect(try column("table-constraints", 7) == rows.map(\.shadowPrice))
        let frontier = try #require(page.documents.frontier)
        let limits = try column("table-frontier", 0).compactMap(\.self)
        #expect(limits.first == frontier.breakpoints.first?.limit && limits.last == frontier.breakpoints.last?.limit)
        #expect(limits.count == min(60, frontier.breakpoints.count) && limits == limits.sorted())
        #expect(Set(limits).isSubset(of: frontier.breakpoints.map(\.limit)))
    }

    @Test func drawsStressesAndTheTornadoAreThoseOfTheDocuments() throws {
        let stress = try #require(page.documents.stress)
        let draws = try #require(stress.draws)
        #expect(try column("table-cost", 2).compactMap(\.self).reduce(0, +) == Double(draws.count))
        #expect(try column("table-budgets", 7) == draws.budgets.map { $0.valueAtRisk(0.95).value })
        #expect(try column("table-budgets", 8) == draws.budgets.map { $0.conditionalValueAtRisk(0.95).value })
        #expect(try column("table-tornado", 3) == stress.tornado.map(\.cost.high))
        #expect(try column("table-stresses", 2) == stress.stresses.map(\.totals.netValue))
        let uses = try #require(tree.table("table-stress-uses"))
        #expect(uses.count { $0[4].text == "broken" } == stress.stresses.reduce(0) { $0 + $1.rows.count(where: \.isBroken) })
        let words = tree.all("svg").flatMap { $0.all("text") }.map(\.text)
        for budget in draws.budgets where budget.uses.standardDeviation > 0 {
            #expect(words.contains { $0.hasPrefix("limit ") } && tree.text.contains("budget:\(budget.budget.id), over in "))
        }
    }

    /// Sums by month and the budget of that month are computed apart, over the same draws.
    @Test func monthsOverDrawsAreThoseOfTheBudgetsOfTheMonth() throws {
        let months = try #require(page.documents.figures?.months)
        let draws = try #require(page.documents.stress?.draws)
        #expect(months.count == draws.count)
        let launch = try #require(draws.budgets.first { $0.budget.id == "launch-month" })
        let january = try #require(draws.budgets.first { $0.budget.id == "cash-january" })
        for (tail, month) in [(launch, months.months[0].accrued), (january, months.months[2].redeemed)] {
            #expect(isClose(tail.expected, month.expected))
            for (one, other) in zip(tail.uses.sorted, month.sample.sorted) { #expect(isClose(one, other)) }
        }
        let totals = try #require(page.documents.result.totals)
        #expect(isClose(months.months.reduce(0) { $0 + $1.accrued.expected }, totals.accrued))
        #expect(isClose(months.months.reduce(0) { $0 + $1.redeemed.expected }, totals.cost))
        #expect(!months.goesOn)
        #expect(try column("table-accrued", 1) == months.months.map(\.accrued.expected))
        #expect(try column("table-redeemed", 6) == months.months.map { $0.redeemed.sample.quantile(0.95) })
        let simulated = try #require(page.documents.simulation?.simulation)
        #expect(try column("table-accrued", 7).first == simulated.months.first?.accrued)
    }

    @Test func settlementAndLiabilityCloseToTheHundredth() throws {
        let settlement = try #require(page.documents.settlement?.settlement)
        let paid = try column("table-settlement", 2).compactMap(\.self)
        #expect(paid == settlement.total.paid.map { Double($0.amount) / 100 })
        let net = try column("table-net", 1).compactMap { $0.map { ($0 * 100).rounded() } }
        #expect(net.reduce(0, +) == 0)
        let rows = try #require(tree.table("table-liability"))
        #expect(rows.count == settlement.liability.total.count)
        for row in rows {
            let cents = row[1...5].map { (($0.number ?? .nan) * 100).rounded() }
            #expect(cents[0] + cents[1] - cents[2] - cents[3] == cents[4])
        }
    }

    @Test func dataChecksAreThoseOfTheRun() throws {
        let quality = page.documents.result.provenance.dataChecks.quality
        let rows = try #require(tree.table("table-checks"))
        #expect(rows.map { $0[0].text } == quality.checks.map(\.table))
        #expect(rows.map { $0[6].text } == quality.checks.map(\.message))
        #expect(rows.map { $0[3].number } == quality.checks.map { Double($0.count) })
    }

    @Test func whatRunsTodayStandsBesideTheRecommendation() throws {
        let page = try PageKind.currentPlan.page
        let tree = try #require(PageTree.parse(page.html))
        let changes = try #require(page.documents.result.changes)
        let totals = try #require(page.documents.result.totals)
        let first = try #require(tree.table("table-totals")?.first)
        #expect(first[3].number == totals.netValue && first[4].number == changes.totals.netValue)
        #expect(first[5].number == totals.netValue - changes.totals.netValue)
        let cells = try #require(changes.answer).cells
        #expect(tree.table("table-changes")?.map { $0[4].number } == cells.prefix(60).map(\.customers))
    }
}
