import OfferModel
import TableFiles

/// Limits on measured quantities, `experiment.limits`.
enum ExperimentLimits {
    private static let bounds = ["at_least", "at_most", "at_least_share"]

    /// The sound ones.
    static func limits(in root: TreeNode, names: [String], _ declared: Declared) -> [QuantityLimit] {
        (root["experiment"]?.items("limits") ?? []).compactMap { node in
            guard let id = node.id, let quantity = node.text("quantity"), let number = names.firstIndex(of: quantity),
                let bound = bound(of: node)
            else { return nil }
            return QuantityLimit(
                id: id, quantity: number, bound: bound,
                sponsor: node.text("sponsor").flatMap { declared.assetNumbers[$0] }.map { AssetIndex($0) },
                offer: node.text("offer").flatMap { declared.offerNumbers[$0] }.map { OfferIndex($0) }, macro: node.text("macro"))
        }
    }

    private static func bound(of node: TreeNode) -> QuantityLimit.Bound? {
        if let amount = node.number("at_least") { return .atLeast(amount) }
        if let amount = node.number("at_most") { return .atMost(amount) }
        return node.number("at_least_share").map { .atLeastShare($0) }
    }

    /// No column is read for two roles.
    private static func checkColumns(_ root: TreeNode, problems: inout DiagnosticCollector) {
        guard let shared = ExperimentColumns.names(in: root).shared(among: CustomerColumn.allCases) else { return }
        let stated = root["experiment"]?["columns"]
        // Where both are stated, the later one is the one too many.
        let places = [shared.named, shared.other].compactMap { stated?[$0.rawValue]?.location }
        guard let place = places.max() else { return }
        let (column, named, other) = (shared.column.excerpt, shared.named.rawValue, shared.other.rawValue)
        problems.add(
            places.count > 1
                ? .error(
                    "column-twice", at: place, "experiment.columns: `\(column)` is named for \(named) and \(other)",
                    help: "a column says one thing")
                : .error(
                    "column-twice", at: place,
                    "experiment.columns: `\(column)` is named for \(named), and is the column of \(other) as well",
                    help: "name the column of \(other) too, `\(other): COLUMN`; where the table has none, rename `\(column)` in it"))
    }

    /// Each limit has one bound, and limits need the table.
    static func check(_ root: TreeNode, problems: inout DiagnosticCollector) {
        guard let experiment = root["experiment"] else { return }
        if root["tables"]?["experiment"] == nil {
            problems.add(
                .error(
                    "missing-key", at: experiment.location, "experiment speaks of tables.experiment, which is missing",
                    help: "add `experiment: { file: experiment.csv }` to tables"))
        }
        checkColumns(root, problems: &problems)
        for node in experiment.items("limits") where node.entries != nil {
            let stated = bounds.filter { node[$0] != nil }
            guard stated.count != 1 else { continue }
            problems.add(
                .error(
                    "limit-bound", at: node.location,
                    stated.isEmpty ? "the limit has no bound" : "the limit has \(stated.count) bounds: \(stated.joined(separator: ", "))",
                    help: "give one of " + bounds.joined(separator: ", ")))
        }
    }
}
