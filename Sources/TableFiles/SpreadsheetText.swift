/// Texts in files that people open in spreadsheets, which run a text that begins with `=`, `+`, `-`, `@`, a tab or a return as a formula:
/// such a text gets an apostrophe in front, which keeps it a text. One that begins with apostrophes before such a character gets another,
/// so that what was written can be told from what stands in the file.
enum SpreadsheetText {
    static func escaped(_ text: String) -> String { isFormula(text) && !isNumber(text) ? "'" + text : text }

    /// The text that `escaped` made this of.
    static func original(_ text: String) -> String { text.utf8.first == apostrophe && isFormula(text) ? String(text.dropFirst()) : text }

    private static let apostrophe = UInt8(ascii: "'")

    /// Whether a spreadsheet would run the text rather than show it, apostrophes in front aside.
    private static func isFormula(_ text: String) -> Bool {
        text.utf8.first { $0 != apostrophe }.map { "=+-@\t\r".utf8.contains($0) } ?? false
    }

    /// A decimal number and nothing else.
    private static func isNumber(_ text: String) -> Bool {
        Double(text) != nil && text.utf8.allSatisfy { "0123456789.+-eE".utf8.contains($0) }
    }
}
