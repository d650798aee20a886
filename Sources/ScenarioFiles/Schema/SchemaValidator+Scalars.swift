import TableFiles

/// One scalar against its type.
extension SchemaValidator {
    mutating func validate(_ scalar: TreeScalar, of node: TreeNode, as type: SchemaType, at path: KeyPathText) {
        do {
            try check(scalar, of: node, as: type, at: path)
        } catch let failure as ScalarReading.Failure {
            problems.add(.error(failure.code, at: node.location, "\(path): \(failure.message)", help: failure.help))
        } catch {
            preconditionFailure("scalar checks throw their own failures only: \(error)")
        }
    }

    private mutating func check(_ scalar: TreeScalar, of node: TreeNode, as type: SchemaType, at path: KeyPathText) throws {
        let text = scalar.text
        switch type {
        case .text(let mayBeEmpty):
            guard mayBeEmpty || text.contains(where: { !$0.isWhitespace }) else {
                throw ScalarReading.Failure(code: "empty-text", message: "the text is empty", help: "write some words")
            }
        case .version(let known): try checkVersion(text, known)
        case .identifier: try Self.checkIdentifier(text)
        case .reference(let kind): note(Reference(kind: kind, id: text, location: node.location, path: path))
        case .number(let range): try checkRange(try ScalarReading.number(scalar), range, text)
        case .percent(let range):
            let value = try ScalarReading.number(scalar)
            try checkRange(value, range, text)
            guard Self.hasAtMostTwoDecimals(value) else {
                throw ScalarReading.Failure(
                    code: "percent-decimals", message: "\(text) has more than two decimals",
                    help: "round it, such as \(Self.rounded(value))")
            }
        case .integer(let range): try checkInteger(try ScalarReading.number(scalar), range, text)
        case .seed: _ = try ScalarReading.seed(scalar)
        case .boolean: _ = try ScalarReading.boolean(scalar)
        case .choice(let words): try checkChoice(text, words)
        case .date:
            guard ScalarReading.isDate(text) else {
                throw ScalarReading.Failure(
                    code: "not-a-date", message: "`\(text.excerpt)` is not a day of the calendar",
                    help: "write YYYY-MM-DD, such as 2026-11-01")
            }
        case .path:
            guard !text.isEmpty else { throw ScalarReading.Failure(code: "empty-text", message: "the path is empty", help: "name a file") }
        case .factor: _ = try ScalarReading.factor(scalar)
        case .object, .list, .factorPairs: preconditionFailure("\(path) is not a scalar")
        }
    }

    private func checkVersion(_ text: String, _ known: [String]) throws(ScalarReading.Failure) {
        guard !known.contains(text) else { return }
        throw ScalarReading.Failure(
            code: "unknown-version", message: "`\(text.excerpt)` is not a version this program reads",
            help: "known: " + known.joined(separator: ", "))
    }

    private func checkChoice(_ text: String, _ words: [String]) throws(ScalarReading.Failure) {
        guard !words.contains(text) else { return }
        let guess = Suggestion.closest(to: text, among: words).map { "did you mean `\($0)`?" }
        throw ScalarReading.Failure(
            code: "unknown-choice", message: "`\(text.excerpt)` is not a choice here",
            help: guess ?? "choices: " + words.joined(separator: ", "))
    }

    private func checkRange(_ value: Double, _ range: NumberRange, _ text: String) throws(ScalarReading.Failure) {
        if abs(value) > NumberRange.greatestMagnitude {
            throw .init(code: "out-of-range", message: "\(text.excerpt) is too large: at most 1e15 either way", help: "check the unit")
        }
        guard !range.contains(value) else { return }
        throw ScalarReading.Failure(
            code: "out-of-range", message: "\(text.excerpt) must be \(range.words)", help: Self.helpForRange(value, range))
    }

    private func checkInteger(_ value: Double, _ range: ClosedRange<Int>, _ text: String) throws(ScalarReading.Failure) {
        let words = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        guard value == value.rounded(), value >= Double(range.lowerBound), value <= Double(range.upperBound) else {
            throw ScalarReading.Failure(
                code: "out-of-range", message: "\(text.excerpt) must be \(words)",
                help: "write a number such as \(max(1, range.lowerBound))")
        }
    }

    static func checkIdentifier(_ text: String) throws(ScalarReading.Failure) {
        guard !ScalarReading.isIdentifier(text) else { return }
        let proposal = ScalarReading.identifierProposal(for: text).map { "write `\($0)`" }
        throw ScalarReading.Failure(
            code: "invalid-id",
            message: "`\(text.excerpt)` is not an id: lower-case letters, digits, `-` and `_`, beginning with a letter or digit",
            help: proposal ?? "choose another name")
    }

    static func hasAtMostTwoDecimals(_ value: Double) -> Bool {
        abs(value * 100 - (value * 100).rounded()) <= 1e-6
    }

    static func rounded(_ value: Double) -> String {
        ScalarText.number((value * 100).rounded() / 100)
    }

    /// A share above 1 is most often a percent.
    static func helpForRange(_ value: Double, _ range: NumberRange) -> String {
        if range.minimum == 0, range.maximum == 1, value > 1, value <= 100 {
            return "write a fraction: \(ScalarText.number(value)) % is \(ScalarText.number(value / 100))"
        }
        return value < 0 && range.minimum == 0 ? "amounts, shares and rates are not negative" : "check the unit"
    }
}

extension NumberRange {
    /// `between 0 and 1`, `above 0`, `at least 0 and below 1`.
    package var words: String {
        let low = minimum.map { (isMinimumExcluded ? "above " : "at least ") + ScalarText.number($0) }
        let high = maximum.map { (isMaximumExcluded ? "below " : "at most ") + ScalarText.number($0) }
        return [low, high].compactMap { $0 }.joined(separator: " and ")
    }
}

extension SchemaType {
    /// What a value of the type is called, with its article where it needs one.
    var noun: String {
        switch self {
        case .text: "a text"
        case .version: "a version"
        case .identifier: "an id"
        case .reference(let kind): "the id of \(kind == .asset || kind == .offer ? "an" : "a") \(kind.rawValue)"
        case .number, .percent: "a number"
        case .integer, .seed: "a whole number"
        case .boolean: "true or false"
        case .choice(let words): "one of " + words.joined(separator: ", ")
        case .date: "a date"
        case .path: "a path"
        case .factor: "a factor"
        case .list: "a list"
        case .object, .factorPairs: "a mapping"
        }
    }

    /// How to write one.
    var example: String {
        switch self {
        case .date: "write YYYY-MM-DD, such as 2026-11-01"
        case .factor: "write x1.5"
        case .path: "name a file, relative to this one"
        default: "write a single value, or leave the key out"
        }
    }
}
