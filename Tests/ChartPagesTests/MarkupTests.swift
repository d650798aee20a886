import ChartPages
import Testing

@Suite struct MarkupTests {
    @Test(arguments: [
        "<script>alert(1)</script>", "a & b", "\"quoted\" and 'single'", "&amp;", "]]>", "<!--", "日本語 и кириллица",
        "\u{05D0}\u{05D1} \u{0627}\u{0644}",
        "emoji 👩‍👩‍👧", "",
    ])
    func textAndAttributesArriveAsTheyWere(_ text: String) throws {
        let source = Markup.tag("p", ["title": text], [.text(text)]).source
        let tree = try #require(PageTree.parse(source))
        #expect(tree.text == text)
        #expect(tree.attributes["title"] == text)
        #expect(tree.children.isEmpty)
    }

    @Test(arguments: ["\u{0}", "\u{7}", "\u{1B}[31m", "\u{7F}", "\u{85}", "\u{202E}", "\u{2067}", "\u{FFFE}", "\u{FFFF}"])
    func whatWouldBreakOrTurnTheTextIsReplaced(_ text: String) throws {
        let tree = try #require(PageTree.parse(Markup.name("a\(text)b").source))
        let scalars = Array(tree.text.unicodeScalars)
        #expect(scalars.contains("\u{FFFD}"))
        #expect(!scalars.contains(text.unicodeScalars.first!))
        #expect(scalars.first == "a" && scalars.last == "b")
    }

    @Test func lineBreaksAreBlanks() throws {
        #expect(Markup.tag("p", [:], ["a\nb\tc\rd"]).source == "\n<p>a b c d</p>")
    }

    @Test func attributesWithoutAValueAreLeftOut() {
        #expect(Markup.tag("p", ["id": nil, "class": "x"]).source == "\n<p class=\"x\"></p>")
    }

    @Test func aNameKeepsItsDirectionToItself() {
        #expect(Markup.name("\u{05D0}").source == "<bdi>\u{05D0}</bdi>")
    }
}
