import OfferEconomics
import OfferModel
package import OfferResults

/// What all offers together promise, as a page of text that reads well at 80 columns: by macro-segment, or for one segment.
package struct OfferLadderReport {
    private let document: OfferLadderDocument
    private let segment: String?

    /// Groups told one by one; the JSON document has all segments.
    private static let mostGroups = 20

    /// - Parameter segment: its id; nil for all macro-segments.
    package init(_ document: OfferLadderDocument, segment: String?) {
        self.document = document
        self.segment = segment
    }

    package var text: String {
        guard document.result.totals != nil else { return TextReport(document.result).text }
        let ladders = document.ladders
        let bodies =
            segment.map { id in ladders.filter { document.scenario.segments[$0.segment].id == id }.map { segmentLines($0) } }
            ?? groupSections
        let sections = [heading] + bodies + [TextReport(document.result).warningLines]
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private var heading: [String] {
        let plan = document.result.status == .given ? "the given plan" : "the recommended plan"
        return document.result.scenario.name.wrapped()
            + ("The ladder of offers: what \(plan) shows, and above it the richest of what may follow. Value (with partners' fees) and cost are "
            + "those of one more rung, per customer shown it\(segment == nil ? "; `in all` is the highest of the group" : ""); amounts in \(document.result.scenario.currency).")
            .wrapped()
    }

    private func segmentLines(_ ladder: OfferLadder) -> [String] {
        let segment = document.scenario.segments[ladder.segment]
        var table = TextTable([
            ("Rung", .left), ("", .left), ("adds", .right), ("in all", .right), ("uptake", .right), ("value", .right), ("cost", .right),
            ("net", .right),
        ])
        table.add(["base", "", "", Self.percent(segment.basePercent), "", "", "", ""])
        for rung in ladder.rungs {
            let name = document.scenario.offers[rung.offer].id
            guard let promise = rung.promise else {
                table.add([name, rung.status.rawValue] + Array(repeating: "", count: 6))
                continue
            }
            // What is for later is for those who have climbed so far.
            let status = rung.status == .later ? "by " + Self.share(promise.reached) : rung.status.rawValue
            let variant = document.scenario.variants[promise.variant]
            table.add([
                name, status, Self.percent(variant.percent.percent), Self.percent(rung.totalPercent), Self.share(promise.completion),
                AmountText.compact(promise.income), AmountText.compact(promise.cost), AmountText.compact(promise.netValue),
            ])
        }
        let title = "\(segment.id): \(AmountText.grouped(segment.customers)) customers" + (segment.macro.map { " of \($0)" } ?? "")
        return title.wrapped() + table.lines + closingText([ladder]).wrapped()
    }

    private var groupSections: [[String]] {
        let groups = Dictionary(grouping: document.ladders) { document.scenario.segments[$0.segment].macro }
        let sorted = groups.sorted { ($0.key == nil ? 1 : 0, $0.key ?? "") < ($1.key == nil ? 1 : 0, $1.key ?? "") }
        let hidden = sorted.count - Self.mostGroups
        let sections = sorted.prefix(Self.mostGroups).map { groupLines($0.key, $0.value) }
        return hidden > 0 ? sections + [["... and \(AmountText.grouped(Double(hidden))) more macro-segments: see --json"]] : sections
    }

    /// Means over the customers to whom a rung is promised, and the percents from the least to the most.
    private func groupLines(_ macro: String?, _ ladders: [OfferLadder]) -> [String] {
        let customers = ladders.reduce(0) { $0 + weight($1) }
        var table = TextTable([
            ("Rung", .left), ("people", .right), ("adds", .right), ("in all", .right), ("uptake", .right), ("value", .right),
            ("cost", .right), ("net", .right),
        ])
        let bases = ladders.map { document.scenario.segments[$0.segment].basePercent }
        table.add(["base", AmountText.grouped(customers), Self.range(bases), Self.percent(bases.max() ?? 0), "", "", "", ""])
        for place in ladders[0].rungs.indices {
            let rungs = ladders.compactMap { ladder in
                ladder.rungs[place].promise.map { (promise: $0, weight: weight(ladder)) }
            }
            let promised = rungs.reduce(0) { $0 + $1.weight }
            let name = document.scenario.offers[ladders[0].rungs[place].offer].id
            guard promised > 0 else {
                table.add([name, "nobody"] + Array(repeating: "", count: 6))
                continue
            }
            func mean(_ figure: (OfferLadder.Promise) -> Double) -> Double {
                rungs.reduce(0) { $0 + $1.weight * figure($1.promise) } / promised
            }
            table.add([
                name, AmountText.grouped(promised),
                Self.range(rungs.map { document.scenario.variants[$0.promise.variant].percent.percent }),
                Self.percent(ladders.map { $0.rungs[place].totalPercent }.max() ?? 0), Self.share(mean { $0.completion }),
                AmountText.compact(mean(\.income)),
                AmountText.compact(mean { $0.cost }), AmountText.compact(mean { $0.netValue }),
            ])
        }
        return "\(macro ?? "(no macro)"): \(AmountText.grouped(customers)) customers".wrapped() + table.lines
            + closingText(ladders).wrapped()
    }

    /// What the whole ladder comes to, and whether its percents pass a limit.
    private func closingText(_ ladders: [OfferLadder]) -> String {
        let customers = ladders.reduce(0) { $0 + weight($1) }
        func mean(_ figure: (OfferLadder.Promise) -> Double) -> Double {
            customers > 0 ? ladders.reduce(0) { $0 + weight($1) * $1.expected(figure) } / customers : 0
        }
        let whole =
            "The whole ladder, each rung shown to those who reach it: value \(AmountText.compact(mean(\.income))), cost "
            + "\(AmountText.compact(mean { $0.cost })), net \(AmountText.compact(mean { $0.netValue })) a customer."
        var limits: [(Double, String)] = [(100, "100 %")]
        if let ceiling = document.scenario.programme.maxTotalPercent {
            limits.insert((ceiling, "the ceiling of \(Self.percent(ceiling))"), at: 0)
        }
        let passed = limits.compactMap { limit, name -> String? in
            let bases = ladders.count { $0.isBase(above: limit) }
            let places = ladders.compactMap { $0.place(above: limit) }
            let base = bases == 0 ? "" : " The base percent alone passes \(name)\(ladders.count == 1 ? "" : " in \(bases) segments")."
            guard let first = places.min() else { return base.isEmpty ? nil : base }
            let offer = document.scenario.offers[ladders[0].rungs[first].offer].id
            return base
                + (ladders.count == 1
                    ? " With \(offer) it passes \(name)."
                    : " It passes \(name) in \(places.count) of \(ladders.count) segments, at the earliest with \(offer).")
        }
        return whole + passed.joined()
    }

    private func weight(_ ladder: OfferLadder) -> Double { document.scenario.segments[ladder.segment].customers }

    private static func percent(_ percent: Double) -> String { AmountText.trimmed(percent, decimals: 2) + " %" }

    private static func share(_ share: Double) -> String { AmountText.trimmed(100 * share, decimals: 1) + " %" }

    private static func range(_ percents: [Double]) -> String {
        let (low, high) = (percents.min() ?? 0, percents.max() ?? 0)
        return low == high ? percent(low) : "\(AmountText.trimmed(low, decimals: 2)) - \(percent(high))"
    }
}
