import ArgumentParser
import OfferPipeline
import OfferReporting
import OfferResults
import TableFiles

struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "A plan, customer by customer: what it costs and brings with every cap, stop and expiry at work.",
        usage: "offerbench simulate <scenario> [<options>]",
        discussion: """
            EXAMPLE
              offerbench simulate scenarios/coalition-launch
              offerbench simulate scenarios/coalition-launch --plan plan.csv --replications 200

            \(ExitCodes.help)
            """)

    @Argument(help: ArgumentHelp("The scenario's folder or its scenario.yaml.", valueName: "scenario"))
    var path: String

    @OptionGroup var scenario: ScenarioOptions
    @OptionGroup var plan: PlanOptions
    @OptionGroup var work: WorkOptions

    @Option(parsing: .unconditional, help: ArgumentHelp("How often to simulate, in place of the scenario's number.", valueName: "n"))
    var replications: Int?

    @Flag(help: "Print the result document with the member `simulation` instead of the report.")
    var json = false

    func validate() throws {
        guard replications.map({ (1...1_000_000).contains($0) }) ?? true else {
            throw ValidationError("--replications must be 1 to 1000000.")
        }
    }

    func run() throws {
        let document = try CommandFailure.translating { try simulate() }
        try StandardStreams.print(json ? document.json.bytes : Array(SimulationReport(document).text.utf8))
        try document.result.exit()
        if !document.isComplete { throw ExitCode(ExitCodes.limitReached) }
    }

    private func simulate() throws -> SimulationDocument {
        let deadline = work.deadline
        let stage = try work.stage(path, scenario)
        return try work.reporting { progress in
            let planned = try PlanStage(stage, plan: plan.plan).run(deadline: deadline, progress: progress)
            return try SimulateStage(planned, replications: replications).run(deadline: deadline, progress: progress)
        }
    }
}
