import OfferModel
import OfferResults

extension TextReport {
    /// One line an offer, under its macro-segment if there are any.
    var macroLines: [String] {
        let macros = Set(document.recommendations.map(\.macro)).sorted { ($0 ?? "\u{10FFFF}") < ($1 ?? "\u{10FFFF}") }
        guard !macros.isEmpty else { return document.totals == nil ? [] : emptyPlanText.wrapped() }
        let rows = macros.flatMap { macro in
            document.scenario.offers.compactMap { offer in
                OfferRow(document.recommendations.filter { $0.macro == macro && $0.offer == offer })
            }
        }
        let costs = AmountText.column(rows.map(\.cost))
        let values = AmountText.column(rows.map(\.netValue))
        let title = macros == [nil] ? "By offer" : "By macro-segment"
        var table = TextTable([
            (title, .left), ("percent", .right), ("shown", .right), ("completed", .right), ("cost", .right), ("net value", .right),
        ])
        for (position, row) in rows.enumerated() {
            if macros != [nil] && (position == 0 || rows[position - 1].macro != row.macro) {
                table.add([row.macro ?? "(none)", "", "", "", "", ""])
            }
            table.add([
                "  " + row.offer, row.percents, AmountText.grouped(row.customers), AmountText.grouped(row.completions), costs[position],
                values[position],
            ])
        }
        return table.lines
    }

    /// Why an optimum shows nothing: because a rule that would be worth loosening, such as a budget of 0, leaves room for nothing, or
    /// because nothing is worth showing.
    private var emptyPlanText: String {
        let binding = document.constraints.filter(\.isBinding)
        guard document.status == .optimal, binding.allSatisfy({ $0.shadowPrice != nil }) else { return "Nobody is shown anything." }
        let held = binding.filter { $0.shadowPrice! > 0 }.map(\.name)
        return held.isEmpty
            ? "Nobody is shown anything: no offer is worth its cost under these rules."
            : "Nobody is shown anything: \(held.joined(separator: ", ")) \(held.count == 1 ? "holds" : "hold") everything back."
    }

    /// Each segment's bundles: percent, monthly cap and duration of the offers shown together. Where segments share one decision,
    /// those that get the same are named together.
    var segmentLines: [String] {
        let entries = SegmentEntry.all(in: document)
        guard !entries.isEmpty else { return [] }
        let listed = Set(entries.indices.sorted { (entries[$1].netValue, $0) < (entries[$0].netValue, $1) }.prefix(Self.mostBundles))
        var table = TextTable([("By segment", .left), ("share", .right), ("shown together: percent, monthly cap, months", .left)])
        // What the names and shares leave of 80 columns.
        let width = max(30, 80 - "By segment  100.0 %  ".count - entries.reduce(0) { max($0, $1.name.count - "By segment".count) })
        for (position, entry) in entries.enumerated() where listed.contains(position) {
            for (number, bundle) in entry.bundles.enumerated() {
                let lines = bundle.flatMap { Self.variantText($0).wrapped(to: width, indent: "  ") }
                for (line, text) in lines.enumerated() {
                    let share = line == 0 ? AmountText.trimmed(100 * bundle[0].share, decimals: 1) + " %" : ""
                    table.add([number == 0 && line == 0 ? entry.name : "", share, text])
                }
            }
        }
        var lines = table.lines
        let hidden = entries.count - listed.count
        if hidden > 0 { lines.append("... and \(AmountText.grouped(Double(hidden))) more of less net value: see --json") }
        if let split = document.certificate?.splitSegments, split > 0 {
            let groups = document.objective.granularity == .segment ? "segments are" : "groups are"
            lines +=
                ("\(split == 1 ? "One group is" : "\(split) \(groups)") split between bundles, so that tight limits are used "
                + "to the full.").wrapped()
        }
        return lines
    }

    private static func variantText(_ row: Recommendation) -> String {
        let variant = AmountText.variant(
            percent: row.percent, monthlyCap: row.monthlyCap, months: row.months, startMonth: row.startMonth)
        return "\(row.offer) \(variant)"
    }
}

/// One offer in one macro-segment.
private struct OfferRow {
    let macro: String?
    let offer: String
    let percents: String
    let customers: Double
    let completions: Double
    let cost: Double
    let netValue: Double

    /// nil where nobody is shown the offer.
    init?(_ rows: [Recommendation]) {
        guard let first = rows.first else { return nil }
        let percents = rows.map(\.percent)
        let low = AmountText.trimmed(percents.min()!, decimals: 2)
        let high = AmountText.trimmed(percents.max()!, decimals: 2)
        macro = first.macro
        offer = first.offer
        self.percents = (low == high ? low : "\(low) - \(high)") + " %"
        customers = rows.reduce(0) { $0 + $1.customers }
        completions = rows.reduce(0) { $0 + $1.completions }
        cost = rows.reduce(0) { $0 + $1.cost }
        netValue = rows.reduce(0) { $0 + $1.netValue }
    }
}

/// Segments that are shown the same, and what.
private struct SegmentEntry {
    let name: String
    let bundles: [[Recommendation]]
    let netValue: Double

    static func all(in document: ResultDocument) -> [SegmentEntry] {
        var segments: [[Recommendation]] = []
        for row in document.recommendations {
            if segments.last?.last?.segment == row.segment {
                segments[segments.count - 1].append(row)
            } else {
                segments.append([row])
            }
        }
        guard document.objective.granularity != .segment else { return segments.map { SegmentEntry([$0]) } }
        var order: [[Key]] = []
        var alike: [[Key]: [[Recommendation]]] = [:]
        for rows in segments {
            let key = rows.map(Key.init)
            if alike[key] == nil { order.append(key) }
            alike[key, default: []].append(rows)
        }
        return order.map { SegmentEntry(alike[$0]!) }
    }

    /// What makes two segments' rows the same.
    private struct Key: Hashable {
        let bundle: Int
        let offer: String
        let percent: Double
        let monthlyCap: Double?
        let months: Int
        let share: Double

        init(_ row: Recommendation) {
            bundle = row.bundle
            offer = row.offer
            percent = row.percent
            monthlyCap = row.monthlyCap
            months = row.months
            share = row.share
        }
    }

    private init(_ segments: [[Recommendation]]) {
        name = segments[0][0].segment + (segments.count > 1 ? " +\(segments.count - 1)" : "")
        bundles = Dictionary(grouping: segments[0], by: \.bundle).sorted { $0.key < $1.key }.map(\.value)
        netValue = segments.joined().reduce(0) { $0 + $1.netValue }
    }
}
