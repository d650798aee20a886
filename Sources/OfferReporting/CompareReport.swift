import OfferComparison
package import OfferResults

/// What changed between two runs and why, as a page of text that reads well at 80 columns.
package struct CompareReport {
    let document: CompareDocument

    /// Most lines of each list; the JSON document has all of them.
    static let mostSettings = 30
    static let mostCells = 20

    package init(_ document: CompareDocument) {
        self.document = document
    }

    package var text: String {
        let sections = [
            heading, waterfallLines, settingLines, inputLines, totalLines, ruleLines,
            document.cells.lines(title: "Recommendations that change", atMost: Self.mostCells, hint: "see --json"), noteLines,
        ]
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private var heading: [String] {
        let (before, after) = (document.before, document.after)
        var lines = (before.answer.name == after.answer.name ? before.answer.name : "\(before.answer.name) -> \(after.answer.name)")
            .wrapped()
        for (label, side) in [("before", before), ("after ", after)] {
            lines += side.run.wrapped(firstIndent: "  \(label)  ", indent: "          ")
        }
        lines.append("")
        return lines + verdict.wrapped()
    }

    private var verdict: String {
        let objectives = document.objectives
        let currencies = [document.before.answer.currency, document.after.answer.currency]
        if let before = objectives.before, let after = objectives.after, currencies[0] != currencies[1] {
            let amounts = zip([before, after], currencies).map { "\(AmountText.compact($0)) \($1 ?? "in an unknown currency")" }
            return "\(kind) \(amounts[0]) before, \(amounts[1]) after: amounts in two currencies are not compared."
        }
        let currency = document.after.answer.currency.map { "; amounts in \($0)" } ?? ""
        guard let before = objectives.before, let after = objectives.after else {
            let sides = [("before", document.before.answer, objectives.before), ("after", document.after.answer, objectives.after)]
            let words = sides.map { name, answer, objective in
                "\(name) \(objective.map(AmountText.compact) ?? Self.words(ofStatus: answer.status))"
            }
            return "\(kind): \(words.joined(separator: ", "))\(currency)."
        }
        let change = after - before
        let share = before == 0 ? "" : ", \(Self.signed(100 * change / abs(before), decimals: 2)) %"
        let difference =
            change == 0 ? "no change" : "\(AmountText.compact(abs(change))) \(change > 0 ? "more" : "less")\(share)"
        return "\(kind) \(AmountText.compact(before)) before, \(AmountText.compact(after)) after: \(difference)\(currency)."
    }

    private var kind: String {
        let kinds = [document.before.answer.objectiveKind, document.after.answer.objectiveKind].map {
            $0 == "net_value" ? "Net value" : "Value"
        }
        return kinds[0] == kinds[1] ? kinds[0] : "Objective"
    }

    private static func words(ofStatus status: String) -> String {
        status == "infeasible" ? "no plan keeps every rule" : "no plan was found"
    }

    static func signed(_ amount: Double, decimals: Int) -> String {
        let text = AmountText.trimmed(amount, decimals: decimals)
        return amount > 0 && text != "0" ? "+" + text : text
    }

    /// The change step by step. Amounts are rounded at the ends of the steps, so that the column adds up as it stands.
    private var waterfallLines: [String] {
        guard let waterfall = document.waterfall else { return [] }
        let ends = [waterfall.before] + waterfall.bars.compactMap(\.objective)
        let unit = Self.unit(of: ends)
        var last = (waterfall.before / unit).rounded()
        var rows: [(name: String, amount: Double?, isEnd: Bool)] = [("before", last * unit, true)]
        for bar in waterfall.bars {
            let name = Self.name(of: bar)
            guard let objective = bar.objective else {
                rows.append((name, nil, false))
                continue
            }
            let end = (objective / unit).rounded()
            rows.append((name, (end - last) * unit, false))
            last = end
        }
        rows.append(("after", last * unit, true))
        let amounts = AmountText.column(ends.map { ($0 / unit).rounded() * unit } + rows.map { $0.amount ?? 0 }).suffix(rows.count)
        let widest = rows.reduce(0) { $1.isEnd ? $0 : max($0, abs($1.amount ?? 0)) }
        var table = TextTable([("Where the change comes from", .left), ("", .right), ("", .left)])
        for (row, amount) in zip(rows, amounts) {
            let length = widest > 0 && !row.isEnd ? Int((24 * abs(row.amount ?? 0) / widest).rounded()) : 0
            let bar = String(repeating: (row.amount ?? 0) < 0 ? "-" : "+", count: length)
            let sign = !row.isEnd && (row.amount ?? 0) > 0 ? "+" : ""
            table.add(["  " + row.name, row.amount == nil ? "no plan" : sign + amount, bar])
        }
        return table.lines + mergedLines(waterfall)
    }

    /// What amounts of this size are shown in: hundredths of a million, ones, hundredths.
    private static func unit(of amounts: [Double]) -> Double {
        let largest = amounts.reduce(0) { max($0, abs($1)) }
        return largest >= 1e15 ? largest.ulp : largest >= 1e7 ? 1e4 : largest >= 1_000 ? 1 : 0.01
    }

    private static func name(of bar: Waterfall.Bar) -> String {
        let names = (bar.includes + [bar.step]).map { step in
            switch step {
            case .data: "data"
            case .models: "response and value model"
            case .rules: "rules"
            case .budgets: "budgets and other limits"
            }
        }
        return bar.objective == nil
            ? names[0] : names.count > 2 ? "\(names[0]) to \(names[names.count - 1])" : names.joined(separator: " + ")
    }

    private func mergedLines(_ waterfall: Waterfall) -> [String] {
        let stuck = waterfall.bars.filter { $0.objective == nil }.map(Self.name(of:))
        guard !stuck.isEmpty else { return [] }
        return
            ("With the second run's \(stuck.joined(separator: " and ")) and the first run's other inputs no plan keeps every rule: the "
            + "change is in the next step.").wrapped()
    }

    private var noteLines: [String] {
        document.notes.isEmpty ? [] : ["Notes"] + document.notes.flatMap { $0.wrapped(firstIndent: "  ", indent: "    ") }
    }
}
