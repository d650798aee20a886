import ChartPages
import OfferModel
import OfferReporting
package import OfferResults

/// The report of one run: a page in one file that needs no network and no script, for the screen in the light and in the dark and for
/// paper. Every chart has its table behind it, and every figure says what kind of figure it is.
///
/// The same documents are the same bytes: nothing of `provenance.run` is on the page.
package struct RunPage: Sendable {
    let documents: RunDocuments

    package init(_ documents: RunDocuments) {
        self.documents = documents
    }

    /// The file's text.
    package var html: String {
        Page(
            title: result.scenario.name, kind: "Offer plan report", generator: "offerbench \(result.provenance.version)", lead: lead,
            sections: [
                clashSection, summarySection, planSection, curvesSection, valueSection, limitsSection, riskSection, monthsSection,
                settlementSection, dataSection, proofSection, termsSection,
            ].compactMap(\.self),
            foot: .tag(
                "p", [:],
                [
                    .text("Inputs "), .tag("code", [:], [.text(String(result.scenario.sha256.prefix(12)))]),
                    .text(", offerbench \(result.provenance.version)."),
                ])
        ).html
    }

    var result: ResultDocument { documents.result }
    var currency: String { result.scenario.currency }

    /// What the plan was chosen by.
    var objectiveName: String { result.objective.kind == .netValue ? "Net value" : "Value" }

    private var termsSection: Page.Section {
        Page.Section(
            "terms", "What the words mean",
            [
                .tag(
                    "dl", ["class": "facts"],
                    Kind.terms.flatMap { [Markup.tag("dt", [:], [.text($0.0)]), .tag("dd", [:], [.text($0.1)])] })
            ])
    }
}
