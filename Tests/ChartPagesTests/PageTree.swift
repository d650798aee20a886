import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// A page read by an XML parser that knows nothing of how it was written.
final class PageTree {
    let name: String
    let attributes: [String: String]
    private(set) var children: [PageTree] = []
    private(set) var ownText = ""

    private init(name: String, attributes: [String: String]) {
        self.name = name
        self.attributes = attributes
    }

    /// nil where the text is not well-formed.
    static func parse(_ source: String) -> PageTree? {
        let parser = XMLParser(data: Data(source.utf8))
        let builder = Builder()
        parser.delegate = builder
        return parser.parse() ? builder.root.children.first : nil
    }

    /// This element and all below it, in the order of the page.
    var all: [PageTree] { [self] + children.flatMap(\.all) }

    func all(_ name: String) -> [PageTree] { all.filter { $0.name == name } }

    func hasClass(_ name: String) -> Bool { attributes["class"]?.split(separator: " ").contains(Substring(name)) ?? false }

    var text: String { ownText + children.map(\.text).joined() }

    private final class Builder: NSObject, XMLParserDelegate {
        let root = PageTree(name: "", attributes: [:])
        private lazy var open = [root]

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?, attributes: [String: String]
        ) {
            let element = PageTree(name: name, attributes: attributes)
            open[open.count - 1].children.append(element)
            open.append(element)
        }

        func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) { open.removeLast() }

        func parser(_ parser: XMLParser, foundCharacters text: String) { open[open.count - 1].ownText += text }
    }
}
