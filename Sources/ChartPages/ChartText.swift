/// Text in drawings, whose width nobody measures: it is taken to be what wide letters take.
enum ChartText {
    /// Of text at 11 units.
    static func width(of text: String) -> Double { 6.5 * Double(text.count) }

    /// Cut to a width, with an ellipsis.
    static func fitted(_ text: String, to width: Double) -> String {
        let most = max(1, Int(width / 6.5))
        return text.count <= most ? text : String(text.prefix(most - 1)) + "\u{2026}"
    }

    /// Broken at blanks, hyphens and underscores into a few lines of at most so many letters.
    static func lines(of text: String, letters: Int, most: Int) -> [String] {
        var words: [String] = [""]
        for letter in text {
            words[words.count - 1].append(letter)
            if letter == " " || letter == "-" || letter == "_" { words.append("") }
        }
        var lines: [String] = [""]
        for word in words where !word.isEmpty {
            if lines[lines.count - 1].isEmpty || lines[lines.count - 1].count + word.count <= letters {
                lines[lines.count - 1] += word
            } else {
                lines.append(word)
            }
        }
        let shown = lines.prefix(most).map { $0.count > letters ? String($0.prefix(letters - 1)) + "\u{2026}" : $0 }
        return lines.count > most ? shown.dropLast() + [String((shown.last ?? "").prefix(letters - 1)) + "\u{2026}"] : Array(shown)
    }

    static func text(_ words: String, x: Double, y: Double, _ style: String = "label") -> Markup {
        .tag("text", ["x": x.place, "y": y.place, "class": style], [.text(words)])
    }
}
