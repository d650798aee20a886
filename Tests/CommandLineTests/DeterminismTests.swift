import Foundation
import Testing

/// The same question gives the same bytes.
@Suite struct DeterminismTests {
    @Test(arguments: Repository.all)
    func bytesDependNeitherOnThreadsNorOnTheRun(_ place: Repository.Place) throws {
        func bytes(threads: String) throws -> String {
            let text = try OfferbenchRun("optimize", place.name, "--json", "--threads", threads, in: place.folder).output
            return try #require(withoutRun(text))
        }
        let first = try bytes(threads: "1")
        #expect(try bytes(threads: "1") == first)
        #expect(try bytes(threads: "2") == first)
        #expect(try bytes(threads: "7") == first)
    }

    @Test(arguments: Repository.all)
    func theReportDependsNeitherOnThreadsNorOnTheRun(_ place: Repository.Place) throws {
        let first = try OfferbenchRun("optimize", place.name, "--threads", "1", in: place.folder)
        let second = try OfferbenchRun("optimize", place.name, "--threads", "2", in: place.folder)
        #expect(first.outputBytes == second.outputBytes)
    }

    /// Warnings name lines of files, so they move with the rows.
    @Test(arguments: Repository.cases)
    func permutedRowsChangeOnlyTheHash(name: String) throws {
        let folder = try TemporaryFolder()
        let from = URL(filePath: Repository.reference).appending(path: name)
        for file in try FileManager.default.contentsOfDirectory(atPath: from.path(percentEncoded: false)) {
            let text = String(decoding: try Data(contentsOf: from.appending(path: file)), as: UTF8.self)
            try folder.write(file.hasSuffix(".csv") ? Self.permuted(text) : text, to: "\(name)/\(file)")
        }
        let straight = try JSON(OfferbenchRun("optimize", name, "--json", in: Repository.reference).outputBytes)
        let permuted = try JSON(OfferbenchRun("optimize", name, "--json", in: folder.path).outputBytes)
        func numbers(_ document: JSON) -> JSON {
            document.without("provenance", "run").without("scenario", "sha256").without("warnings")
        }
        #expect(numbers(straight) == numbers(permuted))
        #expect(try straight["scenario"]["sha256"] != permuted["scenario"]["sha256"])
        #expect(try straight["warnings"].items.count == permuted["warnings"].items.count)
    }

    @Test func theHashCoversEveryInput() throws {
        func hash(_ scenario: PaperScenario, _ arguments: String...) throws -> String {
            let folder = try scenario.written()
            return try JSON(OfferbenchRun(["optimize", "paper", "--json"] + arguments, in: folder.path).outputBytes)["scenario"]["sha256"]
                .string
        }
        var changed = [PaperScenario(), PaperScenario(), PaperScenario(), PaperScenario()]
        changed[0].yaml += "\n"
        changed[1].segments += "more,1,1,0,0.5,0\n"
        changed[2].responses = changed[2].responses.replacing("0.1", with: "0.10")
        changed[3].values = changed[3].values.replacing("500", with: "500.0")
        let hashes = try [hash(PaperScenario()), hash(PaperScenario(), "--set", "seed=7")] + changed.map { try hash($0) }
        #expect(Set(hashes).count == hashes.count)
        #expect(try hash(PaperScenario()) == hashes[0])
    }

    /// Rows backwards, with the second half first; the header stays.
    private static func permuted(_ table: String) -> String {
        let lines = table.split(separator: "\n")
        let rows = Array(lines.dropFirst().reversed())
        let half = rows.count / 2
        return ([lines[0]] + rows[half...] + rows[..<half]).joined(separator: "\n") + "\n"
    }

    /// The text without the object `run`, the only place for what differs from run to run.
    private func withoutRun(_ text: String) -> String? {
        guard let start = text.range(of: "\"run\": {") else { return nil }
        var depth = 0
        var index = text.index(before: start.upperBound)
        repeat {
            if text[index] == "{" { depth += 1 } else if text[index] == "}" { depth -= 1 }
            index = text.index(after: index)
        } while depth > 0 && index < text.endIndex
        return String(text[..<start.lowerBound] + text[index...])
    }
}
