import OfferReporting
import Testing

@Suite struct TextTableTests {
    @Test func columnsAreAsWideAsTheirWidestCell() {
        var table = TextTable([("What", .left), ("amount", .right), ("note", .left)])
        table.add(["budget:total", "1,000", "binds"])
        table.add(["pnl", "5", ""])
        #expect(
            table.lines == [
                "What          amount  note",
                "budget:total   1,000  binds",
                "pnl                5",
            ])
    }

    @Test func aTableWithoutRowsIsItsHeader() {
        #expect(TextTable([("a", .left), ("b", .right)]).lines == ["a  b"])
    }

    @Test func lettersCountAsReadersCountThem() {
        var table = TextTable([("имя", .left), ("x", .right)])
        table.add(["e\u{301}", "1"])
        table.add(["👩‍👩‍👧", "22"])
        #expect(table.lines == ["имя   x", "e\u{301}     1", "👩‍👩‍👧    22"])
    }

    @Test func cellsStayOnTheirLine() {
        var table = TextTable([("a", .left), ("b", .left)])
        table.add(["two\nlines", "\u{1B}[31mred\u{7F}\r\n"])
        #expect(table.lines[1] == "two\u{FFFD}lines  \u{FFFD}[31mred\u{FFFD}\u{FFFD}\u{FFFD}")
    }
}
