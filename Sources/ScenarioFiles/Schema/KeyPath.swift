/// The way to a value, as `--set` writes it: `offers.bank-card.percents`. Items without an id are counted from 1: `percents[2]`.
struct KeyPathText: Sendable, CustomStringConvertible {
    private(set) var description: String

    static let root = KeyPathText(description: "")

    func key(_ key: String) -> KeyPathText {
        KeyPathText(description: description.isEmpty ? key : "\(description).\(key)")
    }

    func item(_ position: Int, id: String?) -> KeyPathText {
        if let id, ScalarReading.isIdentifier(id) { return key(id) }
        return KeyPathText(description: "\(description)[\(position + 1)]")
    }

    private init(description: String) {
        self.description = description
    }
}
