import ArgumentParser
import OfferPipeline
import OfferReporting
import OfferResults
import TableFiles

struct SettleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settle",
        abstract: "Who pays whom for points month by month, what is outstanding, and P&L.",
        usage: "offerbench settle <scenario> [<options>]",
        discussion: """
            EXAMPLE
              offerbench settle scenarios/coalition-launch
              offerbench settle scenarios/coalition-launch --simulated --output settled

            FILES of --output, amounts with two decimals
              settlement.csv, transfers.csv, net.csv, fees.csv, liability.csv,
              outstanding.csv, pnl.csv, stresses.csv

            \(ExitCodes.help)
            """)

    @Argument(help: ArgumentHelp("The scenario's folder or its scenario.yaml.", valueName: "scenario"))
    var path: String

    @OptionGroup var scenario: ScenarioOptions
    @OptionGroup var plan: PlanOptions
    @OptionGroup var work: WorkOptions

    @Flag(help: "Book one simulated replication, customer by customer, instead of expected figures.")
    var simulated = false

    @Option(help: ArgumentHelp("Settle under this named stress of the scenario or the library.", valueName: "id"))
    var stress: String?

    @Option(help: ArgumentHelp("Also write all months as CSV files into this folder.", valueName: "folder"))
    var output: String?

    @Flag(help: "Print the result document with the member `settle` instead of the report.")
    var json = false

    func validate() throws {
        guard !simulated || stress == nil else {
            throw ValidationError("--simulated and --stress do not go together: a stress moves expected figures.")
        }
        guard output != "" else { throw ValidationError("--output names a folder.") }
    }

    func run() throws {
        let document = try CommandFailure.translating {
            let document = try settle()
            if let output, let tables = SettlementTables(document) { try write(tables.files, to: output) }
            return document
        }
        try StandardStreams.print(json ? document.json.bytes : Array(SettlementReport(document).text.utf8))
        try document.result.exit()
        if !document.isComplete { throw ExitCode(ExitCodes.limitReached) }
    }

    private func settle() throws -> SettlementDocument {
        let deadline = work.deadline
        let stage = try work.stage(path, scenario)
        let settling = try SettleStage(stage, isSimulated: simulated, stress: stress)
        return try work.reporting { progress in
            let planned = try PlanStage(stage, plan: plan.plan).run(deadline: deadline, progress: progress)
            return try settling.run(planned, deadline: deadline, progress: progress)
        }
    }

    private func write(_ files: [(name: String, bytes: [UInt8])], to folder: String) throws {
        try Folder.make(folder)
        for file in files { try WholeFile.write(file.bytes, to: "\(folder)/\(file.name)") }
    }
}
