import ArgumentParser
import OfferPipeline
import TableFiles

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "A run for analysts: typed tables, an excerpt of the store, a notebook.",
        usage: "offerbench export <run> [<options>]",
        discussion: """
            EXAMPLE
              offerbench export nightly/coalition-launch
              offerbench export 3f2a --store nightly --output analysis/launch

            The folder holds tables/ as CSV and Parquet, store.sqlite, manifest.json with
            hashes and control totals, and analysis.ipynb, which checks all of it, computes
            the run's figures again and draws them. It changes whole or not at all; the
            same run again changes nothing. docs/export.md describes it.

            \(ExitCodes.help)
            """)

    @Argument(help: ArgumentHelp("The run's folder, as `run` wrote it; with --store also its id.", valueName: "run"))
    var path: String

    @Option(help: ArgumentHelp("The export's folder; notebooks-export/ and the run's name by default.", valueName: "folder"))
    var output: String?

    @Option(help: ArgumentHelp("Output folder of `run`, or its store, whose runs may be named by their ids.", valueName: "store"))
    var store: String?

    @Flag(help: "Replace a notebook that somebody has worked in.")
    var force = false

    @Flag(help: "Print the document offerbench-export-report/1 instead of the report.")
    var json = false

    @Flag(help: "Print nothing where all goes well.")
    var quiet = false

    func validate() throws {
        guard output != "" else { throw ValidationError("--output names a folder.") }
    }

    func run() throws {
        let outcome = try CommandFailure.translating {
            try ExportStage(run: try StoreFile.folder(named: path, in: store), output: output).run(replacesEdited: force)
        }
        if json {
            try StandardStreams.print(outcome.json.bytes)
        } else if !quiet {
            try StandardStreams.print(outcome.text)
        }
    }
}
