/// A piece of a page as a value: elements and text, written so that they are HTML and well-formed XML at once.
///
/// All text is escaped on writing. What could end an element, or steer the direction of the text around it, arrives as U+FFFD.
package indirect enum Markup: Sendable {
    package struct Attribute: Sendable {
        let name: String
        let value: String
    }

    case text(String)
    case element(String, [Attribute], [Markup])
    case group([Markup])
    /// Rules of a style sheet, which are ours and not escaped.
    case style(String)

    /// - Parameter attributes: those with a value of nil are left out.
    package static func tag(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:], _ children: [Markup] = []) -> Markup {
        .element(
            name, attributes.compactMap { key, value in value.map { Attribute(name: key, value: $0) } }, children)
    }

    /// A name out of somebody's file: its direction stays its own.
    package static func name(_ text: String) -> Markup { .tag("bdi", [:], [.text(text)]) }

    package static let nothing = Markup.group([])
}

extension Markup: ExpressibleByStringInterpolation {
    package init(stringLiteral text: String) {
        self = .text(text)
    }
}

extension Markup {
    package var source: String {
        var source = ""
        write(into: &source)
        return source
    }

    private func write(into source: inout String) {
        switch self {
        case .text(let text): Self.escape(text, into: &source)
        case .group(let parts): for part in parts { part.write(into: &source) }
        case .style(let rules):
            precondition(!rules.contains("<") && !rules.contains("&"), "a style sheet needs no escape")
            source += "\n<style>\n\(rules)\n</style>"
        case .element(let name, let attributes, let children):
            source += Self.inlineNames.contains(name) ? "<\(name)" : "\n<\(name)"
            for attribute in attributes {
                source += " \(attribute.name)=\""
                Self.escape(attribute.value, into: &source)
                source += "\""
            }
            if Self.emptyNames.contains(name) {
                precondition(children.isEmpty, "\(name) holds nothing")
                source += " />"
                return
            }
            source += ">"
            for child in children { child.write(into: &source) }
            source += "</\(name)>"
        }
    }

    /// Elements before which a line break would show.
    private static let inlineNames: Set = ["a", "abbr", "b", "bdi", "code", "em", "small", "span", "strong", "tspan"]

    /// Elements without an end tag, in HTML or in SVG.
    private static let emptyNames: Set = ["circle", "line", "link", "meta", "path", "rect"]

    private static func escape(_ text: String, into source: inout String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": source += "&amp;"
            case "<": source += "&lt;"
            case ">": source += "&gt;"
            case "\"": source += "&quot;"
            case "'": source += "&#39;"
            case "\n", "\t", "\r": source += " "
            case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": source += "\u{FFFD}"
            default:
                let properties = scalar.properties
                let isRefused = properties.generalCategory == .control || properties.isNoncharacterCodePoint
                source.unicodeScalars.append(isRefused ? "\u{FFFD}" : scalar)
            }
        }
    }
}
