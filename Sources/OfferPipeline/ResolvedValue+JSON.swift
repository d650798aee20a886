package import ScenarioFiles
package import TableFiles

extension ResolvedValue {
    /// The value without its origins.
    package var json: JSONValue {
        switch content {
        case .null: .null
        case .boolean(let value): .bool(value)
        case .number(let value): .number(value)
        case .integer(let value): .unsigned(value)
        case .string(let text): .string(text)
        case .list(let items): .array(items.map(\.json))
        case .mapping(let entries): .object(entries.map { JSONValue.Member($0.key, $0.value.json) })
        }
    }
}
