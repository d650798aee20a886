import Execution
import OfferEconomics
import OfferModel

/// One replication, month by month over all customers (model.md section 10): redeem, accrue, expire.
struct Replication {
    private let dealt: DealtPlan
    private let setting: Setting
    private let number: Int
    private var bundles: [FollowedBundle] = []
    private var flows: Flows
    private var result = ReplicationResult()

    /// - Returns: nil where the deadline passed first.
    static func run(_ number: Int, of dealt: DealtPlan, _ setting: Setting, deadline: Deadline) -> ReplicationResult? {
        var replication = Replication(number, of: dealt, setting)
        return replication.followAndPlay(until: deadline)
    }

    /// The same replication, told offer by offer and month by month of accrual.
    ///
    /// - Returns: nil where the deadline passed first.
    static func history(of number: Int, of dealt: DealtPlan, _ setting: Setting, deadline: Deadline) -> PlanHistory? {
        var replication = Replication(number, of: dealt, setting)
        replication.flows.recorder = HistoryRecorder(dealt.scenario, lastAccrualMonth: setting.lastAccrualMonth)
        return replication.followAndPlay(until: deadline) == nil ? nil : replication.flows.recorder?.history
    }

    private init(_ number: Int, of dealt: DealtPlan, _ setting: Setting) {
        self.dealt = dealt
        self.setting = setting
        self.number = number
        flows = Flows(offerCount: dealt.scenario.offers.count, macroCount: setting.macros.count + 1, monthCount: setting.lastMonth)
        result.saved = SavedByLimits(offerCount: dealt.scenario.offers.count)
        result.months = Array(repeating: ReplicationResult.Month(), count: setting.lastMonth)
    }

    private mutating func followAndPlay(until deadline: Deadline) -> ReplicationResult? {
        for bundle in dealt.bundles {
            guard !deadline.isPassed else { return nil }
            follow(bundle)
        }
        return play(until: deadline)
    }

    /// Draws who accrues, and counts completions, fees and the value of the step, all at the offers' start.
    private mutating func follow(_ bundle: DealtPlan.Bundle) {
        let followed = FollowedBundle(
            of: bundle, in: dealt.scenario, macro: setting.macroOfSegment[bundle.segment.position], seed: setting.seed, replication: number)
        for (variant, holders) in zip(bundle.variants, followed.accounts.holders) {
            let completions = Double(holders.completions)
            let incremental = completions - Double(holders.organic)
            result.completions += completions
            result.incrementalCompletions += incremental
            result.value += incremental * variant.valueChange
            result.feeIncome += completions * variant.externalFee
            let month = variant.activeMonths.lowerBound - 1
            result.months[month].shown += Double(bundle.customerCount)
            result.months[month].completions += completions
            flows.recorder?.complete(
                variant.offer, in: bundle.segment, month: month + 1, completions: completions, incremental: incremental)
        }
        bundles.append(followed)
    }

    /// Half a kopeck in all: below it points that never expire count as gone.
    private static let dust = 0.005
    /// Of what is outstanding: less in a month, and a remainder that never expires stands for ever.
    private static let standstill = 1e-12

    private mutating func play(until deadline: Deadline) -> ReplicationResult? {
        var month = 0
        var outstanding = 0.0
        let pointsExpire = dealt.scenario.programme.pointsExpireAfterMonths != nil
        repeat {
            guard !deadline.isPassed else { return nil }
            month += 1
            let redeemed = redeemAndAccrue(inMonth: month)
            for place in bundles.indices { bundles[place].expire(inMonth: month, flows: &flows) }
            outstanding = bundles.reduce(0) { $0 + $1.outstanding }
            record(month, outstanding)
            if month > setting.lastAccrualMonth && outstanding < (pointsExpire ? .leastNonzeroMagnitude : Self.dust) { break }
            if month > setting.lastAccrualMonth + 1 && redeemed <= Self.standstill * outstanding && !pointsExpire { break }
        } while month < setting.lastMonth
        result.months.removeLast(result.months.count - month)
        if outstanding > 0 { redeemTheRest(inMonth: month) }
        close()
        return result
    }

    /// - Returns: what was redeemed.
    private mutating func redeemAndAccrue(inMonth month: Int) -> Double {
        var redeemed = 0.0
        for place in bundles.indices {
            let outcome = bundles[place].redeemAndAccrue(inMonth: month, flows: &flows)
            redeemed += outcome.redeemed
            result.value += outcome.margin
            result.saved.programmeCap += outcome.scaledAway
            if outcome.isRedeemLimitMet { result.saved.isRedeemLimitMet = true }
        }
        applyStops(inMonth: month)
        for place in bundles.indices { bundles[place].book(inMonth: month, flows: &flows) }
        return redeemed
    }

    /// Without expiry and limit every point is redeemed in the end: what years have left is redeemed at their end.
    private mutating func redeemTheRest(inMonth month: Int) {
        let programme = dealt.scenario.programme
        guard programme.pointsExpireAfterMonths == nil, programme.maxRedeemShare == nil else { return }
        for place in bundles.indices { bundles[place].redeemTheRest(inMonth: month, flows: &flows) }
        record(month, bundles.reduce(0) { $0 + $1.outstanding })
    }

    private mutating func record(_ month: Int, _ outstanding: Double) {
        result.months[month - 1].accrued = flows.total(.accrued, month: month)
        result.months[month - 1].redeemed = flows.total(.cash, month: month)
        result.months[month - 1].expired = flows.total(.expired, month: month)
        result.months[month - 1].fraud = flows.total(.fraud, month: month)
        result.months[month - 1].outstanding = outstanding
    }

    /// Adds up the months.
    private mutating func close() {
        result.accrued = flows.total(.accrued)
        result.redeemed = flows.total(.cost)
        result.expired = flows.total(.expired)
        result.fraudLoss = flows.total(.fraud)
        let redeemed = result.redeemed - result.fraudLoss
        let redeemable = bundles.reduce(0) { $0 + $1.redeemable }
        let withoutLimit = bundles.compactMap(\.withoutLimit?.amount)
        let unlimited =
            !withoutLimit.isEmpty
            ? withoutLimit.reduce(0, +) : dealt.scenario.programme.maxRedeemShare == nil ? redeemed : redeemable
        result.saved.oldestFirst = redeemable - unlimited
        result.saved.redeemLimit = unlimited - redeemed
        result.budgetUses = zip(dealt.scenario.budgets, setting.expectedUses).map { budget, expected in
            flows.use(of: budget, in: dealt.scenario, macros: setting.macros) ?? expected
        }
    }
}

extension Replication {
    private mutating func applyStops(inMonth month: Int) {
        for offer in dealt.scenario.offers.entityIndices {
            guard let stop = dealt.scenario.offers[offer].monthlyStop else { continue }
            let places = bundles.indices.compactMap { place in
                bundles[place].activeVariant(of: offer, inMonth: month).map { (bundle: place, variant: $0) }
            }
            let total = places.reduce(0) { $0 + bundles[$1.bundle].accruals!.total(ofVariant: $1.variant) }
            guard total > stop else { continue }
            result.saved.stops[offer.position] += total - stop
            let claims = places.flatMap { bundles[$0.bundle].accruals!.claims(on: $0.variant, of: bundles[$0.bundle].accounts) }
            let paid = MonthlyStop.paid(claims, stop: stop, offer: offer, month: month, seed: setting.seed, replication: number)
            var left = paid[...]
            for (place, variant) in places { bundles[place].accruals!.replaceClaims(on: variant, by: &left) }
        }
    }
}
