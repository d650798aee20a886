import OfferModel
import ScenarioFiles
import TableFiles
import Testing

@Suite("The customers of an experiment")
struct ExperimentReadingTests {
    private static func read(_ table: String, settings: String = "", responses: String = SmallScenario.responses, overrides: [String] = [])
        throws -> ScenarioReading
    {
        let yaml = SmallScenario.yaml.replacing(
            "  values: { file: values.csv }", with: "  values: { file: values.csv }\n  experiment: { file: experiment.csv }")
        let files = ["scenario.yaml": yaml + settings, "responses.csv": responses, "experiment.csv": table]
        return try SmallScenario.read(files, overrides: overrides)
    }

    @Test("Rows come by segment, nothing first, then by variant, whatever their order; within an arm as they came")
    func order() throws {
        let table = """
            segment,offer,percent,months,value,cost
            s2,theatre,2,,7,1
            s1,card,5,3,5,2
            s1,,,,1,0
            s1,card,3,1,4,3
            s1,,,,2,0

            """
        let scenario = try #require(try Self.read(table).scenario)
        let experiment = try #require(scenario.experiment)
        #expect(experiment.cells.map { scenario.segments[$0.segment].id } == ["s1", "s1", "s1", "s2"])
        #expect(experiment.cells.map(\.customers) == [0..<2, 2..<3, 3..<4, 4..<5])
        #expect(experiment.cells[0].variant == nil)
        let shown = experiment.cells.compactMap(\.variant).map { scenario.variants[$0] }
        #expect(shown.map { scenario.offers[$0.offer].id } == ["card", "card", "theatre"])
        #expect(shown.map(\.percent.percent) == [3, 5, 2])
        #expect(shown.map(\.monthlyCap) == [500, 500, nil])
        #expect(shown.map(\.months) == [1, 3, 1])
        #expect(experiment.outcomes == [[1, 2, 4, 5, 7], [0, 0, 3, 2, 1]])
        #expect(experiment.quantities == ["value", "cost"])
        #expect(experiment.cost == 1 && experiment.completion == nil)
        #expect(experiment.splits == 20 && experiment.replicates == 500)
    }

    @Test("Columns may be called otherwise, and limits bring their own")
    func columns() throws {
        let settings = """
            experiment:
              columns: { segment: group, value: revenue, completed: done }
              splits: 30
              limits:
                - { id: visits, quantity: visits, at_least: 5, macro: families }
                - { id: paid, quantity: revenue, at_most: 9, offer: card }
                - { id: much, quantity: visits, at_least_share: 0.5, sponsor: bank }

            """
        let table = "group,offer,percent,months,revenue,done,visits,customer\ns1,card,3,1,8,1,2,a\ns1,,,,4,0,3,b\n"
        let experiment = try #require(try Self.read(table, settings: settings).scenario?.experiment)
        #expect(experiment.quantities == ["revenue", "done", "visits"])
        #expect(experiment.completion == 1 && experiment.cost == nil && experiment.splits == 30)
        #expect(experiment.limits.map(\.bound) == [.atLeast(5), .atMost(9), .atLeastShare(0.5)])
        #expect(experiment.limits.map(\.quantity) == [2, 0, 2])
        #expect(experiment.limits[0].macro == "families")
        #expect(experiment.limits[1].offer == OfferIndex(0) && experiment.limits[2].sponsor == AssetIndex(1))
        #expect(experiment.outcomes == [[4, 8], [0, 1], [3, 2]])
    }

    @Test("A column that two roles would read is refused where it is named")
    func sharedColumns() throws {
        let table = "segment,offer,percent,months,cost,paid\ns1,card,3,1,8,1\ns1,,,,4,0\n"
        let reading = try Self.read(table, settings: "experiment:\n  columns: { value: cost }\n")
        let error = try #require(reading.errors.first)
        #expect(reading.errors.count == 1 && error.code == "column-twice")
        #expect(error.location.line == 20 && error.location.column == 21, "\(error)")
        #expect(error.message.contains("`cost` is named for value, and is the column of cost as well"), "\(error)")
        #expect(error.help.contains("`cost: COLUMN`"), "\(error)")
        let mended = try Self.read(table, settings: "experiment:\n  columns: { value: cost, cost: paid }\n")
        #expect(mended.scenario?.experiment?.outcomes == [[4, 8], [0, 1]], "\(mended.errors)")
        let both = try Self.read(table, settings: "experiment:\n  columns: { value: paid, cost: paid }\n")
        #expect(both.errors.map(\.code) == ["column-twice"] && both.errors[0].location.column == 33, "\(both.errors)")
    }

    @Test("A customer without an id is refused")
    func blankCustomers() throws {
        let reading = try Self.read("customer,segment,offer,percent,months,value\na,s1,card,3,1,8\n,s1,,,,4\n")
        #expect(reading.errors.map(\.code) == ["blank-cell"] && reading.errors[0].location.line == 3, "\(reading.errors)")
    }

    @Test("What the grid does not have is left out with one warning an arm")
    func grid() throws {
        let table = "segment,offer,percent,months,value\ns1,card,4,1,8\ns2,card,4,1,8\ns1,card,3,2,8\ns1,card,3,1,8\n"
        let reading = try Self.read(table)
        #expect(reading.codes.count { $0 == "arm-not-in-grid" } == 2)
        #expect(try #require(reading.scenario?.experiment).customerCount == 1)
        let none = try Self.read("segment,offer,percent,months,value\ns1,card,4,1,8\n")
        #expect(none.errors.map(\.code) == ["no-arm-in-grid"])
    }

    @Test("With one offer the percent alone says what was shown")
    func oneOffer() throws {
        let table = "segment,percent,months,value\ns1,3,1,8\ns1,,,4\n"
        #expect(try Self.read(table).errors.map(\.code) == ["missing-column"])
        let reading = try Self.read(
            table, responses: "segment,offer,organic,intercept,slope\n*,card,0.01,-3,0.2\n",
            overrides: ["offers.theatre={remove: true}"])
        let experiment = try #require(reading.scenario?.experiment, "\(reading.errors)")
        #expect(experiment.cells.map(\.variant) == [nil, VariantIndex(0)])
    }

    @Test("Without the table there is none, and settings without it are told")
    func absent() throws {
        #expect(try #require(try SmallScenario.read().scenario).experiment == nil)
        #expect(try SmallScenario.read(overrides: ["experiment={splits: 3}"]).errors.map(\.code) == ["missing-key"])
    }

    @Test("Counts out of range are told and nothing else happens", arguments: ["splits=0", "splits=1e9", "replicates=1", "splits=many"])
    func counts(text: String) throws {
        let table = "segment,offer,percent,months,value\ns1,card,3,1,8\n"
        let reading = try Self.read(table, overrides: ["experiment.\(text)"])
        #expect(reading.errors.count == 1 && reading.scenario == nil)
    }
}
