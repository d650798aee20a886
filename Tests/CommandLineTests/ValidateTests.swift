import Foundation
import Testing

@Suite struct ValidateTests {
    private static let broken = PaperScenario().adding("granularty: macro")

    @Test func aCleanScenarioIsAnEmptyArray() throws {
        let folder = try PaperScenario().written()
        let run = try OfferbenchRun("validate", "paper", "--json", in: folder.path)
        #expect(run.ending == .exited(0))
        #expect(run.output == "[]\n")
        #expect(run.messages == "")
    }

    @Test func aCleanScenarioIsSaidSo() throws {
        let folder = try PaperScenario().written()
        let run = try OfferbenchRun("validate", "paper", in: folder.path)
        #expect(run.ending == .exited(0))
        #expect(run.output == "0 errors, 0 warnings, 0 notes\n")
    }

    @Test func problemsAreAnArrayOnStdoutAndExitCodeTwo() throws {
        let folder = try Self.broken.written()
        let run = try OfferbenchRun("validate", "paper", "--json", in: folder.path)
        #expect(run.ending == .exited(2))
        #expect(run.messages == "")
        let problem = try #require(try JSON(run.outputBytes).items.first)
        #expect(try Set(problem.members.keys) == ["file", "line", "column", "severity", "code", "message", "help"])
        #expect(try problem["file"].string == "paper/scenario.yaml")
        #expect(try problem["line"].number == 14)
        #expect(try problem["column"].number == 1)
        #expect(try problem["severity"].string == "error")
        #expect(try problem["help"].string.contains("granularity"))
    }

    @Test func problemsAsTextGoToStderr() throws {
        let folder = try Self.broken.written()
        let run = try OfferbenchRun("validate", "paper", in: folder.path)
        #expect(run.ending == .exited(2))
        #expect(run.output == "")
        #expect(run.messages.hasPrefix("paper/scenario.yaml:14:1: error: "))
        #expect(run.messages.hasSuffix("1 error, 0 warnings, 0 notes\n"))
    }

    @Test func warningsAloneAreNotAFailure() throws {
        let run = try OfferbenchRun("validate", "coalition-24", in: Repository.reference)
        #expect(run.ending == .exited(0))
        #expect(run.output.contains(": warning: "))
        #expect(run.messages == "")
    }

    @Test func severalScenariosAreReadAndOneBadOneCounts() throws {
        let folder = try Self.broken.written(as: "bad")
        let clean = try PaperScenario().written()
        let run = try OfferbenchRun("validate", "\(clean.path)/paper", "bad", "absent", "--json", in: folder.path)
        #expect(run.ending == .exited(2))
        #expect(try JSON(run.outputBytes).items.map { try $0["file"].string } == ["bad/scenario.yaml", "absent"])
    }

    @Test func overridesAreValidatedToo() throws {
        let folder = try PaperScenario().written()
        let run = try OfferbenchRun("validate", "paper", "--set", "budgets.totl.amount=1", "--set", "seed=2", "--json", in: folder.path)
        #expect(run.ending == .exited(2))
        let problems = try JSON(run.outputBytes).items
        #expect(problems.count == 1)
        #expect(try problems[0]["file"].string == "--set")
        #expect(try problems[0]["line"].number == 1)
    }

    @Test(arguments: [
        "", "=", "seed", "=1", "seed={", "name=[", "a.b.c=1", "budgets.total.amount=1e400", "budgets.total.amount=.inf",
        "budgets.total.amount=-1", "budgets.total=1", "budgets=1", "seed=-1", "seed=18446744073709551616",
        "tables.segments.file=../../etc/passwd",
        "....=1", "offers.card.percents=[]", "offers.card.percents=[5, five]", "extends=.", "name=&a [*a]", "name=!!binary x",
    ])
    func aWrongOverrideIsInvalidInput(text: String) throws {
        let folder = try PaperScenario().written()
        let run = try OfferbenchRun("validate", "paper", "--set", text, in: folder.path)
        #expect(run.ending == .exited(2))
        #expect(run.messages.contains(/(?m)^--set:\d+:\d+: error: ./), "\(run.messages)")
    }

    /// Tables with nothing in them, in every way.
    @Test(
        arguments: ["segments.csv", "responses.csv", "values.csv", "scenario.yaml"], ["", "\n", "\u{FEFF}", "segment\n", "\u{0}", ",\n,\n"])
    func anEmptyFileIsAProblemWithAPlace(file: String, text: String) throws {
        let folder = try PaperScenario().written()
        try folder.write(text, to: "paper/\(file)")
        let run = try OfferbenchRun("validate", "paper", in: folder.path)
        #expect(run.ending == .exited(2))
        #expect(run.messages.contains("paper/\(file):1:"), "\(run.messages)")
    }

    @Test(arguments: ["segments.csv", "responses.csv", "values.csv", "scenario.yaml"])
    func aFileThatIsNotTextIsAProblemWithAPlace(file: String) throws {
        let folder = try PaperScenario().written()
        try Data((0...255).map { UInt8($0) }).write(to: URL(filePath: folder.path + "/paper/" + file))
        let run = try OfferbenchRun("validate", "paper", in: folder.path)
        #expect(run.ending == .exited(2))
        #expect(run.messages.contains("paper/\(file):"), "\(run.messages)")
    }
}
