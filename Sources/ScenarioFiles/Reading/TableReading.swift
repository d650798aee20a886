import OfferModel
import TableFiles

/// Finds and reads the tables that scenario.yaml names.
struct TableReading {
    struct Content {
        var segments: SegmentTable?
        var responses: SegmentOfferGrid<Response?>?
        var values = ValueTable(segmentCount: 0, offerCount: 0, assetCount: 0)
        var openingBalances: [OpeningBalance] = []
        var ladder: LadderTables?
        var experiment: Experiment?
        /// The ids that references may name, of the kinds that could be read.
        var known: [ReferenceKind: [String]] = [:]
    }

    /// Most values that a model may hold; beyond, memory would run out before any answer.
    static let mostSteps = 1 << 28

    let root: TreeNode
    let chain: BaseChain
    private(set) var inputs: [InputFile] = []
    /// Problems of the files as such; the collector of `read` gets those of their content.
    private(set) var diagnostics: [Diagnostic] = []
    /// The tables that are named, also those that could not be read.
    private(set) var parsed: [InputFile.Role: ParsedTable] = [:]
    /// The tables of the period before, as far as they are named.
    private(set) var previous: [InputFile.Role: CSVTable] = [:]

    init(root: TreeNode, chain: BaseChain) {
        self.root = root
        self.chain = chain
    }

    mutating func read(problems: inout DiagnosticCollector) -> Content {
        var content = Content()
        let declared = Declared(in: root)
        if root["assets"]?.items != nil { content.known[.asset] = declared.assets.filter { !$0.isEmpty } }
        if root["offers"]?.items != nil { content.known[.offer] = declared.offers.filter { !$0.isEmpty } }
        if root["ladder"] == nil || root["ladder"]?["levels"]?.items != nil {
            content.known[.level] = declared.levels.filter { !$0.isEmpty }
        }

        let segmentTable = table(.segments)
        let responseTable = table(.responses)
        let valueTable = table(.values)
        if let opening = table(.opening) {
            content.openingBalances = OpeningTable.read(
                opening, declared: declared, expiryMonths: root["programme"]?.integer("points_expire_after_months"), problems: &problems)
        }
        let transitionTable = table(.transitions)
        let marginTable = table(.margins)
        let experimentTable = table(.experiment)
        readCurrentPlan()
        readPreviousTables()
        guard let segmentTable else { return content }
        let contacts = root["programme"]?.integer("contacts_per_customer")
        guard let segments = SegmentTable.read(segmentTable, declared: declared, defaultContacts: contacts, problems: &problems) else {
            return content
        }
        content.segments = segments
        content.known[.segment] = segments.keys.segmentIDs
        content.known[.macro] = segments.macros
        guard fits(segments, declared) else { return content }
        if let responseTable {
            content.responses = ResponseTable.read(
                responseTable, keys: segments.keys, readSegments: segments.segments.count, declared: declared,
                grids: root.items("offers").map(OfferGrid.init), problems: &problems)
        }
        readValues(valueTable, segments, declared, into: &content, problems: &problems)
        if let experimentTable {
            content.experiment = ExperimentTable.read(
                experimentTable, root: root, segments: segments.keys, declared: declared, problems: &problems)
        }
        if let transitionTable, let marginTable, declared.hasSoundLevels {
            content.ladder = LadderTables.read(
                transitions: transitionTable, margins: marginTable, segments: segments, declared: declared, problems: &problems)
        }
        return content
    }

    private func readValues(
        _ table: CSVTable?, _ segments: SegmentTable, _ declared: Declared, into content: inout Content, problems: inout DiagnosticCollector
    ) {
        let count = segments.segments.count
        content.values = ValueTable(segmentCount: count, offerCount: declared.offers.count, assetCount: declared.assets.count)
        var isWide = SegmentOfferGrid<Bool>(repeating: false, segmentCount: count, offerCount: declared.offers.count)
        let wide = WideColumns(in: segments.table, declared: declared, problems: &problems)
        wide.fill(&content.values, marking: &isWide, rows: segments.rows, problems: &problems)
        guard let table else { return }
        ValueRows.read(
            table, into: &content.values, isWide: isWide, keys: segments.keys, readSegments: count, declared: declared, problems: &problems)
    }

    /// Refuses a model that would not fit into memory.
    private mutating func fits(_ segments: SegmentTable, _ declared: Declared) -> Bool {
        let (pairs, overflow) = segments.keys.count.multipliedReportingOverflow(by: declared.offers.count * max(1, declared.assets.count))
        if !overflow, pairs <= Self.mostSteps { return true }
        diagnostics.append(
            .error(
                "too-large", at: SourceLocation(file: segments.table.name),
                "segments x offers x assets is above \(Self.mostSteps)", help: "aggregate the segments"))
        return false
    }

    private mutating func table(_ role: InputFile.Role) -> CSVTable? {
        guard let node = root["tables"]?[role.rawValue]?["file"] else { return nil }
        let known = diagnostics.count
        guard let (bytes, name) = bytes(of: node, role, key: "tables.\(role.rawValue).file") else {
            // A path that leads out of the folder is wrong in scenario.yaml; a file that is not there is wrong in the data.
            let missing = diagnostics[known...].filter { !["absolute-path", "outside-folder"].contains($0.code) }
            parsed[role] = ParsedTable(file: node.text ?? "", table: nil, problems: missing, problemCount: missing.count)
            return nil
        }
        let (table, problems) = CSVTable.parseCounted(bytes: bytes, name: name)
        let found = problems.diagnostics
        diagnostics += found
        parsed[role] = ParsedTable(file: name, table: table, problems: found, problemCount: problems.count)
        return table
    }

    /// Tables of the period before must be sound files; what their cells say is for data checks to compare.
    private mutating func readPreviousTables() {
        for entry in root["tables"]?.entries ?? [] {
            guard let role = InputFile.Role(rawValue: entry.key), let node = entry.value["previous"] else { continue }
            guard let (bytes, name) = bytes(of: node, .previous, key: "tables.\(entry.key).previous") else { continue }
            let (table, found) = CSVTable.parse(bytes: bytes, name: name)
            diagnostics += found
            previous[role] = table
        }
    }

    private mutating func readCurrentPlan() {
        guard let node = root["current_plan"] else { return }
        _ = bytes(of: node, .currentPlan, key: "current_plan")
    }

    /// The file of what runs today, which can be understood once the scenario is known.
    var currentPlan: InputFile? { inputs.first { $0.role == .currentPlan } }

    /// What is wrong with the current plan as a table, where there is no scenario to set it against.
    var currentPlanProblems: [Diagnostic] {
        guard let currentPlan else { return [] }
        var problems = DiagnosticCollector()
        _ = PlanReader.rows(currentPlan.bytes, name: currentPlan.name, problems: &problems)
        return problems.diagnostics
    }

    private mutating func bytes(of node: TreeNode, _ role: InputFile.Role, key: String) -> (bytes: [UInt8], name: String)? {
        switch TableFile.find(node, key: key, in: chain) {
        case .failure(let refusal):
            diagnostics += [refusal.diagnostic].compactMap { $0 }
        case .success(let file):
            do {
                let bytes = try FileBytes.read(path: file.path, limit: CSVLimits.standard.fileBytes)
                inputs.append(InputFile(role: role, name: file.name, bytes: bytes, key: key))
                return (bytes, file.name)
            } catch {
                diagnostics.append(error.diagnostic(name: file.name))
            }
        }
        return nil
    }
}
