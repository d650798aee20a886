import Foundation
import TestSupport

/// Deterministic damage to sound files.
struct Mutation {
    /// How many mutations are read; OFFERBENCH_TEST_MUTATIONS asks for more than the usual number.
    static let count = ProcessInfo.processInfo.environment["OFFERBENCH_TEST_MUTATIONS"].flatMap { Int($0) } ?? 20_000

    /// The sound files that mutations begin with.
    let sound: [String: [UInt8]]
    private let names: [String]
    private var generator: SplitMix64

    init(of files: [String: String], seed: Int) {
        sound = files.mapValues { Array($0.utf8) }
        names = files.keys.sorted()
        generator = SplitMix64(seed: seed)
    }

    private static let scraps = [
        "", "\n", ",", ":", "- ", "[", "]", "{", "}", "\"", "'", "#", "&a ", "*a", "!!x ", "<<", "null", "~", ".nan", ".inf", "-1",
        "1e999", "0", "1e308", "-1e308", "9223372036854775807", "1e18", "0.5", "id", "*", "macro:", "s1", "card", "programme", "true",
        "\t", "\r\n", "\u{FEFF}", "é", "\u{0}", "remove: true", "extends: .", "  ", ";",
    ]
    private static let numbers = [
        "0", "1", "-1", "0.5", "1e-300", "1e-9", "1e9", "1e15", "1e18", "1e300", "100", "1200", "99.99", "2", "3", "7", "0.999999", "1e-15",
    ]
    private static let paths = [
        "budgets.total.amount", "offers.card.percents", "offers.card", "seed", "tables.values", "assets", "x.y", "", "exclusions",
        "stresses", "uncertainty.correlation", "programme.max_total_percent", "extends",
    ]

    /// One to three files' worth of damage: what has to be written over the sound files.
    mutating func next() -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for _ in 0...generator.count(0...2) {
            let name = generator.pick(names)
            files[name] = damaged(files[name] ?? sound[name]!)
        }
        return files
    }

    /// One to three numbers replaced, which mostly leaves a scenario that can be read.
    mutating func nextNumbers() -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for _ in 0...generator.count(0...2) {
            let name = generator.pick(names)
            var bytes = files[name] ?? sound[name]!
            replaceWord(in: &bytes, from: generator.count(0...bytes.count), with: generator.pick(Self.numbers)) {
                (48...57).contains($0) || $0 == 46
            }
            files[name] = bytes
        }
        return files
    }

    mutating func nextOverride() -> String {
        generator.pick(Self.paths) + "=" + generator.pick(Self.scraps)
    }

    private mutating func damaged(_ sound: [UInt8]) -> [UInt8] {
        var bytes = sound
        let place = generator.count(0...bytes.count)
        let end = min(bytes.count, place + generator.count(0...12))
        switch generator.count(0...5) {
        case 0: bytes.replaceSubrange(place..<end, with: Array(generator.pick(Self.scraps).utf8))
        case 1: bytes.removeSubrange(place..<end)
        case 2: bytes.insert(contentsOf: bytes[place..<end], at: generator.count(0...bytes.count))
        case 3 where place < bytes.count: bytes[place] = UInt8(generator.count(0...255))
        case 4: replaceWord(in: &bytes, from: place, with: generator.pick(Self.numbers)) { (48...57).contains($0) || $0 == 46 }
        default:
            replaceWord(in: &bytes, from: place, with: generator.pick(Self.scraps)) {
                $0 == 46 || $0 == 95 || (48...57).contains($0) || (97...122).contains($0)
            }
        }
        return bytes
    }

    /// A whole number or word is swapped, which keeps the syntax sound more often.
    private func replaceWord(in bytes: inout [UInt8], from place: Int, with text: String, where isWord: (UInt8) -> Bool) {
        guard let start = bytes[place...].firstIndex(where: isWord) else { return }
        let stop = bytes[start...].firstIndex { !isWord($0) } ?? bytes.count
        bytes.replaceSubrange(start..<stop, with: Array(text.utf8))
    }
}
