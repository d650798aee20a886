import ChartPages
import OfferReporting
import OfferResults

/// The recommended percents as a map: segments, or macro-segments where there are many, by offers.
struct PlanMap {
    let grid: CellGrid
    let message: String

    private struct Place: Hashable {
        let row: String
        let offer: String
    }

    private struct Group {
        let name: String
        let macro: String?
        var customers: Double
    }

    init(_ result: ResultDocument, _ figures: RunFigures?, mostRows: Int, mostColumns: Int) {
        let sizes = Self.sizes(result, figures)
        let isByMacro = sizes.count > mostRows
        let groups = isByMacro ? Self.byMacro(sizes) : Self.bySegment(sizes)
        let shownGroups = Array(groups.prefix(mostRows))
        let rowOfSegment = Dictionary(
            sizes.map { ($0.segment, isByMacro ? Self.key($0.macro) : $0.segment) }, uniquingKeysWith: { first, _ in first })
        var cells: [Place: [Recommendation]] = [:]
        var customersOfOffer: [String: Double] = [:]
        for line in result.recommendations {
            cells[Place(row: rowOfSegment[line.segment] ?? line.segment, offer: line.offer), default: []].append(line)
            customersOfOffer[line.offer, default: 0] += line.customers
        }
        let ranked = result.scenario.offers.filter { customersOfOffer[$0] != nil }.enumerated().sorted {
            (customersOfOffer[$1.element]!, $0.offset) < (customersOfOffer[$0.element]!, $1.offset)
        }.prefix(mostColumns).map(\.offset)
        let shownOffers = result.scenario.offers.filter { customersOfOffer[$0] != nil }
        let offers = ranked.sorted().map { shownOffers[$0] }
        let highest = result.recommendations.reduce(0) { max($0, $1.percent) }
        let rows = shownGroups.map { group in
            CellGrid.Row(
                isByMacro ? group.name : group.name,
                group: isByMacro ? nil : group.macro ?? (sizes.contains { $0.macro != nil } ? "without a macro-segment" : nil),
                offers.map { offer in
                    let lines = cells[Place(row: isByMacro ? Self.key(group.macro) : group.name, offer: offer)] ?? []
                    return isByMacro
                        ? Self.mean(of: lines, among: group.customers, highest: highest) : Self.cell(of: lines, highest: highest)
                })
        }
        let idle = sizes.count - Set(result.recommendations.map(\.segment)).count
        let hiddenOffers = customersOfOffer.count - offers.count
        var sentences = [
            isByMacro
                ? "Each cell has the mean percent of those shown the offer and, as its bar, the share of customers who are."
                : "Each cell has the percent, below it the most a customer gets in a month and for how long; its bar is the share of the segment that is shown it."
        ]
        if isByMacro { sentences.append("\(AmountText.grouped(Double(sizes.count))) segments stand together by macro-segment.") }
        if groups.count > shownGroups.count {
            sentences.append("The \(shownGroups.count) of \(AmountText.grouped(Double(groups.count))) with most customers are drawn.")
        }
        if hiddenOffers > 0 {
            sentences.append("The \(offers.count) offers shown to most customers are drawn, \(hiddenOffers) more are not.")
        }
        if figures != nil, idle > 0 { sentences.append("\(PageText.count(idle, "segment is", "segments are")) shown nothing.") }
        message = sentences.joined(separator: " ")
        grid = CellGrid(
            "What percent, what cap, for how long",
            description: "A map of \(rows.count) \(isByMacro ? "macro-segments" : "segments") by \(offers.count) offers; "
                + "the highest percent is \(PageText.plain(highest)). The table below it has every figure.",
            columns: offers, rows: rows)
    }

    private static func sizes(_ result: ResultDocument, _ figures: RunFigures?) -> [RunFigures.SegmentSize] {
        if let figures { return figures.segments }
        var sizes: [String: RunFigures.SegmentSize] = [:]
        for line in result.recommendations {
            sizes[line.segment] = RunFigures.SegmentSize(
                segment: line.segment, macro: line.macro, customers: line.share > 0 ? line.customers / line.share : 0)
        }
        return sizes.values.sorted { $0.segment < $1.segment }
    }

    /// A macro-segment's name cannot begin so.
    private static func key(_ macro: String?) -> String { macro.map { "macro:\($0)" } ?? "" }

    private static func bySegment(_ sizes: [RunFigures.SegmentSize]) -> [Group] {
        sizes.enumerated().sorted { ($0.element.macro ?? "\u{10FFFF}", $0.offset) < ($1.element.macro ?? "\u{10FFFF}", $1.offset) }.map {
            Group(name: $0.element.segment, macro: $0.element.macro, customers: $0.element.customers)
        }
    }

    private static func byMacro(_ sizes: [RunFigures.SegmentSize]) -> [Group] {
        var groups: [String: Group] = [:]
        for size in sizes {
            groups[key(size.macro), default: Group(name: size.macro ?? "without a macro-segment", macro: size.macro, customers: 0)]
                .customers +=
                size.customers
        }
        return groups.values.sorted { ($1.customers, $0.name) < ($0.customers, $1.name) }
    }

    private static func tone(_ percent: Double, highest: Double) -> CellGrid.Tone {
        .ramp(highest > 0 ? 1 + Int((5 * percent / highest).rounded()) : 1)
    }

    /// What one segment is shown of one offer.
    private static func cell(of lines: [Recommendation], highest: Double) -> CellGrid.Cell {
        guard let main = lines.max(by: { $0.share < $1.share }) else { return .empty }
        let percents = Set(lines.map(\.percent)).sorted()
        let variants = Set(lines.map { "\($0.percent) \($0.monthlyCap ?? -1) \($0.months)" }).count
        let text =
            percents.count <= 2 ? percents.map(PageText.plain).joined(separator: ", ") + " %" : "\(percents.count) percents"
        let cap = main.monthlyCap.map { "\u{2264} \(PageText.short($0))" } ?? "no cap"
        return CellGrid.Cell(
            text, note: variants == 1 ? "\(cap), \(main.months) mo" : "\(variants) variants", tone(main.percent, highest: highest),
            share: lines.reduce(0) { $0 + $1.share })
    }

    /// What a macro-segment is shown of one offer, on average.
    private static func mean(of lines: [Recommendation], among customers: Double, highest: Double) -> CellGrid.Cell {
        let shown = lines.reduce(0) { $0 + $1.customers }
        guard shown > 0 else { return .empty }
        let percent = lines.reduce(0) { $0 + $1.customers * $1.percent } / shown
        let share = customers > 0 ? shown / customers : 0
        return CellGrid.Cell(
            "\(AmountText.trimmed(percent, decimals: 1)) %", note: "to \(PageText.percent(share))", tone(percent, highest: highest),
            share: share)
    }
}
