import Foundation
import Testing

/// All the ways to name a scenario.
@Suite struct ScenarioPathTests {
    @Test(arguments: [
        "paper", "paper/", "paper//", "./paper", "paper/.", "paper/../paper", "paper/scenario.yaml", "link", "link/", "link/scenario.yaml",
        "with spaces, ümlauts and 'quotes'",
    ])
    func folderFileOrLink(path: String) throws {
        let folder = try PaperScenario().written()
        let copy = try PaperScenario().written(as: "with spaces, ümlauts and 'quotes'")
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/link", withDestinationPath: "paper")
        let run = try OfferbenchRun("optimize", path, in: path.hasPrefix("with") ? copy.path : folder.path)
        #expect(run.ending == .exited(0))
        #expect(run.output.hasPrefix("On paper\n"))
    }

    @Test func theWorkingFolderItself() throws {
        let folder = try PaperScenario().written()
        for path in [".", "scenario.yaml", "./scenario.yaml", folder.path + "/paper"] {
            #expect(try OfferbenchRun("optimize", path, in: folder.path + "/paper").ending == .exited(0))
        }
    }

    @Test func aFolderThatMayOnlyBeRead() throws {
        let folder = try PaperScenario().written()
        let path = folder.path + "/paper"
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: path)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path) }
        #expect(try OfferbenchRun("optimize", "paper", in: folder.path).ending == .exited(0))
    }

    @Test(arguments: ["/dev/null", "/etc/passwd", "/", "paper/segments.csv", ""])
    func whatIsNoScenarioIsInvalidInput(path: String) throws {
        let folder = try PaperScenario().written()
        let run = try OfferbenchRun("optimize", path, in: folder.path)
        #expect(run.ending == .exited(2))
        #expect(run.output == "")
        #expect(run.messages.contains(": error: "))
    }

    @Test func bytesThatAreNotTextAreInvalidInput() throws {
        let folder = try PaperScenario().written()
        let run = try OfferbenchRun(bytes: [Array("optimize".utf8), [0xFF, 0xFE]], in: folder.path)
        #expect(run.ending == .exited(2))
        #expect(run.messages.contains(": error: "))
    }
}
