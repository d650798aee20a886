import OfferEconomics
import OfferModel

/// Those of one bundle's customers who accrue, through the months of one replication (model.md section 10, steps 3 to 6).
struct FollowedBundle {
    private(set) var accounts: Accounts
    /// Of this month, until they are booked; nil where no variant is active.
    var accruals: Accruals?
    /// Honest accruals times rho, for what the order of redemption and the limit on it change.
    private(set) var redeemable = 0.0
    private(set) var withoutLimit: RedemptionWithoutLimit?

    private let segment: Segment
    private let programme: Programme
    /// Number of the macro-segment among those that budgets tell apart.
    private let macro: Int
    /// Position of each variant's offer.
    private let offers: [Int]
    private var spend: SpendFactors
    private var ledger: any Ledger
    /// Fraud accrued last month, by variant.
    private var fraudToRedeem: [Double]

    /// What a month brings besides points.
    struct Month {
        var redeemed = 0.0
        /// On the spend that the boosts add.
        var margin = 0.0
        /// Accruals that the programme's cap scales away.
        var scaledAway = 0.0
        var isRedeemLimitMet = false
    }

    init(of bundle: DealtPlan.Bundle, in scenario: Scenario, macro: Int, seed: UInt64, replication: Int) {
        let accounts = Accounts(of: bundle, seed: seed, replication: replication)
        let programme = scenario.programme
        let expiry = programme.pointsExpireAfterMonths
        self.accounts = accounts
        self.programme = programme
        self.macro = macro
        offers = bundle.variants.map(\.offer.position)
        segment = scenario.segments[bundle.segment]
        spend = SpendFactors(
            of: segment, at: bundle.segment, customers: accounts.customers, seed: seed, replication: replication)
        switch programme.redemptionOrder {
        case .vintage:
            let isLimited = programme.maxRedeemShare != nil
            ledger = ProportionalLedger(limitedAccounts: isLimited ? accounts.customers.count : 0, expiryMonths: expiry)
        case .fifo:
            ledger = OldestFirstLedger(accountCount: accounts.customers.count, expiryMonths: expiry)
        }
        withoutLimit = RedemptionWithoutLimit(accountCount: accounts.customers.count, programme: programme)
        fraudToRedeem = Array(repeating: 0, count: bundle.variants.count)
    }

    private var bundle: DealtPlan.Bundle { accounts.bundle }

    /// Points neither redeemed nor expired.
    var outstanding: Double { ledger.outstanding + fraudToRedeem.reduce(0, +) }

    /// The variant of an offer that is active in a month.
    func activeVariant(of offer: OfferIndex, inMonth month: Int) -> Int? {
        bundle.variants.firstIndex { $0.offer == offer && $0.activeMonths.contains(month) }
    }

    /// Redeems, and works out the accruals as far as the bundle alone can tell.
    mutating func redeemAndAccrue(inMonth month: Int, flows: inout Flows) -> Month {
        var outcome = Month()
        let isActive = bundle.variants.contains { $0.activeMonths.contains(month) }
        let factors = isActive ? spend.factors(inMonth: month) : nil
        let limit = redeemLimit(inMonth: month, factors: factors)
        outcome.redeemed = redeemFraud(inMonth: month, flows: &flows)
        let share = segment.monthlyRedemption
        outcome.isRedeemLimitMet = redeemHonest(share, under: limit, inMonth: month, &outcome.redeemed, flows: &flows)
        withoutLimit?.redeem(share: share)
        guard let factors else { return outcome }
        var accrued = Accruals(of: accounts, inMonth: month, factors: factors)
        outcome.margin = accrued.margin
        flows.recorder?.spend(extra: accrued.extraSpend, month: month)
        if let cap = programme.monthlyCapPerCustomer {
            outcome.scaledAway = accrued.scale(
                to: cap, basePerFactor: segment.basePercent / 100 * segment.monthlySpend, factors: factors, of: accounts, inMonth: month)
        }
        accruals = accrued
        return outcome
    }

