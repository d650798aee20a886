package import OfferModel

extension PlanHistory {
    /// What the closed form expects of a plan (model.md section 6), in each segment at its own theta.
    ///
    /// Sums are taken in `Double` over all segments, offer by offer and month by month; whoever keeps ledgers rounds them afterwards.
    package init(expectedOf evaluation: PlanEvaluation, in scenario: Scenario) {
        let lines = evaluation.lines.filter { $0.customers > 0 }
        let lastMonth = lines.map { $0.valuation.economics.activeMonths.upperBound - 1 }.max() ?? 0
        var points = scenario.offers.map { OfferPoints(startMonth: $0.startMonth) }
        var fees = scenario.offers.map { _ in [Double](repeating: 0, count: lastMonth) }
        var gains = scenario.assets.map { _ in [Double](repeating: 0, count: lastMonth) }
        let members = scenario.assets.entityIndices.filter { !scenario.assets[$0].isExternal }
        for line in lines {
            let offer = evaluation.offer(of: line)
            let economics = line.valuation.economics
            points[offer.position].add(economics, customers: line.customers)
            fees[offer.position][economics.activeMonths.lowerBound - 1] += line.customers * economics.fee
            for asset in members {
                for month in economics.activeMonths {
                    gains[asset.position][month - 1] += line.customers * line.valuation.gain(of: asset, inMonth: month)
                }
            }
        }
        self.init(vintages: scenario.offers.entityIndices.flatMap { points[$0.position].vintages(of: $0) }, fees: fees, gains: gains)
    }
}

/// Expected points of one offer, by the duration of the variants that bring them: the same in each of their months.
private struct OfferPoints {
    /// Honest points of one month, of all segments that are shown variants of one duration.
    struct Honest {
        var accrued = 0.0
        /// One month after accrual, two months after it, and so on.
        var redeemed: [Double] = []
        /// What nobody redeems though it never expires.
        var stranded = 0.0
    }

    let startMonth: Int
    private var honest: [Int: Honest] = [:]
    /// By month of the offer, from its first.
    private var fraud: [Double] = []

    init(startMonth: Int) {
        self.startMonth = startMonth
    }

    mutating func add(_ economics: PairEconomics, customers: Double) {
        let duration = economics.activeMonths.count
        honest[duration, default: Honest()].add(customers * economics.completion * economics.monthlyAccrual, economics.redemption)
        if fraud.count < duration { fraud += [Double](repeating: 0, count: duration - fraud.count) }
        for (place, month) in economics.activeMonths.enumerated() { fraud[place] += customers * economics.fraud(inMonth: month) }
    }

    func vintages(of offer: OfferIndex) -> [PlanHistory.Vintage] {
        let durations = honest.keys.sorted()
        return fraud.indices.map { place in
            let active = durations.filter { $0 > place }.map { honest[$0]! }
            var redeemed = [Double](repeating: 0, count: max(1, active.map(\.redeemed.count).max() ?? 0))
            for points in active {
                for (age, amount) in points.redeemed.enumerated() { redeemed[age] += amount }
            }
            redeemed[0] += fraud[place]
            return PlanHistory.Vintage(
                offer: offer, month: startMonth + place, accrued: active.reduce(fraud[place]) { $0 + $1.accrued },
                redeemable: redeemed.reduce(0, +), redeemed: redeemed, stranded: active.reduce(0) { $0 + $1.stranded })
        }
    }
}

extension OfferPoints.Honest {
    mutating func add(_ amount: Double, _ redemption: Redemption) {
        accrued += amount
        if redemption.redeemedShare == 0, redemption.expiryMonths == nil { stranded += amount }
        for (age, part) in redemption.schedule(of: amount).enumerated() {
            if redeemed.count == age { redeemed.append(0) }
            redeemed[age] += part
        }
    }
}
