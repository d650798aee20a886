import Execution
import OfferEconomics
import OfferModel
import RandomStreams

/// One replication, month by month over all customers (model.md section 10): redeem, accrue, expire.
struct Replication {
    private let dealt: DealtPlan
    private let setting: Setting
    private let number: Int
    private var accounts: [Accounts]
    private var ledgers: [Ledger]
    private var spend: [SpendFactors]
    private var flows: Flows
    private var result = ReplicationResult()
    /// Honest accruals times rho, for what the order of redemption and the limit on it change.
    private var redeemable = 0.0
    private var withoutLimit: RedemptionWithoutLimit?
    /// Fraud accrued last month, by bundle and variant.
    private var fraudToRedeem: [[Double]]

    /// What all replications share.
    struct Setting {
        let seed: UInt64
        /// Number of each segment's macro-segment among those that budgets tell apart; the last stands for all others.
        let macroOfSegment: [Int]
        /// Names of those that budgets tell apart.
        let macros: [String]
        /// Of the budgets, by the closed form.
        let expectedUses: [Double]
        let lastAccrualMonth: Int
        /// Month after which nothing is simulated any more.
        let lastMonth: Int

        /// Months after the last accrual that are simulated where points never expire.
        private static let longestTail = 1200

        init(_ dealt: DealtPlan, seed: UInt64) {
            let scenario = dealt.scenario
            let macros = Set(scenario.budgets.compactMap(\.macro)).sorted()
            let evaluation = PlanEvaluation(of: dealt.plan, in: scenario)
            expectedUses = scenario.budgets.map { $0.expectedUse(by: evaluation, in: scenario) }
            self.seed = seed
            let numbers = Dictionary(uniqueKeysWithValues: macros.enumerated().map { ($1, $0) })
            macroOfSegment = scenario.segments.map { $0.macro.flatMap { numbers[$0] } ?? macros.count }
            self.macros = macros
            lastAccrualMonth = dealt.bundles.flatMap(\.variants).reduce(0) { max($0, $1.activeMonths.upperBound - 1) }
            lastMonth = lastAccrualMonth + (scenario.programme.pointsExpireAfterMonths.map { max($0, 1) } ?? Self.longestTail)
        }
    }

    /// - Returns: nil where the deadline passed first.
    static func run(_ number: Int, of dealt: DealtPlan, _ setting: Setting, deadline: Deadline) -> ReplicationResult? {
        var replication = begun(number, of: dealt, setting, deadline: deadline)
        return replication?.play(until: deadline)
    }

    /// The same replication, told offer by offer and month by month of accrual.
    ///
    /// - Returns: nil where the deadline passed first.
    static func history(of number: Int, of dealt: DealtPlan, _ setting: Setting, deadline: Deadline) -> PlanHistory? {
        guard var replication = begun(number, of: dealt, setting, deadline: deadline) else { return nil }
        replication.flows.recorder = HistoryRecorder(dealt.scenario, lastAccrualMonth: setting.lastAccrualMonth)
        return replication.play(until: deadline) == nil ? nil : replication.flows.recorder?.history
    }

    private static func begun(_ number: Int, of dealt: DealtPlan, _ setting: Setting, deadline: Deadline) -> Replication? {
        var accounts: [Accounts] = []
        for bundle in dealt.bundles {
            guard !deadline.isPassed else { return nil }
            accounts.append(Accounts(of: bundle, seed: setting.seed, replication: number))
        }
        return Replication(number, of: dealt, accounts, setting)
    }

    private init(_ number: Int, of dealt: DealtPlan, _ accounts: [Accounts], _ setting: Setting) {
        let scenario = dealt.scenario
        let programme = scenario.programme
        self.dealt = dealt
        self.setting = setting
        self.number = number
        self.accounts = accounts
        let isPooled = programme.maxRedeemShare == nil && programme.redemptionOrder == .vintage
        ledgers = accounts.map {
            Ledger(customerCount: isPooled ? nil : $0.customers.count, expiryMonths: programme.pointsExpireAfterMonths)
        }
        spend = accounts.map { accounts in
            SpendFactors(
                of: scenario.segments[accounts.bundle.segment], at: accounts.bundle.segment, customers: accounts.customers,
                seed: setting.seed, replication: number)
        }
        flows = Flows(offerCount: scenario.offers.count, macroCount: setting.macros.count + 1, monthCount: setting.lastMonth)
        fraudToRedeem = dealt.bundles.map { [Double](repeating: 0, count: $0.variants.count) }
        result.saved = SavedByLimits(offerCount: scenario.offers.count)
        withoutLimit = RedemptionWithoutLimit(customerCounts: accounts.map(\.customers.count), programme: programme)
    }

    /// Half a kopeck in all: below it points that never expire count as gone.
    private static let dust = 0.005

