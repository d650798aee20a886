/// Finds places where a CSV file may be cut in two: behind the line feed that ends a record with something in it, so that line breaks
/// inside quotes stay whole and blank lines stay with the row behind them.
enum CSVCuts {
    /// Just behind the first such record; nil where none ends within the bytes.
    static func first(in bytes: UnsafeBufferPointer<UInt8>) -> Int? { cut(bytes, stopAtFirst: true) }

    /// Just behind the last one.
    static func last(in bytes: UnsafeBufferPointer<UInt8>) -> Int? { cut(bytes, stopAtFirst: false) }

    /// The bytes begin at the start of a record. Quotes are read as `CSVScanner` reads them.
    private static func cut(_ bytes: UnsafeBufferPointer<UInt8>, stopAtFirst: Bool) -> Int? {
        var cut: Int?
        var isCellStart = true
        var isQuoted = false
        var isBlank = true
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if isQuoted {
                guard byte == ASCII.quote else { continue }
                if position < bytes.count, bytes[position] == ASCII.quote { position += 1 } else { isQuoted = false }
            } else if byte > ASCII.comma {
                isCellStart = false
                isBlank = false
            } else if byte == ASCII.lineFeed {
                if !isBlank {
                    cut = position
                    if stopAtFirst { return cut }
                }
                isCellStart = true
                isBlank = true
            } else if byte == ASCII.carriageReturn {
                isCellStart = true
            } else if byte == ASCII.comma {
                isCellStart = true
                isBlank = false
            } else {
                if byte == ASCII.quote, isCellStart { isQuoted = true }
                isCellStart = false
                if !ASCII.isSpace(byte) { isBlank = false }
            }
        }
        return cut
    }
}
