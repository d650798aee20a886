import OfferResults

extension TextReport {
    /// One line an offer, under its macro-segment if there are any.
    var macroLines: [String] {
        let macros = Set(document.recommendations.map(\.macro)).sorted { ($0 ?? "\u{10FFFF}") < ($1 ?? "\u{10FFFF}") }
        guard !macros.isEmpty else {
            return document.totals == nil ? [] : ["Nobody is shown anything: no offer is worth its cost under these rules."]
        }
        let title = macros == [nil] ? "By offer" : "By macro-segment"
        var table = TextTable([
            (title, .left), ("percent", .right), ("shown", .right), ("completed", .right), ("cost", .right), ("net value", .right),
        ])
        for macro in macros {
            let rows = document.recommendations.filter { $0.macro == macro }
            if macros != [nil] { table.add([macro ?? "(none)", "", "", "", "", ""]) }
            for offer in rows.map(\.offer).uniqueInOrder {
                let lines = rows.filter { $0.offer == offer }
                table.add([
                    "  " + offer, Self.percentRange(lines), AmountText.compact(lines.sum(\.customers)),
                    AmountText.compact(lines.sum(\.completions)), AmountText.compact(lines.sum(\.cost)),
                    AmountText.compact(lines.sum(\.netValue)),
                ])
            }
        }
        return table.lines
    }

    /// Each segment's bundles: percent, monthly cap and duration of the offers shown together.
    var segmentLines: [String] {
        var bundles: [[Recommendation]] = []
        for row in document.recommendations {
            if let last = bundles.last?.last, last.segment == row.segment, last.bundle == row.bundle {
                bundles[bundles.count - 1].append(row)
            } else {
                bundles.append([row])
            }
        }
        guard !bundles.isEmpty else { return [] }
        let listed = Set(
            bundles.indices.sorted { (bundles[$1].sum(\.netValue), $0) < (bundles[$0].sum(\.netValue), $1) }.prefix(Self.mostBundles))
        var table = TextTable([("By segment", .left), ("share", .right), ("offers: percent, cap a month, months", .left)])
        for (position, bundle) in bundles.enumerated() where listed.contains(position) {
            for (line, row) in bundle.enumerated() {
                let cap = row.monthlyCap.map { "up to \(AmountText.compact($0))" } ?? "no cap"
                table.add([
                    line == 0 ? row.segment : "", line == 0 ? AmountText.trimmed(100 * row.share, decimals: 1) + " %" : "",
                    "\(row.offer) \(AmountText.trimmed(row.percent, decimals: 2)) %, \(cap), \(row.months) mo",
                ])
            }
        }
        let hidden = bundles.count - listed.count
        return table.lines
            + (hidden > 0 ? ["... and \(AmountText.grouped(Double(hidden))) more bundles of less net value: see --json"] : [])
    }

    private static func percentRange(_ rows: [Recommendation]) -> String {
        let percents = rows.map(\.percent)
        let low = AmountText.trimmed(percents.min() ?? 0, decimals: 2)
        let high = AmountText.trimmed(percents.max() ?? 0, decimals: 2)
        return low == high ? low : "\(low) - \(high)"
    }
}

extension [Recommendation] {
    fileprivate func sum(_ figure: KeyPath<Recommendation, Double>) -> Double {
        reduce(0) { $0 + $1[keyPath: figure] }
    }
}

extension [String] {
    fileprivate var uniqueInOrder: [String] {
        var seen = Set<String>()
        return filter { seen.insert($0).inserted }
    }
}
