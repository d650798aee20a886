import ArgumentParser
import LinearProgramming
import OfferPipeline
import OfferReporting
import OfferResults
import TableFiles

struct OptimizeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "optimize",
        abstract: "The recommended percents, what binds, and what one more unit of it would bring.",
        usage: "offerbench optimize <scenario> [<options>]",
        discussion: """
            EXAMPLE
              offerbench optimize scenarios/coalition-launch
              offerbench optimize scenarios/coalition-launch --set budgets.total.amount=5e7
              offerbench optimize scenarios/voucher-trial --honest

            \(ExitCodes.help)
            """)

    @Argument(help: ArgumentHelp("The scenario's folder or its scenario.yaml.", valueName: "scenario"))
    var path: String

    @OptionGroup var scenario: ScenarioOptions
    @OptionGroup var work: WorkOptions

    @Flag(help: "Print the document offerbench-result/1 instead of the report.")
    var json = false

    @Option(help: ArgumentHelp("Also write the linear programme in CPLEX LP format.", valueName: "file"))
    var writeLp: String?

    @Option(help: ArgumentHelp("Also write the linear programme in MPS format.", valueName: "file"))
    var writeMps: String?

    @Flag(help: "Also value the choice by the scenario's experiment: chosen on one half of its customers, valued on the other.")
    var honest = false

    func validate() throws {
        guard writeLp == nil || writeLp != writeMps else { throw ValidationError("--write-lp and --write-mps name the same file.") }
    }

    func run() throws {
        let (document, honest) = try CommandFailure.translating { try optimize() }
        if let honest {
            try StandardStreams.print(json ? honest.json.bytes : Array((TextReport(document).text + HonestReport(honest).text).utf8))
        } else {
            try StandardStreams.print(json ? document.json.bytes : Array(TextReport(document).text.utf8))
        }
        try document.exit()
        try honest?.exit()
    }

    private func optimize() throws -> (ResultDocument, HonestDocument?) {
        let deadline = work.deadline
        let scenarioStage = try work.stage(path, scenario)
        let honestStage = honest ? try HonestStage(scenarioStage) : nil
        let stage = OptimizeStage(scenarioStage)
        if writeLp != nil || writeMps != nil {
            let program = try stage.writtenProgram()
            if let writeLp { try WholeFile.write(Array(LPWriter(program).text().utf8), to: writeLp) }
            if let writeMps { try WholeFile.write(Array(MPSWriter(program).text().utf8), to: writeMps) }
        }
        return try work.reporting { progress in
            let document = try stage.run(deadline: deadline, progress: progress).document
            return (document, try honestStage?.run(besides: document, deadline: deadline, progress: progress))
        }
    }
}
