import Crypto

/// A hash by which equal contents are known.
package enum ContentHash {
    /// SHA-256, lower-case hexadecimal.
    package static func sha256(_ bytes: [UInt8]) -> String {
        text(of: SHA256.hash(data: bytes))
    }

    /// SHA-256 over labelled parts, each with its length, so that no two lists of parts run into the same bytes.
    package static func sha256(parts: [(label: String, bytes: [UInt8])]) -> String {
        var hash = SHA256()
        for part in parts {
            hash.update(data: Array("\(part.label)\u{0}\(part.bytes.count)\u{0}".utf8))
            hash.update(data: part.bytes)
        }
        return text(of: hash.finalize())
    }

    private static func text(of digest: SHA256.Digest) -> String {
        digest.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}
