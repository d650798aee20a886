package import TableFiles

extension RecordedAnswer {
    private static let schema = "offerbench-result/1"

    /// Reads a result document back.
    ///
    /// - Parameter name: what diagnostics call the file.
    /// - Throws: the first thing that is wrong, with its line.
    package static func read(_ bytes: [UInt8], name: String) throws(UnreadableResult) -> RecordedAnswer {
        switch JSONParser.parse(bytes, name: name) {
        case .failure(let failure): throw UnreadableResult(diagnostic: failure.diagnostic)
        case .success(let document): return try RecordedAnswer(document)
        }
    }

    private init(_ document: JSONNode) throws(UnreadableResult) {
        guard case .object = document.content else { throw .wrong(document, "a result", "an object") }
        let written = document["schema"]
        guard written?.text == Self.schema else {
            throw UnreadableResult(
                diagnostic: .error(
                    "unknown-schema", at: written?.location ?? document.location,
                    "schema: \(written?.text.map { "`\($0)`" } ?? "this") is not \(Self.schema)", help: "give a result of `optimize --json`"
                ))
        }
        let scenario = try document.member("scenario")
        let answer = try document.member("objective")
        self.name = try scenario.textMember("name")
        currency = scenario["resolved"]?["currency"]?.text
        sha256 = scenario["sha256"]?.text
        version = document["provenance"]?["version"]?.text
        status = try document.textMember("status")
        objectiveKind = try answer.textMember("kind")
        objective = try answer.optionalNumberMember("value")
        totals = try Self.totals(document["totals"])
        rows = try Self.each(document, "constraints") { node throws(UnreadableResult) in try Row(node) }
        lines = try Self.each(document, "recommendations") { node throws(UnreadableResult) in try CellLine(node) }
        resolved = scenario["resolved"].map(\.value)
    }

    private static func totals(_ node: JSONNode?) throws(UnreadableResult) -> [(name: String, figure: Double?)]? {
        guard let node, !node.isNull else { return nil }
        guard case .object(let members) = node.content else { throw .wrong(node, "totals", "an object") }
        var totals: [(name: String, figure: Double?)] = []
        for member in members { totals.append((member.key, try node.optionalNumberMember(member.key))) }
        return totals
    }

    private static func each<Element>(
        _ document: JSONNode, _ key: String, _ read: (JSONNode) throws(UnreadableResult) -> Element
    ) throws(UnreadableResult) -> [Element] {
        let list = try document.member(key)
        guard let elements = list.elements else { throw .wrong(list, key, "a list") }
        var found: [Element] = []
        for element in elements { found.append(try read(element)) }
        return found
    }
}

extension RecordedAnswer.Row {
    fileprivate init(_ node: JSONNode) throws(UnreadableResult) {
        name = try node.textMember("name")
        used = try node.numberMember("used")
        limit = try node.numberMember("limit")
        guard case .bool(let binding)? = node["binding"]?.content else {
            throw .wrong(node["binding"] ?? node, "binding", "true or false")
        }
        isBinding = binding
        shadowPrice = try node.optionalNumberMember("shadow_price")
    }
}

extension CellLine {
    fileprivate init(_ node: JSONNode) throws(UnreadableResult) {
        segment = try node.textMember("segment")
        offer = try node.textMember("offer")
        percent = try node.numberMember("percent")
        monthlyCap = try node.optionalNumberMember("monthly_cap")
        guard let months = Int(exactly: try node.numberMember("months")) else {
            throw .wrong(node["months"] ?? node, "months", "a whole number")
        }
        self.months = months
        share = try node.numberMember("share")
        guard (0...1).contains(share) else { throw .wrong(node["share"] ?? node, "share", "between 0 and 1") }
        customers = try node.numberMember("customers")
        netValue = try node.numberMember("net_value")
    }
}

/// Why a file is no result, with the place.
package struct UnreadableResult: Error {
    package let diagnostic: Diagnostic

    fileprivate static func wrong(_ node: JSONNode, _ what: String, _ kind: String) -> UnreadableResult {
        UnreadableResult(
            diagnostic: .error(
                "wrong-type", at: node.location, "\(what) must be \(kind)", help: "compare with what `optimize --json` writes"))
    }
}

extension JSONNode {
    fileprivate func member(_ key: String) throws(UnreadableResult) -> JSONNode {
        guard let value = self[key] else {
            throw UnreadableResult(
                diagnostic: .error(
                    "missing-key", at: location, "the key `\(key)` is missing", help: "compare with what `optimize --json` writes"))
        }
        return value
    }

    fileprivate func textMember(_ key: String) throws(UnreadableResult) -> String {
        let value = try member(key)
        guard let text = value.text else { throw .wrong(value, key, "a text") }
        return text
    }

    fileprivate func numberMember(_ key: String) throws(UnreadableResult) -> Double {
        let value = try member(key)
        guard let number = value.number else { throw .wrong(value, key, "a number") }
        return try value.checked(number, key)
    }

    /// Sums and ratios of such numbers are finite.
    private func checked(_ number: Double, _ key: String) throws(UnreadableResult) -> Double {
        guard abs(number) <= 1e100 else { throw .wrong(self, key, "at most 1e100 either way") }
        return number
    }

    /// nil for null, and for what is not there.
    fileprivate func optionalNumberMember(_ key: String) throws(UnreadableResult) -> Double? {
        guard let value = self[key], !value.isNull else { return nil }
        guard let number = value.number else { throw .wrong(value, key, "a number or null") }
        return try value.checked(number, key)
    }

    /// The same without places; whole numbers that `Double` holds are `number` either way.
    fileprivate var value: JSONValue {
        switch content {
        case .null: .null
        case .bool(let value): .bool(value)
        case .number(let value): .number(value)
        case .string(let text): .string(text)
        case .array(let elements): .array(elements.map(\.value))
        case .object(let members): .object(members.map { JSONValue.Member($0.key, $0.value.value) })
        }
    }
}
