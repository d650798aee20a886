/// A line of the resolved scenario as YAML, and who states its value.
package struct ResolvedLine: Sendable {
    package let text: String
    package let origin: Origin

    static func lines(of root: ResolvedValue) -> [ResolvedLine] {
        var lines: [ResolvedLine] = []
        append(root, key: nil, indent: "", first: "", to: &lines)
        return lines
    }

    /// `first` is the indent of the first line, which differs from `indent` where an item begins.
    private static func append(_ value: ResolvedValue, key: String?, indent: String, first: String, to lines: inout [ResolvedLine]) {
        let head = first + (key.map { $0 + ":" } ?? "")
        if let flow = flow(value) {
            lines.append(ResolvedLine(text: head + (key == nil ? "" : " ") + flow, origin: value.origin))
            return
        }
        if key != nil { lines.append(ResolvedLine(text: head, origin: value.origin)) }
        let deeper = key == nil ? indent : indent + "  "
        switch value.content {
        case .list(let items):
            for item in items { append(item, key: nil, indent: deeper + "  ", first: deeper + "- ", to: &lines) }
        case .mapping(let entries):
            for (position, entry) in entries.enumerated() {
                let start = key == nil && position == 0 ? first : deeper
                append(entry.value, key: entry.key, indent: deeper, first: start, to: &lines)
            }
        case .null, .boolean, .number, .integer, .string:
            break
        }
    }

    /// The value on one line, if it is a scalar, empty, or a list of scalars.
    private static func flow(_ value: ResolvedValue) -> String? {
        switch value.content {
        case .null: return "null"
        case .boolean, .number, .integer: return value.text?.text
        case .string(let text): return quoted(text)
        case .list(let items):
            let texts = items.map { $0.text == nil ? nil : flow($0) }
            return texts.contains(nil) ? nil : "[" + texts.compactMap { $0 }.joined(separator: ", ") + "]"
        case .mapping(let entries): return entries.isEmpty ? "{}" : nil
        }
    }

    /// The text in quotes unless it is words that cannot be taken for anything else.
    private static func quoted(_ text: String) -> String {
        let isPlain =
            (text.first?.isLetter ?? false || ScalarReading.isIdentifier(text) || ScalarReading.isDate(text))
            && text.allSatisfy { $0.isLetter || $0.isNumber || " -_./".contains($0) } && !text.hasSuffix(" ")
            && !["null", "true", "false", "yes", "no", "on", "off"].contains(text.lowercased()) && Double(text) == nil
        if isPlain { return text }
        let escaped = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "\n": "\\n"
            case "\t": "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: "\\x" + String(format2: scalar.value)
            default: String(scalar)
            }
        }
        return "\"" + escaped.joined() + "\""
    }
}

extension String {
    /// Two hexadecimal digits.
    fileprivate init(format2 value: UInt32) {
        let digits = String(value, radix: 16)
        self = digits.utf8.count == 1 ? "0" + digits : digits
    }
}
