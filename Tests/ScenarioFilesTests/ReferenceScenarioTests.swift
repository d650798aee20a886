import Foundation
import OfferModel
import ScenarioFiles
import TableFiles
import Testing

@Suite("Reference scenarios")
struct ReferenceScenarioTests {
    static let cases = Folders.cases(in: Folders.references)

    @Test("The reference scenarios are there")
    func areThere() {
        #expect(Self.cases.count == 8)
    }

    @Test("Every reference scenario loads without errors", arguments: cases)
    func loads(name: String) throws {
        let reading = ScenarioReader.read(path: Folders.references.appending(path: name).path)
        #expect(reading.errors == [])
        let scenario = try #require(reading.scenario)
        let stated = try #require(name.split(separator: "-").last.flatMap { Int($0) })
        #expect(scenario.segments.count == stated)
        #expect(scenario.offers.count == 6)
        #expect(scenario.segments.map(\.id) == scenario.segments.map(\.id).sorted())
    }

    @Test("A folder and its scenario.yaml are the same scenario")
    func acceptsFile() {
        let path = Folders.references.appending(path: "coalition-24/scenario.yaml").path
        #expect(ScenarioReader.read(path: path).scenario?.segments.count == 24)
    }

    @Test("Cells reach the model as written")
    func readsCells() throws {
        let scenario = try #require(ScenarioReader.read(path: Folders.references.appending(path: "coalition-24").path).scenario)
        let segment = scenario.segments[1]
        #expect(segment.id == "s01" && segment.macro == "families" && segment.customers == 186_948 && segment.spendLift == 0.239)
        #expect(segment.completed == [OfferIndex(1)])
        #expect(segment.contacts == 2)
        #expect(scenario.offers[5].requires == [OfferIndex(1)])
        #expect(scenario.offers[1].percents.map(\.percent) == [3, 5, 7, 10])
        let response = try #require(scenario.responses[SegmentIndex(0), OfferIndex(1)])
        guard case .logistic(let intercept, let slope, let ceiling, let durationSlope) = response.curve else {
            Issue.record("not logistic: \(response.curve)")
            return
        }
        #expect([response.organic, intercept, slope, ceiling, durationSlope] == [0.0234, -3.5567, 0.2112, 0.369, 0.3])
        #expect(scenario.values[SegmentIndex(0), OfferIndex(1), AssetIndex(1)] == ValueStep(now: 5600, ifCompleted: 9823.78))
        #expect(scenario.values[SegmentIndex(0), OfferIndex(0), AssetIndex(1)].change == 0)
    }

    @Test("Wide values and table responses reach the model")
    func readsWideValues() throws {
        let scenario = try #require(ScenarioReader.read(path: Folders.references.appending(path: "table-wide-40").path).scenario)
        #expect(scenario.values[SegmentIndex(0), OfferIndex(1), AssetIndex(1)] == ValueStep(now: 5600, ifCompleted: 10276.17))
        #expect(scenario.values[SegmentIndex(0), OfferIndex(3), AssetIndex(0)].change == 0)
        guard case .table(let points)? = scenario.responses[SegmentIndex(0), OfferIndex(0)]?.curve else {
            Issue.record("not a table")
            return
        }
        #expect(points.first == CompletionPoint(percent: 0, completion: 0.04293))
    }
}
