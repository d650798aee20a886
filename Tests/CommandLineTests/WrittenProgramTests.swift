import Testing

/// The linear programme as a file for other solvers.
@Suite struct WrittenProgramTests {
    /// As much of an MPS file as it takes to count.
    struct Counts: Equatable {
        var rows: [String: String] = [:]
        var columns: Set<String> = []
        var objective: [String: Double] = [:]
        var isMaximum = false
        var isComplete = false

        init(_ text: String) {
            var section = Substring()
            for line in text.split(separator: "\n") {
                let words = line.split(separator: " ")
                if !line.hasPrefix(" ") {
                    section = words[0]
                    isComplete = section == "ENDATA"
                } else if section == "OBJSENSE" {
                    isMaximum = words[0] == "MAX"
                } else if section == "ROWS" {
                    rows[String(words[1])] = String(words[0])
                } else if section == "COLUMNS" {
                    columns.insert(String(words[0]))
                    if words[1] == "objective" { objective[String(words[0])] = Double(String(words[2])) }
                }
            }
        }
    }

    @Test func mpsOfThePaperScenarioHasItsTwoVariants() throws {
        let folder = try PaperScenario().written()
        let run = try OfferbenchRun("optimize", "paper", "--write-mps", "out.mps", in: folder.path)
        #expect(run.ending == .exited(0))
        let counts = Counts(try folder.text(of: "out.mps"))
        #expect(counts.isComplete && counts.isMaximum)
        // The budget, and that nobody is shown both percents; rows of kind N limit nothing.
        #expect(counts.rows.values.filter { $0 != "N" } == ["L", "L"])
        #expect(counts.objective.values.map { $0.rounded() }.sorted() == [4_500, 8_000])
    }

    @Test func lpOfThePaperScenario() throws {
        let folder = try PaperScenario().written()
        let run = try OfferbenchRun("optimize", "paper", "--write-lp", "out.lp", in: folder.path)
        #expect(run.ending == .exited(0))
        #expect(try folder.text(of: "out.lp") == Self.paper)
    }

    /// The independent program counted the pairs and the bundles of the reference cases.
    @Test(arguments: ["segment", "macro", "programme"])
    func mpsOfAReferenceCaseHasItsBundles(granularity: String) throws {
        let reference = try #require(ReferenceTests.Case.all.first { $0.name == "coalition-24" && $0.granularity == granularity })
        let folder = try TemporaryFolder()
        let run = try OfferbenchRun(
            "optimize", "coalition-24", "--set", "granularity=\(granularity)", "--write-mps", folder.path + "/out.mps",
            in: Repository.reference)
        #expect(run.ending == .exited(0))
        let counts = Counts(try folder.text(of: "out.mps"))
        #expect(counts.isComplete)
        #expect(try Double(counts.columns.count) == reference.expected["bundles"].number)
    }

    @Test func bothFilesAndTheResultInOneRun() throws {
        let folder = try PaperScenario().written()
        let run = try OfferbenchRun("optimize", "paper", "--write-lp", "a.lp", "--write-mps", "a.mps", "--json", in: folder.path)
        #expect(run.ending == .exited(0))
        #expect(try JSON(run.outputBytes)["status"].string == "optimal")
        #expect(try folder.text(of: "a.lp") == Self.paper)
        #expect(try folder.text(of: "a.mps").hasSuffix("ENDATA\n"))
    }

    private static let paper = """
        Maximize
         objective: + 4500 x_all_card_5.0_1 + 8000 x_all_card_10.0_1
        Subject To
         budget_total: + 500 x_all_card_5.0_1 + 2000 x_all_card_10.0_1 <= 1000
         one_all_card: + x_all_card_5.0_1 + x_all_card_10.0_1 <= 1
        Bounds
        End

        """
}
