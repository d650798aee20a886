import ArgumentParser
import OfferPipeline
import RunFolders
import RunStore
import TableFiles

struct RunsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs",
        abstract: "What ran before: the run store of an output folder.",
        discussion: """
            EXAMPLE
              offerbench runs list nightly
              offerbench runs show nightly 3f2a
              offerbench runs diff nightly 3f2a 90bc
              offerbench runs gc nightly --keep 30

            A run is named by its id or the beginning of it. The store is a SQLite file,
            runs.sqlite; docs/runs.md has its tables and views.

            \(ExitCodes.help)
            """,
        subcommands: [List.self, Show.self, Diff.self, Collect.self])

    struct StoreOptions: ParsableArguments {
        @Argument(help: ArgumentHelp("An output folder of `run`, or its runs.sqlite.", valueName: "store"))
        var store: String

        @Flag(help: "Print one JSON document instead of the text.")
        var json = false

        func open() throws -> RunStore { try StoreFile.open(store) }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "All runs, the newest first.",
            discussion: """
                EXAMPLE
                  offerbench runs list nightly --scenario coalition-launch

                \(ExitCodes.help)
                """)

        @OptionGroup var options: StoreOptions

        @Option(help: ArgumentHelp("Only runs of this scenario.", valueName: "name"))
        var scenario: String?

        func run() throws {
            let runs = try CommandFailure.translating { try options.open().runs(of: scenario) }
            let report = RunListReport(runs)
            try StandardStreams.print(options.json ? report.json.bytes : Array(report.text.utf8))
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "One run: its totals, rows and offers.",
            discussion: """
                EXAMPLE
                  offerbench runs show nightly 3f2a

                \(ExitCodes.help)
                """)

        @OptionGroup var options: StoreOptions

        @Argument(help: ArgumentHelp("The run's id, or the beginning of it.", valueName: "run"))
        var id: String

        func run() throws {
            let report = try CommandFailure.translating {
                let store = try options.open()
                return try RecordedRunReport(try store.run(named: id), in: store)
            }
            try StandardStreams.print(options.json ? report.json.bytes : Array(report.text.utf8))
        }
    }

    struct Diff: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "diff", abstract: "What one run recommends differently from another.",
            discussion: """
                EXAMPLE
                  offerbench runs diff nightly 3f2a 90bc

                `offerbench compare` with two run folders says why.

                \(ExitCodes.help)
                """)

        @OptionGroup var options: StoreOptions

        @Argument(help: ArgumentHelp("The run that was.", valueName: "run"))
        var before: String

        @Argument(help: ArgumentHelp("The run that is.", valueName: "run"))
        var after: String

        func run() throws {
            let report = try CommandFailure.translating {
                let store = try options.open()
                let (first, second) = (try store.run(named: before), try store.run(named: after))
                return RunDifferenceReport(try RecordedRunReport(first, in: store), try RecordedRunReport(second, in: store))
            }
            try StandardStreams.print(options.json ? report.json.bytes : Array(report.text.utf8))
        }
    }

    struct Collect: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "gc", abstract: "Forget old runs; their folders stay.",
            discussion: """
                EXAMPLE
                  offerbench runs gc nightly --keep 30

                \(ExitCodes.help)
                """)

        @OptionGroup var options: StoreOptions

        @Option(parsing: .unconditional, help: ArgumentHelp("How many runs of each scenario to keep.", valueName: "n"))
        var keep: Int

        func validate() throws {
            guard (1...1_000_000).contains(keep) else { throw ValidationError("--keep must be 1 to 1000000.") }
        }

        func run() throws {
            let forgotten = try CommandFailure.translating {
                // A run that is being written is no old run.
                let folder = try StoreFile.folder(options.store).map { try OutputFolder(holding: $0) }
                defer { _ = folder }
                let store = try options.open()
                let forgotten = try store.forgetAllBut(keep)
                try store.compact()
                return forgotten
            }
            let report = RunListReport(forgotten)
            let text = forgotten.isEmpty ? "Nothing to forget.\n" : "Forgotten:\n" + report.text
            try StandardStreams.print(options.json ? report.json.bytes : Array(text.utf8))
        }
    }
}
