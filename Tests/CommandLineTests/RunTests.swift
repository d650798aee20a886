import Foundation
import Testing

/// `offerbench run`: a night's work as a scheduler sees it.
@Suite struct RunTests {
    private static let full = PaperScenario().adding(
        """
        as_of: 2026-11-01
        stresses: [{ id: rush, uptake: 0.5 }]
        simulation: { replications: 3 }
        """)

    private func summary(_ run: OfferbenchRun) throws -> JSON { try JSON(Array(try #require(run.outputLines.last).utf8)) }

    private func files(_ folder: TemporaryFolder, _ path: String) throws -> Set<String> {
        Set(try FolderContents("\(folder.path)/\(path)").files.keys)
    }

    @Test func writesEverythingThatTheScenarioAsksFor() throws {
        let folder = try Self.full.written()
        let run = try OfferbenchRun("run", "paper", "--output", "out", in: folder.path)
        #expect(run.ending == .exited(0), "\(run.messages)")
        #expect(run.outputLines.dropLast().allSatisfy { $0.count <= 80 })
        let expected: Set = [
            "result.json", "simulation.json", "stress.json", "settlement.json", "frontier.json", "recommended-config.json", "manifest.json",
            "report.html",
            "inputs/scenario.yaml", "inputs/segments.csv", "inputs/responses.csv", "inputs/values.csv", "tables/recommendations.csv",
            "tables/constraints.csv", "tables/settlement.csv", "tables/simulation.csv", "tables/stresses.csv", "tables/frontier.csv",
        ]
        #expect(try expected.subtracting(files(folder, "out/paper")).isEmpty)
        let line = try summary(run)
        #expect(try line["written"].number == 1 && line["exit_code"].number == 0)
        #expect(try line["scenarios"].items[0]["status"].string == "optimal" && line["scenarios"].items[0]["config"].bool)
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/out").sorted() == ["paper", "runs.sqlite"])
    }

    /// The same bytes as the command's document, but for what differs from run to run.
    @Test(arguments: [
        ("result", ["optimize"]), ("simulation", ["simulate"]), ("stress", ["stress"]), ("settlement", ["settle"]),
        ("frontier", ["frontier"]),
    ])
    func documentsAreThoseOfTheCommands(name: String, command: [String]) throws {
        let folder = try Self.full.written()
        _ = try OfferbenchRun("run", "paper", "--output", "out", in: folder.path)
        let printed = try OfferbenchRun(command + ["paper", "--json"], in: folder.path).output
        let lines = printed.split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex { $0.hasPrefix("    \"run\": {") })
        let end = try #require(lines[start...].firstIndex { $0.hasPrefix("    }") })
        var rest = Array(lines[..<start]) + Array(lines[(end + 1)...])
        rest[start - 1] = rest[start - 1].dropLast()
        #expect(try folder.text(of: "out/paper/\(name).json") == rest.joined(separator: "\n"))
    }

    @Test func whatIsNotAskedForIsNotDone() throws {
        var scenario = PaperScenario()
        scenario.yaml = scenario.yaml.replacing(", redeem_share: 1", with: "").replacing(
            "budgets:\n  - { id: total, amount: 1000 }", with: "")
        let folder = try scenario.written()
        #expect(try OfferbenchRun("run", "paper", "--output", "out", in: folder.path).ending == .exited(0))
        let names = try files(folder, "out/paper")
        for name in ["simulation", "stress", "settlement", "frontier"] { #expect(!names.contains("\(name).json")) }
        let left = try JSON(folder.bytes(of: "out/paper/manifest.json"))["left_out"].items
        #expect(try left.map { try $0["stage"].string } == ["simulation", "stress", "settlement", "frontier"])
        let only = try Self.full.written()
        #expect(try OfferbenchRun("run", "paper", "--output", "out", "--only", "stress", in: only.path).ending == .exited(0))
        let some = try files(only, "out/paper")
        #expect(some.contains("stress.json") && !some.contains("simulation.json") && !some.contains("settlement.json"))
    }

    @Test func aSecondIdenticalRunChangesNoFileAndSaysSo() throws {
        let folder = try Self.full.written()
        _ = try OfferbenchRun("run", "paper", "--output", "out", in: folder.path)
        let before = try FolderContents("\(folder.path)/out")
        let stamps = try Self.stamps("\(folder.path)/out")
        let again = try OfferbenchRun("run", "paper", "--output", "out", in: folder.path)
        #expect(again.ending == .exited(0))
        #expect(again.output.contains("no file was written"))
        #expect(try summary(again)["unchanged"].number == 1)
        #expect(try FolderContents("\(folder.path)/out") == before)
        #expect(try Self.stamps("\(folder.path)/out") == stamps)
        // A changed input, setting or file is work to do.
        for change in [
            { try folder.write(Self.full.yaml + "\n", to: "paper/scenario.yaml") }, { try folder.write("", to: "out/paper/result.json") },
        ] {
            try change()
            #expect(try summary(OfferbenchRun("run", "paper", "--output", "out", in: folder.path))["written"].number == 1)
        }
        let set = try OfferbenchRun("run", "paper", "--output", "out", "--set", "budgets.total.amount=1500", in: folder.path)
        #expect(try summary(set)["written"].number == 1)
    }

    private static func stamps(_ path: String) throws -> [String: Date] {
        var stamps: [String: Date] = [:]
        for name in try FolderContents(path).files.keys {
            stamps[name] = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")[.modificationDate] as? Date
        }
        return stamps
    }

    @Test func filesDoNotDependOnThreadsOrJobs() throws {
        let arguments = ["run", "coalition-launch", "complete-journey", "household-ladder"]
        let (first, second) = (try TemporaryFolder(), try TemporaryFolder())
        let one = try OfferbenchRun(arguments + ["--output", first.path, "--threads", "1"], in: Repository.scenarios)
        let other = try OfferbenchRun(arguments + ["--output", second.path, "--threads", "5", "--jobs", "3"], in: Repository.scenarios)
        #expect(one.ending == .exited(0) && other.ending == .exited(0), "\(one.messages)\(other.messages)")
        let (before, after) = (try FolderContents(first.path).withoutRunFields, try FolderContents(second.path).withoutRunFields)
        #expect(before.count > 60 && before.keys.sorted() == after.keys.sorted())
        for (name, bytes) in before { #expect(after[name] == bytes, "\(name)") }
    }

    @Test func compareReadsRunFolders() throws {
        let folder = try Self.full.written()
        _ = try OfferbenchRun("run", "paper", "--output", "a", in: folder.path)
        _ = try OfferbenchRun("run", "paper", "--output", "b", "--set", "budgets.total.amount=2000", in: folder.path)
        let compared = try JSON(OfferbenchRun("compare", "a/paper", "b/paper", "--json", in: folder.path).outputBytes)
        // What was set is part of what the second run keeps, so both are what their inputs give.
        #expect(try compared["notes"].items.isEmpty)
        #expect(try compared["before"]["kind"].string == "run" && compared["after"]["kind"].string == "run")
        let bars = try compared["waterfall"].items
        #expect(try bars.reduce(0) { try $0 + $1["change"].number } > 2_000)
    }

    @Test func compareFindsRunsByTheirIds() throws {
        let folder = try Self.full.written()
        var variant = Self.full
        variant.yaml = variant.yaml.replacing("amount: 1000", with: "amount: 2000")
        try folder.write(variant.yaml, to: "other/scenario.yaml")
        for name in ["segments", "responses", "values"] { try folder.write(folder.text(of: "paper/\(name).csv"), to: "other/\(name).csv") }
        let ids = try summary(OfferbenchRun("run", "paper", "other", "--output", "out", in: folder.path))["scenarios"].items.map {
            try $0["run"].string
        }
        let byID = try OfferbenchRun("compare", ids[0], ids[1], "--store", "out", "--json", in: folder.path)
        let byFolder = try OfferbenchRun("compare", "out/paper", "out/other", "--json", in: folder.path)
        #expect(byID.ending == .exited(0) && byID.outputBytes == byFolder.outputBytes)
        _ = try OfferbenchRun("run", "paper", "--output", "out", "--set", "seed=9", in: folder.path)
        let gone = try OfferbenchRun("compare", ids[0], ids[1], "--store", "out", in: folder.path)
        #expect(gone.ending == .exited(2) && gone.messages.contains("does not hold the run \(ids[0]) any more"))
    }

    @Test func copiedInputsGiveTheSameAnswer() throws {
        let folder = try Self.full.written()
        try folder.write("schema: offerbench/1\nextends: ../paper\nbudgets: [{ id: total, amount: 1200 }]\n", to: "variant/scenario.yaml")
        for (name, arguments) in [("paper", []), ("variant", ["--set", "seed=7"]), ("paper", ["--set", "currency=EUR"])] {
            let output = "out-\(name)-\(arguments.count)"
            #expect(try OfferbenchRun(["run", name, "--output", output] + arguments, in: folder.path).ending == .exited(0))
            let straight = try JSON(OfferbenchRun(["optimize", name, "--json"] + arguments, in: folder.path).outputBytes)
            let copied = try JSON(OfferbenchRun("optimize", "\(output)/\(name)/inputs", "--json", in: folder.path).outputBytes)
            func answer(_ document: JSON) -> JSON { document.without("provenance", "run").without("scenario").without("warnings") }
            #expect(answer(straight) == answer(copied), "\(name)")
            #expect(try straight["scenario"]["resolved"]["seed"] == copied["scenario"]["resolved"]["seed"])
            if arguments.isEmpty { #expect(try straight["scenario"]["sha256"] == copied["scenario"]["sha256"]) }
        }
        #expect(try folder.text(of: "out-variant-2/variant/inputs/sources/overrides.txt") == "seed=7\n")
        #expect(try folder.text(of: "out-variant-2/variant/inputs/sources/base-1.yaml") == Self.full.yaml)
    }

    @Test func oneThatFailsEndsTheBatchUnlessItIsToldToGoOn() throws {
        let folder = try PaperScenario().written()
        try folder.write("schema: offerbench/1\n", to: "broken/scenario.yaml")
        let stopped = try OfferbenchRun("run", "broken", "paper", "--output", "out", "--jobs", "1", in: folder.path)
        #expect(stopped.ending == .exited(2) && stopped.output.isEmpty)
        #expect(stopped.messages.contains("broken/scenario.yaml:1:1: error: name is missing"))
        #expect(stopped.messages.contains("\"not_started\": 1"))
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/out/paper"))
        let all = try OfferbenchRun("run", "broken", "paper", "--output", "out", "--keep-going", in: folder.path)
        #expect(all.ending == .exited(2))
        #expect(FileManager.default.fileExists(atPath: "\(folder.path)/out/paper/result.json"))
    }

    @Test func anInfeasibleScenarioIsAnAnswerWithItsCode() throws {
        let folder = try PaperScenario().adding("reach: [{ id: r, completions: 50 }]").written()
        for state in ["written", "unchanged"] {
            let run = try OfferbenchRun("run", "paper", "--output", "out", in: folder.path)
            #expect(run.ending == .exited(3))
            #expect(try summary(run)["scenarios"].items[0]["state"].string == state)
            #expect(try summary(run)["scenarios"].items[0]["config"] == .bool(false))
        }
        #expect(try JSON(folder.bytes(of: "out/paper/result.json"))["infeasibility"]["clashing"].items == [.string("reach:r")])
        #expect(try !files(folder, "out/paper").contains("recommended-config.json"))
    }

    @Test func aRunThatMetItsTimeLimitIsDoneAgain() throws {
        let folder = try PaperScenario().written()
        let late = try OfferbenchRun("run", "paper", "--output", "out", "--time-limit", "0", in: folder.path)
        #expect(late.ending == .exited(4))
        #expect(try JSON(folder.bytes(of: "out/paper/manifest.json"))["complete"] == .bool(false))
        let again = try OfferbenchRun("run", "paper", "--output", "out", in: folder.path)
        #expect(again.ending == .exited(0))
        #expect(try summary(again)["written"].number == 1)
    }

    @Test func dryRunSaysWhatWouldBeDoneAndWritesNothing() throws {
        let folder = try Self.full.written()
        let first = try OfferbenchRun("run", "paper", "--output", "out", "--dry-run", in: folder.path)
        #expect(first.ending == .exited(0) && first.output.contains("time    unknown") && first.output.contains("to      out/paper"))
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/out"))
        _ = try OfferbenchRun("run", "paper", "--output", "out", in: folder.path)
        let second = try OfferbenchRun("run", "paper", "--output", "out", "--dry-run", in: folder.path)
        #expect(second.output.contains("nothing has changed"))
        let plan = try JSON(
            OfferbenchRun("run", "paper", "--output", "out", "--dry-run", "--set", "seed=5", "--json", in: folder.path).outputBytes)
        #expect(try plan["scenarios"].items[0]["done"] == .bool(false) && plan["scenarios"].items[0]["seconds"].number > 0)
    }

    @Test func progressAsJSONIsLinesOnStderr() throws {
        let folder = try Self.full.written()
        let run = try OfferbenchRun("run", "paper", "--output", "out", "--progress", "json", in: folder.path)
        let events = try run.messages.split(separator: "\n").map { try JSON(Array($0.utf8)) }
        #expect(try events.map { try $0["event"].string } == ["began"] + Array(repeating: "stage", count: 6) + ["ended"])
        #expect(
            events.compactMap { try? $0["stage"].string } == ["checks", "optimum", "simulation", "stress", "settlement", "frontier"])
    }

    @Test func twoRunsInOneFolderAndForeignFoldersAreRefused() throws {
        let folder = try PaperScenario().written()
        try folder.write("x", to: "out/paper/mine.txt")
        let foreign = try OfferbenchRun("run", "paper", "--output", "out", in: folder.path)
        #expect(foreign.ending == .exited(2) && foreign.messages.contains("is no folder of a run"))
        #expect(try folder.text(of: "out/paper/mine.txt") == "x")
        let twice = try OfferbenchRun("run", "paper", "paper/scenario.yaml", "--output", "other", in: folder.path)
        #expect(twice.ending == .exited(2) && twice.messages.contains("same folder `paper`"))
        #expect(try OfferbenchRun("run", "paper", in: folder.path).ending == .exited(64))
        #expect(try OfferbenchRun("run", "paper", "--output", "o", "--only", "magic", in: folder.path).ending == .exited(64))
    }
}
