/// The bytes that mean something in a CSV file or a number.
enum ASCII {
    static let tab = UInt8(ascii: "\t")
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")
    static let quote = UInt8(ascii: "\"")
    static let plus = UInt8(ascii: "+")
    static let comma = UInt8(ascii: ",")
    static let minus = UInt8(ascii: "-")
    static let dot = UInt8(ascii: ".")
    static let zero = UInt8(ascii: "0")
    static let semicolon = UInt8(ascii: ";")
    static let upperE = UInt8(ascii: "E")
    static let lowerE = UInt8(ascii: "e")

    static func isDigit(_ byte: UInt8) -> Bool { byte &- zero < 10 }
    static func isSpace(_ byte: UInt8) -> Bool { byte == space || byte == tab }
}
