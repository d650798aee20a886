import OfferLearning
import OfferModel
package import OfferResults

/// What the ladder model says, as a page of text that reads well at 80 columns.
package struct ValueReport {
    let document: ValueDocument

    /// Chains, groups and steps told one by one; the JSON document has all of them.
    private static let mostChains = 6
    private static let mostGroups = 12
    private static let mostRungs = 40
    /// Levels that stand side by side in a table of probabilities.
    private static let mostColumns = 6

    package init(_ document: ValueDocument) {
        self.document = document
    }

    package var text: String {
        let shown = document.chains.sorted { ($1.customers, $0.chain) < ($0.customers, $1.chain) }.prefix(Self.mostChains)
        let chainSections = shown.sorted { $0.chain < $1.chain }.flatMap { [levelLines($0), probabilityLines($0)] }
        let more = moreLines(document.chains.count - shown.count)
        let sections = [heading] + chainSections + [more, groupLines, rungLines, errorLines, warningLines]
        return sections.page
    }

    private var heading: [String] {
        let ladder = document.ladder
        let horizon =
            ladder.horizonMonths.map { $0 == 1 ? "over the present month" : "over \($0) months, the present one included" }
            ?? "over all months to come"
        let discount =
            ladder.discount == 1
            ? "not discounted" : "each month counting \(AmountText.trimmed(ladder.discount, decimals: 6)) times the one before"
        return document.identity.name.wrapped()
            + "What a customer at each level is worth \(horizon), \(discount); amounts in \(document.identity.currency).".wrapped()
    }

    /// V by level, for each asset where there are several and they fit.
    private func levelLines(_ chain: LadderChain) -> [String] {
        let assets = document.scenario.assets.indices.filter { !document.scenario.assets[$0].isExternal }
        let wide = assets.count > 1 ? levelTable(chain, assets: assets) : []
        return title(chain).wrapped() + (Self.fits(wide) ? wide : levelTable(chain, assets: []))
    }

    private func levelTable(_ chain: LadderChain, assets columns: [Int]) -> [String] {
        let isCounted = chain.levels.contains { $0.seen != nil }
        let figures = isCounted ? ["seen", "value", "std. error"] : ["value"]
        var table = Self.table(left: ["Level"], right: figures + columns.map { document.scenario.assets[$0].id })
        for (level, value) in zip(document.ladder.levels, chain.levels) {
            let amount = AmountText.compact(value.value)
            let cells = isCounted ? [AmountText.grouped(value.seen ?? 0), amount, AmountText.compact(value.standardError)] : [amount]
            table.add(["  " + level.id] + cells + columns.map { AmountText.compact(value.assets[$0]) })
        }
        return table.lines
    }

    private func title(_ chain: LadderChain) -> String {
        let segments = chain.segments == 1 ? "1 segment" : "\(AmountText.grouped(Double(chain.segments))) segments"
        let margins = chain.marginsKey == chain.transitionsKey ? "" : " and the margins of \(chain.marginsKey)"
        return "With the transitions of \(chain.transitionsKey)\(margins): \(segments), \(AmountText.grouped(chain.customers)) customers"
    }

    /// Where customers are so many months later; where levels do not fit beside one another, only whether below, at or above where they were.
    private func probabilityLines(_ chain: LadderChain) -> [String] {
        guard document.ladder.levels.count > 1 else { return [] }
        let wide = document.ladder.levels.count <= Self.mostColumns ? probabilityTable(chain, ofEachLevel: true) : []
        return Self.fits(wide) ? wide : probabilityTable(chain, ofEachLevel: false)
    }

    private func probabilityTable(_ chain: LadderChain, ofEachLevel isEach: Bool) -> [String] {
        let levels = document.ladder.levels
        let columns = isEach ? levels.map(\.id) : ["below it", "there", "above it"]
        var table = Self.table(left: ["Probability of each level"], right: ["months"] + columns)
        for (from, level) in levels.enumerated() {
            for (number, point) in chain.overTime.enumerated() {
                let row = point.probabilities[from]
                let shares = isEach ? row : [row[..<from].reduce(0, +), row[from], row[(from + 1)...].reduce(0, +)]
                table.add([number == 0 ? "  from \(level.id)" : "", "\(point.months)"] + shares.map(Self.percent))
            }
        }
        return table.lines
    }

    /// What the customers of each macro-segment bring.
    private var groupLines: [String] {
        guard let first = document.groups.first else { return [] }
        let months = [1, 2, 3, 6, 12].filter { $0 <= first.margins.count }
        let listed = document.groups.count > Self.mostGroups ? Array(document.groups.prefix(Self.mostGroups)) : document.groups
        var table = Self.table(
            left: ["A customer's value"], right: ["customers", "value", "std. error"] + months.map { $0 == 1 ? "month 1" : "\($0)" })
        for group in listed {
            let margins = months.map { group.margins[$0 - 1] }
            table.add(
                ["  " + (group.macro ?? "(no macro)"), AmountText.grouped(group.customers)]
                    + ([group.value, group.standardError] + margins).map(AmountText.compact))
        }
        return table.lines + moreLines(document.groups.count - listed.count)
    }

    /// What each offer's step is worth, the largest groups of customers.
    private var rungLines: [String] {
        let rungs = document.rungs
        guard !rungs.isEmpty else {
            return "No open pair takes its values from the ladder: tables state them all, or no offer leads to a level.".wrapped()
        }
        let listed = Set(rungs.indices.sorted { (rungs[$1].customers, $0) < (rungs[$0].customers, $1) }.prefix(Self.mostRungs))
        let hasKeys = document.chains.count > 1
        var table = Self.table(
            left: hasKeys ? ["Step", "with"] : ["Step"], right: ["customers", "now", "then", "change", "std. error"])
        var offer: OfferIndex?
        for (position, rung) in rungs.enumerated() where listed.contains(position) {
            if offer != rung.offer { table.add([document.scenario.offers[rung.offer].id] + Array(repeating: "", count: hasKeys ? 6 : 5)) }
            offer = rung.offer
            let (from, to) = (document.ladder.levels[rung.climb.from].id, document.ladder.levels[rung.climb.to].id)
            let step = "  " + (from == to ? "\(from), no change" : "\(from) to \(to)")
            let key = document.ladder.transitions[rung.climb.chain.transitions].key
            let amounts = [rung.valueNow, rung.valueIfCompleted, rung.valueIfCompleted - rung.valueNow, rung.standardError]
            table.add(
                (hasKeys ? [step, key] : [step]) + [AmountText.grouped(rung.customers)] + amounts.map(AmountText.compact))
        }
        return table.lines + moreLines(rungs.count - listed.count)
    }

    /// What the standard errors mean for draws.
    private var errorLines: [String] {
        guard let deviation = document.recommendedDeviation else { return [] }
        return
            ("The errors come from the number of transitions alone, and draws take them in by themselves. Where the values are used without "
            + "the ladder, state \(document.recommendedKey): \(AmountText.trimmed(deviation, decimals: 4)); where a deviation is stated already, "
            + "add the squares.").wrapped()
    }

    private var warningLines: [String] {
        guard !document.warnings.isEmpty else { return [] }
        return ["Warnings"]
            + document.warnings.flatMap { "\($0.location): \($0.message)".wrapped(firstIndent: "  ", indent: "    ") }
    }

    private func moreLines(_ count: Int) -> [String] {
        count > 0 ? ["... and \(AmountText.grouped(Double(count))) more of fewer customers: see --json"] : []
    }

    private static func fits(_ lines: [String]) -> Bool { !lines.isEmpty && lines.allSatisfy { $0.count <= 80 } }

    private static func table(left: [String], right: [String]) -> TextTable {
        let left = left.map { (title: $0, alignment: TextTable.Alignment.left) }
        return TextTable(left + right.map { (title: $0, alignment: TextTable.Alignment.right) })
    }

    private static func percent(_ share: Double) -> String {
        AmountText.trimmed(100 * share, decimals: 1) + " %"
    }
}
