import Foundation
import OfferLearning
package import OfferResults

/// Calibrated spend as a page of text that reads well at 80 columns.
package struct SpendCalibrationReport {
    private let document: SpendCalibrationDocument

    /// Segments listed one by one; the table and the JSON document have all of them.
    private static let mostSegments = 40

    package init(_ document: SpendCalibrationDocument) {
        self.document = document
    }

    package var text: String {
        let sections = [heading, segmentLines, findingLines]
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private var heading: [String] {
        let customers = document.calibration.segments.reduce(0) { $0 + $1.customers }
        let months = document.monthCount == 1 ? "1 month" : "\(document.monthCount) months"
        return ["Spend out of transactions"]
            + ("\(AmountText.grouped(Double(document.rowCount))) \(document.rowCount == 1 ? "row" : "rows") of "
            + "\(AmountText.grouped(Double(customers))) \(customers == 1 ? "customer" : "customers"), "
            + "\(months) from \(document.firstMonth) to \(document.lastMonth); months without a row count as nothing spent.").wrapped()
    }

    private var segmentLines: [String] {
        var table = TextTable([
            ("Segment", .left), ("customers", .right), ("spend", .right), ("+-", .right), ("cv", .right), ("+-", .right),
            ("persist.", .right), ("+-", .right), ("redeem", .right), ("+-", .right),
        ])
        let segments = document.calibration.segments
        for segment in segments.prefix(Self.mostSegments) {
            table.add(
                [
                    segment.segment, AmountText.grouped(Double(segment.customers)), AmountText.compact(segment.monthlySpend.value),
                    segment.monthlySpend.standardError.map(AmountText.compact) ?? "-",
                ] + [segment.variation, segment.persistence, segment.redemption].flatMap(Self.cells))
        }
        let hidden = segments.count - Self.mostSegments
        return table.lines + (hidden > 0 ? ["... and \(hidden) more: see --output or --json"] : [])
    }

    private static func cells(_ estimate: SegmentSpend.Estimate?) -> [String] {
        [estimate.map { number($0.value) } ?? "-", estimate?.standardError.map(number) ?? "-"]
    }

    private static func number(_ value: Double) -> String { String(format: value < 1_000 ? "%.3f" : "%.2g", value) }

    private var findingLines: [String] {
        var lines = FindingLines()
        for finding in document.calibration.findings {
            lines.add(code: finding.code, (finding.segment.map { "\($0): " } ?? "") + "\(finding.message); \(finding.help).")
        }
        return lines.lines
    }
}
