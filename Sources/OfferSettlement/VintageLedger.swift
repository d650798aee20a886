/// Points of one payer that were accrued in one month, in whole minor units (model.md section 13).
///
/// What has been redeemed of them so far is rounded, and each month has the difference to the month before. Expiry closes the vintage with
/// what is left of it, so that nothing is lost to rounding. A vintage that never expires is closed in the month after which less than half
/// a minor unit is still to be redeemed.
package struct VintageLedger: Sendable {
    /// Position among the parties.
    package let payer: Int
    /// Calendar month of accrual; 0 and below for points that were there when the plan began.
    package let vintage: Int
    package let accrued: Int64
    /// Paid at accrual where settlement is at issue: what is expected to be redeemed. nil for points that were there before, which are
    /// settled as they are redeemed whatever the basis.
    package let issued: Int64?
    /// The month at whose end points expire; nil for never.
    package let expiryMonth: Int?
    /// Redeemed so far, at the end of `firstMonth` and of those after it.
    private let redeemedSoFar: [Int64]
    /// The first month in which points can be redeemed.
    private let firstMonth: Int

    /// What a vintage comes to, in currency units and not yet rounded.
    struct Amounts {
        var accrued = 0.0
        /// What accrual promises to be redeemed.
        var redeemable = 0.0
        /// From the first month in which points can be redeemed.
        var redeemed: [Double] = []
        /// What never expires, and is never redeemed.
        var stranded = 0.0
    }

    /// Points that the plan brings.
    init(_ amounts: Amounts, payer: Int, vintage: Int, expiryMonths: Int?) {
        let accrued = MinorUnits.rounded(amounts.accrued)
        // A promise of everything is a promise of every kopeck, whatever sums in another order differ by.
        let promisesAll = expiryMonths == nil && amounts.accrued - amounts.redeemable <= 1e-12 * amounts.accrued
        let issued = promisesAll ? accrued : min(accrued, MinorUnits.rounded(amounts.redeemable))
        self.init(amounts, accrued: accrued, issued: issued, payer: payer, vintage: vintage, expiryMonths: expiryMonths)
    }

    /// - Parameters:
    ///   - accrued: exactly.
    ///   - issued: nil where the points were there before the plan.
    init(_ amounts: Amounts, accrued: Int64, issued: Int64?, payer: Int, vintage: Int, expiryMonths: Int?) {
        self.payer = payer
        self.vintage = vintage
        self.accrued = accrued
        self.issued = issued
        expiryMonth = expiryMonths.map { vintage + $0 }
        firstMonth = max(1, vintage + 1)
        redeemedSoFar = Self.redeemedSoFar(amounts, of: accrued, expires: expiryMonths != nil)
    }

    private static func redeemedSoFar(_ amounts: Amounts, of accrued: Int64, expires: Bool) -> [Int64] {
        let total = amounts.redeemed.reduce(0, +)
        guard total > 0 else { return [] }
        let final = expires || amounts.stranded > 0 ? min(accrued, MinorUnits.rounded(total)) : accrued
        var soFar: [Int64] = []
        var exact = 0.0
        for amount in amounts.redeemed {
            exact += amount
            soFar.append(min(final, MinorUnits.rounded(exact)))
            if !expires, (total - exact) * MinorUnits.perUnit < 0.5 { break }
        }
        if !expires { soFar[soFar.count - 1] = final }
        return soFar
    }
}

extension VintageLedger {
    /// What is redeemed of the vintage in all.
    package var redeemedInAll: Int64 { redeemedSoFar.last ?? 0 }

    /// What expires of it.
    package var expiredInAll: Int64 { expiryMonth == nil ? 0 : accrued - redeemedInAll }

    /// What is neither redeemed nor expires.
    package var neverRedeemed: Int64 { expiryMonth == nil ? accrued - redeemedInAll : 0 }

    /// The month in which the last of it is redeemed or expires; that of accrual where neither ever happens.
    package var lastMonth: Int {
        if let expiryMonth { return expiryMonth }
        // Trailing months in which nothing whole is redeemed do not count.
        let done = redeemedSoFar.firstIndex(of: redeemedInAll) ?? 0
        return redeemedInAll > 0 ? firstMonth + done : max(0, vintage)
    }

    /// Redeemed so far at the end of a month.
    func redeemed(through month: Int) -> Int64 {
        month < firstMonth ? 0 : redeemedSoFar.isEmpty ? 0 : redeemedSoFar[min(month - firstMonth, redeemedSoFar.count - 1)]
    }

    func redeemed(inMonth month: Int) -> Int64 { redeemed(through: month) - redeemed(through: month - 1) }

    func accrued(inMonth month: Int) -> Int64 { month == vintage ? accrued : 0 }

    func expired(inMonth month: Int) -> Int64 { month == expiryMonth ? expiredInAll : 0 }

    /// Neither redeemed nor expired at the end of a month.
    func outstanding(atEndOf month: Int) -> Int64 {
        guard month >= vintage else { return 0 }
        return accrued - redeemed(through: month) - (month >= expiryMonth ?? .max ? expiredInAll : 0)
    }

    /// Of what is outstanding at the end of a month, the part that expires later or is never redeemed.
    func breakage(atEndOf month: Int) -> Int64 {
        guard month >= vintage, month < expiryMonth ?? .max else { return 0 }
        return expiredInAll + neverRedeemed
    }

    /// Paid so far at the end of a month: what was issued, more as soon as more has been redeemed, and what was redeemed once the last of
    /// the vintage has been redeemed or has expired.
    func paid(through month: Int, basis: Settlement.Basis) -> Int64 {
        guard basis == .issue, let issued, month >= vintage, month < lastMonth else { return redeemed(through: month) }
        return max(issued, redeemed(through: month))
    }
}