    /// - Parameter factors: of everybody's spend; nil where they are not drawn.
    private mutating func redeemLimit(inMonth month: Int, factors: [Double]?) -> RedemptionLimit? {
        guard let share = programme.maxRedeemShare else { return nil }
        if factors == nil { spend.findLowestFactors() }
        let monthSpend: MonthSpend = factors.map { .drawn($0) } ?? .drawable(spend, month: month)
        return RedemptionLimit(perFactor: share * segment.monthlySpend, spend: monthSpend)
    }

    /// All of last month's fraud.
    private mutating func redeemFraud(inMonth month: Int, flows: inout Flows) -> Double {
        var redeemed = 0.0
        for (number, amount) in fraudToRedeem.enumerated() where amount > 0 {
            flows.add(amount, .cash, offer: offers[number], macro: macro, month: month)
            flows.add(amount, .cost, offer: offers[number], macro: macro, month: month - 1)
            flows.recorder?.redeem(amount, offer: offers[number], accruedIn: month - 1, month: month)
            redeemed += amount
            fraudToRedeem[number] = 0
        }
        return redeemed
    }

    /// - Parameter redeemed: what is redeemed is added to it.
    /// - Returns: whether an account met the limit.
    private mutating func redeemHonest(
        _ share: Double, under limit: RedemptionLimit?, inMonth month: Int, _ redeemed: inout Double, flows: inout Flows
    ) -> Bool {
        let (offers, macro) = (offers, macro)
        return ledger.redeem(share: share, limit: limit) { variant, accrualMonth, amount in
            flows.add(amount, .cash, offer: offers[variant], macro: macro, month: month)
            flows.add(amount, .cost, offer: offers[variant], macro: macro, month: accrualMonth)
            flows.recorder?.redeem(amount, offer: offers[variant], accruedIn: accrualMonth, month: month)
            redeemed += amount
        }
    }

    /// Puts the month's accruals, cut by stops, into the ledger, and finds out fraud at the month's end.
    mutating func book(inMonth month: Int, flows: inout Flows) {
        guard let accruals else { return }
        self.accruals = nil
        let rho = Redemption(monthlyShare: segment.monthlyRedemption, expiryMonths: programme.pointsExpireAfterMonths).redeemedShare
        for (number, variant) in bundle.variants.enumerated() where variant.activeMonths.contains(month) {
            let honest = accruals.honest[number].sum
            let fraud = accruals.fraudulent[number].sum
            let holders = accounts.holders[number].honest
            ledger.accrue(accruals.honest[number], of: holders, variant: number, month: month)
            withoutLimit?.accrue(accruals.honest[number], of: holders, variant: number, month: month)
            redeemable += rho * honest
            fraudToRedeem[number] = fraud
            flows.add(honest + fraud, .accrued, offer: offers[number], macro: macro, month: month)
            flows.add(fraud, .fraud, offer: offers[number], macro: macro, month: month)
            flows.recorder?.accrue(honest + fraud, redeemable: rho * honest + fraud, offer: offers[number], month: month)
            accounts.detectFraud(ofVariant: number, inMonth: month)
        }
    }

    mutating func expire(inMonth month: Int, flows: inout Flows) {
        let (offers, macro) = (offers, macro)
        ledger.expire(inMonth: month) { variant, amount in
            flows.add(amount, .expired, offer: offers[variant], macro: macro, month: month)
        }
        withoutLimit?.expire(inMonth: month)
    }

    /// Redeems what is left, as far as anybody redeems at all.
    mutating func redeemTheRest(inMonth month: Int, flows: inout Flows) {
        guard segment.monthlyRedemption > 0 else { return }
        var redeemed = 0.0
        _ = redeemHonest(1, under: nil, inMonth: month, &redeemed, flows: &flows)
    }
}
