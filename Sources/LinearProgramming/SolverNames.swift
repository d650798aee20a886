/// Names that readers of LP and MPS files accept, made from the names of a programme.
///
/// Only ASCII letters, digits, `_` and `.` are kept; other characters become `_`. A name does not begin like a number and is no keyword of the
/// LP format. Two names that would become the same are told apart by a number at the end.
struct SolverNames {
    /// The shortest limit among common readers.
    private static let longest = 255
    private static let keywords: Set<String> = [
        "min", "minimum", "minimize", "minimise", "max", "maximum", "maximize", "maximise", "subject", "such", "st", "s.t.", "st.", "to",
        "that", "bound", "bounds", "free", "inf", "infinity", "nan", "general", "generals", "gen", "integer", "integers", "int", "binary",
        "binaries", "bin", "semi", "sos", "sos1", "sos2", "end",
    ]

    private var taken: Set<String> = []
    /// Last number used for a name, so that a million equal names stay linear.
    private var lastNumber: [String: Int] = [:]

    /// A name nobody has yet.
    mutating func claim(_ name: String) -> String {
        let plain = Self.sanitised(name)
        if taken.insert(plain).inserted { return plain }
        var number = lastNumber[plain] ?? 1
        while true {
            number += 1
            let ending = "_\(number)"
            let candidate = plain.prefix(Self.longest - ending.utf8.count) + ending
            if taken.insert(String(candidate)).inserted {
                lastNumber[plain] = number
                return String(candidate)
            }
        }
    }

    private static func sanitised(_ name: String) -> String {
        var bytes = name.utf8.prefix(longest).map(replaced)
        if needsPrefix(bytes) { bytes = [UInt8(ascii: "_")] + bytes.prefix(longest - 1) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func replaced(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"), UInt8(ascii: "."):
            byte
        default: UInt8(ascii: "_")
        }
    }

    /// An LP reader may take `3x`, `.5` and `e9` for numbers.
    private static func needsPrefix(_ bytes: [UInt8]) -> Bool {
        guard let first = bytes.first else { return true }
        switch first {
        case UInt8(ascii: "."), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return true
        case UInt8(ascii: "e"), UInt8(ascii: "E"):
            guard bytes.count > 1 else { return true }
            return bytes[1] == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[1])
                || keywords.contains(String(decoding: bytes, as: UTF8.self).lowercased())
        default:
            return bytes.count <= 8 && keywords.contains(String(decoding: bytes, as: UTF8.self).lowercased())
        }
    }
}
