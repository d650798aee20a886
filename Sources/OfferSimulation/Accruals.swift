import OfferModel

/// What the accounts of one bundle accrue in one month (model.md section 10, step 4), until a stop cuts it.
struct Accruals {
    /// By variant, one an account; empty where the variant is not active.
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
            var spent = 0.0
            honest[number] = [Double](unsafeUninitializedCapacity: factors.count) { amounts, count in
                for account in 0..<factors.count {
                    amounts[account] = held.honest[account] * min(variant.accrualPerFactor * factors[account], variant.cap)
                    spent += held.honest[account] * factors[account]
                }
                count = factors.count
            }
            margin += spent * variant.marginPerFactor
            extraSpend += spent * variant.extraSpend
            fraudulent[number] = [Double](repeating: variant.cap, count: held.fraudulent.count)
        }
    }

    func total(ofVariant number: Int) -> Double {
        honest[number].reduce(0, +) + fraudulent[number].reduce(0, +)
    }

    /// Scales base cashback and offers of each customer together to the programme's monthly cap.
    ///
    /// - Parameter base: base cashback, one an account.
    /// - Returns: how much of the offers' accruals is scaled away.
    mutating func scale(to cap: Double, base: [Double], of accounts: Accounts) -> Double {
        var totals = base
        for (number, held) in accounts.holders.enumerated() {
            if !honest[number].isEmpty {
                for account in totals.indices { totals[account] += honest[number][account] }
            }
            for (account, amount) in zip(held.fraudulent, fraudulent[number]) { totals[account] += amount }
        }
        guard totals.contains(where: { $0 > cap }) else { return 0 }
        let scales = totals.map { $0 > cap ? cap / $0 : 1 }
        var saved = 0.0
        for (number, held) in accounts.holders.enumerated() {
            for account in honest[number].indices {
                saved += (1 - scales[account]) * honest[number][account]
                honest[number][account] *= scales[account]
            }
            for position in fraudulent[number].indices {
                let scale = scales[held.fraudulent[position]]
                saved += (1 - scale) * fraudulent[number][position]
                fraudulent[number][position] *= scale
            }
        }
        return saved
    }

    /// What a variant's accounts ask of its offer's stop: the honest ones who accrue, then the fraudulent ones.
    func claims(on number: Int, of accounts: Accounts) -> [MonthlyStop.Claim] {
        func claim(_ account: Int, _ amount: Double) -> MonthlyStop.Claim {
            MonthlyStop.Claim(segment: accounts.bundle.segment, customer: accounts.customers[account], amount: amount)
        }
        return honest[number].enumerated().filter { $1 > 0 }.map { claim($0, $1) }
            + zip(accounts.holders[number].fraudulent, fraudulent[number]).map { claim($0, $1) }
    }

    /// Puts what was paid in the place of the claims, and takes it from the front of `paid`.
    mutating func replaceClaims(on number: Int, by paid: inout ArraySlice<Double>) {
        for account in honest[number].indices where honest[number][account] > 0 { honest[number][account] = paid.removeFirst() }
        for position in fraudulent[number].indices { fraudulent[number][position] = paid.removeFirst() }
    }
}