    private mutating func play(until deadline: Deadline) -> ReplicationResult? {
        countUptake()
        var month = 0
        var outstanding = 0.0
        let pointsExpire = dealt.scenario.programme.pointsExpireAfterMonths != nil
        repeat {
            guard !deadline.isPassed else { return nil }
            month += 1
            let redeemed = redeemAndAccrue(inMonth: month)
            expire(inMonth: month)
            outstanding = ledgers.reduce(0) { $0 + $1.outstanding } + fraudToRedeem.joined().reduce(0, +)
            record(month, outstanding)
            if month > setting.lastAccrualMonth && outstanding < (pointsExpire ? .leastNonzeroMagnitude : Self.dust) { break }
            // A remainder that nobody redeems would stand for ever.
            if month > setting.lastAccrualMonth + 1 && redeemed == 0 && !pointsExpire { break }
        } while month < setting.lastMonth
        result.months.removeLast(result.months.count - month)
        if outstanding > 0 { redeemTheRest(inMonth: month) }
        result.accrued = flows.total(.accrued)
        result.redeemed = flows.total(.cost)
        result.expired = flows.total(.expired)
        result.fraudLoss = flows.total(.fraud)
        let redeemed = result.redeemed - result.fraudLoss
        let unlimited = withoutLimit?.amount ?? (dealt.scenario.programme.maxRedeemShare == nil ? redeemed : redeemable)
        result.saved.oldestFirst = redeemable - unlimited
        result.saved.redeemLimit = unlimited - redeemed
        result.budgetUses = zip(dealt.scenario.budgets, setting.expectedUses).map { budget, expected in
            flows.use(of: budget, in: dealt.scenario, macros: setting.macros) ?? expected
        }
        return result
    }
}

extension Replication {
    /// Completions, fees and the value of the step, all at the offers' start.
    private mutating func countUptake() {
        result.months = Array(repeating: ReplicationResult.Month(), count: setting.lastMonth)
        for accounts in accounts {
            for (variant, held) in zip(accounts.bundle.variants, accounts.holders) {
                let completions = Double(held.uptake.completions)
                let incremental = completions - Double(held.uptake.organic)
                result.completions += completions
                result.incrementalCompletions += incremental
                result.value += incremental * variant.valueChange
                result.feeIncome += completions * variant.externalFee
                let month = variant.activeMonths.lowerBound - 1
                result.months[month].shown += Double(accounts.bundle.customers.count)
                result.months[month].completions += completions
                flows.recorder?.complete(
                    variant.offer, in: accounts.bundle.segment, month: month + 1, completions: completions, incremental: incremental)
            }
        }
    }

    /// - Returns: what was redeemed.
    private mutating func redeemAndAccrue(inMonth month: Int) -> Double {
        var redeemed = 0.0
        var accruals: [Accruals?] = []
        for place in accounts.indices {
            let bundle = accounts[place].bundle
            let isActive = bundle.variants.contains { $0.activeMonths.contains(month) }
            let limit = dealt.scenario.programme.maxRedeemShare
            let isNeeded = isActive || (limit != nil && !ledgers[place].isEmpty)
            let factors = isNeeded ? spend[place].factors(inMonth: month) : []
            redeemed += redeem(place, inMonth: month, factors: factors)
            guard isActive else {
                accruals.append(nil)
                continue
            }
            var accrued = Accruals(of: accounts[place], inMonth: month, factors: factors)
            result.value += accrued.margin
            flows.recorder?.spend(extra: accrued.extraSpend, month: month)
            if let cap = dealt.scenario.programme.monthlyCapPerCustomer {
                result.saved.programmeCap += accrued.scale(
                    to: cap, base: baseCashback(of: bundle.segment, factors: factors), of: accounts[place])
            }
            accruals.append(accrued)
        }
        applyStops(to: &accruals, inMonth: month)
        for place in accounts.indices { book(accruals[place], place, inMonth: month) }
        return redeemed
    }

    private func baseCashback(of segment: SegmentIndex, factors: [Double]) -> [Double] {
        let perFactor = dealt.scenario.segments[segment].basePercent / 100 * dealt.scenario.segments[segment].monthlySpend
        return factors.map { perFactor * $0 }
    }

    private mutating func redeem(_ place: Int, inMonth month: Int, factors: [Double]) -> Double {
        let bundle = accounts[place].bundle
        let segment = dealt.scenario.segments[bundle.segment]
        let programme = dealt.scenario.programme
        let macro = setting.macroOfSegment[bundle.segment.position]
        var redeemed = 0.0
        for (number, amount) in fraudToRedeem[place].enumerated() where amount > 0 {
            let offer = bundle.variants[number].offer.position
            flows.add(amount, .cash, offer: offer, macro: macro, month: month)
            flows.add(amount, .cost, offer: offer, macro: macro, month: month - 1)
            flows.recorder?.redeem(amount, offer: offer, accruedIn: month - 1, month: month)
            redeemed += amount
            fraudToRedeem[place][number] = 0
        }
        let limit = programme.maxRedeemShare.map { Ledger.Limit(perFactor: $0 * segment.monthlySpend, factors: factors) }
        let isLimited = ledgers[place].redeem(share: segment.monthlyRedemption, limit: limit, order: programme.redemptionOrder) {
            let offer = bundle.variants[$0].offer.position
            flows.add($2, .cash, offer: offer, macro: macro, month: month)
            flows.add($2, .cost, offer: offer, macro: macro, month: $1)
            flows.recorder?.redeem($2, offer: offer, accruedIn: $1, month: month)
            redeemed += $2
        }
        withoutLimit?.redeem(share: segment.monthlyRedemption, bundle: place)
        if isLimited { result.saved.isRedeemLimitMet = true }
        return redeemed
    }
}

