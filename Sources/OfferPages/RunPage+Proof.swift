import ChartPages
import Foundation
import OfferModel
import OfferOptimization
import OfferResults

/// Where the answer comes from, how it is proved, what to beware of.
extension RunPage {
    private static let mostWarnings = 60

    var proofSection: Page.Section {
        Page.Section("proof", "Proof, provenance, warnings", [facts, warnings])
    }

    private var facts: Markup {
        var facts: [(String, String)] = []
        let objective = result.objective
        if let value = objective.value { facts.append((objectiveName, "\(PageText.exact(value)) \(currency)")) }
        if let bound = objective.bound { facts.append(("No plan brings more than", "\(PageText.exact(bound)) \(currency)")) }
        if let relaxed = objective.relaxedValue { facts.append(("If segments might be split", "\(PageText.exact(relaxed)) \(currency)")) }
        if let proof = result.certificate {
            facts += [
                ("Largest violation of a rule", Self.tiny(proof.primalViolation)),
                ("Violation of the prices", Self.tiny(proof.dualViolation)),
                ("Complementarity", Self.tiny(proof.complementarity)), ("Gap", Self.tiny(proof.gap)),
                ("Groups split between bundles", PageText.count(proof.splitSegments, "group", "groups")),
            ]
        }
        facts += [
            ("Decisions", "one for each \(objective.granularity.rawValue), \(objective.mode.rawValue)"),
            ("Inputs, SHA-256", result.scenario.sha256), ("Seed", "\(result.provenance.seed)"),
            ("Program", "offerbench \(result.provenance.version)"),
            ("Solver", "\(result.provenance.solverName) \(result.provenance.solverVersion)\(result.effort.map { ", \($0.method)" } ?? "")"),
        ]
        return .tag("dl", ["class": "facts"], facts.flatMap { [Markup.tag("dt", [:], [.text($0.0)]), .tag("dd", [:], [.text($0.1)])] })
    }

    /// Violations are relative, and nothing but rounding in a proved plan.
    private static func tiny(_ number: Double) -> String { number == 0 ? "0" : String(format: "%.1e", number).signed }

    private var warnings: Markup {
        guard !result.warnings.isEmpty else { return .nothing }
        let left = result.warnings.count - Self.mostWarnings
        return .tag(
            "div", ["class": "warnings"],
            [
                .tag("h3", [:], ["Warnings"]),
                .tag(
                    "ul", ["class": "list"],
                    result.warnings.prefix(Self.mostWarnings).map {
                        .tag("li", [:], [.tag("code", [:], [.name($0.location)]), .text(": "), .name($0.message)])
                    }),
                left > 0
                    ? .tag(
                        "p", ["class": "remark"], [.text("\(PageText.count(left, "warning", "warnings")) more in the run\u{2019}s result.")]
                    ) : .nothing,
            ])
    }
}
