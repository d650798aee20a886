import OfferReporting
import Testing

@Suite struct WrappingTests {
    private let text = "the quick brown fox jumps over the lazy dog"

    @Test(arguments: 1...50)
    func keepsTheWordsAndTheWidth(width: Int) {
        let lines = text.wrapped(to: width)
        #expect(lines.joined(separator: " ") == text)
        #expect(lines.allSatisfy { $0.count <= width || !$0.contains(" ") })
    }

    @Test func fillsEachLine() {
        #expect(text.wrapped(to: 19) == ["the quick brown fox", "jumps over the lazy", "dog"])
    }

    @Test func indentsCountTowardsTheWidth() {
        #expect(text.wrapped(to: 20, firstIndent: "  ", indent: "    ") == ["  the quick brown", "    fox jumps over", "    the lazy dog"])
    }

    @Test func aLongWordStandsAlone() {
        #expect("a abcdefghij b".wrapped(to: 5, indent: "  ") == ["a", "  abcdefghij", "  b"])
    }

    @Test func blanksAndLineBreaksAreOneBlank() {
        #expect(" a\t b\r\nc\n".wrapped() == ["a b c"])
        #expect("".wrapped() == [""])
    }

    @Test func controlCharactersAreMadeVisible() {
        #expect("a\u{1B}[31m b\u{9B}".wrapped() == ["a\u{FFFD}[31m b\u{FFFD}"])
        #expect("plain ünïcödé 👩‍👩‍👧".printable == "plain ünïcödé 👩‍👩‍👧")
    }
}
