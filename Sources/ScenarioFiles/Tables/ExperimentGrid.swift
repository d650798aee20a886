import OfferModel

/// The grids of all offers with the numbers that their variants have in the scenario.
struct ExperimentGrid {
    struct Axes {
        let id: String
        let percents: [Int]
        let caps: [Double?]
        let months: [Int]
        /// Number of the first variant.
        let first: Int

        var onlyPercent: Double? { percents.count == 1 ? Double(percents[0]) / 100 : nil }
        var onlyCap: Double? { caps.count == 1 ? caps[0] : nil }
        var onlyDuration: Double? { months.count == 1 ? Double(months[0]) : nil }

        /// nil where the grid does not have it. Variants are numbered by percent, cap and duration, as the scenario does.
        func variant(percent: Double, cap: Double?, months duration: Double) -> Int? {
            guard let percent = percents.firstIndex(where: { Double($0) / 100 == percent }),
                let cap = caps.firstIndex(where: { $0 == cap }), let duration = months.firstIndex(where: { Double($0) == duration })
            else { return nil }
            return first + (percent * caps.count + cap) * months.count + duration
        }
    }

    private let offers: [Axes]

    init(in root: TreeNode) {
        var offers: [Axes] = []
        var first = 0
        for node in root.items("offers") {
            let caps = node.numbers("monthly_caps")
            let axes = Axes(
                id: node.id ?? "", percents: node.numbers("percents").filter { (0...100).contains($0) }.map { Int(($0 * 100).rounded()) },
                caps: caps.isEmpty ? [nil] : caps, months: node.items("months").compactMap(\.integer), first: first)
            first += axes.percents.count * axes.caps.count * axes.months.count
            offers.append(axes)
        }
        self.offers = offers
    }

    var hasOneOffer: Bool { offers.count == 1 }

    /// Offers with more than one choice on an axis.
    func several<Choice>(_ axis: (Axes) -> [Choice]) -> Set<String> { Set(offers.filter { axis($0).count != 1 }.map(\.id)) }

    /// nil for an offer that is not there.
    func axes(of offer: Int) -> Axes? { offers.indices.contains(offer) ? offers[offer] : nil }
}
