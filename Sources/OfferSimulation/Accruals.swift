import OfferModel

/// What the accounts of one bundle accrue in one month (model.md section 10, step 4), until a stop cuts it.
struct Accruals {
    /// By variant, one for each of its honest accounts; empty where the variant is not active.
    private(set) var honest: [[Double]]
    /// By variant, one for each of its fraudulent accounts.
    private(set) var fraudulent: [[Double]]
    /// The coalition's margin on the spend that the boosts add.
    private(set) var margin = 0.0
    /// The spend that the boosts add.
    private(set) var extraSpend = 0.0

    /// - Parameter factors: of the month's spend, one an account.
    init(of accounts: Accounts, inMonth month: Int, factors: [Double]) {
        let variants = accounts.bundle.variants
        honest = Array(repeating: [], count: variants.count)
        fraudulent = honest
        for (number, variant) in variants.enumerated() where variant.activeMonths.contains(month) {
            let held = accounts.holders[number]
            let spent = held.honest.map { factors[Int($0)] }
            let sum = spent.sum
            margin += sum * variant.marginPerFactor
            extraSpend += sum * variant.extraSpend
            honest[number] = spent.map { min(variant.accrualPerFactor * $0, variant.cap) }
            fraudulent[number] = [Double](repeating: variant.cap, count: held.fraudulent.count)
        }
    }

    func total(ofVariant number: Int) -> Double {
        honest[number].sum + fraudulent[number].sum
    }

    /// Scales base cashback and offers of each customer together to the programme's monthly cap.
    ///
    /// - Parameters:
    ///   - basePerFactor: base cashback per unit of the month's spend factor.
    ///   - factors: one an account.
    /// - Returns: how much of the offers' accruals is scaled away.
    mutating func scale(to cap: Double, basePerFactor: Double, factors: [Double], of accounts: Accounts, inMonth month: Int) -> Double {
        guard mayExceed(cap, basePerFactor: basePerFactor, largestFactor: factors.largest, of: accounts, inMonth: month) else { return 0 }
        var totals = factors.map { basePerFactor * $0 }
        for (number, held) in accounts.holders.enumerated() {
            for (place, amount) in zip(held.honest, honest[number]) { totals[Int(place)] += amount }
            for (place, amount) in zip(held.fraudulent, fraudulent[number]) { totals[Int(place)] += amount }
        }
        guard totals.largest > cap else { return 0 }
        let scales = totals.map { $0 > cap ? cap / $0 : 1 }
        var saved = 0.0
        for (number, held) in accounts.holders.enumerated() {
            saved += Self.scale(&honest[number], of: held.honest, by: scales)
            saved += Self.scale(&fraudulent[number], of: held.fraudulent, by: scales)
        }
        return saved
    }

    /// Whether an account that held every active variant and spent most would exceed the cap.
    private func mayExceed(_ cap: Double, basePerFactor: Double, largestFactor: Double, of accounts: Accounts, inMonth month: Int) -> Bool {
        var most = basePerFactor * largestFactor
        for (number, variant) in accounts.bundle.variants.enumerated() where variant.activeMonths.contains(month) {
            most += fraudulent[number].isEmpty ? min(variant.accrualPerFactor * largestFactor, variant.cap) : variant.cap
        }
        return most > cap
    }

    /// - Returns: how much is scaled away.
    private static func scale(_ amounts: inout [Double], of places: [Int32], by scales: [Double]) -> Double {
        var saved = 0.0
        for number in amounts.indices where scales[Int(places[number])] < 1 {
            let scale = scales[Int(places[number])]
            saved += (1 - scale) * amounts[number]
            amounts[number] *= scale
        }
        return saved
    }

    /// What a variant's accounts ask of its offer's stop: the honest ones, then the fraudulent ones.
    func claims(on number: Int, of accounts: Accounts) -> [MonthlyStop.Claim] {
        func claim(_ place: Int32, _ amount: Double) -> MonthlyStop.Claim {
            MonthlyStop.Claim(segment: accounts.bundle.segment, customer: accounts.customers[Int(place)], amount: amount)
        }
        return zip(accounts.holders[number].honest, honest[number]).map { claim($0, $1) }
            + zip(accounts.holders[number].fraudulent, fraudulent[number]).map { claim($0, $1) }
    }

    /// Puts what was paid in the place of the claims, and takes it from the front of `paid`.
    mutating func replaceClaims(on number: Int, by paid: inout ArraySlice<Double>) {
        for place in honest[number].indices { honest[number][place] = paid.removeFirst() }
        for place in fraudulent[number].indices { fraudulent[number][place] = paid.removeFirst() }
    }
}
