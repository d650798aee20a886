import Foundation

/// How honest points turn into redemptions over time (model.md section 6).
package struct Redemption: Sendable {
    /// theta, share of a point's remainder redeemed per month, in [0, 1].
    package let monthlyShare: Double
    /// E, months after which points expire; nil for never.
    package let expiryMonths: Int?

    package init(monthlyShare: Double, expiryMonths: Int?) {
        self.monthlyShare = monthlyShare
        self.expiryMonths = expiryMonths
    }

    /// rho = 1 - (1 - theta)^E, the share of every honest point that is redeemed in the end.
    package var redeemedShare: Double {
        guard let expiryMonths else { return monthlyShare > 0 ? 1 : 0 }
        return 1 - pow(1 - monthlyShare, Double(expiryMonths))
    }

    /// Share of a month's accrual that is redeemed `age` months after it: theta (1 - theta)^(age - 1) for age in 1...E, else 0.
    package func share(redeemedAtAge age: Int) -> Double {
        guard age >= 1, age <= expiryMonths ?? .max else { return 0 }
        return monthlyShare * pow(1 - monthlyShare, Double(age - 1))
    }

    /// Months for which points that never expire are followed; what is left then is redeemed at their end.
    package static let longestTail = 1_200

    /// A remainder that is so much smaller than what was accrued goes with the last redemption: no sum can see it.
    private static let negligible = 0x1p-60

    /// What is redeemed of an amount one month after accrual, two months after it, and so on, until it expires or is gone.
    package func schedule(of amount: Double) -> [Double] {
        guard amount > 0, monthlyShare > 0 else { return [] }
        let months = expiryMonths ?? Self.longestTail
        var left = amount
        var redeemed: [Double] = []
        while redeemed.count < months, left > 0 {
            let isLast = expiryMonths == nil && (redeemed.count == months - 1 || left <= Self.negligible * amount)
            redeemed.append(isLast ? left : monthlyShare * left)
            left = isLast ? 0 : (1 - monthlyShare) * left
        }
        return redeemed
    }
}
