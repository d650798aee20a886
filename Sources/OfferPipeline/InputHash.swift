import Crypto
import ScenarioFiles

/// One hash over everything that an answer depends on.
enum InputHash {
    /// SHA-256, lower-case hexadecimal, over the role, length and bytes of each input in order, then the overrides.
    static func sha256(_ inputs: [InputFile], overrides: [String]) -> String {
        var hash = SHA256()
        func add(_ label: String, _ bytes: [UInt8]) {
            hash.update(data: Array("\(label)\u{0}\(bytes.count)\u{0}".utf8))
            hash.update(data: bytes)
        }
        for input in inputs { add(input.role.rawValue, input.bytes) }
        for override in overrides { add("--set", Array(override.utf8)) }
        return text(of: hash.finalize())
    }

    /// SHA-256 of one file, lower-case hexadecimal.
    static func sha256(of bytes: [UInt8]) -> String {
        text(of: SHA256.hash(data: bytes))
    }

    private static func text(of digest: SHA256.Digest) -> String {
        digest.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}
