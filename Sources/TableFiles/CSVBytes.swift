extension UnsafeBufferPointer<UInt8> {
    /// How many Unicode scalars begin in the range.
    func scalarCount(_ range: Range<Int>) -> Int {
        var result = 0
        for position in range where self[position] & 0xC0 != 0x80 { result += 1 }
        return result
    }

    /// Length of the byte order mark at the start: 3 or 0.
    var byteOrderMarkLength: Int { starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

    /// Where the byte at `offset` stands, given the start of its record and the physical line of that start.
    func location(of offset: Int, recordStart: Int, line: Int, file: String) -> SourceLocation {
        var line = line
        var lineStart = recordStart
        let bodyStart = byteOrderMarkLength
        while lineStart > bodyStart, self[lineStart - 1] != ASCII.lineFeed { lineStart -= 1 }
        for position in recordStart..<offset where self[position] == ASCII.lineFeed {
            line += 1
            lineStart = position + 1
        }
        return SourceLocation(file: file, line: line, column: scalarCount(lineStart..<offset) + 1)
    }
}
