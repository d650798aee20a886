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
}
