import Foundation
import RunFolders
import TableFiles
import Testing

@Suite("Output folders") struct OutputFolderTests {
    private let place = FileManager.default.temporaryDirectory.appending(path: "output-\(UUID().uuidString)").path(percentEncoded: false)

    private func files(_ text: String) -> [RunFile] {
        [RunFile("result.json", Array(text.utf8)), RunFile("tables/a.csv", Array("a,\(text)\n".utf8))]
    }

    private func replace(_ text: String, in folder: OutputFolder, complete: Bool = true) throws {
        let files = files(text)
        let manifest = RunManifest(
            key: ContentHash.sha256(Array(text.utf8)), isComplete: complete, outcome: .done, seconds: 1.5, files: files, details: [])
        try folder.replace("one", with: files, manifest: manifest)
    }

    private func text(_ path: String) -> String? {
        (try? FileBytes.read(path: "\(place)/\(path)", limit: 1 << 20)).map { String(decoding: $0, as: UTF8.self) }
    }

    private func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: place).sorted() }

    @Test func aRunTakesThePlaceOfTheOneBeforeWhole() throws {
        defer { try? FileManager.default.removeItem(atPath: place) }
        let folder = try OutputFolder(holding: place)
        try replace("first", in: folder)
        #expect(text("one/result.json") == "first" && text("one/tables/a.csv") == "a,first\n")
        try replace("second", in: folder)
        try folder.finish()
        #expect(text("one/result.json") == "second" && text("one/tables/a.csv") == "a,second\n")
        #expect(try names() == ["one"])
    }

    @Test func theManifestIsReadBackAndKnowsItsFiles() throws {
        defer { try? FileManager.default.removeItem(atPath: place) }
        let folder = try OutputFolder(holding: place)
        try replace("first", in: folder, complete: false)
        let manifest = try #require(RunManifest.read(in: folder.folder(of: "one")))
        #expect(manifest.key == ContentHash.sha256(Array("first".utf8)) && manifest.id == String(manifest.key.prefix(16)))
        #expect(!manifest.isComplete && manifest.outcome == .done && manifest.seconds == 1.5)
        #expect(manifest.files.map(\.path) == ["result.json", "tables/a.csv"] && manifest.isIntact(in: folder.folder(of: "one")))
        for damage in ["first", "firsT", "firstt", ""] {
            try Data(damage.utf8).write(to: URL(filePath: "\(place)/one/result.json"))
            #expect(manifest.isIntact(in: folder.folder(of: "one")) == (damage == "first"), "\(damage)")
        }
        try FileManager.default.removeItem(atPath: "\(place)/one/result.json")
        #expect(!manifest.isIntact(in: folder.folder(of: "one")))
    }

    @Test func whatIsNoRunIsNeverReplaced() throws {
        defer { try? FileManager.default.removeItem(atPath: place) }
        try FileManager.default.createDirectory(atPath: "\(place)/one", withIntermediateDirectories: true)
        try Data("mine".utf8).write(to: URL(filePath: "\(place)/one/thesis.txt"))
        let folder = try OutputFolder(holding: place)
        #expect(throws: NotARunFolder.self) { try replace("first", in: folder) }
        #expect(text("one/thesis.txt") == "mine")
        #expect(try names() == ["one"])
    }

    @Test func whatPeoplePutBesideARunStays() throws {
        defer { try? FileManager.default.removeItem(atPath: place) }
        let folder = try OutputFolder(holding: place)
        try replace("first", in: folder)
        let notes = ["notes.txt", "tables/notes.csv", "tables/deep/notes.csv"]
        try FileManager.default.createDirectory(atPath: "\(place)/one/tables/deep", withIntermediateDirectories: true)
        for name in notes { try Data("seen".utf8).write(to: URL(filePath: "\(place)/one/\(name)")) }
        try replace("second", in: folder)
        for name in notes { #expect(text("one/\(name)") == "seen", "\(name)") }
        #expect(text("one/result.json") == "second" && text("one/tables/a.csv") == "a,second\n")
    }

    /// What a process leaves that dies after the exchange and before it has looked through the old folder.
    @Test func whatADeadProcessLeftIsClearedAwayAndNotesAreKept() throws {
        defer { try? FileManager.default.removeItem(atPath: place) }
        do { try replace("first", in: try OutputFolder(holding: place)) }
        try FileManager.default.createDirectory(atPath: "\(place)/.staging", withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: "\(place)/one", toPath: "\(place)/.staging/one")
        try Data("seen".utf8).write(to: URL(filePath: "\(place)/.staging/one/notes.txt"))
        _ = try OutputFolder(holding: place)
        #expect(try names() == ["one"])
        #expect(text("one/notes.txt") == "seen")
    }

    /// What a process leaves that dies between setting the old run aside and putting the new one in its place.
    @Test func aRunThatWasSetAsideComesBack() throws {
        defer { try? FileManager.default.removeItem(atPath: place) }
        do { try replace("first", in: try OutputFolder(holding: place)) }
        try FileManager.default.createDirectory(atPath: "\(place)/.staging", withIntermediateDirectories: true)
        try FileManager.default.moveItem(atPath: "\(place)/one", toPath: "\(place)/.staging/one.old")
        _ = try OutputFolder(holding: place)
        #expect(try names() == ["one"])
        #expect(text("one/result.json") == "first")
    }

    @Test func oneHoldsItAtATime() throws {
        defer { try? FileManager.default.removeItem(atPath: place) }
        do {
            let first = try OutputFolder(holding: place)
            #expect(throws: OutputBusy.self) { _ = try OutputFolder(holding: place) }
            #expect(first.path == place)
        }
        _ = try OutputFolder(holding: place)
    }
}
