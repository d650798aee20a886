import ArgumentParser
import OfferEconomics
import OfferModel
import OfferPipeline
import OfferReporting
import OfferResults
import TableFiles

extension Sampling: ExpressibleByArgument {}

struct StressCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stress",
        abstract: "How a plan's cost may turn out: named stresses, draws, tails, what breaks first.",
        usage: "offerbench stress <scenario> [<options>]",
        discussion: """
            EXAMPLE
              offerbench stress scenarios/coalition-launch
              offerbench stress scenarios/coalition-launch --draws 10000 --gate

            BUILT-IN STRESSES, unless the scenario has its own of that name
            \(Stress.libraryText)

            \(ExitCodes.help)
            """)

    @Argument(help: ArgumentHelp("The scenario's folder or its scenario.yaml.", valueName: "scenario"))
    var path: String

    @OptionGroup var scenario: ScenarioOptions
    @OptionGroup var plan: PlanOptions
    @OptionGroup var work: WorkOptions

    @Option(parsing: .unconditional, help: ArgumentHelp("How many draws, in place of the scenario's number.", valueName: "n"))
    var draws: Int?

    @Option(help: ArgumentHelp("How to draw: sobol, plain or antithetic.", valueName: "way"))
    var sampling = Sampling.sobol

    @Flag(help: "Exit with 1 when a budget breaks more often than its breach_probability.")
    var gate = false

    @Flag(help: "Print the result document with stresses, draws and tornado.")
    var json = false

    func validate() throws {
        guard draws.map({ (1...10_000_000).contains($0) }) ?? true else { throw ValidationError("--draws must be 1 to 10000000.") }
    }

    func run() throws {
        let document = try CommandFailure.translating { try stress() }
        try StandardStreams.print(json ? document.json.bytes : Array(StressReport(document).text.utf8))
        try document.result.exit()
        if !document.isComplete { throw ExitCode(ExitCodes.limitReached) }
        if gate { try check(document) }
    }

    private func stress() throws -> StressDocument {
        let deadline = work.deadline
        let stage = try work.stage(path, scenario)
        return try work.reporting { progress in
            let planned = try PlanStage(stage, plan: plan.plan).run(deadline: deadline, progress: progress)
            return StressStage(planned, draws: draws, sampling: sampling).run(deadline: deadline, progress: progress)
        }
    }

    private func check(_ document: StressDocument) throws {
        if !document.hasGate {
            StandardStreams.complain("note: no budget has a breach_probability, so the gate lets everything pass")
        }
        for message in document.gateMessages { StandardStreams.complain(message) }
        if !document.failedGates.isEmpty { throw ExitCode(ExitCodes.gateFailed) }
    }
}
