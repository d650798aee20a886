/// Reads a decimal number straight from bytes: optional sign, digits with at most one dot, optional exponent, spaces around it.
///
/// The result is the Double nearest to the decimal text. A significand below 2^53 with a power of ten up to 22 is one exact operation on
/// exact operands (Clinger, "How to read floating point numbers accurately", 1990); all else goes through the standard library.
enum DecimalParser {
    static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> CellNumber {
        var position = 0
        var end = bytes.count
        while position < end, ASCII.isSpace(bytes[position]) { position += 1 }
        while end > position, ASCII.isSpace(bytes[end - 1]) { end -= 1 }
        if position == end { return .blank }

        let start = position
        let isNegative = bytes[position] == ASCII.minus
        if isNegative || bytes[position] == ASCII.plus { position += 1 }

        var significand: UInt64 = 0
        var significantDigits = 0
        var digits = 0
        var exponent = 0
        var seenDot = false
        while position < end {
            let byte = bytes[position]
            if ASCII.isDigit(byte) {
                digits += 1
                if seenDot { exponent -= 1 }
                if significantDigits > 0 || byte != ASCII.zero {
                    significantDigits += 1
                    if significantDigits <= 19 { significand = significand * 10 + UInt64(byte - ASCII.zero) }
                }
            } else if byte == ASCII.dot, !seenDot {
                seenDot = true
            } else {
                break
            }
            position += 1
        }
        if digits == 0 {
            return isNonFiniteWord(bytes[position..<end]) && !seenDot ? .notFinite : .notANumber
        }
        if position < end {
            guard let written = parseExponent(bytes[position..<end]) else { return .notANumber }
            exponent += written
        }

        if significantDigits <= 19, significand <= 1 << 53, abs(exponent) <= 22 {
            let magnitude = Double(significand)
            let value = exponent < 0 ? magnitude / powersOfTen[-exponent] : magnitude * powersOfTen[exponent]
            return .value(isNegative ? -value : value)
        }
        guard let value = Double(String(decoding: bytes[start..<end], as: UTF8.self)) else { return .notANumber }
        return value.isFinite ? .value(value) : .notFinite
    }

    /// The exponent with its letter, such as `e-07`; clamped far outside the range of Double, so that it cannot overflow.
    private static func parseExponent(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        var rest = bytes.dropFirst()
        guard let letter = bytes.first, letter == ASCII.lowerE || letter == ASCII.upperE else { return nil }
        let isNegative = rest.first == ASCII.minus
        if isNegative || rest.first == ASCII.plus { rest = rest.dropFirst() }
        guard !rest.isEmpty else { return nil }
        var value = 0
        for byte in rest {
            guard ASCII.isDigit(byte) else { return nil }
            value = min(value * 10 + Int(byte - ASCII.zero), 1_000_000)
        }
        return isNegative ? -value : value
    }

    private static func isNonFiniteWord(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard bytes.count <= 8 else { return false }
        return ["inf", "infinity", "nan"].contains(String(decoding: bytes, as: UTF8.self).lowercased())
    }

    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]
}
