import OfferModel
import TableFiles

/// Rules about the coupling rows.
extension ScenarioRules {
    mutating func checkBudget(_ budget: TreeNode) {
        let path = "budgets.\(budget.id ?? "")"
        let isCash = budget.text("basis") == Budget.Basis.cash.rawValue
        if isCash, budget["month"] == nil, let basis = budget["basis"] {
            problems.add(
                .error(
                    "cash-without-month", at: basis.location, "\(path): a cash budget speaks of one month",
                    help: "add `month`, such as month: 3"))
        }
        guard let month = budget.integer("month"), let place = budget["month"]?.location else { return }
        let reached = offers(sponsor: budget.text("sponsor"), offer: budget.text("offer")).contains { reaches(month, $0, isCash: isCash) }
        if !reached {
            problems.add(
                .warning(
                    "budget-month-unreached", at: place,
                    "\(path): nothing in its scope is \(isCash ? "redeemed" : "accrued") in month \(month)",
                    help: "check month, and the offers' start_month and months"))
        }
    }

    /// Whether the offer accrues points in the calendar month or, for cash, may have them redeemed in it (model.md section 6).
    private func reaches(_ month: Int, _ offer: TreeNode, isCash: Bool) -> Bool {
        guard let start = offer.number("start_month"), let longest = offer.numbers("months").max() else { return true }
        let (month, last) = (Double(month), start + longest - 1)
        if !isCash { return month >= start && month <= last }
        let expiry = root["programme"]?.number("points_expire_after_months")
        return month > start && expiry.map { month <= last + $0 } ?? true
    }

    /// A row with an offer and a sponsor that is not the offer's sums over nothing.
    mutating func checkScopes(of list: String) {
        for row in root.items(list) {
            guard let offer = row.text("offer"), let sponsor = row.text("sponsor"), let place = row["sponsor"]?.location,
                let actual = sponsors[offer], actual != sponsor
            else { continue }
            problems.add(
                .warning(
                    "empty-scope", at: place,
                    "\(list).\(row.id ?? ""): the sponsor of \(offer) is \(actual), not \(sponsor.excerpt), so nothing counts",
                    help: "remove `sponsor`, or name \(actual)"))
        }
    }
}
