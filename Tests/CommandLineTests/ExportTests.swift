import Foundation
import Testing

/// `offerbench export` as an analyst's script sees it. What the notebook makes of an export: Tests/Notebook.
@Suite struct ExportTests {
    private static let full = PaperScenario().adding(
        """
        stresses: [{ id: rush, uptake: 0.5 }]
        uncertainty: { uptake: 0.3, draws: 40 }
        simulation: { replications: 3 }
        """)

    /// A folder with a run in `out/paper`.
    private func run(_ scenario: PaperScenario = full, _ arguments: String..., ending: Int32 = 0) throws -> TemporaryFolder {
        let folder = try scenario.written()
        let run = try OfferbenchRun(["run", "paper", "--output", "out"] + arguments, in: folder.path)
        #expect(run.ending == .exited(ending), "\(run.messages)")
        return folder
    }

    private func export(_ folder: TemporaryFolder, _ arguments: String...) throws -> OfferbenchRun {
        try OfferbenchRun(["export"] + arguments, in: folder.path)
    }

    private func stamps(_ path: String) throws -> [String: Date] {
        var stamps: [String: Date] = [:]
        for name in try FolderContents(path).files.keys {
            stamps[name] = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")[.modificationDate] as? Date
        }
        return stamps
    }

    @Test func writesTablesStoreManifestAndNotebook() throws {
        let folder = try run()
        let export = try export(folder, "out/paper")
        #expect(export.ending == .exited(0) && export.messages == "")
        #expect(export.outputLines.first == "On paper" && export.outputLines.allSatisfy { $0.count <= 80 })
        let files = try FolderContents("\(folder.path)/notebooks-export/paper").files
        let expected: Set = ["manifest.json", "store.sqlite", "analysis.ipynb", "tables/totals.csv", "tables/totals.parquet"]
        #expect(expected.isSubset(of: files.keys))
        let tables = try FolderContents("\(folder.path)/out/paper/tables").files
        #expect(tables.count > 15 && files.count == 2 * tables.count + 3)
        for (name, bytes) in tables { #expect(files["tables/\(name)"] == bytes, "\(name)") }
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/notebooks-export") == ["paper"])
    }

    @Test func theManifestHasControlTotalsAndNothingOfTheMachine() throws {
        let folder = try run()
        _ = try export(folder, "out/paper")
        let manifest = try JSON(folder.bytes(of: "notebooks-export/paper/manifest.json"))
        #expect(try manifest["schema"].string == "offerbench-export/1")
        let lines = try #require(manifest["tables"].items.first { try $0["name"].string == "recommendations" })
        #expect(try lines["rows"].number == 2)
        let cost = try #require(lines["columns"].items.first { try $0["name"].string == "cost" })
        #expect(try cost["type"].string == "number" && cost["blanks"].number == 0 && abs(cost["sum"].number - 1000) < 1e-6)
        let cap = try #require(lines["columns"].items.first { try $0["name"].string == "monthly_cap" })
        #expect(try cap["blanks"].number == 2 && cap["sum"].number == 0)
        #expect(try abs(manifest["figures"]["totals"]["net_value"].number - 17_000.0 / 3) < 1e-6)
        #expect(try manifest["figures"]["draws"]["count"].number == 40)
        for (name, bytes) in try FolderContents("\(folder.path)/notebooks-export/paper").files {
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(!text.contains(folder.path) && !text.contains("started_at\":"), "\(name)")
        }
    }

    @Test func theSameAgainChangesNoFileAndSaysSo() throws {
        let folder = try run()
        let first = try JSON(export(folder, "out/paper", "--json").outputBytes)
        #expect(try first["state"].string == "written" && first["folder"].string == "notebooks-export/paper")
        let (before, moments) = (
            try FolderContents("\(folder.path)/notebooks-export"), try stamps("\(folder.path)/notebooks-export")
        )
        let again = try export(folder, "out/paper/")
        #expect(again.ending == .exited(0) && again.output.contains("no file was written"))
        #expect(try FolderContents("\(folder.path)/notebooks-export") == before)
        #expect(try stamps("\(folder.path)/notebooks-export") == moments)
        // A file that is not as it was is written again, with all others.
        try folder.write("", to: "notebooks-export/paper/tables/totals.csv")
        #expect(try JSON(export(folder, "out/paper", "--json").outputBytes)["state"].string == "written")
        #expect(try FolderContents("\(folder.path)/notebooks-export") == before)
    }

    @Test func theSameRunElsewhereIsTheSameBytes() throws {
        let (first, second) = (try run(), try run(Self.full, "--threads", "2"))
        _ = try export(first, "out/paper")
        _ = try export(second, "out/paper", "--output", "somewhere/else")
        #expect(
            try FolderContents("\(first.path)/notebooks-export/paper") == FolderContents("\(second.path)/somewhere/else"))
    }

