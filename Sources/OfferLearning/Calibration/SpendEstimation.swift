import Foundation

/// Estimates of one segment with standard errors that count customers, not rows: a customer's months go together.
///
/// With y, q and r a customer's mean spend, mean square and mean product of two different months, and bars for means over customers:
///
///     m = y bar        sigma^2 = ln q bar - ln m^2      c = sqrt(exp(sigma^2) - 1)
///     persistence = (ln r bar - ln m^2) / sigma^2
///
/// as for lognormal spend, whose products of two months have the mean m^2 exp(p sigma^2). m^2 is freed of the square of its own error.
/// Standard errors are those of the linearised estimates (model.md section 14).
struct SpendEstimation {
    private var sums = (spend: 0.0, square: 0.0, product: 0.0, redeemed: 0.0, redeemable: 0.0, unexplained: 0.0, redeemingMonths: 0.0)
    private(set) var customers = 0

    mutating func add(_ moments: CustomerMoments) {
        customers += 1
        sums.spend += moments.spend
        sums.square += moments.square
        sums.product += moments.product
        sums.redeemed += moments.redeemed
        sums.redeemable += moments.redeemable
        sums.unexplained += moments.unexplained
        sums.redeemingMonths += moments.redeemingMonths
    }

    /// Points that were redeemed without having been earned in the window, as a share of all that were redeemed.
    var unexplainedShare: Double {
        let all = sums.redeemed + sums.unexplained
        return all > 0 ? sums.unexplained / all : 0
    }

    var mean: (spend: Double, square: Double, product: Double) {
        let count = Double(customers)
        return (sums.spend / count, sums.square / count, sums.product / count)
    }

    /// Points that are there at the start of a month, the mean of a customer; nil where there are none.
    var meanRedeemable: Double? { sums.redeemable > 0 ? sums.redeemable / Double(customers) : nil }
    var redemption: Double? { sums.redeemable > 0 ? sums.redeemed / sums.redeemable : nil }
    var redeemingMonths: Double { sums.redeemingMonths / Double(customers) }
}

/// The second pass over a segment's customers: how far each of them moves the estimates.
struct SpendErrors {
    private let estimation: SpendEstimation
    private var spreadOfSpend = 0.0
    private var spreadOfVariance = 0.0
    private var spreadOfOwn = 0.0
    private var covarianceOfOwn = 0.0
    private var spreadOfRedemption = 0.0
    private var spreadOfRedeemingMonths = 0.0

    init(_ estimation: SpendEstimation) {
        self.estimation = estimation
    }

    mutating func add(_ moments: CustomerMoments) {
        let mean = estimation.mean
        let spend = moments.spend - mean.spend
        spreadOfSpend += spend * spend
        if mean.spend > 0, mean.square > 0, mean.product > 0 {
            // What the customer adds to ln q bar - 2 ln m and to ln r bar - 2 ln m.
            let variance = (moments.square - mean.square) / mean.square - 2 * spend / mean.spend
            let own = (moments.product - mean.product) / mean.product - 2 * spend / mean.spend
            spreadOfVariance += variance * variance
            spreadOfOwn += own * own
            covarianceOfOwn += own * variance
        }
        if let redemption = estimation.redemption, let redeemable = estimation.meanRedeemable {
            let surplus = (moments.redeemed - redemption * moments.redeemable) / redeemable
            spreadOfRedemption += surplus * surplus
        }
        let months = moments.redeemingMonths - estimation.redeemingMonths
        spreadOfRedeemingMonths += months * months
    }

    func result(segment: String, monthCount: Int, points: SpendCalibration.PointsBasis) -> SegmentSpend {
        let mean = estimation.mean
        let count = Double(estimation.customers)
        let ownError = spreadOfSpend / max(1, count - 1) / count
        let meanSquare = mean.spend * mean.spend - (count > 1 ? ownError : 0)
        var variation: SegmentSpend.Estimate?
        var persistence: SegmentSpend.Estimate?
        if mean.spend > 0, meanSquare > 0 {
            let logVariance = max(0, log(mean.square / meanSquare))
            let coefficient = expm1(logVariance).squareRoot()
            let slope = coefficient > 1e-6 ? exp(logVariance) / (2 * coefficient) : 0
            variation = SegmentSpend.Estimate(value: coefficient, standardError: error(spreadOfVariance * slope * slope))
            if monthCount > 1, coefficient > 1e-6, mean.product > 0 {
                let share = log(mean.product / meanSquare) / logVariance
                let spread = spreadOfOwn - 2 * share * covarianceOfOwn + share * share * spreadOfVariance
                persistence = SegmentSpend.Estimate(
                    value: min(1, max(0, share)), standardError: error(max(0, spread) / (logVariance * logVariance)))
            }
        }
        return SegmentSpend(
            segment: segment, customers: estimation.customers,
            monthlySpend: SegmentSpend.Estimate(value: mean.spend, standardError: error(spreadOfSpend)), variation: variation,
            persistence: persistence, redemption: redemption(points))
    }

    private func redemption(_ points: SpendCalibration.PointsBasis) -> SegmentSpend.Estimate? {
        switch points {
        case .none: nil
        case .balances: estimation.redemption.map { SegmentSpend.Estimate(value: $0, standardError: error(spreadOfRedemption)) }
        case .activity: SegmentSpend.Estimate(value: estimation.redeemingMonths, standardError: error(spreadOfRedeemingMonths))
        }
    }

    /// Of a mean over customers, from the sum of their squared deviations.
    private func error(_ spread: Double) -> Double? {
        let count = Double(estimation.customers)
        return count > 1 ? (spread / (count * (count - 1))).squareRoot() : nil
    }
}
