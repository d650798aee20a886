import OfferEconomics
import OfferModel
import OfferOptimization
package import OfferResults

/// The price of each cap and each duration, as a page of text that reads well at 80 columns.
package struct GridReport {
    private let document: GridDocument

    package init(_ document: GridDocument) {
        self.document = document
    }

    package var text: String {
        guard !document.lines.isEmpty else { return TextReport(document.result).text }
        let sections = [heading, tableLines, sentences, TextReport(document.result).warningLines]
        return sections.page
    }

    private var objectiveName: String { document.result.objective.kind == .netValue ? "net value" : "value" }

    private var heading: [String] {
        let value = AmountText.compact(document.result.objective.value ?? 0)
        let cost = AmountText.compact(document.result.totals?.cost ?? 0)
        let worst = document.result.totals?.worstCase.map { "a worst case of \(AmountText.compact($0))" } ?? "a worst case without limit"
        var lines = document.result.scenario.name.wrapped()
        lines +=
            ("One offer at a time narrowed down to one cap, one duration, or nothing, and all else chosen anew; amounts in "
            + "\(document.result.scenario.currency).").wrapped()
        lines.append("")
        lines += "With every cap and duration the optimum has a \(objectiveName) of \(value) for a cost of \(cost), with \(worst)."
            .wrapped()
        return lines
    }

    /// Offer by offer; a plus or minus tells a change from an amount.
    private var tableLines: [String] {
        var table = TextTable([
            ("Only this", .left), (objectiveName, .right), ("change", .right), ("cost", .right), ("worst case", .right), ("change", .right),
        ])
        var offer: String?
        for line in document.lines {
            if line.offer != offer { table.add([line.offer, "", "", "", "", ""]) }
            offer = line.offer
            table.add(["  " + Self.name(line.restriction)] + cells(line))
        }
        return table.lines
    }

    private func cells(_ line: GridDocument.Line) -> [String] {
        guard let figures = line.figures else { return [line.status == .infeasible ? "no plan" : "no time", "", "", "", ""] }
        let mark = line.status == .optimal ? "" : "*"
        return [
            AmountText.compact(figures.objective) + mark, Self.change(line.change), AmountText.compact(figures.cost),
            figures.worstCase.map(AmountText.compact) ?? "no limit", Self.change(line.worstCaseChange),
        ]
    }

    /// What a tighter cap, or a shorter duration, costs against the next one, and what the offer is worth.
    private var sentences: [String] {
        let unproved = document.lines.contains { $0.figures != nil && $0.status != .optimal }
        let note = unproved ? ["* The best plan found in time, not proved to be the best."] : []
        return note
            + Dictionary(grouping: document.lines.enumerated(), by: \.element.offer).values.sorted { $0[0].offset < $1[0].offset }
            .flatMap { offerSentences($0.map(\.element)) }
    }

    private func offerSentences(_ lines: [GridDocument.Line]) -> [String] {
        let caps = lines.filter { if case .monthlyCap = $0.restriction { true } else { false } }
        let months = lines.filter { if case .months = $0.restriction { true } else { false } }
        let pairs = [caps, months].flatMap { lines in
            let ordered = lines.sorted { Self.size($0.restriction) < Self.size($1.restriction) }
            return Array(zip(ordered, ordered.dropFirst()))
        }
        let texts = pairs.compactMap { comparison($0, with: $1) } + lines.compactMap(worth)
        guard !texts.isEmpty else { return [] }
        return "\(lines[0].offer): \(texts.joined(separator: "; ")).".wrapped(indent: "  ")
    }

    private static func size(_ restriction: GridRestriction) -> Double {
        switch restriction {
        case .monthlyCap(let cap): cap ?? .infinity
        case .months(let months): Double(months)
        case .notShown: 0
        }
    }

    private func comparison(_ tighter: GridDocument.Line, with looser: GridDocument.Line) -> String? {
        guard let small = tighter.figures, let large = looser.figures else { return nil }
        let names = "\(Self.name(tighter.restriction)) rather than \(Self.name(looser.restriction))"
        let cost = large.objective - small.objective
        let worst = small.worstCase.flatMap { small in large.worstCase.map { $0 - small } }
        let unit = 1e-9 * max(1, abs(large.objective))
        let price =
            abs(cost) <= unit ? "costs nothing" : "\(cost > 0 ? "costs" : "brings") \(AmountText.compact(abs(cost))) of \(objectiveName)"
        let risk =
            worst.map { worst in
                abs(worst) < 0.005
                    ? ""
                    : " and \(worst > 0 ? "takes" : "puts") \(AmountText.compact(abs(worst))) \(worst > 0 ? "off" : "on") the worst case"
            } ?? ""
        return "\(names) \(price)\(risk)"
    }

    /// What showing the offer at all is worth.
    private func worth(_ line: GridDocument.Line) -> String? {
        guard line.restriction == .notShown else { return nil }
        guard line.status != .infeasible else { return "without it no plan keeps every rule" }
        return line.change.map { $0 == 0 ? "it is not needed" : "without it \(AmountText.compact(-$0)) of \(objectiveName) would be lost" }
    }

    private static func name(_ restriction: GridRestriction) -> String {
        switch restriction {
        case .monthlyCap(let cap?): "up to \(AmountText.compact(cap))"
        case .monthlyCap(nil): "no cap"
        case .months(let months): "\(months) mo"
        case .notShown: "not shown at all"
        }
    }

    private static func change(_ change: Double?) -> String {
        guard let change else { return "-" }
        return (change > 0 ? "+" : "") + AmountText.compact(change)
    }
}
