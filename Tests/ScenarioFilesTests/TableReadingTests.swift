import OfferModel
import ScenarioFiles
import Testing

@Suite("Tables")
struct TableReadingTests {
    private let card = OfferIndex(0)
    private let bank = AssetIndex(1)
    private let grocery = AssetIndex(0)

    private func organics(_ scenario: Scenario) -> [Double?] {
        scenario.segments.entityIndices.map { scenario.responses[$0, card]?.organic }
    }

    @Test("The most specific response key wins, whatever the order of rows")
    func mostSpecificResponse() throws {
        let rows = ["*,card,0.01,-3,0.2,", "macro:families,card,0.02,-3,0.2,", "s1,card,0.03,-3,0.2,"]
        for order in [rows, rows.reversed()] {
            let text = "segment,offer,organic,intercept,slope,ceiling\n" + order.joined(separator: "\n") + "\n"
            let scenario = try #require(try SmallScenario.read(["responses.csv": text]).scenario)
            #expect(organics(scenario) == [0.03, 0.02, 0.01])
        }
    }

    @Test("The most specific value key wins with all its rows")
    func mostSpecificValues() throws {
        let text = SmallScenario.values + "s1,card,bank,1,2\nmacro:families,card,grocery,5,7\n"
        let scenario = try #require(try SmallScenario.read(["values.csv": text]).scenario)
        #expect(scenario.values[SegmentIndex(0), card, bank] == ValueStep(now: 1, ifCompleted: 2))
        #expect(scenario.values[SegmentIndex(0), card, grocery].change == 0)
        #expect(scenario.values[SegmentIndex(1), card, grocery] == ValueStep(now: 5, ifCompleted: 7))
        #expect(scenario.values[SegmentIndex(1), card, bank].change == 0)
        #expect(scenario.values[SegmentIndex(2), card, bank] == ValueStep(now: 100, ifCompleted: 400))
    }

    @Test("Wide cells win over values.csv for their pair, blank ones do not")
    func wideWins() throws {
        let text = """
            segment,customers,monthly_spend,spend_cv,monthly_redemption,base_percent,value_now.bank,value_if.card.bank
            s1,1000,12000,0.5,0.3,1,10,30
            s2,1000,12000,0.5,0.3,1,10,

            """
        let scenario = try #require(try SmallScenario.read(["segments.csv": text]).scenario)
        #expect(scenario.values[SegmentIndex(0), card, bank] == ValueStep(now: 10, ifCompleted: 30))
        #expect(scenario.values[SegmentIndex(0), card, grocery].change == 0)
        #expect(scenario.values[SegmentIndex(1), card, bank] == ValueStep(now: 100, ifCompleted: 400))
    }

    @Test("A blank value is no change")
    func blankValue() throws {
        let text = "segment,offer,asset,value_now,value_if_completed\n*,card,bank,100,\n*,card,grocery,,7\n"
        let scenario = try #require(try SmallScenario.read(["values.csv": text]).scenario)
        #expect(scenario.values[SegmentIndex(0), card, bank].change == 0)
        #expect(scenario.values[SegmentIndex(0), card, grocery].change == 0)
    }

    @Test("Points of a table may come in any order, between other rows")
    func tablePoints() throws {
        let text = """
            segment,offer,organic,percent,completion
            *,card,0.01,5,0.3
            *,theatre,0.01,1,0.2
            *,card,0.01,0,0.1
            *,card,0.01,3,0.2

            """
        let scenario = try #require(try SmallScenario.read(["responses.csv": text]).scenario)
        guard case .table(let points)? = scenario.responses[SegmentIndex(2), card]?.curve else {
            Issue.record("not a table")
            return
        }
        #expect(points.map(\.percent) == [0, 3, 5])
        #expect(points.map(\.completion) == [0.1, 0.2, 0.3])
    }

    @Test("Permuted rows give the same segments")
    func permuted() throws {
        let rows = SmallScenario.segments.split(separator: "\n").map(String.init)
        let text = ([rows[0]] + rows[1...].reversed()).joined(separator: "\n") + "\n"
        let one = try #require(try SmallScenario.read().scenario)
        let other = try #require(try SmallScenario.read(["segments.csv": text]).scenario)
        #expect(one.segments.map(\.id) == ["s1", "s2", "s3"])
        #expect(one.segments.map(\.customers) == other.segments.map(\.customers))
    }

    @Test("contacts come from the programme where the segment gives none")
    func defaultContacts() throws {
        let text = "segment,customers,monthly_spend,spend_cv,monthly_redemption,base_percent,contacts\ns1,1,1,0,0.3,1,\ns2,1,1,0,0.3,1,3\n"
        let scenario = try #require(
            try SmallScenario.read(["segments.csv": text], overrides: ["programme.contacts_per_customer=2"]).scenario)
        #expect(scenario.segments.map(\.contacts) == [2, 3])
    }

    @Test("Exclusions find their segments after sorting")
    func exclusions() throws {
        let scenario = try #require(try SmallScenario.read(overrides: ["exclusions=[{offer: card, segment: s2}]"]).scenario)
        #expect(scenario.exclusions.map(\.scope) == [.segment(SegmentIndex(1))])
    }
}
