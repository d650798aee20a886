import OfferModel
import ScenarioFiles
import TableFiles
import Testing

@Suite("The plan that runs today")
struct CurrentPlanTests {
    private static let header = "segment,offer,percent,monthly_cap,months,share,bundle\n"

    private func read(_ rows: String, _ changes: [String: String] = [:], yaml: String = "") throws -> ScenarioReading {
        let files = ["scenario.yaml": SmallScenario.yaml + "current_plan: current.csv\n" + yaml, "current.csv": rows]
        return try SmallScenario.read(files.merging(changes) { $1 })
    }

    @Test("It is read with the scenario, and its bytes are an input")
    func isRead() throws {
        let rows = Self.header + "s1,card,5,500,3,0.25,1\ns1,theatre,1,,1,0.25,1\ns2,card,3,500,1,1,1\n"
        let reading = try read(rows, yaml: "max_changed_share: 0.2\n")
        let scenario = try #require(reading.scenario, "\(reading.codes)")
        let plan = try #require(scenario.currentPlan)
        #expect(plan.bundles.map(\.share) == [0.25, 1] && scenario.maxChangedShare == 0.2)
        #expect(reading.inputs.last?.role == .currentPlan && reading.inputs.last.map { Array($0.bytes) } == Array(rows.utf8))
    }

    @Test("A scenario without one has none")
    func isAbsent() throws {
        let scenario = try #require(try SmallScenario.read().scenario)
        #expect(scenario.currentPlan == nil && scenario.maxChangedShare == nil)
    }

    @Test("What is wrong with it is told with its line")
    func isWrong() throws {
        let reading = try read(Self.header + "s1,card,4,500,3,1,1\ns9,card,5,500,3,1,1\n")
        #expect(reading.scenario == nil)
        let messages = reading.errors.map(\.description)
        #expect(messages.count == 2)
        #expect(messages.contains { $0.contains("current.csv:2:9: error: 4 is not among offers.card.percents: 3, 5") }, "\(messages)")
        #expect(messages.contains { $0.contains("current.csv:3:1: error: there is no segment `s9`") }, "\(messages)")
    }

    @Test("What is no table is told beside the problems of other files")
    func isWrongWithOthers() throws {
        let reading = try read(
            Self.header + "s1,card,x,500,3,1,1\n", ["segments.csv": SmallScenario.segments.replacing("2000", with: "many")])
        #expect(reading.scenario == nil)
        let files = Set(reading.errors.map { $0.location.file.split(separator: "/").last.map(String.init) ?? "" })
        #expect(files == ["segments.csv", "current.csv"], "\(reading.errors)")
    }

    @Test("A mutated current plan gives a scenario or an error", arguments: 0..<2)
    func mutations(seed: Int) throws {
        let sound = Self.header + "s1,card,5,500,3,0.6,1\ns1,theatre,1,,1,0.4,2\ns2,card,3,500,1,1,1\n"
        var mutation = Mutation(of: ["current.csv": sound], seed: seed)
        let folder = try SmallScenario(["scenario.yaml": SmallScenario.yaml + "current_plan: current.csv\n"])
        defer { folder.remove() }
        for _ in 0..<150 {
            try folder.write(["current.csv": mutation.next()["current.csv"]!])
            let reading = folder.read()
            #expect((reading.scenario == nil) == reading.hasErrors)
            #expect(reading.scenario == nil || reading.scenario?.currentPlan != nil)
        }
    }
}
