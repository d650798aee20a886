/// A whole page in one file: no script, no picture, font or style from elsewhere.
package struct Page: Sendable {
    package struct Section: Sendable {
        package let id: String
        package let title: String
        let parts: [Markup]

        /// - Parameter id: unique on the page.
        package init(_ id: String, _ title: String, _ parts: [Markup]) {
            self.id = id
            self.title = title
            self.parts = parts
        }
    }

    private let title: String
    private let kind: String
    private let lead: [Markup]
    private let sections: [Section]
    private let foot: Markup
    private let generator: String

    /// - Parameters:
    ///   - title: of whatever the page is about.
    ///   - kind: of page, said above the title.
    ///   - lead: what comes before the sections.
    ///   - foot: where the page comes from.
    package init(title: String, kind: String, generator: String, lead: [Markup], sections: [Section], foot: Markup) {
        self.title = title
        self.kind = kind
        self.generator = generator
        self.lead = lead
        self.sections = sections
        self.foot = foot
    }

    /// The file's text, the same bytes for the same page.
    package var html: String {
        "<!DOCTYPE html>" + Markup.tag("html", ["lang": "en"], [head, body]).source + "\n"
    }

    private var head: Markup {
        .tag(
            "head", [:],
            [
                .tag("meta", ["charset": "utf-8"]), .tag("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
                // A browser may load nothing for this page, whatever a name in it says.
                .tag(
                    "meta",
                    [
                        "http-equiv": "Content-Security-Policy",
                        "content": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'",
                    ]), .tag("meta", ["name": "color-scheme", "content": "light dark"]),
                .tag("meta", ["name": "generator", "content": generator]), .tag("link", ["rel": "icon", "href": "data:,"]),
                .tag("title", [:], [.text("\(title): \(kind)")]), .style(Stylesheet.rules),
            ])
    }

    private var body: Markup {
        .tag(
            "body", [:],
            [
                .tag("a", ["class": "skip", "href": "#main"], ["Skip to the report"]),
                .tag(
                    "header", [:],
                    [.tag("p", ["class": "kind"], [.text(kind)]), .tag("h1", [:], [.name(title)])]),
                .tag(
                    "nav", ["aria-label": "Sections"],
                    [.tag("ol", [:], sections.map { .tag("li", [:], [.tag("a", ["href": "#\($0.id)"], [.text($0.title)])]) })]),
                .tag("main", ["id": "main", "tabindex": "-1"], [.tag("div", ["class": "lead"], lead)] + sections.map(Self.markup)),
                .tag("footer", [:], [foot]),
            ])
    }

    private static func markup(_ section: Section) -> Markup {
        .tag(
            "section", ["id": section.id, "aria-labelledby": "\(section.id)-title"],
            [.tag("h2", ["id": "\(section.id)-title"], [.text(section.title)])] + section.parts)
    }
}
