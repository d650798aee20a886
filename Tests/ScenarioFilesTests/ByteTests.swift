import ScenarioFiles
import TableFiles
import Testing

@Suite("Bytes of scenario.yaml")
struct ByteTests {
    private func codes(_ bytes: [UInt8]) throws -> [String] {
        var files = SmallScenario.files.mapValues { Array($0.utf8) }
        files["scenario.yaml"] = bytes
        let scenario = try SmallScenario(bytes: files)
        defer { scenario.remove() }
        let reading = scenario.read()
        #expect((reading.scenario == nil) == reading.hasErrors)
        return reading.diagnostics.map { "\($0.code) \($0.location.line):\($0.location.column)" }
    }

    private let yaml = Array(SmallScenario.yaml.utf8)

    @Test("A byte order mark is noted and ignored")
    func byteOrderMark() throws {
        #expect(try codes([0xEF, 0xBB, 0xBF] + yaml) == ["byte-order-mark 1:1"])
    }

    @Test("UTF-16 is refused, in both orders")
    func utf16() throws {
        #expect(try codes([0xFF, 0xFE, 0x61, 0x00]) == ["invalid-utf8 1:1"])
        #expect(try codes([0xFE, 0xFF, 0x00, 0x61]) == ["invalid-utf8 1:1"])
    }

    @Test("NUL and invalid bytes are refused where they stand")
    func brokenBytes() throws {
        #expect(try codes(Array("schema: offerbench/1\nname: a".utf8) + [0]) == ["nul-byte 2:8"])
        #expect(try codes(Array("schema: offerbench/1\nname: é".utf8) + [0xC3, 0x28]) == ["invalid-utf8 2:8"])
        #expect(try codes(Array("name: \u{1}\n".utf8)) == ["yaml-syntax 1:7"])
    }

    @Test("Empty files and files of blanks are empty", arguments: ["", "\n\n", "   ", "---\n", "null\n"])
    func empty(text: String) throws {
        #expect(try codes(Array(text.utf8)) == ["empty-file 1:1"])
    }

    @Test("Files above the limits are refused at once")
    func large() throws {
        #expect(try codes(Array(repeating: UInt8(ascii: "#"), count: 5 << 20)) == ["file-too-large 1:1"])
        #expect(
            try codes(Array("name: [".utf8) + Array(String(repeating: "1,", count: 150_000).utf8)).first?.hasPrefix("yaml-size") == true)
    }

    @Test("A missing scenario is said so")
    func missing() {
        let reading = ScenarioReader.read(path: "/nowhere/at/all")
        #expect(reading.codes == ["file-not-found"])
        #expect(ScenarioReader.read(path: "/dev/null").codes == ["file-not-readable"])
    }
}
