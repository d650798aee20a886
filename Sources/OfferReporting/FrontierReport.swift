import OfferModel
import OfferOptimization
package import OfferResults

/// The optimum as a function of one limit, as a page of text that reads well at 80 columns.
package struct FrontierReport {
    private let document: FrontierDocument

    /// Places of the chart.
    private static let chartPlaces = 12
    /// Breakpoints listed one by one; the JSON document has all of them.
    private static let mostBreakpoints = 24
    /// Changes told at an end of the shelf life.
    private static let mostChanges = 4

    package init(_ document: FrontierDocument) {
        self.document = document
    }

    package var text: String {
        let sections = [heading, summary, shelfLifeLines, chartLines, tableLines, TextReport(document.result).warningLines]
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private var kind: String { document.result.objective.kind == .netValue ? "Net value" : "Value" }

    private var unit: String { document.countsCompletions ? "completion" : document.result.scenario.currency }

    private var heading: [String] {
        let objective = document.result.objective
        return document.result.scenario.name.wrapped()
            + ("\(kind) of the best plan while the limit of \(document.row) goes from \(amount(document.from)) to \(amount(document.to)), at "
            + "granularity \(objective.granularity.rawValue); amounts in \(document.result.scenario.currency).").wrapped()
    }

    /// What can be kept, how exact the curve is, where it flattens.
    private var summary: [String] {
        guard let first = document.breakpoints.first, let last = document.breakpoints.last else { return unansweredLines }
        var sentences: [String] = []
        if let tightest = document.tightestFeasible {
            sentences.append(
                "No plan keeps every rule with a limit \(document.isFloor ? "above" : "below") \(exact(tightest)): the curve "
                    + "\(document.isFloor ? "ends" : "begins") there.")
        }
        guard document.breakpoints.count > 1 else {
            sentences.append(
                "With a limit of \(exact(first.limit)) the best plan is worth \(amount(first.objective)), and loosening it by one brings "
                    + "\(AmountText.price(first.shadowPrice)).")
            return sentences.joined(separator: " ").wrapped()
        }
        let (worst, best) = document.isFloor ? (last, first) : (first, last)
        let count = document.breakpoints.count - 1
        let pieces = count == 1 ? "1 straight piece" : "\(AmountText.grouped(Double(count))) straight pieces"
        sentences.append(
            worst.objective == best.objective
                ? "It is \(amount(best.objective)) all over."
                : "It rises from \(amount(worst.objective)) to \(amount(best.objective)), in \(pieces)\(document.isComplete ? "." : "; \(errorText)")"
        )
        if let flat = document.flatFrom {
            sentences.append("\(document.isFloor ? "Below" : "Beyond") \(exact(flat)) nothing more is gained.")
        } else if worst.objective < best.objective, document.breakpoints.allSatisfy({ $0.shadowPrice == 0 }) {
            sentences.append("The rule holds nothing back anywhere in between.")
        }
        return sentences.joined(separator: " ").wrapped()
    }

    private var errorText: String {
        let why = document.isOutOfTime ? "the time was up before the others" : "more of them were not found"
        return "\(why), and the true curve is at most \(amount(document.largestError)) above."
    }

    private var unansweredLines: [String] {
        if document.isOutOfTime && document.clashing.isEmpty { return ["The time was up before anything was known."] }
        let enough =
            document.tightestFeasible.map { "the tightest limit with which every rule can be kept is \(exact($0))" }
            ?? "no limit of \(document.row) is enough"
        let clash = document.clashing.isEmpty ? "" : " These rules clash at the loosest: \(document.clashing.joined(separator: ", "))."
        return "No plan keeps every rule at any of these limits: \(enough).\(clash)".wrapped()
    }

    private var shelfLifeLines: [String] {
        guard let life = document.shelfLife else {
            return document.breakpoints.isEmpty || document.result.totals != nil
                ? [] : "With the present limit of \(amount(document.limit)) no plan keeps every rule.".wrapped()
        }
        let range =
            switch (life.from, life.to) {
            case (let from?, let to?) where from == to: "only at the present limit of \(exact(from)), where two pieces meet"
            case (let from?, let to?): "for a limit from \(exact(from)) to \(exact(to))"
            case (let from?, nil): "for any limit from \(exact(from)) up"
            case (nil, let to?): "for any limit up to \(exact(to))"
            case (nil, nil): "for any limit"
            }
        return
            ("The present plan holds \(range): the same offers for the same segments, while the shares of split segments follow the limit.")
            .wrapped()
            + endLines("Just above", life.to, life.changesAbove, life) + endLines("Just below", life.from, life.changesBelow, life)
    }

    private func endLines(
        _ side: String, _ limit: Double?, _ changes: [FrontierDocument.Change], _ life: FrontierDocument.ShelfLife
    ) -> [String] {
        guard let limit else { return [] }
        guard !changes.isEmpty else {
            let isBelow = life.from == limit
            let hasPlans = document.breakpoints.contains { isBelow ? $0.limit < limit : $0.limit > limit }
            return hasPlans ? "\(side) \(exact(limit)) the same offers stay, but their shares turn to follow another rule.".wrapped() : []
        }
        let ordered = changes.filter(\.joins) + changes.filter { !$0.joins }
        let lines = ordered.prefix(Self.mostChanges).flatMap { change in
            "\(change.segment) \(Self.text(change))".wrapped(
                firstIndent: "  ", indent: "    ")
        }
        let hidden = changes.count - Self.mostChanges
        return ["\(side) \(exact(limit)):"] + lines + (hidden > 0 ? ["  ... and \(hidden) more changes: see --json"] : [])
    }

    private static func text(_ change: FrontierDocument.Change) -> String {
        guard !change.shown.isEmpty else { return change.joins ? "is in part shown nothing" : "is no longer in part shown nothing" }
        let shown = change.shown.map { offer in
            let cap = offer.monthlyCap.map { " up to \(AmountText.compact($0))" } ?? ""
            return "\(offer.offer) \(AmountText.trimmed(offer.percent, decimals: 2)) %\(cap) for \(offer.months) mo"
        }
        return (change.joins ? "begins to get " : "no longer gets ") + shown.joined(separator: " and ")
    }

    private var chartLines: [String] {
        guard let first = document.breakpoints.first, let last = document.breakpoints.last, last.limit > first.limit else { return [] }
        let points = (0..<Self.chartPlaces).map { number -> TextCurve.Point in
            let limit = first.limit + Double(number) / Double(Self.chartPlaces - 1) * (last.limit - first.limit)
            let piece = document.breakpoints.lastIndex { $0.limit <= limit } ?? 0
            let (from, to) = (document.breakpoints[piece], document.breakpoints[min(piece + 1, document.breakpoints.count - 1)])
            let part = to.limit > from.limit ? (limit - from.limit) / (to.limit - from.limit) : 0
            return TextCurve.Point(
                place: limit, height: from.objective + part * (to.objective - from.objective),
                label: "\(AmountText.price(from.shadowPrice)) a \(unit)")
        }
        let isInside = (first.limit...last.limit).contains(document.limit)
        return ["\(kind) by limit, and what loosening it by one brings there"]
            + TextCurve.lines(of: points, marks: isInside ? [("the present limit", document.limit)] : [])
    }

    /// Breakpoints with the price from there on; where there are many, those at which the price changes most.
    private var tableLines: [String] {
        let points = document.breakpoints
        guard points.count > 2 else { return [] }
        let falls = points.indices.dropFirst().dropLast().sorted { left, right in
            let (first, second) = (fall(at: left), fall(at: right))
            return (second, left) < (first, right)
        }
        let listed = falls.prefix(Self.mostBreakpoints).sorted()
        let limits = AmountText.column(listed.map { points[$0].limit })
        var table = TextTable([
            (falls.count > listed.count ? "Where the price changes most" : "Breakpoints", .left), (kind.lowercased(), .right),
            ("loosened by one: below", .right), ("above", .right),
        ])
        for (place, point) in listed.enumerated() {
            table.add([
                "  " + limits[place], amount(points[point].objective), AmountText.price(points[point - 1].shadowPrice),
                AmountText.price(points[point].shadowPrice),
            ])
        }
        let hidden = falls.count - listed.count
        return table.lines + (hidden > 0 ? ["... and \(AmountText.grouped(Double(hidden))) smaller ones: see --json"] : [])
    }

    private func fall(at point: Int) -> Double {
        abs(document.breakpoints[point].shadowPrice - document.breakpoints[point - 1].shadowPrice)
    }

    private func amount(_ amount: Double) -> String { AmountText.compact(amount) }

    /// Ends that lie close together need their digits.
    private func exact(_ amount: Double) -> String {
        abs(amount) >= 10_000 ? AmountText.grouped(amount) : AmountText.compact(amount)
    }
}
