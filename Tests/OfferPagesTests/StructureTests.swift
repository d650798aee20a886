import Foundation
import OfferOptimization
import OfferPages
import OfferResults
import Testing

/// What every page is, whatever it is about.
@Suite struct StructureTests {
    private static let sources = [
        "expected", "drawn, ", "simulated, ", "expected, proved", "expected, booked in whole hundredths", "checked on the input tables",
    ]
    private static let countings = ["incremental", "total", "incremental value less total cost", "incremental and total"]

    @Test(arguments: PageKind.allCases)
    func itIsOneWellFormedFileWithoutAnythingFromElsewhere(_ kind: PageKind) throws {
        let html = try kind.page.html
        let tree = try #require(PageTree.parse(html))
        for element in tree.all {
            #expect(!["script", "img", "iframe", "object", "embed", "form"].contains(element.name))
            #expect(element.attributes["src"] == nil && element.attributes["style"] == nil)
            if let link = element.attributes["href"] { #expect(link.hasPrefix("#") || link == "data:,") }
        }
        #expect(!html.contains("url(") && !html.contains("@import"))
    }

    @Test(arguments: PageKind.allCases)
    func linksLeadSomewhereAndHeadingsAreInOrder(_ kind: PageKind) throws {
        let tree = try #require(PageTree.parse(try kind.page.html))
        let ids = tree.all.compactMap { $0.attributes["id"] }
        #expect(Set(ids).count == ids.count)
        for element in tree.all {
            for name in ["aria-labelledby", "aria-describedby"] {
                if let id = element.attributes[name] { #expect(ids.contains(id), "\(id)") }
            }
        }
        for link in tree.all("a") { #expect(ids.contains(String(link.attributes["href"]!.dropFirst()))) }
        let levels = tree.all.compactMap { $0.name.first == "h" ? Int($0.name.dropFirst()) : nil }
        #expect(levels.first == 1 && levels.count { $0 == 1 } == 1)
        for (one, next) in zip(levels, levels.dropFirst()) { #expect(next <= one + 1) }
    }

    @Test(arguments: PageKind.allCases)
    func everyFigureHasItsTableAndSaysWhatItIs(_ kind: PageKind) throws {
        let tree = try #require(PageTree.parse(try kind.page.html))
        for figure in tree.all("figure") {
            let labels = figure.all("p").first { $0.hasClass("labels") }?.children.map(\.text) ?? []
            #expect(labels.contains { label in Self.sources.contains { label.hasPrefix($0) } }, "\(labels)")
            #expect(Self.countings.contains(labels.last ?? ""), "\(labels)")
            #expect(!figure.all("table").isEmpty && figure.all("table").allSatisfy { !$0.all("td").isEmpty || !$0.all("th").isEmpty })
            #expect(figure.all("figcaption")[0].all("p").last?.text.isEmpty == false)
        }
        for card in tree.all("ul").filter({ $0.hasClass("cards") }).flatMap({ $0.all("li") }) {
            #expect(card.all("p").contains { $0.hasClass("labels") && $0.children.count == 2 })
        }
        for table in tree.all("table") {
            #expect(table.all("caption").count == 1)
            let width = table.all("thead")[0].all("th").count
            #expect(table.all("tbody")[0].children.allSatisfy { $0.children.count == width })
        }
    }

    @Test func everyChartThatARunMayHaveIsThere() throws {
        let tree = try #require(PageTree.parse(try PageKind.launch.page.html))
        let figures = tree.all("figure").compactMap { $0.attributes["id"] }
        #expect(
            figures == [
                "totals", "map", "offers", "response", "value-curves", "waterfall", "assets", "constraints", "frontier", "granularity",
                "cost",
                "budgets", "tornado", "stresses", "fan", "simulation", "settlement-matrix", "liability", "exposure", "checks",
            ])
        for figure in tree.all("figure") where !["totals", "exposure"].contains(figure.attributes["id"]) {
            #expect(figure.all("svg").contains { $0.hasClass("chart") }, "\(figure.attributes["id"] ?? "")")
        }
    }

    @Test func theSameInputIsTheSamePageOnAnyNumberOfThreads() throws {
        let pages = try [1, 2].map { threads in
            try PageCase("complete-journey", in: PageCase.shipped("complete-journey"), threads: threads)
        }
        #expect(pages[0].html == pages[1].html)
        let run = pages[0].documents.result.provenance.run
        #expect(!pages[0].html.contains(run.startedAt))
    }

    @Test func namesOutOfFilesStayWords() throws {
        let page = try PageKind.nastyNames.page
        let tree = try #require(PageTree.parse(page.html))
        #expect(tree.all("h1")[0].text == ChangedScenario.title)
        #expect(tree.all("title")[0].text.hasPrefix(ChangedScenario.title))
        let seen = ChangedScenario.macro.replacing("\u{202E}", with: "\u{FFFD}")
        #expect(tree.all("bdi").contains { $0.text == seen })
        #expect(!page.html.contains("\u{202E}"))
        #expect(tree.all("svg").flatMap { $0.all("text") }.contains { $0.text.hasPrefix("<img src=x") })
    }

    @Test func aPageOfManySegmentsStaysSmallAndSaysWhatItLeavesOut() throws {
        let folder = try ChangedScenario.many(10_000)
        defer { try? FileManager.default.removeItem(at: folder) }
        let page = try PageCase(
            "many-segments", in: folder, overrides: ["budgets=null", "fraud_limits=null", "reach=null"], replications: 1, draws: 20)
        #expect(page.documents.figures?.segments.count == 10_000 && page.documents.result.recommendations.count > 10_000)
        #expect(page.html.utf8.count < 1_000_000, "\(page.html.utf8.count)")
        let tree = try #require(PageTree.parse(page.html))
        #expect(tree.table("table-recommendations")?.count == 200)
        let remarks = tree.all("p").filter { $0.hasClass("remark") }.map(\.text)
        #expect(remarks.contains { $0.hasPrefix("200 rows of ") })
        #expect(tree.text.contains("10,000 segments stand together by macro-segment"))
    }

    @Test func aResultAloneIsAPage() throws {
        let result = try PageKind.launch.page.documents.result
        let html = RunPage(
            RunDocuments(result: result, simulation: nil, stress: nil, settlement: nil, frontier: nil)
        ).html
        let tree = try #require(PageTree.parse(html))
        #expect(
            tree.all("figure").compactMap { $0.attributes["id"] } == [
                "totals", "map", "offers", "waterfall", "assets", "constraints", "granularity", "checks",
            ])
    }

    @Test func anInfeasibleRunSaysWhy() throws {
        let page = try PageKind.infeasible.page
        let story = try #require(page.documents.result.infeasibility)
        let tree = try #require(PageTree.parse(page.html))
        #expect(tree.table("table-clashing")?.map { $0[0].text } == story.rules.map(\.name))
        let repair = try #require(tree.table("table-repair"))
        #expect(repair.map { $0[0].text } == story.repair.map(\.name))
        #expect(repair.map { $0[3].number } == story.repair.map(\.to))
        // A floor that is told can be kept.
        let told = try #require(Double(repair[0][3].text.replacing(",", with: "")))
        let floor = try #require(story.repair[0].to)
        #expect(told <= floor && told > floor - 1 && floor < story.repair[0].from)
        #expect(tree.table("table-totals") == nil)
        #expect(tree.all("p").contains { $0.text.hasPrefix("No plan keeps every rule.") })
    }
}
