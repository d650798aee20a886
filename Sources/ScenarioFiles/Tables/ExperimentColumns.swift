import TableFiles

/// What the columns of an experiment's customers are for (model.md section 14).
enum CustomerColumn: String, Sendable, CaseIterable {
    case customer, segment, offer, percent
    case monthlyCap = "monthly_cap"
    case months, value, cost, completed
}

/// What the columns of the experiment's table are called: as their roles, where scenario.yaml does not say otherwise.
struct ExperimentColumns {
    let names: ColumnNames<CustomerColumn>
    /// Further measured quantities, those of limits included, each once.
    let others: [String]
    private let stated: [CustomerColumn]
    private let hasOneOffer: Bool

    init(in root: TreeNode) {
        let names = Self.names(in: root)
        let standard = [CustomerColumn.value, .cost, .completed].map { names[$0] }
        let limited = (root["experiment"]?.items("limits") ?? []).compactMap { $0.text("quantity") }
        let listed = root["experiment"]?.items("quantities").compactMap(\.text) ?? []
        others = (listed + limited).reduce(into: []) { if !$0.contains($1) && !standard.contains($1) { $0.append($1) } }
        stated = names.named(CustomerColumn.allCases)
        hasOneOffer = root.items("offers").count <= 1
        self.names = names
    }

    /// As `experiment.columns` states them.
    static func names(in root: TreeNode) -> ColumnNames<CustomerColumn> {
        let stated = CustomerColumn.allCases.compactMap { role in
            root["experiment"]?["columns"]?.text(role.rawValue).map { (role, $0) }
        }
        return ColumnNames(Dictionary(uniqueKeysWithValues: stated))
    }

    subscript(role: CustomerColumn) -> String { names[role] }

    /// What must be there: the segment, what was shown, the value, and all that scenario.yaml names.
    var required: [String] {
        let shown: [CustomerColumn] = !hasOneOffer ? [.offer] : stated.contains(.offer) ? [] : [.percent]
        return (([.segment, .value] + shown + stated).map { names[$0] } + others).reduce(into: []) {
            if !$0.contains($1) { $0.append($1) }
        }
    }

    var optional: [String] {
        [CustomerColumn.customer, .offer, .percent, .monthlyCap, .months, .cost, .completed].map { names[$0] }
    }

    /// The measured quantities that the table has, the value first.
    func quantities(in header: TableHeader) -> [String] {
        [self[.value]] + ([self[.cost], self[.completed]] + others).filter { header[$0] != nil && $0 != self[.value] }
    }
}
