import TableFiles

/// Rules about offers and about which offer requires which.
extension ScenarioRules {
    mutating func checkOffer(_ offer: TreeNode) {
        checkFractions(in: offer)
        checkFraud(of: offer)
    }

    /// Percents that are all below 1 are most likely fractions. A warning, because half a percent can be meant.
    private mutating func checkFractions(in offer: TreeNode) {
        let path = "offers.\(offer.id ?? "")"
        let percents = offer.numbers("percents").filter { $0 > 0 }
        if let list = offer["percents"], let largest = percents.max(), largest < 1 {
            problems.add(
                .warning(
                    "percent-looks-like-fraction", at: list.location, "\(path): all percents are below 1 %",
                    help: "percents are written as 7 for 7 %; did you mean \(ScalarText.number((largest * 10_000).rounded() / 100))?"))
        }
        if let reference = offer["fraud"]?["reference_percent"], let percent = reference.number, percent > 0, percent < 1 {
            problems.add(
                .warning(
                    "percent-looks-like-fraction", at: reference.location, "\(path): reference_percent is \(ScalarText.number(percent)) %",
                    help: "percents are written as 7 for 7 %; did you mean \(ScalarText.number((percent * 10_000).rounded() / 100))?"))
        }
    }

    /// Without a cap a fraudulent account could take any amount (model.md section 4).
    private mutating func checkFraud(of offer: TreeNode) {
        guard let fraud = offer["fraud"], let rate = fraud.number("rate"), rate > 0, offer["monthly_caps"] == nil else { return }
        problems.add(
            .error(
                "fraud-without-cap", at: fraud.location,
                "offers.\(offer.id ?? ""): fraud with a rate above 0 needs a cap, or its loss has no bound",
                help: "add `monthly_caps`, such as [1000]"))
    }

    /// An offer in a circle of requirements could never be shown to anybody.
    mutating func checkRequirements() {
        let offers = root.items("offers")
        let requirements = Dictionary(offers.map { ($0.id ?? "", $0.texts("requires")) }, uniquingKeysWith: { first, _ in first })
        guard let circle = Self.circle(in: requirements, order: offers.compactMap(\.id)), let start = circle.first else { return }
        let place = offers.first { $0.id == start }?["requires"]?.location
        problems.add(
            .error(
                "requires-cycle", at: place ?? root.location, "offers require one another in a circle: " + circle.joined(separator: " -> "),
                help: "remove one of these requirements"))
    }

    /// A circle with its start repeated at the end. Offers are set aside once all they require is; from one that is left, the way along
    /// requirements that are left leads into a circle.
    private static func circle(in requirements: [String: [String]], order: [String]) -> [String]? {
        var waitingFor = requirements.mapValues { required in required.count { requirements[$0] != nil } }
        var requiredBy: [String: [String]] = [:]
        for (id, required) in requirements {
            for other in required { requiredBy[other, default: []].append(id) }
        }
        var free = waitingFor.filter { $0.value == 0 }.map(\.key)
        while let id = free.popLast() {
            for other in requiredBy[id] ?? [] {
                waitingFor[other, default: 0] -= 1
                if waitingFor[other] == 0 { free.append(other) }
            }
        }
        let left = Set(waitingFor.filter { $0.value > 0 }.keys)
        guard var id = order.first(where: left.contains) else { return nil }
        var way: [String] = []
        var places: [String: Int] = [:]
        while places[id] == nil {
            places[id] = way.count
            way.append(id)
            id = (requirements[id] ?? []).first(where: left.contains) ?? id
        }
        return way[(places[id] ?? 0)...] + [id]
    }
}
