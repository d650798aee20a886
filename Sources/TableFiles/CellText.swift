#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The text of a sound cell, as bytes within the file: inside the quotes, or trimmed of spaces and tabs. Valid while the file's bytes are.
struct CellText {
    /// The text, in a quoted cell with its quotes still doubled.
    let raw: UnsafeBufferPointer<UInt8>
    let isQuoted: Bool

    init(_ cell: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) {
        var (start, end) = (cell.lowerBound, cell.upperBound)
        isQuoted = start < end && bytes[start] == ASCII.quote
        if isQuoted {
            start += 1
            end -= 1
        } else {
            while start < end, ASCII.isSpace(bytes[start]) { start += 1 }
            while end > start, ASCII.isSpace(bytes[end - 1]) { end -= 1 }
        }
        raw = UnsafeBufferPointer(rebasing: bytes[start..<end])
    }

    var string: String {
        hasDoubledQuotes ? String(decoding: withoutDoubledQuotes, as: UTF8.self) : String(decoding: raw, as: UTF8.self)
    }

    var isBlank: Bool { raw.allSatisfy(ASCII.isSpace) }

    /// Whether both are the same text, byte for byte.
    func isSame(as other: CellText) -> Bool {
        if hasDoubledQuotes || other.hasDoubledQuotes { return withoutDoubledQuotes == other.withoutDoubledQuotes }
        guard raw.count == other.raw.count else { return false }
        guard let mine = raw.baseAddress, let theirs = other.raw.baseAddress else { return true }
        return memcmp(mine, theirs, raw.count) == 0
    }

    private var hasDoubledQuotes: Bool { isQuoted && raw.contains(ASCII.quote) }

    /// A copy in which each pair of quotes is one quote.
    private var withoutDoubledQuotes: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(raw.count)
        var position = 0
        while position < raw.count {
            result.append(raw[position])
            position += isQuoted && raw[position] == ASCII.quote ? 2 : 1
        }
        return result
    }
}
