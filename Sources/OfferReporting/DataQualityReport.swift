package import OfferLearning
import OfferModel
import ScenarioFiles
import TableFiles

/// The data-quality verdict, table by table, as a page of text that reads well at 80 columns.
package struct DataQualityReport {
    private let quality: DataQuality

    package init(_ quality: DataQuality) {
        self.quality = quality
    }

    package var text: String {
        let sections = [heading] + tables.map(tableLines) + [findingLines, wideningLines]
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private var heading: [String] {
        let date = quality.asOf.map { " at \($0)" } ?? ""
        let (failed, doubtful) = (quality.failures.count, quality.findings.count - quality.failures.count)
        let unchecked = quality.checks.count { $0.verdict == .notChecked }
        let counts = [(failed, "failed"), (doubtful, "to look at"), (unchecked, "not checked")].filter { $0.0 > 0 }
        let rest = counts.isEmpty ? "" : ": " + counts.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
        let word = Self.word(quality.verdict)
        return quality.scenario.wrapped() + "Data checks\(date): \(word), \(quality.checks.count) checks\(rest).".wrapped()
    }

    /// Keys of the tables, in order.
    private var tables: [String] {
        quality.checks.map(\.table).reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }

    /// One line a check; columns whose mean hardly moved share one.
    private func tableLines(_ key: String) -> [String] {
        let checks = quality.checks.filter { $0.table == key }
        let still = checks.filter { $0.column != nil && $0.verdict == .pass }
        let shown = checks.filter { $0.column == nil || $0.verdict != .pass }
        let width = shown.reduce("completeness".count) { max($0, $1.name.count) }
        var lines = [key.printable]
        for check in shown { lines += Self.line(Self.word(check.verdict), check.name, check.message, width) }
        if !still.isEmpty {
            let most = still.compactMap { $0.measured.map(abs) }.max() ?? 0
            let columns = still.count == 1 ? "1 column" : "\(still.count) columns"
            lines += Self.line(
                Self.word(.pass), "mean change", "\(columns) moved by at most \(AmountText.trimmed(most, decimals: 2)) standard deviations",
                width)
        }
        return lines
    }

    private static func line(_ verdict: String, _ name: String, _ message: String, _ width: Int) -> [String] {
        func padded(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(0, width - text.count)) }
        let head = "  \(padded(verdict, "not checked".count))  \(padded(name.excerpt.printable, min(width, 30)))  "
        return message.wrapped(firstIndent: head, indent: String(repeating: " ", count: head.count))
    }

    /// Where to look, check by check.
    private var findingLines: [String] {
        let findings = quality.findings.filter { !$0.examples.isEmpty }
        guard !findings.isEmpty else { return [] }
        return ["Where to look"]
            + findings.flatMap { check in
                let hidden = check.count - check.examples.count
                let more = hidden > 0 && ![.freshness, .meanChange].contains(check.kind) ? ["    ... and \(hidden) more"] : []
                return "\(check.table), \(check.name.excerpt): \(Self.word(check.verdict))".wrapped(firstIndent: "  ", indent: "    ")
                    + check.examples.flatMap { example in
                        "\(example.location): \(example.message)".wrapped(firstIndent: "    ", indent: "      ")
                    } + more
            }
    }

    private var wideningLines: [String] {
        WideningText.lines(quality.widenings, quality.widenedDeviations).flatMap { $0.wrapped(indent: "  ") }
    }

    private static func word(_ verdict: DataCheck.Verdict) -> String {
        switch verdict {
        case .notChecked: "not checked"
        case .pass: "pass"
        case .warn: "warn"
        case .fail: "FAIL"
        }
    }
}
