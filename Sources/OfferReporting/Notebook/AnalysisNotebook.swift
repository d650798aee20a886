package import TableFiles

/// The notebook of an export: where its figures come from, whether they add up, the same figures computed again from their parts, charts, and a
/// percent that is changed. It has the sections that this run has tables for.
package struct AnalysisNotebook {
    private let title: String
    private let tables: [String: TypedTable]
    private let answer: Answer

    /// What the run came to.
    package enum Answer: Sendable {
        case plan
        /// No plan keeps every rule, and the run says which rules clash.
        case clash
        /// The time was up before there was a plan, or a story of why there is none.
        case nothing
    }

    /// - Parameters:
    ///   - title: the scenario's name.
    ///   - tables: of the run.
    package init(title: String, tables: [TypedTable], answer: Answer) {
        self.title = title
        self.tables = Dictionary(uniqueKeysWithValues: tables.map { ($0.name, $0) })
        self.answer = answer
    }

    package var bytes: [UInt8] { Notebook(cells).json.bytes }

    private var cells: [Notebook.Cell] {
        let always = opening + Self.reconciliation
        switch answer {
        case .plan: return always + ofPlan
        case .clash: return always + Self.clash
        case .nothing: return always + [Self.noAnswer]
        }
    }

    private var ofPlan: [Notebook.Cell] {
        var cells = Self.identities
        let isSomethingShown = line != nil
        if isSomethingShown { cells += Self.offers + Self.lines }
        if has("simulation-replications") || has("draws-outcomes") { cells += Self.tails }
        if has("simulation-replications") { cells += Self.simulation }
        if has("draws-outcomes") { cells += Self.draws }
        if has("simulation-months") { cells += Self.months }
        if has("stresses") { cells += Self.stresses }
        if has("net"), has("liability"), has("pnl") { cells += Self.settlement }
        if isAnythingSettled { cells.append(Self.settlementChart) }
        if has("frontier") { cells += Self.frontier }
        if isSomethingShown { cells += Self.whatIf }
        return cells
    }

    private func has(_ table: String) -> Bool { tables[table].map { $0.rowCount > 0 } ?? false }

    /// Whether points are redeemed elsewhere than they are paid for.
    private var isAnythingSettled: Bool {
        guard case .numbers(let amounts)? = tables["net"]?["amount"], case .texts(let bases)? = tables["net"]?["basis"] else {
            return false
        }
        return zip(amounts, bases).contains { $0 != 0 && $1 == "redemption" }
    }

    private var opening: [Notebook.Cell] {
        [
            .markdown(
                "title",
                """
                # \(title.markdown)

                The recommendations of one run of OfferBench: where they come from, whether they add up, and what they look like. Every figure
                below is computed from the files beside this notebook, and set against what the run says of it. A cell that fails says
                which figure differs, and where.
                """),
            .code("parameters", tags: ["parameters"], parameters), Self.setup, Self.provenance,
        ]
    }

    private var parameters: String {
        let general = """
            folder = "."  # the export: the folder of this notebook
            tolerance = 1e-9  # relative, between a figure of the run and the same figure computed here
            """
        guard let line else { return general }
        return general + """


            # The line of the plan that the last section changes.
            what_if_segment = "\(line.segment)"
            what_if_bundle = \(line.bundle)
            what_if_offer = "\(line.offer)"
            what_if_percent = \(line.percent)
            """
    }

    /// The recommended line of most net value, and another percent for it; nil where nothing is shown.
    private var line: (segment: String, bundle: Int64, offer: String, percent: Double)? {
        guard has("recommendation-inputs"), let lines = tables["recommendations"], case .texts(let segments)? = lines["segment"],
            case .integers(let bundles)? = lines["bundle"], case .texts(let offers)? = lines["offer"],
            case .numbers(let percents)? = lines["percent"], case .numbers(let values)? = lines["net_value"],
            let row = values.indices.max(by: { ((values[$0] ?? 0), $1) < ((values[$1] ?? 0), $0) }), let segment = segments[row],
            let bundle = bundles[row], let offer = offers[row], let percent = percents[row]
        else { return nil }
        return (segment, bundle, offer, percent + 1)
    }
}

extension String {
    /// As text of a markdown cell, whatever it holds.
    fileprivate var markdown: String {
        String(
            flatMap { character -> [Character] in
                if character.isNewline { return [" "] }
                return "\\`*_{}[]<>()#+-.!|$&~".contains(character) ? ["\\", character] : [character]
            })
    }
}
