/// The ids that scenario.yaml declares, by position, as far as they can be read. Tables are checked against them even when other parts
/// of scenario.yaml are wrong.
struct Declared {
    let assets: [String]
    let isExternal: [Bool]
    let offers: [String]
    /// Levels of the ladder; none without one.
    let levels: [String]
    let assetNumbers: [String: Int]
    let offerNumbers: [String: Int]
    let levelNumbers: [String: Int]

    init(in root: TreeNode) {
        let assetNodes = root.items("assets")
        assets = assetNodes.map { $0.id ?? "" }
        isExternal = assetNodes.map { $0["external"]?.boolean ?? false }
        offers = root.items("offers").map { $0.id ?? "" }
        levels = root["ladder"]?.items("levels").map { $0.text ?? "" } ?? []
        assetNumbers = Self.numbers(of: assets)
        offerNumbers = Self.numbers(of: offers)
        levelNumbers = Self.numbers(of: levels)
    }

    /// Whether tables can be read against the levels.
    var hasSoundLevels: Bool { (1...ScenarioRules.mostLevels).contains(levels.count) && levelNumbers.count == levels.count }

    private static func numbers(of ids: [String]) -> [String: Int] {
        Dictionary(ids.enumerated().filter { !$0.element.isEmpty }.map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    }
}
