extension JSONNode {
    /// The same with the keys of each object in the order of their UTF-8 bytes and whole numbers without a point: what does not depend on
    /// who wrote the file.
    ///
    /// - Parameter keys: of the outermost object that are left out.
    package func canonical(without keys: Set<String> = []) -> JSONValue {
        switch content {
        case .null: .null
        case .bool(let value): .bool(value)
        case .number(let number):
            if let whole = Int(exactly: number), abs(number) < 0x1p53 { .integer(whole) } else { .number(number) }
        case .string(let text): .string(text)
        case .array(let elements): .array(elements.map { $0.canonical() })
        case .object(let members):
            .object(
                members.filter { !keys.contains($0.key) }.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
                    .map { JSONValue.Member($0.key, $0.value.canonical()) })
        }
    }
}
