import TableFiles

/// What the columns of the experiment's table are called: as the key, where scenario.yaml does not say otherwise.
struct ExperimentColumns {
    let customer: String
    let segment: String
    let offer: String
    let percent: String
    let monthlyCap: String
    let months: String
    let value: String
    let cost: String
    let completed: String
    /// Further measured quantities, those of limits included, each once.
    let others: [String]

    init(in root: TreeNode) {
        let names = root["experiment"]?["columns"]
        func name(_ key: String) -> String { names?.text(key) ?? key }
        customer = name("customer")
        segment = name("segment")
        offer = name("offer")
        percent = name("percent")
        monthlyCap = name("monthly_cap")
        months = name("months")
        value = name("value")
        cost = name("cost")
        completed = name("completed")
        let standard = [value, cost, completed]
        let limited = (root["experiment"]?.items("limits") ?? []).compactMap { $0.text("quantity") }
        let listed = root["experiment"]?.items("quantities").compactMap(\.text) ?? []
        others = (listed + limited).reduce(into: []) { if !$0.contains($1) && !standard.contains($1) { $0.append($1) } }
    }

    /// What must be there: the segment, what was shown, the value, and all that scenario.yaml names.
    func required(in root: TreeNode) -> [String] {
        let stated = root["experiment"]?["columns"]?.entries?.compactMap(\.value.text) ?? []
        let shown = root.items("offers").count > 1 ? [offer] : stated.contains(offer) ? [] : [percent]
        return ([segment, value] + shown + stated + others).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    var optional: [String] { [customer, offer, percent, monthlyCap, months, cost, completed] }

    /// The measured quantities that the table has, the value first.
    func quantities(in header: TableHeader) -> [String] {
        [value] + ([cost, completed] + others).filter { header[$0] != nil && $0 != value }
    }
}
