import OfferReporting
import TableFiles
import Testing

@Suite("Notebooks") struct NotebookTests {
    private static let lines = TypedTable(
        "recommendations",
        [
            TypedColumn("segment", .texts(["a", "b"])), TypedColumn("bundle", .integers([1, 2])), TypedColumn("offer", .texts(["x", "y"])),
            TypedColumn("percent", .numbers([5, 7.5])), TypedColumn("net_value", .numbers([10, 20])),
        ])

    private static func table(_ name: String, rows: Int = 1) -> TypedTable {
        TypedTable(name, [TypedColumn("n", .integers(Array(repeating: 1, count: rows)))])
    }

    private func notebook(_ tables: [TypedTable], title: String = "Launch", answer: AnalysisNotebook.Answer = .plan) throws -> [JSONNode] {
        let bytes = AnalysisNotebook(title: title, tables: tables, answer: answer).bytes
        #expect(bytes == AnalysisNotebook(title: title, tables: tables.reversed(), answer: answer).bytes)
        guard case .success(let document) = JSONParser.parse(bytes, name: "analysis.ipynb") else { throw NoJSON() }
        #expect(document["nbformat"]?.number == 4 && document["nbformat_minor"]?.number == 5)
        return try #require(document["cells"]?.elements)
    }

    private struct NoJSON: Error {}

    private func ids(_ cells: [JSONNode]) -> [String] { cells.compactMap { $0["id"]?.text } }

    private func source(_ cell: JSONNode?) -> String { (cell?["source"]?.elements ?? []).compactMap(\.text).joined() }

    private static let everything =
        [
            "recommendation-inputs", "simulation-replications", "draws-outcomes", "simulation-months", "stresses", "net", "liability",
            "pnl",
            "frontier",
        ].map { table($0) } + [lines]

    @Test func everyCellHasAnIDOfItsOwnAndIsWellFormed() throws {
        let cells = try notebook(Self.everything)
        #expect(ids(cells).count == cells.count && Set(ids(cells)).count == cells.count && cells.count > 25)
        for cell in cells {
            #expect(ids([cell])[0].wholeMatch(of: /[a-z0-9-]{1,64}/) != nil)
            let isCode = cell["cell_type"]?.text == "code"
            #expect(isCode == (cell["outputs"]?.elements?.isEmpty ?? false) && isCode == (cell["execution_count"]?.isNull ?? false))
            let lines = cell["source"]?.elements?.compactMap(\.text) ?? []
            #expect(!lines.isEmpty && lines.dropLast().allSatisfy { $0.hasSuffix("\n") } && !lines[lines.count - 1].hasSuffix("\n"))
            #expect(source(cell).split(separator: "\n").allSatisfy { $0.count <= 140 }, "\(ids([cell])[0])")
        }
    }

    @Test func sectionsFollowTheTables() throws {
        let all = try ids(notebook(Self.everything))
        let only = try ids(notebook([Self.lines, Self.table("recommendation-inputs"), Self.table("frontier", rows: 0)]))
        #expect(only == all.filter(only.contains) && only.contains("what-if") && only.contains("lines"))
        for section in ["tails", "simulation", "draws", "months", "stresses", "settlement", "frontier"] {
            #expect(all.contains(section) && !only.contains(section))
        }
        let shownToNobody = try ids(notebook([]))
        #expect(shownToNobody.contains("identities") && !shownToNobody.contains("offers") && !shownToNobody.contains("what-if"))
        let none = try ids(notebook([], answer: .clash))
        #expect(try ids(notebook([], answer: .nothing)).last == "no-answer")
        #expect(none.suffix(2) == ["clash", "repair"] && !none.contains("identities"))
    }

    @Test func theLineOfMostNetValueIsTheOneToChange() throws {
        let cells = try notebook(Self.everything)
        let parameters = source(cells.first { $0["metadata"]?["tags"]?.elements?.first?.text == "parameters" })
        for line in ["what_if_segment = \"b\"", "what_if_bundle = 2", "what_if_offer = \"y\"", "what_if_percent = 8.5"] {
            #expect(parameters.contains(line))
        }
        #expect(source(try notebook([], answer: .clash)[1]).hasSuffix("computed here"))
    }

    @Test(arguments: [
        ("Plain name", "# Plain name"), ("[a](b)", #"# \[a\]\(b\)"#), ("<b>\n# x", ##"# \<b\> \# x"##), ("ёж 5 %", "# ёж 5 %"),
    ])
    func theTitleIsTextWhateverItHolds(title: String, line: String) throws {
        #expect(source(try notebook([], title: title)[0]).hasPrefix(line + "\n\n"))
    }
}
