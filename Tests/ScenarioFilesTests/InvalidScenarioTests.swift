import Foundation
import ScenarioFiles
import TableFiles
import Testing

/// Every folder of scenarios/invalid holds a scenario, perhaps `overrides.txt` with one `--set` a line, and `expected.txt` with the
/// messages it must give, file names seen from the folder.
@Suite("Invalid scenarios")
struct InvalidScenarioTests {
    static let cases = Folders.cases(in: Folders.invalidScenarios)

    @Test("There are cases")
    func areThere() {
        #expect(Self.cases.count >= 40)
    }

    @Test("Each gives exactly the messages it should", arguments: cases)
    func givesMessages(name: String) throws {
        let folder = Folders.invalidScenarios.appending(path: name)
        let golden = folder.appending(path: "expected.txt")
        let overrides = (try? String(contentsOf: folder.appending(path: "overrides.txt"), encoding: .utf8)) ?? ""
        let reading = ScenarioReader.read(path: folder.path, overrides: overrides.split(separator: "\n").map(String.init))
        let text = Self.text(of: reading.diagnostics, in: folder)
        guard let expected = try? String(contentsOf: golden, encoding: .utf8) else {
            try text.write(to: golden, atomically: true, encoding: .utf8)
            Issue.record("\(name)/expected.txt was missing and is recorded: read it")
            return
        }
        #expect(text == expected)
        #expect((reading.scenario == nil) == reading.hasErrors)
    }

    /// One diagnostic a line, without the way to the folder.
    private static func text(of diagnostics: [Diagnostic], in folder: URL) -> String {
        let current = FileManager.default.currentDirectoryPath + "/"
        let shown = folder.path.hasPrefix(current) ? String(folder.path.dropFirst(current.count)) : folder.path
        return diagnostics.map { "\($0)\n" }.joined().replacingOccurrences(of: shown + "/", with: "")
    }

    @Test("A message of each kind is covered by a case")
    func coversCodes() throws {
        var codes = Set<String>()
        for name in Self.cases {
            let folder = Folders.invalidScenarios.appending(path: name)
            let overrides = (try? String(contentsOf: folder.appending(path: "overrides.txt"), encoding: .utf8)) ?? ""
            codes.formUnion(ScenarioReader.read(path: folder.path, overrides: overrides.split(separator: "\n").map(String.init)).codes)
        }
        let wanted: Set = [
            "absolute-path", "blank-cell", "budget-month-unreached", "cash-without-month", "completion-below-organic",
            "correlations-contradict", "duplicate-id",
            "duplicate-key", "duplicate-point", "duplicate-response", "duplicate-segment", "duplicate-value", "duplicate-values",
            "earn-share-sum", "empty-list", "empty-scope", "empty-table", "exclusion-scope", "extends-cycle", "external-asset",
            "extra-columns", "falling-response", "fraud-without-cap", "incomplete-form", "invalid-id", "missing-column", "missing-key",
            "mixed-forms", "no-form", "no-response", "not-a-boolean", "not-a-date", "not-a-factor", "not-a-number", "not-finite",
            "organic-differs", "out-of-range", "outside-folder", "override-path", "override-syntax", "percent-decimals",
            "percent-looks-like-fraction", "remove-marker", "remove-unknown", "requires-cycle", "reserved-id", "two-forms",
            "unknown-choice", "unknown-factor", "unknown-id", "unknown-key", "unknown-version", "wide-column", "wide-value-now",
            "wrong-type",
            "amount-decimals", "duplicate-opening", "expired-opening",
            "yaml-alias", "yaml-depth", "yaml-documents", "yaml-key", "yaml-merge-key", "yaml-syntax", "yaml-tag",
        ]
        #expect(wanted.subtracting(codes).sorted() == [])
    }
}
