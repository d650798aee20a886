import Foundation
import OfferLearning
package import OfferResults

/// Calibrated responses as a page of text that reads well at 80 columns.
package struct ResponseCalibrationReport {
    private let document: ResponseCalibrationDocument

    /// Responses listed one by one; the table and the JSON document have all of them.
    private static let mostResponses = 20

    package init(_ document: ResponseCalibrationDocument) {
        self.document = document
    }

    package var text: String {
        let sections = [heading, summaryLines] + curveSections + [hiddenLines, organicLines, findingLines, uncertaintyLines]
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private var responses: [CalibratedResponse] { document.calibration.responses }
    private var listed: ArraySlice<CalibratedResponse> { responses.prefix(Self.mostResponses) }

    private var heading: [String] {
        let segments = responses.filter { $0.source != .macro }
        let shown = segments.reduce(0) { $0 + $1.arms.reduce(0) { $0 + $1.customers } }
        let curves = AmountText.grouped(Double(segments.count))
        let count = "\(curves) \(segments.count == 1 ? "curve" : "curves")"
        guard !segments.isEmpty else { return ["Responses out of an experiment", "No curve could be fitted."] }
        return ["Responses out of an experiment"]
            + "\(count) from \(AmountText.grouped(shown)) customers who were shown an offer.".wrapped()
    }

    private var summaryLines: [String] {
        guard !responses.isEmpty else { return [] }
        var table = TextTable([
            ("Segment", .left), ("offer", .left), ("form", .left), ("own", .right), ("organic", .right), ("+-", .right),
            ("AIC log.", .right), ("AIC sat.", .right),
        ])
        for response in listed {
            table.add([
                response.segment, response.offer, response.estimate.form.rawValue,
                response.source == .macro ? "-" : "\(Int((100 * (1 - response.shrinkage)).rounded())) %",
                Self.percent(response.organic.rate), response.organic.standardError.map(Self.percent) ?? "-",
                Self.aic([response.candidates.logistic]), Self.aic([response.candidates.saturating, response.candidates.step]),
            ])
        }
        return table.lines
    }

    private var curveSections: [[String]] {
        listed.map { response in
            let parameters = response.parameters.filter { $0.standardError != nil || response.estimate.form == .saturating }
            let words = parameters.map { parameter in
                "\(parameter.name) \(Self.number(parameter.value))"
                    + (parameter.standardError.map { " +- \(Self.number($0))" } ?? "")
            }
            var table = TextTable([
                ("  percent", .right), ("months", .right), ("shown", .right), ("completed", .right), ("share", .right),
                ("curve", .right), ("+-", .right),
            ])
            for arm in response.arms {
                table.add([
                    Self.number(arm.percent), String(arm.months), AmountText.grouped(arm.customers), AmountText.grouped(arm.completed),
                    Self.percent(arm.completed / arm.customers), Self.percent(arm.fitted), Self.percent(arm.fittedError),
                ])
            }
            return "\(response.segment), \(response.offer): \(words.joined(separator: ", "))".wrapped(indent: "  ") + table.lines
        }
    }

    private var hiddenLines: [String] {
        let hidden = responses.count - listed.count
        return hidden > 0 ? ["... and \(hidden) more: see --output or --json"] : []
    }

    /// Organic completion of segments without a curve.
    private var organicLines: [String] {
        let known = Set(responses.map { [$0.segment, $0.offer] })
        let others = document.calibration.organic.filter { !known.contains([$0.segment, $0.offer]) }
        guard !others.isEmpty else { return [] }
        var table = TextTable([
            ("Without a curve", .left), ("offer", .left), ("control", .right), ("completed", .right), ("organic", .right), ("+-", .right),
        ])
        for organic in others.prefix(Self.mostResponses) {
            table.add([
                organic.segment, organic.offer, AmountText.grouped(organic.customers), AmountText.grouped(organic.completed),
                Self.percent(organic.rate.rate), organic.rate.standardError.map(Self.percent) ?? "-",
            ])
        }
        let hidden = others.count - Self.mostResponses
        return table.lines + (hidden > 0 ? ["... and \(hidden) more: see --json"] : [])
    }

    private var findingLines: [String] {
        var lines = FindingLines()
        for finding in document.calibration.findings {
            let place = [finding.segment, finding.offer].compactMap { $0 }.joined(separator: ", ")
            lines.add(code: finding.code, "\(place): \(finding.message); \(finding.help).")
        }
        return lines.lines
    }

    private var uncertaintyLines: [String] {
        guard let uncertainty = document.calibration.uncertainty else { return [] }
        return [
            "For scenario.yaml, from these standard errors", "  uncertainty:",
            "    offer_sd: { uptake: \(Self.deviation(uncertainty.offer)) }",
            "    segment_sd: { uptake: \(Self.deviation(uncertainty.segment)) }",
        ]
            + "That is what counting so many customers leaves open. What the experiment could not see, such as another season, comes on top."
            .wrapped()
    }

    private static func percent(_ share: Double) -> String { String(format: "%.2f %%", 100 * share) }

    private static func number(_ value: Double) -> String { String(format: "%.4g", value) }

    private static func deviation(_ value: Double) -> String { AmountText.trimmed(value, decimals: 3) }

    private static func aic(_ fits: [Result<ResponseFit, ResponseFit.Failure>]) -> String {
        fits.compactMap { try? $0.get().aic }.min().map { String(format: "%.1f", $0) } ?? "no fit"
    }
}
