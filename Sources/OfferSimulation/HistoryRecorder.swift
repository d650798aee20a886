import OfferEconomics
import OfferModel

/// Writes one replication down for settlement: points by offer, month of accrual and month of redemption, fees and value by month. Every
/// figure is a sum over single customers.
struct HistoryRecorder {
    private struct Points {
        var accrued = 0.0
        var redeemable = 0.0
        /// One month after accrual, two months after it, and so on.
        var redeemed: [Double] = []
    }

    private let scenario: Scenario
    /// By offer, then by month of accrual from 1.
    private var points: [[Points]]
    /// By offer, then by month from 1.
    private var fees: [[Double]]
    /// By asset, then by month from 1.
    private var gains: [[Double]]

    init(_ scenario: Scenario, lastAccrualMonth: Int) {
        self.scenario = scenario
        points = scenario.offers.map { _ in Array(repeating: Points(), count: lastAccrualMonth) }
        fees = scenario.offers.map { _ in Array(repeating: 0, count: lastAccrualMonth) }
        gains = scenario.assets.map { _ in Array(repeating: 0, count: lastAccrualMonth) }
    }

    private var members: [AssetIndex] { scenario.assets.entityIndices.filter { !scenario.assets[$0].isExternal } }

    /// - Parameter incremental: completions less those that would have come anyway.
    mutating func complete(_ offer: OfferIndex, in segment: SegmentIndex, month: Int, completions: Double, incremental: Double) {
        fees[offer.position][month - 1] += completions * scenario.offers[offer].acquisitionFee
        for asset in members { gains[asset.position][month - 1] += incremental * scenario.values[segment, offer, asset].change }
    }

    /// - Parameter extra: spend that boosts add.
    mutating func spend(extra: Double, month: Int) {
        for asset in members {
            gains[asset.position][month - 1] += extra * scenario.assets[asset].earnShare * scenario.assets[asset].margin
        }
    }

    /// - Parameter redeemable: what is expected to be redeemed of it.
    mutating func accrue(_ amount: Double, redeemable: Double, offer: Int, month: Int) {
        points[offer][month - 1].accrued += amount
        points[offer][month - 1].redeemable += redeemable
    }

    mutating func redeem(_ amount: Double, offer: Int, accruedIn vintage: Int, month: Int) {
        let age = month - vintage
        let missing = age - points[offer][vintage - 1].redeemed.count
        if missing > 0 { points[offer][vintage - 1].redeemed += Array(repeating: 0, count: missing) }
        points[offer][vintage - 1].redeemed[age - 1] += amount
    }

    /// What was written down; call it when the replication is over.
    var history: PlanHistory {
        PlanHistory(
            vintages: scenario.offers.entityIndices.flatMap { offer in
                points[offer.position].enumerated().filter { $1.accrued > 0 }.map { vintage($1, of: offer, month: $0 + 1) }
            }, fees: fees, gains: gains)
    }

    private func vintage(_ points: Points, of offer: OfferIndex, month: Int) -> PlanHistory.Vintage {
        let left = points.accrued - points.redeemed.reduce(0, +)
        // What sums in another order differ by is no points.
        let isStranded = scenario.programme.pointsExpireAfterMonths == nil && left > 1e-12 * points.accrued
        return PlanHistory.Vintage(
            offer: offer, month: month, accrued: points.accrued, redeemable: points.redeemable, redeemed: points.redeemed,
            stranded: isStranded ? left : 0)
    }
}
