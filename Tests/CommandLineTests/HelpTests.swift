import Testing

@Suite struct HelpTests {
    static let commands = [
        "optimize", "explain", "evaluate", "grid", "frontier", "compare", "simulate", "stress", "settle", "value", "ladder", "validate",
        "check-data", "show", "run",
    ]

    /// Commands that ask no scenario, and theirs.
    static let others = [
        ["runs"], ["runs", "list"], ["runs", "show"], ["runs", "diff"], ["runs", "gc"], ["config"], ["config", "verify"],
        ["config", "diff"],
        ["schema"], ["doctor"], ["export"],
    ]

    @Test(arguments: others)
    func theOthersDoAsWell(command: [String]) throws {
        let run = try OfferbenchRun(command + ["--help"])
        #expect(run.ending == .exited(0) && run.messages == "")
        #expect(run.output.contains("EXAMPLE\n  offerbench \(command.joined(separator: " ")) "))
        #expect(run.output.contains("EXIT CODES\n") && run.output.contains("5 busy"))
        #expect(run.outputLines.allSatisfy { $0.count <= 80 })
    }

    @Test(arguments: [[]] + commands.map { [$0] })
    func showsAnExampleAndTheExitCodes(command: [String]) throws {
        let run = try OfferbenchRun(command + ["--help"])
        #expect(run.ending == .exited(0))
        #expect(run.messages == "")
        #expect(run.output.contains("EXAMPLE\n  offerbench \(command.first ?? "optimize") scenarios/"))
        #expect(run.output.contains("EXIT CODES\n"))
        for code in [
            "0 done", "1 a gate failed", "2 invalid input", "3 infeasible", "4 limit reached", "5 busy", "64 usage",
            "69 system not supported", "70 internal error", "74 input/output",
        ] { #expect(run.output.contains(code), "\(code)") }
        #expect(run.outputLines.allSatisfy { $0.count <= 80 })
    }

    @Test func namesEveryCommand() throws {
        let help = try OfferbenchRun("--help").output
        for command in Self.commands + Self.others.map({ $0[0] }) { #expect(help.contains("\n  \(command) ")) }
    }

    @Test(arguments: commands)
    func namesTheOptionsOfTheContract(command: String) throws {
        let help = try OfferbenchRun("help", command).output
        #expect(help.contains("--set <path=value>"))
        #expect(help.contains("--json"))
        #expect(try help == OfferbenchRun(command, "--help").output)
        if command == "stress" {
            for option in ["--plan", "--draws", "--sampling", "--gate", "--threads", "--seed", "--quiet"] { #expect(help.contains(option)) }
        }
        #expect(help.contains("fraud-ring: fraud times 10.") == (command == "stress"))
        if command == "settle" {
            for option in ["--plan", "--simulated", "--stress", "--output", "--seed", "--quiet"] { #expect(help.contains(option)) }
        }
        guard command == "optimize" else { return }
        for option in ["--threads", "--seed", "--time-limit", "--quiet", "--write-lp", "--write-mps", "--accept-data-failures"] {
            #expect(help.contains(option))
        }
    }

    @Test(arguments: [[], ["optimize"]])
    func theVersionHasThoseOfTheLibraries(command: [String]) throws {
        let run = try OfferbenchRun(command + ["--version"])
        #expect(run.ending == .exited(0))
        #expect(run.output.wholeMatch(of: /offerbench \d+\.\d+\.\d+ \(GLPK \d+\.\d+, OpenBLAS \d+\.\d+\.\d+\)\n/) != nil, "\(run.output)")
    }

    @Test(arguments: ["responses", "spend"])
    func calibrationsShowAnExampleAndTheirColumns(kind: String) throws {
        let help = try OfferbenchRun("calibrate", kind, "--help").output
        #expect(help.contains("EXAMPLE\n  offerbench calibrate \(kind) --"))
        #expect(help.contains("EXIT CODES\n") && help.contains("--output <file>") && help.contains("--json"))
        #expect(help.contains(kind == "spend" ? "customer, segment, month, amount" : "segment, percent, shown, completed"))
        #expect(help.split(separator: "\n").allSatisfy { $0.count <= 80 || $0.hasPrefix("USAGE: ") })
        #expect(try OfferbenchRun("--help").output.contains("\n  calibrate "))
    }

    @Test func anUnknownCommandIsNamed() throws {
        let run = try OfferbenchRun("optimise")
        #expect(run.ending == .exited(64))
        #expect(run.messages.contains("'optimise'"))
    }
}
