import OfferReporting
import OfferResults
package import TableFiles

/// What a batch came to, in a line for programs and a table for people.
package struct BatchSummary: Sendable {
    private let output: String
    private let outcomes: [ScenarioOutcome]
    private let codes: [Int32]

    /// - Parameter codes: what the process would tell of each scenario alone.
    package init(output: String, outcomes: [ScenarioOutcome], codes: [Int32]) {
        precondition(outcomes.count == codes.count, "one code a scenario")
        self.output = output
        self.outcomes = outcomes
        self.codes = codes
    }

    /// That of the first scenario, in their order, that did not simply succeed.
    package var exitCode: Int32 { codes.first { $0 != 0 } ?? 0 }

    /// The document offerbench-batch/1.
    package var json: JSONValue {
        func count(_ state: ScenarioOutcome.State) -> JSONValue { .integer(outcomes.count { $0.state == state }) }
        return .members([
            "schema": .string("offerbench-batch/1"), "output": .string(output), "exit_code": .integer(Int(exitCode)),
            "written": count(.written), "unchanged": count(.unchanged), "failed": count(.failed), "interrupted": count(.interrupted),
            "not_started": count(.notStarted), "scenarios": .array(zip(outcomes, codes).map(Self.json)),
        ])
    }

    private static func json(_ outcome: ScenarioOutcome, code: Int32) -> JSONValue {
        .members([
            "scenario": .string(outcome.scenario), "state": .string(outcome.state.rawValue), "exit_code": .integer(Int(code)),
            "run": .optional(outcome.run?.id), "status": .optional(outcome.run?.status), "objective": .optional(outcome.run?.objective),
            "cost": .optional(outcome.run?.cost), "config": outcome.run.map { .bool($0.hasConfig) } ?? .null,
            "folder": .string(outcome.folder),
        ])
    }

    package var text: String {
        var table = TextTable([
            ("Scenario", .left), ("folder", .left), ("answer", .left), ("objective", .right), ("cost", .right), ("run", .left),
        ])
        for outcome in outcomes {
            let run = outcome.run
            table.add([
                outcome.scenario, outcome.state.words, run?.status ?? "", run?.objective.map(AmountText.compact) ?? "",
                run?.cost.map(AmountText.compact) ?? "", run?.id ?? "",
            ])
        }
        var lines = table.lines
        for outcome in outcomes {
            guard let run = outcome.run, !run.objections.isEmpty, run.status != ResultDocument.Status.infeasible.rawValue else { continue }
            let what = run.hasConfig ? "its config was written by force: " : "no config for the offer engine: "
            lines += ("\(outcome.scenario): " + what + run.objections.joined(separator: "; ")).wrapped(indent: "  ")
        }
        if outcomes.allSatisfy({ $0.state == .unchanged }) { lines.append("Nothing has changed since the last run: no file was written.") }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension ScenarioOutcome.State {
    fileprivate var words: String {
        switch self {
        case .notStarted: "not started"
        default: rawValue
        }
    }
}

extension [PlannedRun] {
    /// The document offerbench-batch-plan/1.
    package var json: JSONValue {
        .members([
            "schema": .string("offerbench-batch-plan/1"),
            "scenarios": .array(
                map { run in
                    .members([
                        "scenario": .string(run.scenario), "path": .string(run.path), "folder": .string(run.folder),
                        "done": .bool(run.isDone), "seconds": .optional(run.seconds),
                        "stages": .array(run.stages.map { .string($0.rawValue) }),
                        "left_out": .array(
                            run.left.map { .members(["stage": .string($0.stage.rawValue), "reason": .string($0.reason)]) }),
                    ])
                }),
        ])
    }

    package var text: String {
        var lines: [String] = []
        for run in self {
            if !lines.isEmpty { lines.append("") }
            lines.append(run.scenario.printable)
            lines += run.folder.wrapped(firstIndent: "  to      ", indent: "          ")
            let time = run.seconds.map { "\(AmountText.trimmed($0, decimals: 1)) s the last time" } ?? "unknown"
            lines.append("  time    " + (run.isDone ? "none: it is there, and nothing has changed" : time))
            lines += run.stages.map(\.rawValue).joined(separator: ", ").wrapped(firstIndent: "  stages  ", indent: "          ")
            for (stage, reason) in run.left {
                lines += "\(stage.rawValue): \(reason)".wrapped(firstIndent: "  without ", indent: "          ")
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }
}