extension Replication {
    private mutating func applyStops(to accruals: inout [Accruals?], inMonth month: Int) {
        for offer in dealt.scenario.offers.entityIndices {
            guard let stop = dealt.scenario.offers[offer].monthlyStop else { continue }
            let places = accounts.indices.compactMap { place in
                accounts[place].bundle.variants.firstIndex { $0.offer == offer && $0.activeMonths.contains(month) }.map { (place, $0) }
            }
            let total = places.reduce(0) { $0 + accruals[$1.0]!.total(ofVariant: $1.1) }
            guard total > stop else { continue }
            result.saved.stops[offer.position] += total - stop
            pay(offer, places, &accruals, upTo: stop, inMonth: month)
        }
    }

    private func pay(
        _ offer: OfferIndex, _ places: [(bundle: Int, variant: Int)], _ accruals: inout [Accruals?], upTo stop: Double, inMonth month: Int
    ) {
        let claims = places.flatMap { accruals[$0.bundle]!.claims(on: $0.variant, of: accounts[$0.bundle]) }
        let paid = MonthlyStop.paid(claims, stop: stop, offer: offer, month: month, seed: setting.seed, replication: number)
        var left = paid[...]
        for (place, number) in places { accruals[place]!.replaceClaims(on: number, by: &left) }
    }

    /// Puts a bundle's accruals into its ledger, and finds out fraud at the month's end.
    private mutating func book(_ accruals: Accruals?, _ place: Int, inMonth month: Int) {
        guard let accruals else { return }
        let bundle = accounts[place].bundle
        let segment = dealt.scenario.segments[bundle.segment]
        let macro = setting.macroOfSegment[bundle.segment.position]
        let redemption = Redemption(
            monthlyShare: segment.monthlyRedemption, expiryMonths: dealt.scenario.programme.pointsExpireAfterMonths)
        for (number, variant) in bundle.variants.enumerated() where variant.activeMonths.contains(month) {
            let honest = accruals.honest[number].reduce(0, +)
            let fraud = accruals.fraudulent[number].reduce(0, +)
            ledgers[place].accrue(accruals.honest[number], variant: number, month: month)
            withoutLimit?.accrue(accruals.honest[number], bundle: place, variant: number, month: month)
            redeemable += redemption.redeemedShare * honest
            flows.recorder?.accrue(
                honest + fraud, redeemable: redemption.redeemedShare * honest + fraud, offer: variant.offer.position, month: month)
            fraudToRedeem[place][number] = fraud
            flows.add(honest + fraud, .accrued, offer: variant.offer.position, macro: macro, month: month)
            flows.add(fraud, .fraud, offer: variant.offer.position, macro: macro, month: month)
            accounts[place].detectFraud(ofVariant: number, inMonth: month)
        }
    }

    private mutating func expire(inMonth month: Int) {
        for place in accounts.indices {
            let bundle = accounts[place].bundle
            let macro = setting.macroOfSegment[bundle.segment.position]
            ledgers[place].expire(inMonth: month) {
                flows.add($1, .expired, offer: bundle.variants[$0].offer.position, macro: macro, month: month)
            }
            withoutLimit?.expire(bundle: place, month: month)
        }
    }

    /// Without expiry and limit every point is redeemed in the end: what years have left is redeemed at their end.
    private mutating func redeemTheRest(inMonth month: Int) {
        let programme = dealt.scenario.programme
        guard programme.pointsExpireAfterMonths == nil, programme.maxRedeemShare == nil else { return }
        for place in accounts.indices {
            let bundle = accounts[place].bundle
            guard dealt.scenario.segments[bundle.segment].monthlyRedemption > 0 else { continue }
            let macro = setting.macroOfSegment[bundle.segment.position]
            _ = ledgers[place].redeem(share: 1, limit: nil, order: .vintage) {
                let offer = bundle.variants[$0].offer.position
                flows.add($2, .cash, offer: offer, macro: macro, month: month)
                flows.add($2, .cost, offer: offer, macro: macro, month: $1)
                flows.recorder?.redeem($2, offer: offer, accruedIn: $1, month: month)
            }
        }
        record(month, ledgers.reduce(0) { $0 + $1.outstanding })
    }

    private mutating func record(_ month: Int, _ outstanding: Double) {
        result.months[month - 1].accrued = flows.total(.accrued, month: month)
        result.months[month - 1].redeemed = flows.total(.cash, month: month)
        result.months[month - 1].expired = flows.total(.expired, month: month)
        result.months[month - 1].fraud = flows.total(.fraud, month: month)
        result.months[month - 1].outstanding = outstanding
    }
}
