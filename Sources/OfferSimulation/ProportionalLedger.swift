/// Points that are redeemed at the same share of every vintage.
///
/// Where nobody meets the limit, everybody redeems the same share, and sums tell all. Those who meet it in some month are few; they are
/// followed one by one from then on, by what it held back: the excess of what they have left over what they would have without it.
struct ProportionalLedger: Ledger {
    private let expiryMonths: Int?
    /// By month, then by variant.
    private var vintages: [Vintage] = []
    /// One an account: at least what is left of its points, or not a number where it is held back. Empty where there is no limit.
    private var bounds: [Double]
    /// Accounts that met the limit, in that order.
    private var heldBack: [Int32] = []
    /// While nothing is accrued, balances only fall: nobody else may meet the limit in months whose spend is known ahead.
    private var watched: [Int32]?

    /// - Parameters:
    ///   - limitedAccounts: how many accounts a limit looks at; 0 where there is no limit.
    ///   - expiryMonths: E; nil for never.
    init(limitedAccounts: Int, expiryMonths: Int?) {
        bounds = Array(repeating: 0, count: limitedAccounts)
        self.expiryMonths = expiryMonths
    }

    var outstanding: Double {
        vintages.reduce(0) { $0 + $1.outstanding }
    }

    mutating func accrue(_ amounts: [Double], of places: [Int32], variant: Int, month: Int) {
        let isLimited = !bounds.isEmpty
        var vintage = Vintage(
            variant: variant, month: month, places: isLimited ? places : [], amounts: isLimited ? amounts : [], total: amounts.sum)
        for place in heldBack { vintage.holdBack(place) }
        vintages.append(vintage)
        watched = nil
        guard isLimited else { return }
        bounds.withUnsafeMutableBufferPointer { bounds in
            for number in places.indices { bounds[Int(places[number])] += amounts[number] }
        }
    }

    mutating func redeem(share: Double, limit: RedemptionLimit?, record: (_ variant: Int, _ month: Int, _ amount: Double) -> Void) -> Bool {
        guard share > 0, !vintages.isEmpty else { return false }
        let shares = limit.map { sharesOfHeldBack(usually: share, under: $0) } ?? Array(repeating: share, count: heldBack.count)
        for number in vintages.indices {
            record(vintages[number].variant, vintages[number].month, vintages[number].redeem(share, ofHeldBack: shares))
        }
        bounds.withUnsafeMutableBufferPointer { bounds in
            for place in 0..<bounds.count { bounds[place] *= 1 - share }
        }
        return shares.contains { $0 < share }
    }

    mutating func expire(inMonth month: Int, record: (_ variant: Int, _ amount: Double) -> Void) {
        guard let expiryMonths else { return }
        vintages.removeAll { vintage in
            guard vintage.month + expiryMonths <= month else { return false }
            record(vintage.variant, vintage.outstanding)
            return true
        }
    }

    /// Finds out who meets the limit for the first time, and what share the limit leaves to each one held back.
    private mutating func sharesOfHeldBack(usually share: Double, under limit: RedemptionLimit) -> [Double] {
        let suspects = suspects(share, limit)
        let mosts = limit.spend.factors(of: heldBack + suspects).map { limit.perFactor * $0 }
        var shares = heldBack.indices.map { number in
            let balance = vintages.reduce(0) { $0 + $1.balance(ofHeldBack: number) }
            return share * balance > mosts[number] ? mosts[number] / balance : share
        }
        for (place, most) in zip(suspects, mosts.dropFirst(heldBack.count)) where share * bounds[Int(place)] > most {
            let balance = vintages.reduce(0) { $0 + $1.unlimitedBalance(of: place) }
            guard share * balance > most else { continue }
            heldBack.append(place)
            for number in vintages.indices { vintages[number].holdBack(place) }
            bounds[Int(place)] = .nan
            shares.append(most / balance)
        }
        return shares
    }

    /// Those who may meet the limit, by their month's spend or by the bounds on it.
    private mutating func suspects(_ share: Double, _ limit: RedemptionLimit) -> [Int32] {
        switch limit.spend {
        case .drawn(let factors):
            watched = nil
            guard share * bounds.largest > limit.perFactor * factors.smallest else { return [] }
            return bounds.indices.filter { share * bounds[$0] > limit.perFactor * factors[$0] }.map { Int32($0) }
        case .drawable(let factors, let month):
            let isKnown = SpendFactors.knowsSizes(inMonth: month)
            let near =
                (isKnown ? watched : nil)
                ?? factors.places(of: bounds, times: share, thatMayExceed: limit.perFactor, fromMonth: month)
            watched = isKnown ? near : nil
            return near.filter { share * bounds[Int($0)] > limit.perFactor * factors.lowestFactor(of: Int($0), inMonth: month) }
        }
    }
}

extension ProportionalLedger {
    /// Points of one variant that were accrued in one month.
    private struct Vintage {
        /// Points of an account that met the limit.
        private struct Held {
            let accrued: Double
            /// What is left beyond what would be left without the limit.
            var excess = 0.0
        }

        let variant: Int
        let month: Int
        /// Who accrued how much; both empty where there is no limit.
        private let places: [Int32]
        private let amounts: [Double]
        /// What would be left of everybody's points without the limit, and as a share of what was accrued.
        private var unlimited: Double
        private var unlimitedShare = 1.0
        /// In the order of the accounts held back.
        private var held: [Held] = []

        init(variant: Int, month: Int, places: [Int32], amounts: [Double], total: Double) {
            self.variant = variant
            self.month = month
            self.places = places
            self.amounts = amounts
            unlimited = total
        }

        var outstanding: Double { unlimited + held.reduce(0) { $0 + $1.excess } }

        func unlimitedBalance(of place: Int32) -> Double { unlimitedShare * accrued(by: place) }

        func balance(ofHeldBack number: Int) -> Double { unlimitedShare * held[number].accrued + held[number].excess }

        mutating func holdBack(_ place: Int32) { held.append(Held(accrued: accrued(by: place))) }

        /// - Parameters:
        ///   - share: of everybody else's points.
        ///   - shares: of the points of those held back.
        mutating func redeem(_ share: Double, ofHeldBack shares: [Double]) -> Double {
            var redeemed = share * unlimited
            unlimited -= redeemed
            for number in held.indices {
                let kept = unlimitedShare * held[number].accrued * (share - shares[number]) - shares[number] * held[number].excess
                held[number].excess += kept
                redeemed -= kept
            }
            unlimitedShare *= 1 - share
            // Where all were held back in full, rounding may leave less than nothing.
            return max(0, redeemed)
        }

        private func accrued(by place: Int32) -> Double {
            var (begin, end) = (0, places.count)
            while begin < end {
                let middle = (begin + end) / 2
                if places[middle] < place { begin = middle + 1 } else { end = middle }
            }
            return begin < places.count && places[begin] == place ? amounts[begin] : 0
        }
    }
}
