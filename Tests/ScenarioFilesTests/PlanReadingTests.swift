import Foundation
import OfferModel
import ScenarioFiles
import TableFiles
import Testing

@Suite("Reading plans")
struct PlanReadingTests {
    /// Segments s1, s2, s3; offers card (3, 5 %; cap 500; 1, 3 months) and theatre (1, 2 %; no cap; 1 month).
    private func scenario(_ changes: [String: String] = [:]) throws -> Scenario {
        let folder = try SmallScenario(changes)
        defer { folder.remove() }
        return try #require(folder.read().scenario)
    }

    private func read(_ text: String, _ scenario: Scenario) -> PlanReading {
        PlanReader.read(Array(text.utf8), name: "plan.csv", for: scenario)
    }

    @Test("A table without bundles shows a segment's rows together")
    func oneBundle() throws {
        let scenario = try scenario()
        let reading = read(
            "segment,offer,percent,monthly_cap,months,share\ns2,theatre,2,,1,0.4\ns1,card,5,500,3,0.25\ns1,theatre,1,,1,0.25\n", scenario)
        let plan = try #require(reading.plan, "\(reading.diagnostics)")
        #expect(plan.bundles.map(\.share) == [0.25, 0.4])
        #expect(plan.bundles.map(\.number) == [1, 1])
        let shown = plan.bundles[0].variants.map { scenario.variants[$0] }
        #expect(shown.map(\.percent.percent) == [5, 1] && shown.map(\.months) == [3, 1] && shown.map(\.monthlyCap) == [500, nil])
    }

    @Test("Bundles are numbered anew in their order, and rows with share 0 show nothing")
    func manyBundles() throws {
        let reading = read(
            "bundle,share,segment,offer,percent,months,monthly_cap,net_value\n7,0.3,s1,card,5,3,500,1\n2,0.7,s1,card,3,1,500,2\n9,0,s1,card,3,1,500,0\n",
            try scenario())
        let plan = try #require(reading.plan, "\(reading.diagnostics)")
        #expect(plan.bundles.map(\.share) == [0.7, 0.3] && plan.bundles.map(\.number) == [1, 2])
        #expect(reading.diagnostics.isEmpty)
    }

    @Test("A result's recommendations are a plan")
    func document() throws {
        let text = """
            {"schema": "offerbench-result/1", "recommendations": [
              {"segment": "s1", "bundle": 1, "offer": "card", "percent": 5.0, "monthly_cap": 500.0, "months": 3, "share": 0.5, "cost": 1},
              {"segment": "s1", "bundle": 1, "offer": "theatre", "percent": 2.0, "monthly_cap": null, "months": 1, "share": 0.5}
            ]}
            """
        let plan = try #require(read(text, try scenario()).plan)
        #expect(plan.bundles.count == 1 && plan.bundles[0].variants.count == 2 && plan.bundles[0].share == 0.5)
    }

    @Test("A byte order mark before a document or a table is no part of it")
    func byteOrderMark() throws {
        let row = #"[{"segment": "s1", "offer": "card", "percent": 5, "monthly_cap": 500, "months": 3, "share": 0.5}]"#
        let scenario = try scenario()
        let reading = read("\u{FEFF}" + row, scenario)
        #expect(reading.plan?.bundles.map(\.share) == [0.5], "\(reading.diagnostics)")
        #expect(read("\u{FEFF}" + Self.header + "s1,card,5,500,3,0.5,1\n", scenario).plan?.bundles.count == 1)
        #expect(read("\u{FEFF}" + row.replacing("0.5", with: "2"), scenario).diagnostics.map(\.location.column) == [row.count - 4])
    }

