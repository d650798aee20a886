import ArgumentParser
import Execution
import OfferPipeline
import OfferReporting
import TableFiles

/// A scenario and what is changed in it.
struct ScenarioOptions: ParsableArguments {
    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp("Change a value, such as budgets.total.amount=5e7; repeatable.", valueName: "path=value"))
    var overrides: [String] = []
}

/// The plan that is asked about.
struct PlanOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A plan: CSV, or a document of `optimize --json`. Without it the scenario is optimized first.", valueName: "file"))
    var plan: String?
}

/// How to work.
struct WorkOptions: ParsableArguments {
    @Option(parsing: .unconditional, help: ArgumentHelp("Threads to use; the result does not depend on it.", valueName: "n"))
    var threads: Int = Processors.count

    @Option(parsing: .unconditional, help: ArgumentHelp("Seed of random numbers, in place of the scenario's.", valueName: "n"))
    var seed: UInt64?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Stop after so many seconds, with the best plan so far and the replications or draws done by then.", valueName: "seconds"))
    var timeLimit: Double?

    @Flag(help: "No progress bar.")
    var quiet = false

    @Flag(help: "Go on when a data check fails; the result says so.")
    var acceptDataFailures = false

    func validate() throws {
        guard (1...1024).contains(threads) else { throw ValidationError("--threads must be 1 to 1024.") }
        guard timeLimit.map({ $0.isFinite && $0 >= 0 }) ?? true else { throw ValidationError("--time-limit must be 0 or more seconds.") }
    }

    /// From now on, or when the user interrupts.
    var deadline: Deadline { Deadline(secondsFromNow: timeLimit, or: UserInterruption.listen()) }

    /// Work that shows its progress on a terminal.
    func reporting<Value>(_ work: (any ProgressReporter) throws -> Value) rethrows -> Value {
        let bar = quiet ? nil : ProgressBar()
        defer { bar?.finish() }
        return try work(bar ?? SilentProgress())
    }

    /// The scenario that the work begins with.
    func stage(_ path: String, _ options: ScenarioOptions) throws -> ScenarioStage {
        try ScenarioStage(path: path, overrides: overrides(options), threads: threads, acceptsDataFailures: acceptDataFailures)
    }

    /// The overrides with the seed put last.
    func overrides(_ options: ScenarioOptions) -> [String] {
        options.overrides + (seed.map { ["seed=\($0)"] } ?? [])
    }
}

extension InvalidInput {
    /// All problems, then how many.
    var failure: CommandFailure {
        CommandFailure(code: ExitCodes.invalidInput, message: DiagnosticText.report(diagnostics))
    }
}

/// Diagnostics as lines for people.
enum DiagnosticText {
    static func report(_ diagnostics: [Diagnostic]) -> String {
        (diagnostics.map(\.description.printable) + [summary(diagnostics)]).joined(separator: "\n")
    }

    static func summary(_ diagnostics: [Diagnostic]) -> String {
        let counts = Diagnostic.Severity.allCases.map { severity in
            let count = diagnostics.count { $0.severity == severity }
            return "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
        }
        return counts.joined(separator: ", ")
    }
}
