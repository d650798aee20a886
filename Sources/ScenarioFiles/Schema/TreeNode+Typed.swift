/// Values of a tree as the types that the schema gives them; nil where they are absent or do not read as such.
extension TreeNode {
    var text: String? { isNull ? nil : scalar?.text }

    var number: Double? { scalar.flatMap { try? ScalarReading.number($0) } }

    var integer: Int? { number.flatMap { Int(exactly: $0) } }

    var boolean: Bool? { scalar.flatMap { try? ScalarReading.boolean($0) } }

    func text(_ key: String) -> String? { self[key]?.text }

    func number(_ key: String) -> Double? { self[key]?.number }

    func integer(_ key: String) -> Int? { self[key]?.integer }

    /// The items of the list under `key`; none when it is absent.
    func items(_ key: String) -> [TreeNode] { self[key]?.items ?? [] }

    /// The values of the list under `key` that read as numbers.
    func numbers(_ key: String) -> [Double] { items(key).compactMap(\.number) }

    func texts(_ key: String) -> [String] { items(key).compactMap(\.text) }
}
