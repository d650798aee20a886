/// Spend, its variation and persistence, and redemption by segment, out of transactions (model.md section 14).
package struct SpendCalibration: Sendable {
    /// What the rate of redemption is made from.
    package enum PointsBasis: String, Sendable {
        /// Points redeemed in a month by points that were there at its start.
        case balances
        /// Share of months in which a customer redeems anything: a proxy, for want of points earned.
        case activity
        case none
    }

    /// Where a segment's customers come from: the window of months and the segment of each.
    package struct Setting: Sendable {
        package let segments: [String]
        /// By customer, a place in `segments`.
        package let segmentOfCustomer: [Int]
        package let firstMonth: Int
        package let monthCount: Int
        package let points: PointsBasis
        /// E, the months after which points expire; nil for never.
        package let expiry: Int?

        package init(
            segments: [String], segmentOfCustomer: [Int], firstMonth: Int, monthCount: Int, points: PointsBasis, expiry: Int?
        ) {
            self.segments = segments
            self.segmentOfCustomer = segmentOfCustomer
            self.firstMonth = firstMonth
            self.monthCount = monthCount
            self.points = points
            self.expiry = expiry
        }
    }

    /// By segment, sorted.
    package let segments: [SegmentSpend]
    package let findings: [SpendFinding]

    /// Fewer customers say little about variation.
    private static let fewCustomers = 30

    package init(_ history: SpendHistory, _ setting: Setting) {
        var estimations = [SpendEstimation](repeating: SpendEstimation(), count: setting.segments.count)
        Self.forEachCustomer(of: history, setting) { segment, moments in estimations[segment].add(moments) }
        var errors = estimations.map { SpendErrors($0) }
        Self.forEachCustomer(of: history, setting) { segment, moments in errors[segment].add(moments) }
        segments = setting.segments.indices.map {
            errors[$0].result(segment: setting.segments[$0], monthCount: setting.monthCount, points: setting.points)
        }
        findings =
            Self.general(setting)
            + zip(segments, estimations).flatMap { Self.findings($0, unexplained: $1.unexplainedShare, setting) }
    }

    private static func forEachCustomer(of history: SpendHistory, _ setting: Setting, _ body: (Int, CustomerMoments) -> Void) {
        for (customer, segment) in setting.segmentOfCustomer.enumerated() {
            body(
                segment,
                CustomerMoments(
                    of: customer, in: history, firstMonth: setting.firstMonth, monthCount: setting.monthCount, expiry: setting.expiry,
                    hasPoints: setting.points != .none))
        }
    }

    private static func general(_ setting: Setting) -> [SpendFinding] {
        var findings: [SpendFinding] = []
        switch setting.points {
        case .balances: break
        case .activity:
            findings.append(
                SpendFinding(
                    code: "redemption-proxy", segment: nil,
                    message: "monthly_redemption is the share of months with a redemption, for want of points earned",
                    help: "add the column `earned` to measure it on balances"))
        case .none:
            findings.append(
                SpendFinding(
                    code: "no-points", segment: nil, message: "the table says nothing about points, so monthly_redemption is blank",
                    help: "add the columns `earned` and `redeemed`"))
        }
        if setting.monthCount == 1 {
            findings.append(
                SpendFinding(
                    code: "one-month", segment: nil, message: "one month cannot tell what of the spend is the customer's own",
                    help: "export several months for spend_persistence"))
        }
        return findings
    }

    private static func findings(_ spend: SegmentSpend, unexplained: Double, _ setting: Setting) -> [SpendFinding] {
        var findings: [SpendFinding] = []
        func add(_ code: String, _ message: String, _ help: String) {
            findings.append(SpendFinding(code: code, segment: spend.segment, message: message, help: help))
        }
        if spend.customers < fewCustomers {
            let count = spend.customers == 1 ? "1 customer is" : "\(spend.customers) customers are"
            add("too-few", "\(count) too few to tell variation and persistence", "join the segment with another")
        }
        if spend.monthlySpend.value < 0 {
            add("negative-spend", "more is returned than spent, which no scenario takes", "look at the signs, or leave the segment out of a plan")
        } else if spend.variation == nil {
            add("no-spend", "nothing is spent, or too unevenly to tell a variation", "leave the segment out of a plan")
        }
        if setting.points == .balances, unexplained > 0.01 {
            add(
                "points-from-before",
                "\(Int((100 * unexplained).rounded())) % of the points redeemed were not earned in these months",
                "export from an earlier month on; monthly_redemption is not reliable")
        }
        if setting.points == .balances, spend.redemption == nil {
            add("no-balances", "no points were there to be redeemed", "monthly_redemption is blank")
        }
        return findings
    }
}
