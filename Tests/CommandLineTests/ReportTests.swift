import Testing

/// The page of text that people read.
@Suite struct ReportTests {
    static let granularities = ["segment", "macro", "programme"]

    @Test(arguments: Repository.all, granularities)
    func fitsATerminal(_ place: Repository.Place, granularity: String) throws {
        let run = try OfferbenchRun("optimize", place.name, "--set", "granularity=\(granularity)", in: place.folder)
        #expect(run.messages == "")
        #expect(run.output.hasSuffix("\n") && !run.output.hasSuffix("\n\n"))
        for line in run.outputLines {
            #expect(line.count <= 80, "\(line)")
            #expect(line.last?.isWhitespace != true, "\(line)")
        }
        #expect(!run.output.contains("\n\n\n"))
        for word in ["nan", "inf", "nil", "Optional"] { #expect(!run.outputLines.contains { $0.split(separator: " ").contains { $0 == word } }) }
    }

    @Test(arguments: Repository.all)
    func hasTheFiguresOfTheDocument(_ place: Repository.Place) throws {
        let report = try OfferbenchRun("optimize", place.name, in: place.folder).output
        let document = try JSON(OfferbenchRun("optimize", place.name, "--json", in: place.folder).outputBytes)
        for row in try document["constraints"].items { try #expect(report.contains(row["name"].string)) }
        for asset in try document["assets"].items { try #expect(report.contains("\n  \(asset["asset"].string) ")) }
        guard try document["status"].string == "optimal" else {
            for row in try document["infeasibility"]["clashing"].items { try #expect(report.contains(row.string)) }
            return
        }
        let sentence = try #require(report.firstMatch(of: /(Net value|Value) (-?[\d.,]+)( M| bn)? for a cost of/))
        let shown = try #require(Double(sentence.2.replacing(",", with: "")))
        let scale = sentence.3 == " M" ? 1e6 : sentence.3 == " bn" ? 1e9 : 1
        let exact = try document["objective"]["value"].number
        // Four digits are shown.
        #expect(abs(shown * scale - exact) <= 5e-4 * abs(exact))
    }

    @Test func thePaperScenarioReadsLikeThis() throws {
        let folder = try PaperScenario().written()
        #expect(try OfferbenchRun("optimize", "paper", in: folder.path).output == Self.paper)
    }

    @Test func anInfeasibleScenarioReadsLikeThis() throws {
        let folder = try PaperScenario().adding("reach: [{ id: many, completions: 18 }]").written()
        #expect(try OfferbenchRun("optimize", "paper", in: folder.path).output == Self.infeasible)
    }

    private static let paper = "record me"
    private static let infeasible = "record me"
}
