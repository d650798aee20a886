import ScenarioFiles
import Testing

/// Deterministic mutations of a sound scenario: whatever comes out is a scenario or an error, never a crash.
@Suite("Mutated scenarios")
struct MutationTests {
    /// SplitMix64: small, and the same everywhere.
    struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    static let scraps = [
        "", "\n", ",", ":", "- ", "[", "]", "{", "}", "\"", "'", "#", "&a ", "*a", "!!x ", "<<", "null", "~", ".nan", ".inf", "-1", "1e999",
        "0",
        "1e308", "-1e308", "9223372036854775807", "1e18", "0.5", "id", "*", "macro:", "s1", "card", "programme", "true", "\t", "\r\n",
        "\u{FEFF}", "é", "\u{0}",
        "remove: true", "extends: .", "  ", ";",
    ]

    @Test("A mutation gives a scenario or an error", arguments: 0..<4)
    func survives(seed: UInt64) throws {
        var generator = Generator(state: seed)
        let names = SmallScenario.files.keys.sorted()
        let sound = SmallScenario.files.mapValues { Array($0.utf8) }
        let scenario = try SmallScenario()
        defer { scenario.remove() }
        for round in 0..<1500 {
            var files: [String: [UInt8]] = [:]
            for _ in 0...Int.random(in: 0...2, using: &generator) {
                let name = names[Int.random(in: 0..<names.count, using: &generator)]
                files[name] = Self.mutated(files[name] ?? sound[name] ?? [], &generator)
            }
            try scenario.write(files)
            let reading = scenario.read(overrides: round % 4 == 0 ? [Self.override(&generator)] : [])
            #expect((reading.scenario == nil) == reading.hasErrors)
            #expect(reading.resolved.map { $0.lines.isEmpty } != true)
            try scenario.write(sound.filter { files[$0.key] != nil })
        }
    }

    private static func mutated(_ bytes: [UInt8], _ generator: inout Generator) -> [UInt8] {
        var bytes = bytes
        let place = Int.random(in: 0...bytes.count, using: &generator)
        let end = min(bytes.count, place + Int.random(in: 0...12, using: &generator))
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes.replaceSubrange(place..<end, with: Array((scraps.randomElement(using: &generator) ?? "").utf8))
        case 1: bytes.removeSubrange(place..<end)
        case 2: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &generator))
        case 3 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        default:
            // A whole number or word is swapped, which keeps the syntax sound more often.
            let isWord = { (byte: UInt8) in byte == 46 || byte == 95 || (48...57).contains(byte) || (97...122).contains(byte) }
            guard let start = bytes[place...].firstIndex(where: isWord) else { return bytes }
            let stop = bytes[start...].firstIndex { !isWord($0) } ?? bytes.count
            bytes.replaceSubrange(start..<stop, with: Array((scraps.randomElement(using: &generator) ?? "").utf8))
        }
        return bytes
    }

    private static func override(_ generator: inout Generator) -> String {
        let paths = [
            "budgets.total.amount", "offers.card.percents", "offers.card", "seed", "tables.values", "assets", "x.y", "", "exclusions",
            "stresses",
        ]
        return (paths.randomElement(using: &generator) ?? "") + "=" + (scraps.randomElement(using: &generator) ?? "")
    }
}
