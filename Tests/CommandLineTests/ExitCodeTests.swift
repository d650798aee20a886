import Foundation
import Testing

/// What a scheduler branches on.
@Suite struct ExitCodeTests {
    @Test func zeroWhenOptimal() throws {
        let folder = try PaperScenario().written()
        let run = try OfferbenchRun("optimize", "paper", in: folder.path)
        #expect(run.ending == .exited(0))
        #expect(run.messages == "")
    }

    @Test func twoWithNothingOnStdoutForAMissingFolder() throws {
        let folder = try TemporaryFolder()
        for command in ["optimize", "validate", "show"] {
            let run = try OfferbenchRun(command, "absent", in: folder.path)
            #expect(run.ending == .exited(2))
            #expect(run.output == "")
            #expect(run.messages.hasPrefix("absent:1:1: error: there is no such file"))
        }
    }

    @Test(arguments: ["optimize", "validate", "show"])
    func twoWithThePlaceOfBrokenYAML(command: String) throws {
        let folder = try PaperScenario().adding("broken: [1, 2").written()
        let run = try OfferbenchRun(command, "paper", in: folder.path)
        #expect(run.ending == .exited(2))
        #expect(run.output == "")
        #expect(run.messages.contains(/(?m)^paper\/scenario.yaml:\d+:\d+: error: ./), "\(run.messages)")
    }

    @Test func twoWithAllProblemsOfAllFilesAtOnce() throws {
        var scenario = PaperScenario().adding("granularty: macro")
        scenario.segments = scenario.segments.replacing("100,1000", with: "many,1000")
        scenario.responses = scenario.responses.replacing("0.2", with: "2")
        let folder = try scenario.written()
        let run = try OfferbenchRun("optimize", "paper", in: folder.path)
        #expect(run.ending == .exited(2))
        #expect(run.messages.contains(/(?m)^paper\/scenario.yaml:14:1: error: .*granularity/))
        #expect(run.messages.contains(/(?m)^paper\/segments.csv:2:5: error: ./))
        #expect(run.messages.contains(/(?m)^paper\/responses.csv:3:\d+: error: ./))
        #expect(run.messages.contains(/(?m)^3 errors, ./), "\(run.messages)")
    }

    @Test(arguments: [
        ["mode=single", "tail_budgets=[{id: t, level: 0.9, amount: 800}]"],
        ["max_changed_share=0.1", "current_plan=paper/plan.csv", "granularity=macro"],
    ])
    func twoForWhatThisVersionDoesNotDo(overrides: [String]) throws {
        let folder = try PaperScenario().written()
        try folder.write("segment,offer,percent,monthly_cap,months,share,bundle\nall,card,5,,1,0.5,1\n", to: "paper/plan.csv")
        let settings = overrides.map { $0.replacing("paper/", with: "") }.flatMap { ["--set", $0] }
        let run = try OfferbenchRun(["optimize", "paper"] + settings, in: folder.path)
        #expect(run.ending == .exited(2))
        #expect(run.output == "")
        // What is wrong, and how to mend it.
        #expect(run.messages.contains(/(?m)^--set:1:\d+: error: .*is not supported in this version, .*--set ./), "\(run.messages)")
    }

    @Test func threeWhenNoPlanKeepsEveryRule() throws {
        let folder = try PaperScenario().adding("reach: [{ id: many, completions: 50 }]").written()
        let text = try OfferbenchRun("optimize", "paper", in: folder.path)
        #expect(text.ending == .exited(3))
        #expect(text.output.contains("reach:many"))
        let json = try OfferbenchRun("optimize", "paper", "--json", in: folder.path)
        #expect(json.ending == .exited(3))
        #expect(try JSON(json.outputBytes)["infeasibility"]["clashing"].items.contains(.string("reach:many")))
        #expect(json.messages == "")
    }

    @Test func fourWhenTheTimeIsUp() throws {
        let folder = try PaperScenario().written()
        for format in [[], ["--json"]] {
            let run = try OfferbenchRun(["optimize", "paper", "--time-limit", "0"] + format, in: folder.path)
            #expect(run.ending == .exited(4))
            #expect(!run.output.isEmpty)
        }
    }

    @Test(arguments: [
        ["optimize"], ["validate"], ["show"], ["optimize", "paper", "--bogus"], ["optimize", "paper", "more"], ["nonsense"],
        ["optimize", "paper", "--threads", "0"], ["optimize", "paper", "--threads", "two"], ["optimize", "paper", "--seed", "x"],
        ["optimize", "paper", "--time-limit", "nan"], ["optimize", "paper", "--time-limit=-1"], ["optimize", "paper", "--set"],
        ["optimize", "paper", "--seed=-1"], ["optimize", "paper", "--seed", "18446744073709551616"],
    ])
    func sixtyFourForAWrongCommandLine(arguments: [String]) throws {
        let folder = try PaperScenario().written()
        let run = try OfferbenchRun(arguments, in: folder.path)
        #expect(run.ending == .exited(64))
        #expect(run.output == "")
        #expect(run.messages.hasPrefix("Error: "))
        #expect(run.messages.contains("--help"))
    }

    @Test(arguments: ["--write-lp", "--write-mps"])
    func seventyFourWhenAFileCannotBeWritten(option: String) throws {
        let folder = try PaperScenario().written()
        let run = try OfferbenchRun("optimize", "paper", option, "absent/out", in: folder.path)
        #expect(run.ending == .exited(74))
        #expect(run.output == "")
        #expect(run.messages.hasPrefix("error: cannot "))
        #expect(run.messages.contains("No such file or directory"))
    }

    @Test(arguments: [["optimize", "paper"], ["optimize", "paper", "--json"], ["validate", "paper"], ["show", "paper"]])
    func seventyFourWhenStdoutCannotTakeTheResult(arguments: [String]) throws {
        let folder = try PaperScenario().written()
        for stdout in [OfferbenchRun.Stream.file("/dev/full"), .closed] {
            let run = try OfferbenchRun(arguments, in: folder.path, stdout: stdout)
            #expect(run.ending == .exited(74))
            #expect(run.messages.hasPrefix("error: cannot write the result: "))
        }
    }

    @Test func messagesThatCannotBeWrittenChangeNothing() throws {
        let folder = try PaperScenario().written()
        for stderr in [OfferbenchRun.Stream.file("/dev/full"), .closed] {
            #expect(try OfferbenchRun("optimize", "absent", in: folder.path, stderr: stderr).ending == .exited(2))
            #expect(try OfferbenchRun("optimize", "paper", in: folder.path, stderr: stderr).ending == .exited(0))
        }
    }

    /// A closed stderr is the lowest free descriptor, which the next opened file gets: messages must not end up in it.
    @Test func aClosedStderrDoesNotEndUpInAFile() throws {
        let folder = try PaperScenario().written()
        let run = try OfferbenchRun("optimize", "paper", "--write-lp", "out.lp", in: folder.path, stdout: .closed, stderr: .closed)
        #expect(run.ending == .exited(74))
        #expect(try folder.text(of: "out.lp").hasSuffix("End\n"))
    }
}
