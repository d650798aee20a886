extension UnsafeBufferPointer<UInt8> {
    /// The offset of the first byte at or behind `start` that is not part of well-formed UTF-8 (Unicode 15, table 3-7); nil when all is well.
    func firstInvalidUTF8(from start: Int) -> Int? {
        let bytes = UnsafeRawBufferPointer(self)
        var position = start
        while position < count {
            if position + 8 <= count, bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
                position += 8
            } else if self[position] < 0x80 {
                position += 1
            } else {
                guard let length = sequenceLength(at: position) else { return position }
                position += length
            }
        }
        return nil
    }

    /// Length of the well-formed sequence of two to four bytes at `position`, or nil.
    private func sequenceLength(at position: Int) -> Int? {
        let second: ClosedRange<UInt8>
        let length: Int
        switch self[position] {
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xE1...0xEC, 0xEE...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return nil
        }
        guard position + length <= count, second.contains(self[position + 1]) else { return nil }
        for offset in 2..<Swift.max(length, 2) where self[position + offset] & 0xC0 != 0x80 { return nil }
        return length
    }
}