    @Test(
        "A document that holds no plan is refused where it says so",
        arguments: [
            (#"{"schema": "offerbench-result/1", "status": "infeasible", "totals": null, "recommendations": []}"#, "no-plan", 45),
            (#"{"status": "time_limit", "totals": null, "recommendations": []}"#, "no-plan", 36),
            (#"{"schema": "offerbench-result/2", "recommendations": []}"#, "unknown-schema", 12),
            (#"{"schema": 1, "recommendations": []}"#, "unknown-schema", 12),
        ])
    func documentsWithoutPlan(text: String, code: String, column: Int) throws {
        let reading = read(text, try scenario())
        #expect(reading.plan == nil && reading.diagnostics.map(\.code) == [code])
        #expect(reading.diagnostics.allSatisfy { $0.location.column == column && !$0.help.isEmpty }, "\(reading.diagnostics)")
    }

    @Test("A plan that shows nothing to anybody is a plan")
    func emptyPlan() throws {
        let scenario = try scenario()
        let document = #"{"status": "time_limit", "totals": {"cost": 0}, "recommendations": []}"#
        #expect(read(document, scenario).plan?.bundles.isEmpty == true)
        #expect(read(Self.header, scenario).plan?.bundles.isEmpty == true)
    }

    @Test("What is too large is called so", arguments: ["months", "bundle", "monthly_cap"])
    func tooLarge(key: String) throws {
        let figures = ["percent": "5", "monthly_cap": "500", "months": "3", "share": "0.5", "bundle": "1"].merging([key: "1e30"]) { $1 }
        let members = figures.map { "\"\($0)\": \($1)" }.joined(separator: ", ")
        let scenario = try scenario()
        let table = "segment,offer,\(figures.keys.joined(separator: ","))\ns1,card,\(figures.values.joined(separator: ","))\n"
        for text in ["[{\"segment\": \"s1\", \"offer\": \"card\", \(members)}]", table] {
            let found = read(text, scenario).diagnostics
            #expect(found.count == 1 && found[0].message.hasSuffix("is too large: at most 1e15 either way"), "\(found)")
        }
    }

    static let header = "segment,offer,percent,monthly_cap,months,share,bundle\n"

    @Test(
        "What breaks a rule is refused with its line",
        arguments: [
            ("s9,card,5,500,3,1,1", "plan.csv:2:1: error: there is no segment `s9`, did you mean `s1`?"),
            ("s1,crad,5,500,3,1,1", "plan.csv:2:4: error: there is no offer `crad`, did you mean `card`?"),
            ("s1,card,4,500,3,1,1", "plan.csv:2:9: error: 4 is not among offers.card.percents: 3, 5"),
            ("s1,card,5,,3,1,1", "plan.csv:2:11: error: none is not among offers.card.monthly_caps: 500"),
            ("s1,card,5,500,2,1,1", "plan.csv:2:15: error: 2 is not among offers.card.months: 1, 3"),
            ("s1,card,5,500,3,1.2,1", "plan.csv:2:17: error: share: 1.2 must be at least 0 and at most 1"),
            ("s1,card,5,500,3,x,1", "plan.csv:2:17: error: share: `x` is not a number"),
            ("s1,card,5,500,3,0.5,1.5", "plan.csv:2:21: error: bundle: 1.5 is not a whole number"),
            ("s1,card,5,500,3,0.6,1\ns1,card,3,500,3,0.6,2", "plan.csv:3:17: error: the bundles of segment s1 have shares of 1.2 together"),
            (
                "s1,card,5,500,3,0.6,1\ns1,theatre,1,,1,0.4,1",
                "plan.csv:3:17: error: the share differs from that of the bundle's other rows"
            ),
            ("s1,card,5,500,3,0.6,1\ns1,card,3,500,3,0.6,1", "plan.csv:3:4: error: the offer card is shown twice to the same customers"),
            ("s1,card,5,500,3", "plan.csv:2:1: error: the row has 5 cells"),
        ])
    func refusals(rows: String, message: String) throws {
        let reading = read(Self.header + rows + "\n", try scenario())
        #expect(reading.plan == nil)
        #expect(reading.diagnostics.contains { $0.description.hasPrefix(message) }, "\(reading.diagnostics.map(\.description))")
    }

    @Test("Local rules of the scenario are kept")
    func localRules() throws {
        let rules =
            SmallScenario.yaml + """
                programme: { max_total_percent: 7, contacts_per_customer: 1 }
                exclusions:
                  - { offer: theatre, segment: s2, reason: test }

                """
        let scenario = try scenario(["scenario.yaml": rules])
        let both = read(Self.header + "s1,card,5,500,3,1,1\ns1,theatre,2,,1,1,1\ns2,theatre,1,,1,1,1\n", scenario)
        let found = both.diagnostics.map(\.code)
        #expect(
            both.plan == nil && found == ["above-ceiling", "too-many-contacts", "closed-pair"], "\(both.diagnostics.map(\.description))")
    }

    @Test("An exposure that a worst-case budget cannot bound is refused")
    func unbounded() throws {
        let scenario = try scenario([
            "scenario.yaml": SmallScenario.yaml.replacing("amount: 1000000 }", with: "amount: 1000000, basis: worst_case }")
        ])
        let reading = read(Self.header + "s1,theatre,2,,1,1,1\n", scenario)
        #expect(reading.diagnostics.map(\.code) == ["uncapped-worst-case"])
    }

    @Test("A document without recommendations, and one of the wrong types")
    func wrongDocuments() throws {
        let scenario = try scenario()
        #expect(read("{}", scenario).diagnostics.map(\.code) == ["missing-key"])
        #expect(read("[1]", scenario).diagnostics.map(\.code) == ["wrong-type"])
        #expect(read("[{\"segment\": 1, \"share\": \"x\"}]", scenario).diagnostics.count == 5)
        #expect(read("{", scenario).diagnostics.map(\.code) == ["invalid-json"])
        #expect(read("", scenario).diagnostics.map(\.code) == ["empty-file"])
    }

    @Test("A mutated plan gives a plan or an error", arguments: 0..<2)
    func mutations(seed: Int) throws {
        let scenario = try scenario()
        let sound = Self.header + "s1,card,5,500,3,0.6,1\ns1,theatre,1,,1,0.4,2\ns2,card,3,500,1,1,1\n"
        var mutation = Mutation(of: ["plan.csv": sound], seed: seed)
        for _ in 0..<2_000 {
            let bytes = mutation.next()["plan.csv"]!
            let reading = PlanReader.read(bytes, name: "plan.csv", for: scenario)
            #expect((reading.plan == nil) == reading.diagnostics.contains { $0.severity == .error })
        }
    }
}