    @Test func aRunIsFoundByTheBeginningOfItsID() throws {
        let folder = try run()
        let id = try JSON(folder.bytes(of: "out/paper/manifest.json"))["id"].string
        let export = try export(folder, String(id.prefix(6)), "--store", "out", "--output", "here", "--json")
        #expect(try JSON(export.outputBytes)["run"].string == id)
        let unknown = try self.export(folder, "zz", "--store", "out")
        #expect(unknown.ending == .exited(2) && unknown.messages.contains("there is no run `zz`"))
    }

    @Test func quietPrintsNothing() throws {
        let folder = try run()
        let export = try export(folder, "out/paper", "--quiet")
        #expect(export.ending == .exited(0) && export.output == "" && export.messages == "")
    }

    @Test func aRunWithoutAPlanExportsWhatThereIs() throws {
        let folder = try run(PaperScenario().adding("reach: [{ id: r, completions: 50 }]"), ending: 3)
        #expect(try export(folder, "out/paper").ending == .exited(0))
        let manifest = try JSON(folder.bytes(of: "notebooks-export/paper/manifest.json"))
        #expect(try manifest["figures"]["infeasibility"]["clashing"].items == [.string("reach:r")])
        #expect(try manifest["tables"].items.first { try $0["name"].string == "recommendations" }?["rows"].number == 0)
        #expect(try folder.text(of: "notebooks-export/paper/analysis.ipynb").contains("No plan keeps every rule"))
    }

    @Test func aRunThatMetItsTimeLimitExportsWhatThereIs() throws {
        let folder = try run(Self.full, "--time-limit", "0", ending: 4)
        #expect(try export(folder, "out/paper").ending == .exited(0))
        #expect(try JSON(folder.bytes(of: "notebooks-export/paper/manifest.json"))["run"]["complete"] == .bool(false))
    }

    @Test func whatIsNoRunIsRefusedWithoutAWord() throws {
        let folder = try run()
        for (argument, message) in [
            ("nowhere", "nowhere:1:1: error: there is no such folder"),
            ("paper", "paper:1:1: error: there is no manifest.json in this folder"),
            ("out", "out:1:1: error: there is no manifest.json in this folder"),
            ("out/paper/result.json", "out/paper/result.json:1:1: error: there is no such folder"),
        ] {
            let refused = try export(folder, argument)
            #expect(refused.ending == .exited(2) && refused.output == "")
            #expect(refused.messages.contains(message), "\(refused.messages)")
        }
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/notebooks-export"))
        _ = try export(folder, "out/paper")
        let exported = try export(folder, "notebooks-export/paper", "--output", "again")
        #expect(exported.ending == .exited(2) && exported.messages.contains("this is not the manifest of a run"))
    }

    @Test func aRunThatWasTouchedIsRefusedWithTheFile() throws {
        for (file, text, message) in [
            ("tables/totals.csv", "quantity,amount\n", "totals.csv:1:1: error: it is not as the run wrote it"),
            ("inputs/values.csv", "", "values.csv:1:1: error: it is not as the run wrote it"),
            ("result.json", String(repeating: "x", count: 100_000), "result.json:1:1: error: it is not as the run wrote it"),
            ("manifest.json", "{ \"schema\": ", "manifest.json:1:"), ("manifest.json", "{}", "this is not the manifest of a run"),
        ] {
            let folder = try run()
            try folder.write(text, to: "out/paper/\(file)")
            let refused = try export(folder, "out/paper")
            #expect(refused.ending == .exited(2) && refused.output == "" && refused.messages.contains(message), "\(refused.messages)")
            #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/notebooks-export"))
        }
        let folder = try run()
        try FileManager.default.removeItem(atPath: "\(folder.path)/out/paper/tables/totals.csv")
        try FileManager.default.removeItem(atPath: "\(folder.path)/out/paper/stress.json")
        let refused = try export(folder, "out/paper")
        #expect(refused.messages.contains("totals.csv:1:1: error: there is no such file"))
        #expect(refused.messages.contains("stress.json:1:1: error: there is no such file") && refused.messages.contains("2 errors"))
    }

    @Test func theExportNeverStandsInThePlaceOfTheRun() throws {
        let folder = try run()
        try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/link", withDestinationPath: "out/paper")
        let before = try FolderContents("\(folder.path)/out")
        for output in ["out/paper", "out/paper/", "out/paper/export", "out", ".", "link", "link/export", "out/../out/paper", "/"] {
            let refused = try export(folder, "out/paper", "--output", output)
            #expect(refused.ending == .exited(2) && refused.output == "", "\(output)")
            #expect(refused.messages.contains("error: "), "\(refused.messages)")
        }
        #expect(try FolderContents("\(folder.path)/out") == before)
    }

