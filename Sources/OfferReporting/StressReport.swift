import OfferEconomics
import OfferModel
package import OfferResults
import OfferStress

/// How a plan fares under stress, as a page of text that reads well at 80 columns.
package struct StressReport {
    let document: StressDocument

    package init(_ document: StressDocument) {
        self.document = document
    }

    package var text: String {
        guard document.result.totals != nil else { return TextReport(document.result).text }
        let sections =
            [heading, TextReport(document.result).brokenLines, stressLines, tornadoLines] + drawSections + [
                TextReport(document.result).warningLines
            ]
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private var heading: [String] {
        let plan = document.result.status == .given ? "The given plan" : "The recommended plan"
        var lines = document.result.scenario.name.wrapped()
        lines += "\(plan), held fixed while its inputs move; amounts in \(document.result.scenario.currency).".wrapped()
        lines.append("")
        let expected = "It is expected to cost \(AmountText.compact(document.result.totals?.cost ?? 0))."
        let worst =
            document.result.totals?.worstCase.map { " No case costs more than \(AmountText.compact($0)): everyone shown takes every cap." }
            ?? " The worst case has no limit, for want of a cap."
        return lines + "\(expected)\(drawnText)\(worst)".wrapped()
    }

    private var drawnText: String {
        guard let draws = document.draws else { return " The time was up before anything was drawn." }
        let cost = draws[.cost].sample
        let times = "\(AmountText.grouped(Double(draws.count))) draws"
        let cut = draws.count < draws.asked ? " (\(AmountText.grouped(Double(draws.asked))) were asked for; the time was up)" : ""
        guard cost.standardDeviation > 0 else { return " In \(times)\(cut) \(stillText)." }
        return " Over \(times)\(cut) of the uncertain inputs it costs \(AmountText.compact(cost.mean)) on average, and more than "
            + "\(AmountText.compact(cost.quantile(0.95))) in one of twenty."
            + (document.drawsLadderErrors ? " Future values move with the standard errors that the ladder's transition counts leave." : "")
    }

    /// Why the cost is the same in every draw.
    private var stillText: String {
        if document.uncertainty.isNone { return "nothing moves: the scenario states no uncertainty" }
        return document.result.recommendations.isEmpty ? "nothing moves: nobody is shown anything" : "the cost does not move"
    }

    /// Each stress with its cost and what it breaks beyond what the plan breaks already, then what it changes.
    private var stressLines: [String] {
        let before = document.result.constraints.filter(\.isBroken).map(\.name)
        // Beside "already broken" the shorter title keeps the table within 80 columns.
        let title = before.isEmpty ? "what breaks at full force" : "broken at full force"
        var table = TextTable([
            ("Stress", .left), ("cost", .right), ("net value", .right), ("breaks", .right), (title, .left),
        ])
        table.add([
            "  none, as expected", amount(document.result.totals?.cost), amount(document.result.totals?.netValue), "",
            Self.list(before, orNone: ""),
        ])
        for stress in document.stresses {
            let broken = stress.rows.filter { $0.isBroken && !before.contains($0.name) }.map(\.name)
            table.add([
                "  " + stress.stress.id, amount(stress.totals.cost), amount(stress.totals.netValue), Self.multipleText(stress),
                Self.list(broken, orNone: before.isEmpty ? "nothing" : "nothing more"),
            ])
        }
        return table.lines
            + document.stresses.flatMap(\.stress.lines)
    }

    /// The first of the names, and how many more there are.
    private static func list(_ names: [String], orNone none: String) -> String {
        (names.first ?? none) + (names.count > 1 ? " +\(names.count - 1)" : "")
    }

    /// At which multiple of the stress something breaks; at once where a limit is used to the full.
    private static func multipleText(_ stress: NamedStress) -> String {
        guard let breaking = stress.breaking else { return "not by 10x" }
        if stress.isBrokenBefore { return "already broken" }
        return breaking.multiple < 0.0005 ? "at once" : "at \(AmountText.trimmed(breaking.multiple, decimals: 3))x"
    }

    /// Each uncertain factor alone, one standard deviation down and up, with a bar as long as the difference in cost.
    private var tornadoLines: [String] {
        guard let widest = document.tornado.first?.cost.swing else { return [] }
        var table = TextTable([
            ("One factor alone", .left), ("cost at -1 sd", .right), ("+1 sd", .right), ("", .left), ("net at -1 sd", .right),
            ("+1 sd", .right),
        ])
        for bar in document.tornado {
            let length = widest > 0 ? Int((8 * bar.cost.swing / widest).rounded()) : 0
            table.add([
                "  \(bar.factor.rawValue), sd \(AmountText.trimmed(bar.deviation, decimals: 4))", amount(bar.cost.low),
                amount(bar.cost.high), String(repeating: "#", count: length), amount(bar.netValue.low), amount(bar.netValue.high),
            ])
        }
        return table.lines
    }

    func amount(_ amount: Double?) -> String { amount.map(AmountText.compact) ?? "no limit" }
}
