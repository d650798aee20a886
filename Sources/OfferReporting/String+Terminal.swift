extension String {
    /// The text with control characters made visible: a name out of somebody else's file must not drive the reader's terminal.
    package var printable: String {
        guard unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return self }
        return String(String.UnicodeScalarView(unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }))
    }

    /// Breaks the text at blanks into lines of at most `width`; the first line begins with `firstIndent`, those after it with `indent`.
    /// A longer word stands alone.
    package func wrapped(to width: Int = 80, firstIndent: String = "", indent: String = "") -> [String] {
        var lines: [String] = []
        var line = firstIndent
        var isEmpty = true
        for word in split(whereSeparator: \.isWhitespace).map({ String($0).printable }) {
            if isEmpty {
                line += word
            } else if line.count + 1 + word.count <= width {
                line += " " + word
            } else {
                lines.append(line)
                line = indent + word
            }
            isEmpty = false
        }
        return lines + [line]
    }
}

extension [[String]] {
    /// Sections of lines as a page, those without lines left out.
    var page: String { filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n" }
}