    @Test func foreignFoldersAndNotesStay() throws {
        let folder = try run()
        for foreign in ["paper", "other"] {
            try folder.write("x", to: "other/mine.txt")
            let before = try FolderContents("\(folder.path)/\(foreign)")
            let refused = try export(folder, "out/paper", "--output", foreign)
            #expect(refused.ending == .exited(2) && refused.messages.contains("\(foreign) is there and is no folder of an export"))
            #expect(try FolderContents("\(folder.path)/\(foreign)") == before)
        }
        try FileManager.default.createDirectory(atPath: "\(folder.path)/empty", withIntermediateDirectories: true)
        #expect(try export(folder, "out/paper", "--output", "empty").ending == .exited(0))
        try folder.write("seen", to: "empty/notes.txt")
        try folder.write("", to: "empty/store.sqlite")
        #expect(try export(folder, "out/paper", "--output", "empty").ending == .exited(0))
        #expect(try folder.text(of: "empty/notes.txt") == "seen" && !folder.bytes(of: "empty/store.sqlite").isEmpty)
    }

    @Test func aNotebookThatSomebodyWorkedInIsNotLost() throws {
        let folder = try run()
        _ = try export(folder, "out/paper")
        let written = try folder.text(of: "notebooks-export/paper/analysis.ipynb")
        try folder.write(written.replacing("tolerance = 1e-9", with: "tolerance = 1e-6"), to: "notebooks-export/paper/analysis.ipynb")
        let before = try FolderContents("\(folder.path)/notebooks-export")
        let refused = try export(folder, "out/paper")
        #expect(refused.ending == .exited(2) && refused.messages.contains("somebody has worked in this notebook"))
        #expect(try FolderContents("\(folder.path)/notebooks-export") == before)
        #expect(try export(folder, "out/paper", "--force").ending == .exited(0))
        #expect(try folder.text(of: "notebooks-export/paper/analysis.ipynb") == written)
    }

    @Test func whereNothingCanBeWrittenTheOldExportStays() throws {
        let folder = try run()
        try folder.write("", to: "file")
        #expect(try export(folder, "out/paper", "--output", "file/export").ending == .exited(74))
        #expect(try export(folder, "out/paper", "--output", "/dev/null/export").ending == .exited(74))
        #expect(try export(folder, "out/paper", "--output", "/proc/export").ending == .exited(74))
        _ = try export(folder, "out/paper")
        let old = try FolderContents("\(folder.path)/notebooks-export")
        _ = try OfferbenchRun("run", "paper", "--output", "out", "--set", "budgets.total.amount=1500", in: folder.path)
        let words = ["export", "out/paper"].map { Array($0.utf8) }
        let failed = try OfferbenchRun(bytes: words, in: folder.path, setup: "ulimit -f 1")
        #expect(failed.ending == .exited(74) && failed.output == "", "\(failed.messages)")
        #expect(try FolderContents("\(folder.path)/notebooks-export") == old)
        #expect(try export(folder, "out/paper").ending == .exited(0))
        #expect(try FolderContents("\(folder.path)/notebooks-export") != old)
    }

    @Test func aHeldFolderIsBusy() throws {
        let folder = try run()
        try FileManager.default.createDirectory(atPath: "\(folder.path)/notebooks-export", withIntermediateDirectories: true)
        let descriptor = open("\(folder.path)/notebooks-export", O_RDONLY | O_DIRECTORY)
        defer { close(descriptor) }
        #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        #expect(try export(folder, "out/paper").ending == .exited(5))
    }

    @Test func wrongUseIsTold() throws {
        let folder = try run()
        #expect(try export(folder).ending == .exited(64))
        #expect(try export(folder, "out/paper", "--output", "").ending == .exited(64))
    }

    /// Names and notebook of the example in the repository are those that this program writes; Tests/Notebook looks at the numbers.
    @Test func theKeptExampleIsWhatIsWritten() throws {
        let kept = try FolderContents("\(Repository.scenarios)/../notebooks-export/coalition-launch").files
        let folder = try TemporaryFolder()
        let set = ["--set", "uncertainty.draws=1000"]
        _ = try OfferbenchRun(["run", "coalition-launch", "--output", "\(folder.path)/out"] + set, in: Repository.scenarios)
        _ = try export(folder, "out/coalition-launch")
        let written = try FolderContents("\(folder.path)/notebooks-export/coalition-launch").files
        #expect(kept.keys.sorted() == written.keys.sorted())
        #expect(kept["analysis.ipynb"] == written["analysis.ipynb"])
        func headers(_ files: [String: [UInt8]]) -> [String: ArraySlice<UInt8>] {
            files.filter { $0.key.hasSuffix(".csv") }.mapValues { $0.prefix { $0 != UInt8(ascii: "\n") } }
        }
        #expect(headers(kept) == headers(written))
    }
}
