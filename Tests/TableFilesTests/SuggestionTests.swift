import TableFiles
import Testing

@Suite("Did you mean")
struct SuggestionTests {
    @Test(
        "Close words are found, far ones are not",
        arguments: [
            ("segmnet", ["segments", "responses", "segment"], "segment"), ("Max-Total_Percent", ["max_total_percent"], "max_total_percent"),
            ("acquisiton_fee", ["acquisition_fee", "organic"], "acquisition_fee"), ("organci", ["organic"], "organic"),
            ("x", ["y", "z"], nil), ("ab", ["ba"], "ba"), ("budget", ["returns", "reach"], nil), ("anything", [], nil), ("", ["a"], nil),
            ("пенсионры", ["пенсионеры"], "пенсионеры"),
        ] as [(String, [String], String?)])
    func closest(word: String, candidates: [String], expected: String?) {
        #expect(Suggestion.closest(to: word, among: candidates) == expected)
        #expect(Suggestion.closest(to: word, among: candidates.reversed()) == expected)
    }

    @Test("Of equally close candidates the first in the alphabet wins")
    func ties() {
        #expect(Suggestion.closest(to: "cat", among: ["hat", "bat", "rat"]) == "bat")
        #expect(Suggestion.closest(to: "cat", among: ["rat", "bat", "hat"]) == "bat")
    }
}
