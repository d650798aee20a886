import TableFiles

/// What the column `segment` of responses.csv and values.csv may say: a segment id, `macro:NAME` or `*`. Each key has a number; the
/// numbers of segments come first, in order, then macro-segments, then `*`.
package struct SegmentKeys {
    package static let everyone = "*"
    package static let macroPrefix = "macro:"

    let segmentCount: Int
    let count: Int
    let numbers: [String: Int]
    /// For each segment, the number of its macro-segment's key; -1 without one.
    private let macroKeys: [Int32]
    let segmentIDs: [String]
    private let macros: [String]

    init(segmentIDs: [String], macroOfSegment: [String?]) {
        segmentCount = segmentIDs.count
        self.segmentIDs = segmentIDs
        var numbers: [String: Int] = [:]
        numbers.reserveCapacity(segmentIDs.count + 16)
        for (number, id) in segmentIDs.enumerated() { numbers[id] = number }
        var macros: [String] = []
        var keyOfMacro: [String: Int] = [:]
        macroKeys = macroOfSegment.map { macro in
            guard let macro else { return -1 }
            if let key = keyOfMacro[macro] { return Int32(key) }
            let key = segmentIDs.count + macros.count
            macros.append(macro)
            keyOfMacro[macro] = key
            return Int32(key)
        }
        for (macro, key) in keyOfMacro { numbers[Self.macroPrefix + macro] = key }
        self.macros = macros
        count = segmentIDs.count + macros.count + 1
        numbers[Self.everyone] = count - 1
        self.numbers = numbers
    }

    /// The first of the keys for `segment`, from its own id over its macro-segment to `*`, that passes the filter.
    func mostSpecific(for segment: Int, where isStated: (Int) -> Bool) -> Int? {
        if isStated(segment) { return segment }
        let macro = Int(macroKeys[segment])
        if macro >= 0, isStated(macro) { return macro }
        return isStated(count - 1) ? count - 1 : nil
    }

    func isSegment(_ key: Int) -> Bool { key < segmentCount }

    func unknown(_ text: String) -> (message: String, help: String) {
        if text.hasPrefix(Self.macroPrefix) {
            let name = String(text.dropFirst(Self.macroPrefix.utf8.count))
            let guess = Suggestion.closest(to: name, among: macros).map { "did you mean `macro:\($0)`?" }
            return ("no segment has the macro-segment `\(name)`", guess ?? ReferenceRules.help(for: name, among: macros))
        }
        if macros.contains(text) { return ("there is no segment `\(text)`, but a macro-segment", "write `macro:\(text)`") }
        return ("there is no segment `\(text)`", ReferenceRules.help(for: text, among: segmentIDs))
    }
}
