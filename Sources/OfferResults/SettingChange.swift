package import TableFiles

/// A value of scenario.yaml that differs between two scenarios, bases, overrides and defaults put in.
package struct SettingChange: Sendable, Equatable {
    /// As `--set` would name it, such as budgets.total.amount.
    package let path: String
    /// nil where it is not there.
    package let before: JSONValue?
    package let after: JSONValue?

    /// Titles, which no answer depends on.
    private static let titles = ["name", "description"]

    /// All differences, in the order of the first and then of the second. Items of lists are the same where their ids are; in lists
    /// without ids an item is there or not.
    package static func all(before: JSONValue, after: JSONValue) -> [SettingChange] {
        changes(at: "", before, after).filter { !titles.contains($0.path) }
    }

    private static func changes(at path: String, _ before: JSONValue, _ after: JSONValue) -> [SettingChange] {
        guard before.normalized != after.normalized else { return [] }
        if let old = before.entries, let new = after.entries {
            return keyed(at: path, old, new)
        }
        if case .array(let old) = before, case .array(let new) = after, (old + new).allSatisfy(\.isObject) {
            let gone = old.filter { item in !new.contains { $0.normalized == item.normalized } }
            let added = new.filter { item in !old.contains { $0.normalized == item.normalized } }
            return gone.map { SettingChange(path: path, before: $0, after: nil) }
                + added.map { SettingChange(path: path, before: nil, after: $0) }
        }
        return [SettingChange(path: path, before: before, after: after)]
    }

    private static func keyed(at path: String, _ old: [JSONValue.Member], _ new: [JSONValue.Member]) -> [SettingChange] {
        func full(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
        let kept = old.flatMap { member -> [SettingChange] in
            guard let now = new.first(where: { $0.key == member.key }) else {
                return [SettingChange(path: full(member.key), before: member.value, after: nil)]
            }
            return changes(at: full(member.key), member.value, now.value)
        }
        let known = Set(old.map(\.key))
        return kept
            + new.filter { !known.contains($0.key) }.map { SettingChange(path: full($0.key), before: nil, after: $0.value) }
    }
}

extension JSONValue {
    fileprivate var isObject: Bool { if case .object = self { true } else { false } }

    /// Members of an object, or items of a list by their ids; nil for all else.
    fileprivate var entries: [Member]? {
        switch self {
        case .object(let members): return members
        case .array(let items):
            let named = items.compactMap { item -> Member? in
                guard case .object(let members) = item, case .string(let id)? = members.first(where: { $0.key == "id" })?.value else {
                    return nil
                }
                return Member(id, item)
            }
            return named.count == items.count ? named : nil
        default: return nil
        }
    }

    /// With one way to write a number.
    fileprivate var normalized: JSONValue {
        switch self {
        case .integer(let value): .number(Double(value))
        case .unsigned(let value): .number(Double(value))
        case .array(let items): .array(items.map(\.normalized))
        case .object(let members): .object(members.map { Member($0.key, $0.value.normalized) })
        default: self
        }
    }
}
