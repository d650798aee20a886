import Foundation
import Testing

/// The run store from outside, and the health of the machine.
@Suite struct RunsTests {
    @Test func runsAreListedShownComparedAndForgotten() throws {
        let folder = try PaperScenario().written()
        var ids: [String] = []
        for amount in ["1000", "1500"] {
            let run = try OfferbenchRun(
                "run", "paper", "--output", "out", "--set", "budgets.total.amount=\(amount)", "--json", in: folder.path)
            ids.append(try JSON(run.outputBytes)["scenarios"].items[0]["run"].string)
        }
        let list = try JSON(OfferbenchRun("runs", "list", "out", "--json", in: folder.path).outputBytes)
        #expect(try Set(list.items.map { try $0["id"].string }) == Set(ids))
        #expect(try list.items.allSatisfy { try $0["state"].string == "done" && $0["scenario"].string == "paper" })
        let text = try OfferbenchRun("runs", "list", "out", in: folder.path)
        #expect(text.outputLines.count == 3 && text.outputLines.allSatisfy { $0.count <= 80 })

        let shown = try JSON(OfferbenchRun("runs", "show", "out", ids[1], "--json", in: folder.path).outputBytes)
        let result = try JSON(folder.bytes(of: "out/paper/result.json"))
        #expect(try shown["totals"]["net_value"] == result["totals"]["net_value"])
        #expect(
            try shown["recommendations"].items.map { try $0["share"].number }
                == result["recommendations"].items.map { try $0["share"].number })
        #expect(try OfferbenchRun("runs", "show", "out", String(ids[0].prefix(6)), in: folder.path).output.contains("budget:total"))

        let difference = try JSON(OfferbenchRun("runs", "diff", "out", ids[0], ids[1], "--json", in: folder.path).outputBytes)
        #expect(try difference["recommendations"].items.count == 1 && difference["recommendations"].items[0]["segment"].string == "all")
        let report = try OfferbenchRun("runs", "diff", "out", ids[0], ids[1], in: folder.path).output
        #expect(report.contains("66.67 % get 5 %") && report.contains("33.33 % get 5 %"), "\(report)")

        #expect(try OfferbenchRun("runs", "gc", "out", "--keep", "1", "--json", in: folder.path).ending == .exited(0))
        let left = try JSON(OfferbenchRun("runs", "list", "out", "--json", in: folder.path).outputBytes)
        #expect(try left.items.count == 1)
        #expect(try OfferbenchRun("runs", "list", "out", "--scenario", "other", "--json", in: folder.path).output == "[]\n")
    }

    @Test func whatIsNotThereIsSaid() throws {
        let folder = try PaperScenario().written()
        #expect(try OfferbenchRun("runs", "list", "nowhere", in: folder.path).ending == .exited(2))
        _ = try OfferbenchRun("run", "paper", "--output", "out", in: folder.path)
        let unknown = try OfferbenchRun("runs", "show", "out", "zz", in: folder.path)
        #expect(unknown.ending == .exited(2) && unknown.output.isEmpty && unknown.messages.contains("there is no run `zz`"))
        try folder.write("no database, but long enough to be looked at as one, with a header of 16 bytes and more", to: "other/runs.sqlite")
        #expect(try OfferbenchRun("runs", "list", "other", in: folder.path).ending == .exited(74))
    }

    /// The tables as another program sees them.
    @Test func theStoreIsAnOrdinaryDatabase() throws {
        let folder = try PaperScenario().written()
        _ = try OfferbenchRun("run", "paper", "--output", "out", in: folder.path)
        let header = try folder.bytes(of: "out/runs.sqlite").prefix(16)
        #expect(Array(header) == Array("SQLite format 3\0".utf8))
    }

    @Test func theDoctorTellsVersionsAndTriesTheFolder() throws {
        let folder = try TemporaryFolder()
        let well = try JSON(OfferbenchRun("doctor", "--output", "out", "--json", in: folder.path).outputBytes)
        #expect(try well["fit"].bool)
        let subjects = try well["findings"].items.map { try $0["subject"].string }
        #expect(subjects == ["offerbench", "GLPK", "OpenBLAS", "SQLite", "processors", "locale", "disk", "output"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/out").isEmpty)
        try folder.write("", to: "file")
        let ill = try OfferbenchRun("doctor", "--output", "file", in: folder.path)
        #expect(ill.ending == .exited(1) && ill.output.contains("failed: cannot"))
    }
}

/// Files that are no run store stay as they are, whoever asks about runs.
@Suite struct ForeignStoreTests {
    @Test(arguments: [["runs", "list", "other.db"], ["run", "paper", "--output", "out", "--store", "other.db"]])
    func aDatabaseOfAnotherProgramIsRefusedUntouched(command: [String]) throws {
        let folder = try PaperScenario().written()
        // A store in which another program would know its tables: the name by which ours are known is another.
        _ = try OfferbenchRun("run", "paper", "--output", "made", "--only", "optimum", in: folder.path)
        var other = Data(try folder.bytes(of: "made/runs.sqlite"))
        while let range = other.range(of: Data("grdb_migrations".utf8)) { other.replaceSubrange(range, with: Data("other_migration".utf8)) }
        try other.write(to: URL(filePath: "\(folder.path)/other.db"))
        let before = try folder.bytes(of: "other.db")
        let run = try OfferbenchRun(command, in: folder.path)
        #expect(run.ending == .exited(74) && run.messages.contains("holds the tables of another program"), "\(run.messages)")
        #expect(try folder.bytes(of: "other.db") == before)
    }

    @Test func anEmptyFileIsNoStoreToReadFrom() throws {
        let folder = try PaperScenario().written()
        try folder.write("", to: "empty.db")
        let run = try OfferbenchRun("runs", "list", "empty.db", in: folder.path)
        #expect(run.ending == .exited(2) && run.messages.contains("there is no run store"))
        #expect(try folder.bytes(of: "empty.db").isEmpty)
    }
}
