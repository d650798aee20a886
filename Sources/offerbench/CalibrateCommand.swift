import ArgumentParser
import Execution
import OfferPipeline
import OfferReporting
import OfferResults
import ScenarioFiles
import TableFiles

/// Inputs of a scenario out of what was measured.
struct CalibrateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calibrate",
        abstract: "Inputs with their standard errors, out of experiments and transactions.",
        discussion: """
            EXAMPLE
              offerbench calibrate responses --experiment counts.csv --offer card
              offerbench calibrate spend --transactions receipts.csv

            \(ExitCodes.help)
            """,
        subcommands: [CalibrateResponsesCommand.self, CalibrateSpendCommand.self])
}

/// What the columns of a table are called.
struct ColumnOptions: ParsableArguments {
    @Option(
        name: .customLong("column"), parsing: .singleValue,
        help: ArgumentHelp("What a column is called in the table; repeatable.", valueName: "name=column"))
    var columns: [String] = []

    /// - Parameter required: roles that are read whether somebody names their columns or not.
    /// - Throws: for what is not NAME=COLUMN with the name of a role, and for a column that would be read for two.
    func names<Role: RawRepresentable & CaseIterable & Hashable & Sendable>(
        _ roles: Role.Type, required: [Role]
    ) throws -> ColumnNames<Role> where Role.RawValue == String {
        var names: [Role: String] = [:]
        for column in columns {
            let parts = column.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let role = Role(rawValue: parts[0]) else {
                let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("--column \(column): write NAME=COLUMN, with a name of \(known).")
            }
            guard names.updateValue(parts[1], forKey: role) == nil else { throw ValidationError("--column names \(parts[0]) twice.") }
        }
        let found = ColumnNames(names)
        if let shared = found.shared(among: required) {
            let other = shared.other.rawValue
            throw ValidationError(
                "--column \(shared.named.rawValue)=\(shared.column): that is the column of \(other) as well. Name its column too, "
                    + "--column \(other)=COLUMN, or another here.")
        }
        return found
    }
}

struct CalibrateResponsesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "responses",
        abstract: "responses.csv out of an experiment's counts, or of one row a customer.",
        discussion: """
            EXAMPLE
              offerbench calibrate responses --experiment counts.csv --offer card \\
                --segments segments.csv --output responses.csv

            The experiment has the columns segment, percent, shown, completed; without
            shown it has one row a customer, and completed is 0 or 1. Optional: months,
            offer, shown_offer. A blank percent is the control group; without segment
            all customers share one curve, `*`.

            \(ExitCodes.help)
            """)

    @Option(help: ArgumentHelp("What was counted: CSV.", valueName: "file"))
    var experiment: String

    @OptionGroup var columns: ColumnOptions

    @Option(
        help: ArgumentHelp(
            "A table with the columns segment and macro, such as segments.csv: thin segments are drawn towards their macro-segment.",
            valueName: "file"))
    var segments: String?

    @Option(help: ArgumentHelp("The offer that was tried, where the table does not say so; else the only one to look at.", valueName: "id"))
    var offer: String?

    @Option(help: ArgumentHelp("Write the responses as a table.", valueName: "file"))
    var output: String?

    @Flag(help: "Print the document offerbench-calibration/1 instead of the report.")
    var json = false

    func validate() throws {
        _ = try columns.names(ExperimentColumn.self, required: ExperimentReader.required)
    }

    func run() throws {
        let names = try columns.names(ExperimentColumn.self, required: ExperimentReader.required)
        let document = try CommandFailure.translating {
            try InvalidInput.refuseToReplaceInput(output, among: [experiment, segments].compactMap { $0 }, option: "--output")
            let document = try CalibrateResponsesStage.run(
                experiment: experiment, columns: names, segments: segments, offer: offer, needsCurves: output != nil)
            if let output { try WholeFile.write(document.table, to: output) }
            return document
        }
        document.source.complain()
        try StandardStreams.print(json ? document.json.bytes : Array(ResponseCalibrationReport(document).text.utf8))
    }
}

struct CalibrateSpendCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "spend",
        abstract: "Monthly spend, its variation and persistence, and redemption by segment.",
        discussion: """
            EXAMPLE
              offerbench calibrate spend --transactions receipts.csv --output spend.csv
              offerbench calibrate spend --transactions receipts.csv \\
                --column month=paid_on --column amount=total

            The transactions have the columns customer, segment, month, amount; optional:
            earned and redeemed, points in currency units. A month is 2026-10, a date in
            it, or a running number. The table may be larger than memory.

            \(ExitCodes.help)
            """)

    @Option(help: ArgumentHelp("What was spent: CSV.", valueName: "file"))
    var transactions: String

    @OptionGroup var columns: ColumnOptions

    @Option(parsing: .unconditional, help: ArgumentHelp("Months after which points expire; without it they never do.", valueName: "months"))
    var pointsExpireAfter: Int?

    @Option(help: ArgumentHelp("Write the figures as columns of segments.csv.", valueName: "file"))
    var output: String?

    @Flag(help: "Print the document offerbench-calibration/1 instead of the report.")
    var json = false

    @Flag(help: "No progress bar.")
    var quiet = false

    func validate() throws {
        guard pointsExpireAfter.map({ (1...1200).contains($0) }) ?? true else {
            throw ValidationError("--points-expire-after must be 1 to 1200 months.")
        }
        _ = try columns.names(TransactionColumn.self, required: TransactionReader.required)
    }

    func run() throws {
        let names = try columns.names(TransactionColumn.self, required: TransactionReader.required)
        let bar = quiet ? nil : ProgressBar()
        defer { bar?.finish() }
        let document = try CommandFailure.translating {
            try InvalidInput.refuseToReplaceInput(output, among: [transactions], option: "--output")
            let document = try CalibrateSpendStage.run(
                transactions: transactions, columns: names, expiry: pointsExpireAfter,
                progress: bar ?? SilentProgress())
            if let output { try WholeFile.write(document.table, to: output) }
            return document
        }
        bar?.finish()
        document.source.complain()
        try StandardStreams.print(json ? document.json.bytes : Array(SpendCalibrationReport(document).text.utf8))
    }
}

extension CalibrationSource {
    /// Tells what reading the files warned about.
    fileprivate func complain() {
        for warning in warnings { StandardStreams.complain("\(warning.location): warning: \(warning.message)".printable) }
    }
}
