import Foundation
import OfferLearning
import OfferModel
import ScenarioFiles
import TableFiles
import Testing

@Suite("The ladder of value")
struct LadderReadingTests {
    private let card = OfferIndex(0)
    private let theatre = OfferIndex(1)
    private let grocery = AssetIndex(0)
    private let bank = AssetIndex(1)

    private func reading(_ changes: [String: String] = [:], overrides: [String] = []) throws -> ScenarioReading {
        try SmallScenario.read(LadderScenario.files.merging(changes) { $1 }, overrides: overrides)
    }

    private func filled(_ changes: [String: String] = [:], overrides: [String] = []) throws -> Scenario {
        let reading = try reading(changes, overrides: overrides)
        #expect(reading.errors == [])
        let scenario = try #require(reading.scenario)
        return try #require(LadderValues(of: scenario)).filledIn()
    }

    @Test("The most specific key wins with all its rows, for transitions and for margins")
    func mostSpecificKey() throws {
        let scenario = try #require(try reading().scenario)
        let ladder = try #require(scenario.ladder)
        let keys = ladder.chains.map { $0.map { [ladder.transitions[$0.transitions].key, ladder.margins[$0.margins].key] } }
        #expect(keys == [["macro:families", "*"], ["macro:families", "s2"], ["*", "*"]])
        #expect(scenario.segments.map(\.level?.position) == [0, 1, 2])
        #expect(scenario.offers.map(\.leadsTo?.position) == [2, nil])
        guard case .counts(let counts) = ladder.transitions[0].content else {
            Issue.record("the families' transitions are counts")
            return
        }
        #expect(counts == [60, 38, 0, 20, 60, 20, nil, nil, 1])
        #expect(ladder.margins.map(\.amounts).contains([[0, 0, 0], [0, 0, 0], [0, 200, 0]]))
    }

