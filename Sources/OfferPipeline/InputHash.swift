import ScenarioFiles
import TableFiles

/// One hash over everything that an answer depends on.
enum InputHash {
    /// SHA-256, lower-case hexadecimal, over the role, length and bytes of each input in order, then the overrides.
    static func sha256(_ inputs: [InputFile], overrides: [String]) -> String {
        ContentHash.sha256(parts: inputs.map { ($0.role.rawValue, $0.bytes) } + overrides.map { ("--set", Array($0.utf8)) })
    }

    /// SHA-256 of one file, lower-case hexadecimal.
    static func sha256(of bytes: [UInt8]) -> String {
        ContentHash.sha256(bytes)
    }
}
