import OfferModel

/// The same honest points of one bundle, the oldest first, as if no limit on redemption were there.
///
/// Both the order and the limit change what is redeemed, in opposite directions; this tells what each of them does. Only a scenario with
/// both, whose points expire, needs it: points that never expire are all redeemed in any order.
struct RedemptionWithoutLimit {
    /// What was redeemed so far.
    private(set) var amount = 0.0
    private var ledger: OldestFirstLedger

    /// - Returns: nil where the order and the limit do not meet.
    init?(accountCount: Int, programme: Programme) {
        guard programme.redemptionOrder == .fifo, programme.maxRedeemShare != nil, let months = programme.pointsExpireAfterMonths else {
            return nil
        }
        ledger = OldestFirstLedger(accountCount: accountCount, expiryMonths: months)
    }

    mutating func accrue(_ amounts: [Double], of places: [Int32], variant: Int, month: Int) {
        ledger.accrue(amounts, of: places, variant: variant, month: month)
    }

    mutating func redeem(share: Double) {
        var sum = 0.0
        _ = ledger.redeem(share: share, limit: nil) { _, _, redeemed in sum += redeemed }
        amount += sum
    }

    mutating func expire(inMonth month: Int) {
        ledger.expire(inMonth: month) { _, _ in }
    }
}
