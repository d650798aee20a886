import OfferModel

/// The same honest points, the oldest first, as if no limit on redemption were there.
///
/// Both the order and the limit change what is redeemed, in opposite directions; this tells what each of them does. Only a scenario with
/// both, whose points expire, needs it: points that never expire are all redeemed in any order.
struct RedemptionWithoutLimit {
    /// What was redeemed so far.
    private(set) var amount = 0.0
    private var ledgers: [Ledger]

    /// - Parameter customerCounts: of each bundle.
    /// - Returns: nil where the order and the limit do not meet.
    init?(customerCounts: [Int], programme: Programme) {
        guard programme.redemptionOrder == .fifo, programme.maxRedeemShare != nil, let months = programme.pointsExpireAfterMonths else {
            return nil
        }
        ledgers = customerCounts.map { Ledger(customerCount: $0, expiryMonths: months) }
    }

    mutating func accrue(_ amounts: [Double], bundle: Int, variant: Int, month: Int) {
        ledgers[bundle].accrue(amounts, variant: variant, month: month)
    }

    mutating func redeem(share: Double, bundle: Int) {
        _ = ledgers[bundle].redeem(share: share, limit: nil, order: .fifo) { _, _, redeemed in amount += redeemed }
    }

    mutating func expire(bundle: Int, month: Int) {
        ledgers[bundle].expire(inMonth: month) { _, _ in }
    }
}
