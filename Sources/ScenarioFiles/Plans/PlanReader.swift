package import OfferModel
package import TableFiles

/// What reading a plan gives.
package struct PlanReading: Sendable {
    /// nil when there is any error.
    package let plan: Plan?
    package let diagnostics: [Diagnostic]
    /// nil when the file could not be read.
    package let input: InputFile?
}

/// Reads a plan for a scenario: a CSV, or the recommendations of a result document (told by its first character).
///
/// A plan that breaks a local rule (model.md section 7), names what the scenario does not have, or fills a segment beyond all its
/// customers is refused with the line. Budgets and other coupling rows are no matter of reading.
package enum PlanReader {
    /// Results of 100,000 segments take some 60 MB.
    private static let mostBytes = 1 << 30

    package static func read(path: String, for scenario: Scenario) -> PlanReading {
        let name = SourcePath.shown(path)
        if SourcePath.kind(path) == .other {
            let place = SourceLocation(file: name)
            return failed(.error("file-not-readable", at: place, "this is neither a file nor a folder", help: "name a plan's file"))
        }
        do {
            return read(try FileBytes.read(path: path, limit: mostBytes), name: name, for: scenario)
        } catch {
            return failed(error.diagnostic(name: name))
        }
    }

    private static func failed(_ diagnostic: Diagnostic) -> PlanReading {
        PlanReading(plan: nil, diagnostics: [diagnostic], input: nil)
    }

    /// - Parameter name: what diagnostics call the file.
    package static func read(_ bytes: [UInt8], name: String, for scenario: Scenario) -> PlanReading {
        var problems = DiagnosticCollector()
        let rows = rows(bytes, name: name, problems: &problems)
        var builder = PlanBuilder(scenario, problems: problems)
        let plan = builder.plan(rows)
        let diagnostics = builder.problems.diagnostics
        return PlanReading(
            plan: diagnostics.contains { $0.severity == .error } ? nil : plan, diagnostics: diagnostics,
            input: InputFile(role: .plan, name: name, bytes: bytes))
    }

    /// The lines that a file holds, whatever the scenario makes of them.
    static func rows(_ bytes: [UInt8], name: String, problems: inout DiagnosticCollector) -> [PlanRow] {
        let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = bytes.starts(with: byteOrderMark) ? bytes.dropFirst(byteOrderMark.count) : bytes[...]
        let first = text.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
            switch JSONParser.parse(bytes, name: name) {
            case .success(let document): return PlanDocument.rows(of: document, problems: &problems)
            case .failure(let failure):
                problems.add(failure.diagnostic)
                return []
            }
        }
        let (table, found) = CSVTable.parse(bytes: bytes, name: name)
        for diagnostic in found { problems.add(diagnostic) }
        return table.map { PlanTable.rows(of: $0, problems: &problems) } ?? []
    }
}
