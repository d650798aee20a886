import TableFiles
import Testing

@Suite("Diagnostics")
struct DiagnosticTests {
    @Test("The text form can be followed by editors")
    func text() {
        let place = TextPlace(file: "s/segments.csv", line: 12, column: 3)
        let error = Diagnostic.error("not-a-number", at: place, "customers is not a number", help: "write digits")
        #expect(error.description == "s/segments.csv:12:3: error: customers is not a number, write digits")
        #expect(Diagnostic.note("extra", at: place, "ignored").description == "s/segments.csv:12:3: note: ignored")
    }

    @Test("The order is file, line, column, severity, code, message")
    func order() {
        func at(_ line: Int, _ column: Int, file: String = "a") -> TextPlace { TextPlace(file: file, line: line, column: column) }
        let sorted: [Diagnostic] = [
            .error("z", at: at(1, 2), "m"), .warning("a", at: at(1, 2), "m"), .note("a", at: at(1, 2), "m"),
            .error("a", at: at(1, 10), "m"),
            .error("a", at: at(2, 1), "m"), .error("a", at: at(2, 1), "n"), .error("b", at: at(2, 1), "a"),
            .error("a", at: at(1, 1, file: "b"), "m"),
        ]
        #expect(sorted.reversed().sorted() == sorted)
    }
}