    @Test("Numbers of the ladder: horizon, discount and prior, stated or not")
    func settings() throws {
        let ladder = try #require(try reading().scenario?.ladder)
        #expect(ladder.horizonMonths == 6 && ladder.discount == 0.99 && ladder.pseudoCount == 0.5)
        let endless = try #require(
            try reading(overrides: ["horizon_months=null", "ladder.discount=null", "ladder.discount_annual=0.21"]).scenario?.ladder)
        #expect(endless.horizonMonths == nil)
        #expect(abs(pow(endless.discount, -12) - 1.21) < 1e-12)
        let plain = try #require(try reading(overrides: ["ladder.discount=null"]).scenario?.ladder)
        #expect(plain.discount == 1)
    }

    /// s3 is at the top. For its kind V = sum of 0.99^t 150 over 6 months. From s1's level to the top over counts: by hand only the top.
    @Test("Values come from the ladder where an offer leads to a level")
    func fillsIn() throws {
        let scenario = try filled()
        let top = (0..<6).reduce(0) { $0 + pow(0.99, Double($1)) }
        let step = scenario.values[SegmentIndex(0), card, bank]
        #expect(abs(step.ifCompleted - 120 * top) < 1e-9 && step.now > 0 && step.now < step.ifCompleted)
        #expect(abs(scenario.values[SegmentIndex(0), card, grocery].ifCompleted - 30 * top) < 1e-9)
        #expect(abs(scenario.values[SegmentIndex(1), card, bank].ifCompleted - 200 * top) < 1e-9)
        #expect(scenario.values[SegmentIndex(2), card, bank].change == 0)
        #expect(abs(scenario.values[SegmentIndex(2), card, bank].now - 120 * top) < 1e-9)
        #expect(!scenario.values.isStated(SegmentIndex(0), theatre))
    }

    @Test("Errors of counted transitions enter the uncertainty, those of known ones are none")
    func errors() throws {
        let errors = try #require(try filled().uncertainty.valueErrors)
        #expect(errors[SegmentIndex(0), card] > 0.01 && errors[SegmentIndex(1), card] > 0.01)
        #expect(errors[SegmentIndex(2), card] == 0 && errors[SegmentIndex(0), theatre] == 0)
        #expect(errors.source(of: SegmentIndex(0)) == errors.source(of: SegmentIndex(1)))
        #expect(errors.source(of: SegmentIndex(0)) != errors.source(of: SegmentIndex(2)))
    }

    @Test("What values.csv or wide cells state is kept, and is not uncertain")
    func tablesWin() throws {
        let values = "segment,offer,asset,value_now,value_if_completed\ns1,card,bank,5,8\nmacro:pensioners,card,grocery,1,\n"
        let scenario = try filled(["scenario.yaml": LadderScenario.yamlWithValues, "values.csv": values])
        #expect(scenario.values[SegmentIndex(0), card, bank] == ValueStep(now: 5, ifCompleted: 8))
        #expect(scenario.values[SegmentIndex(0), card, grocery].change == 0)
        #expect(scenario.values[SegmentIndex(1), card, bank].change > 0)
        #expect(scenario.values[SegmentIndex(2), card, grocery] == ValueStep(now: 1, ifCompleted: 1))
        #expect(scenario.uncertainty.valueErrors?[SegmentIndex(0), card] == 0)
        let wide = LadderScenario.segments.split(separator: "\n").enumerated().map { row, line in
            line + (row == 0 ? ",value_now.bank,value_if.card.bank" : row == 2 ? ",3,9" : ",,")
        }.joined(separator: "\n")
        let other = try filled(["segments.csv": wide + "\n"])
        #expect(other.values[SegmentIndex(0), card, bank] == ValueStep(now: 3, ifCompleted: 9))
        #expect(other.levelValues?.areFilledIn(SegmentIndex(0), card) == false)
        #expect(other.levelValues?.areFilledIn(SegmentIndex(1), card) == true)
    }

    @Test("A segment without a level gets no value, and is named")
    func withoutLevel() throws {
        let segments = LadderScenario.segments.replacing("s1,families,new", with: "s1,families,")
        let reading = try reading(["segments.csv": segments])
        #expect(reading.codes.contains("no-level"))
        let scenario = try filled(["segments.csv": segments])
        #expect(!scenario.values.isStated(SegmentIndex(0), card) && scenario.values[SegmentIndex(0), card, bank].change == 0)
    }

    @Test("A column `level` means nothing without a ladder")
    func withoutLadder() throws {
        let reading = try SmallScenario.read(["segments.csv": LadderScenario.segments.replacing("loyal", with: "whatever")])
        #expect(reading.errors == [] && reading.codes.contains("extra-columns"))
        #expect(reading.scenario?.segments.allSatisfy { $0.level == nil } == true)
    }

    /// `with` lists every stored property by hand; one that it forgot would fall back to a default without a word.
    @Test("Filling in changes values and their errors, and nothing else")
    func changesNothingElse() throws {
        let yaml =
            LadderScenario.yaml + """
                uncertainty: { uptake: 0.3, offer_sd: { fraud: 0.1 }, correlation: { uptake-spend: 0.2 }, draws: 77 }
                stresses: [{ id: viral, uptake: 1 }]
                simulation: { replications: 9 }
                fraud_limits: [{ id: all, amount: 5 }]
                reach: [{ id: all, completions: 1 }]
                returns: [{ id: all, ratio: 0.1 }]
                tail_budgets: [{ id: all, level: 0.9, amount: 9e9 }]
                exclusions: [{ offer: theatre, segment: s3 }]
                objective: value
                granularity: macro
                mode: single
                seed: 5
                current_plan: current.csv
                max_changed_share: 0.5
                programme: { max_total_percent: 40, holdout_share: 0.1 }

                """
        let current = "segment,offer,percent,monthly_cap,months,share\ns1,card,3,500,1,0.5\n"
        let before = try #require(try reading(["scenario.yaml": yaml, "current.csv": current]).scenario)
        let after = try #require(LadderValues(of: before)).filledIn()
        let changed = Set(["values", "levelValues", "uncertainty"])
        for (old, new) in zip(Mirror(reflecting: before).children, Mirror(reflecting: after).children) {
            #expect(old.label == new.label)
            guard let label = old.label, !changed.contains(label) else { continue }
            #expect(String(describing: old.value) == String(describing: new.value), "\(label)")
        }
        #expect(after.uncertainty.common == before.uncertainty.common && after.uncertainty.offer == before.uncertainty.offer)
        #expect(after.uncertainty.correlations == before.uncertainty.correlations && after.uncertainty.draws == 77)
    }

    @Test("Permuted rows give the same ladder")
    func permuted() throws {
        func backwards(_ text: String) -> String {
            let lines = text.split(separator: "\n")
            return ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n") + "\n"
        }
        let straight = try filled()
        let turned = try filled([
            "transitions.csv": backwards(LadderScenario.transitions), "margins.csv": backwards(LadderScenario.margins),
            "segments.csv": backwards(LadderScenario.segments),
        ])
        for segment in straight.segments.entityIndices {
            for asset in straight.assets.entityIndices {
                #expect(straight.values[segment, card, asset] == turned.values[segment, card, asset])
            }
        }
        #expect(straight.uncertainty.valueErrors == turned.uncertainty.valueErrors)
    }
}
