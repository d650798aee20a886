import ChartPages
import Testing

@Suite struct PageTests {
    private let page = Page(
        title: "A <title> & more", kind: "Report", generator: "g 1", lead: ["lead"],
        sections: [
            Page.Section(
                "one", "First",
                [
                    Figure(
                        "figure", "Figure", message: "m", labels: ["expected", "total"],
                        charts: [BarChart("Figure", description: "d", title: "t", bars: [.init("b", figure: "1", to: 1, .first)])],
                        tables: [
                            DataTable(
                                "table", caption: "c", [.words("Name"), .number("Number")],
                                rows: [[.name("<b>"), .number("1,000", 1000)], [.text("x"), .number("no limit", nil)]], remark: "r")
                        ]
                    ).markup
                ])
        ], foot: "foot")

    @Test func itHasTheLandmarksAndHeadingsOfAPage() throws {
        let tree = try #require(PageTree.parse(page.html))
        #expect(tree.name == "html" && tree.attributes["lang"] == "en")
        for name in ["header", "nav", "main", "footer", "h1"] { #expect(tree.all(name).count == 1, "\(name)") }
        #expect(tree.all("h1")[0].text == "A <title> & more")
        #expect(tree.all("a")[0].attributes["href"] == "#main")
        let ids = tree.all.compactMap { $0.attributes["id"] }
        #expect(Set(ids).count == ids.count)
        for link in tree.all("a") { #expect(ids.contains(String(link.attributes["href"]!.dropFirst()))) }
    }

    @Test func tablesHaveACaptionAndScopes() throws {
        let tree = try #require(PageTree.parse(page.html))
        let table = try #require(tree.all("table").first)
        #expect(table.all("caption").map(\.text) == ["c"])
        #expect(table.all("th").map { $0.attributes["scope"] } == ["col", "col", "row", "row"])
        #expect(table.all("td").map { $0.attributes["data-value"] } == ["1000.0", nil])
        #expect(table.all("bdi").map(\.text) == ["<b>"])
    }

    @Test func nothingComesFromElsewhere() throws {
        let tree = try #require(PageTree.parse(page.html))
        for element in tree.all {
            #expect(!["script", "img", "iframe", "object", "embed"].contains(element.name))
            #expect(element.attributes["src"] == nil)
            if let link = element.attributes["href"] { #expect(link.hasPrefix("#") || link == "data:,") }
            #expect(!element.attributes.keys.contains { $0.hasPrefix("on") })
        }
        #expect(
            !page.html.contains("http:") && !page.html.contains("https:") && !page.html.contains("@import") && !page.html.contains("url("))
    }
}
