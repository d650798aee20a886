package import OfferComparison
import OfferModel

/// What changed between two runs and why: what `offerbench compare` prints, as text or as the document offerbench-compare/1.
package struct CompareDocument: Sendable {
    package struct Side: Sendable {
        /// As the user named it, with what was set.
        package let run: String
        /// scenario, run or result.
        package let kind: String
        package let answer: RecordedAnswer
        /// nil where the inputs are not there.
        package let dataChecks: RunDataChecks?

        package init(run: String, kind: String, answer: RecordedAnswer, dataChecks: RunDataChecks?) {
            self.run = run
            self.kind = kind
            self.answer = answer
            self.dataChecks = dataChecks
        }
    }

    /// A file of the inputs, told by what it is for.
    package struct InputFile: Sendable {
        package let role: String
        /// SHA-256 of the bytes; nil where there is no such file.
        package let before: String?
        package let after: String?

        package init(role: String, before: String?, after: String?) {
            self.role = role
            self.before = before
            self.after = after
        }
    }

    /// Where both sides have their inputs: what is different in them.
    package struct Inputs: Sendable {
        package let files: [InputFile]
        package let tables: [TableChanges]
        /// Of the segments that only one side has.
        package let customersAdded: Double
        package let customersRemoved: Double

        package init(files: [InputFile], tables: [TableChanges], customersAdded: Double, customersRemoved: Double) {
            self.files = files
            self.tables = tables
            self.customersAdded = customersAdded
            self.customersRemoved = customersRemoved
        }
    }

    package let version: String
    package let before: Side
    package let after: Side
    /// nil where it cannot be told; a note says why.
    package let waterfall: Waterfall?
    package let inputs: Inputs?
    package let settings: [SettingChange]
    /// Empty where a side has no plan.
    package let cells: [CellChange]
    /// What a reader must know before he believes the figures.
    package let notes: [String]
    /// Whether everything was solved in time.
    package let isComplete: Bool

    package init(
        version: String, before: Side, after: Side, waterfall: Waterfall?, inputs: Inputs?, notes: [String], isComplete: Bool
    ) {
        self.version = version
        self.before = before
        self.after = after
        self.waterfall = waterfall
        self.inputs = inputs
        self.notes = notes
        self.isComplete = isComplete
        settings =
            if let old = before.answer.resolved, let new = after.answer.resolved {
                SettingChange.all(before: old, after: new)
            } else { [] }
        var customers: [String: Double] = [:]
        for line in before.answer.lines + after.answer.lines where line.share > 1e-12 {
            customers[line.segment] = line.customers / line.share
        }
        cells =
            before.answer.objective == nil || after.answer.objective == nil
            ? [] : CellChange.all(before: before.answer.lines, after: after.answer.lines) { customers[$0] ?? 0 }
    }

    /// Objectives of both sides: the waterfall's ends where there is one, else what the answers say.
    package var objectives: (before: Double?, after: Double?) {
        if let waterfall { return (waterfall.before, waterfall.after) }
        return (before.answer.objective, after.answer.objective)
    }

    /// A rule that either side has, with how it fares.
    package struct RulePair: Sendable {
        package let name: String
        package let before: RecordedAnswer.Row?
        package let after: RecordedAnswer.Row?
    }

    /// Rules in the order of the second side, then those that only the first has.
    package var rules: [RulePair] {
        let old = Dictionary(before.answer.rows.map { ($0.name, $0) }) { first, _ in first }
        let known = Set(after.answer.rows.map(\.name))
        return after.answer.rows.map { RulePair(name: $0.name, before: old[$0.name], after: $0) }
            + before.answer.rows.filter { !known.contains($0.name) }.map { RulePair(name: $0.name, before: $0, after: nil) }
    }
}
