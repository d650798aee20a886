import TableFiles

/// Reads the text of scalars as the types of the schema. A reading that fails says why and how to mend it.
enum ScalarReading {
    struct Failure: Error {
        let code: String
        let message: String
        let help: String
    }

    /// A decimal number. Stricter than YAML 1.1, where `010` is 8, `1_000` is 1000 and `1:30` is 90.
    static func number(_ scalar: TreeScalar) throws(Failure) -> Double {
        let text = scalar.text
        guard scalar.isPlain else {
            let help = isDecimal(text) ? "remove the quotes: \(text)" : "write a number"
            throw Failure(code: "not-a-number", message: "`\(text.excerpt)` is text in quotes, not a number", help: help)
        }
        if [".inf", "-.inf", "+.inf", ".nan", "inf", "-inf", "+inf", "nan", "infinity", "-infinity"].contains(text.lowercased()) {
            throw Failure(
                code: "not-finite", message: "`\(text)` is not a finite number", help: "leave the key out where there is no limit")
        }
        guard isDecimal(text), let value = Double(text) else {
            throw Failure(code: "not-a-number", message: "`\(text.excerpt)` is not a number", help: helpForNumber(text))
        }
        guard value.isFinite else {
            throw Failure(code: "not-finite", message: "`\(text.excerpt)` is too large", help: "check the exponent")
        }
        let digits = text.drop { $0 == "-" || $0 == "+" }
        if digits.count > 1, digits.first == "0", digits.dropFirst().first?.isNumber ?? false {
            let plain = text.filter { $0 == "-" } + String(digits.drop { $0 == "0" })
            throw Failure(
                code: "not-a-number", message: "`\(text.excerpt)` begins with 0, which some programs read as octal",
                help: "write \(plain.hasPrefix(".") || plain.isEmpty ? "0" + plain : plain)")
        }
        return value
    }

    static func seed(_ scalar: TreeScalar) throws(Failure) -> UInt64 {
        let isDigits = scalar.isPlain && !scalar.text.isEmpty && scalar.text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        guard isDigits, let value = UInt64(scalar.text) else {
            throw Failure(
                code: "out-of-range", message: "`\(scalar.text.excerpt)` is not a whole number from 0 to 18446744073709551615",
                help: "write digits only, such as 20261101")
        }
        return value
    }

    static func boolean(_ scalar: TreeScalar) throws(Failure) -> Bool {
        if scalar.isPlain, let value = Bool(scalar.text) { return value }
        let meaning = ["yes", "on", "y", "1", "true"].contains(scalar.text.lowercased())
        let isClear = meaning || ["no", "off", "n", "0", "false"].contains(scalar.text.lowercased())
        throw Failure(
            code: "not-a-boolean", message: "`\(scalar.text.excerpt)` is neither true nor false",
            help: isClear ? "write \(meaning)" : "write true or false")
    }

    /// `x1.15`.
    static func factor(_ scalar: TreeScalar) throws(Failure) -> Double {
        let digits = String(scalar.text.dropFirst())
        if scalar.text.first == "x", isDecimal(digits), let value = Double(digits), value.isFinite, value > 0 { return value }
        let help =
            isDecimal(scalar.text) && scalar.text.first != "-" ? "write x\(scalar.text)" : "write x and a number above 0, such as x1.5"
        throw Failure(code: "not-a-factor", message: "`\(scalar.text.excerpt)` is not a factor", help: help)
    }

    static func isDate(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2], parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), year > 0, (1...12).contains(month)
        else { return false }
        let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...lengths[month - 1]).contains(day)
    }

    /// `[a-z0-9][a-z0-9_-]*`
    static func isIdentifier(_ text: String) -> Bool {
        guard let first = text.utf8.first, first != UInt8(ascii: "-"), first != UInt8(ascii: "_") else { return false }
        return text.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
        }
    }

    /// An id that the text may have been meant to be.
    static func identifierProposal(for text: String) -> String? {
        let mapped = text.lowercased().map { character in
            character.isASCII && (character.isLetter || character.isNumber || character == "_" || character == "-") ? character : "-"
        }
        let proposal = String(String(mapped).drop { $0 == "-" || $0 == "_" })
        return proposal.utf8.count <= 60 && isIdentifier(proposal) ? proposal : nil
    }

    /// Sign, digits with an optional point, optional exponent; no spaces, no grouping.
    private static func isDecimal(_ text: String) -> Bool {
        var rest = Substring(text)
        if let sign = rest.first, sign == "-" || sign == "+" { rest.removeFirst() }
        let isDigit = { (character: Character) in character.isASCII && character.isNumber }
        let mantissa = rest.prefix { isDigit($0) || $0 == "." }
        guard mantissa.contains(where: isDigit), mantissa.count(where: { $0 == "." }) <= 1 else { return false }
        rest = rest.dropFirst(mantissa.count)
        guard let mark = rest.first else { return true }
        guard mark == "e" || mark == "E" else { return false }
        rest.removeFirst()
        if let sign = rest.first, sign == "-" || sign == "+" { rest.removeFirst() }
        return !rest.isEmpty && rest.count <= 10 && rest.allSatisfy(isDigit)
    }

    private static func helpForNumber(_ text: String) -> String {
        let bare = text.filter { $0 != "_" && $0 != "%" && $0 != " " }
        if text.hasSuffix("%"), isDecimal(bare), let percent = Double(bare) {
            return "write \(bare) for a percent, \(ScalarText.number(percent / 100)) for a share"
        }
        if bare != text, isDecimal(bare) { return "write \(bare)" }
        if text.contains(","), isDecimal(text.replacing(",", with: ".")) { return "write a decimal point, and no grouping" }
        return "write a decimal number, such as 1500 or 0.25"
    }
}
