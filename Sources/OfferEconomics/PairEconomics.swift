package import OfferModel

/// What showing one variant to one customer of one segment brings and costs, in expectation (model.md sections 2 to 6).
///
/// All figures are per customer shown, money in currency units. Completion and organic completion are the honest ones, as from
/// section 4 on.
package struct PairEconomics: Sendable {
    /// e, cashback that a customer really gets back per unit of spend (the headline rate where that is the basis).
    package let effectiveRate: Double
    /// q (1 - phi), honest completion.
    package let completion: Double
    /// q0 (1 - phi), honest completion without being shown.
    package let organicCompletion: Double
    /// A(r, C; m'), accrual of one completer in one month.
    package let monthlyAccrual: Double
    /// phi, the fraudulent share of those shown.
    package let fraudulentShare: Double
    /// F, expected fraud loss.
    package let fraudLoss: Double
    /// Spend that the boost adds over its duration: q T l e m.
    package let extraSpend: Double

    /// Calendar months of the plan in which the variant is active.
    package let activeMonths: Range<Int>
    /// How honest points are redeemed.
    package let redemption: Redemption

    private let monthlyCap: Double?
    private let fraud: FraudProfile?
    private let feePerCompletion: Double
    private let redeemedShare: Double

    private let shift: PairShift

    /// - Parameters:
    ///   - response: how the segment answers the variant's offer.
    ///   - offer: the variant's offer.
    ///   - shift: how far the inputs are moved from what they say.
    package init(
        segment: Segment, response: Response, offer: Offer, variant: Variant, programme: Programme, shift: PairShift = .none
    ) {
        let monthlySpend = segment.monthlySpend * shift.spendFactor
        let rate = variant.percent.rate
        effectiveRate =
            switch programme.percentBasis {
            case .headline: rate
            case .effective:
                // A customer who spends nothing yet would meet no cap with the first rouble: the limit of A / m is r.
                monthlySpend > 0
                    ? Accrual.expected(
                        rate: rate, cap: variant.monthlyCap, meanSpend: monthlySpend, variation: segment.spendVariation)
                        / monthlySpend
                    : rate
            }
        let liftedSpend = monthlySpend * (1 + segment.spendLift * effectiveRate)
        monthlyAccrual = Accrual.expected(
            rate: rate, cap: variant.monthlyCap, meanSpend: liftedSpend, variation: segment.spendVariation)

        if let fraud = offer.fraud, let cap = variant.monthlyCap {
            fraudulentShare = shift.fraudulentShare(
                fraud.fraudulentShare(percent: variant.percent, multiplier: segment.fraudMultiplier))
            fraudLoss = fraudulentShare * cap * fraud.expectedActiveMonths(outOf: variant.months)
        } else {
            fraudulentShare = 0
            fraudLoss = 0
        }
        completion =
            shift.completion(by: response.curve, percent: 100 * effectiveRate, months: variant.months) * (1 - fraudulentShare)
        organicCompletion = shift.organicCompletion(response) * (1 - fraudulentShare)
        extraSpend = completion * Double(variant.months) * segment.spendLift * effectiveRate * monthlySpend

        activeMonths = offer.activeMonths(of: variant)
        monthlyCap = variant.monthlyCap
        fraud = offer.fraud
        feePerCompletion = offer.acquisitionFee
        redemption = Redemption(monthlyShare: shift.redemption(segment.monthlyRedemption), expiryMonths: programme.pointsExpireAfterMonths)
        redeemedShare = redemption.redeemedShare
        self.shift = shift
    }

    /// q - q0, what being shown changes.
    package var incrementalCompletion: Double { completion - organicCompletion }

    /// Points earned: q T A + F.
    package var accrued: Double { completion * months * monthlyAccrual + fraudLoss }

    /// c, points redeemed at face value: rho q T A + F.
    package var cost: Double { redeemedShare * completion * months * monthlyAccrual + fraudLoss }

    /// What those get who would have completed anyway: rho min(q, q0) T A.
    package var deadweight: Double { redeemedShare * min(completion, organicCompletion) * months * monthlyAccrual }

    /// What the sponsor pays for completions: fee q.
    package var fee: Double { feePerCompletion * completion }

    /// Everyone shown accrues the cap every month and redeems it all: C T; nil without a cap.
    package var worstCase: Double? { monthlyCap.map { $0 * months } }

    /// T.
    private var months: Double { Double(activeMonths.count) }

    /// gain_a = (q - q0) (v1 - v0) + q T l e m earn_share margin (model.md section 5).
    package func gain(of asset: Asset, step: ValueStep) -> Double {
        incrementalCompletion * shift.change(step.change) + extraSpend * asset.earnShare * asset.margin
    }
}

extension PairEconomics {
    /// Points earned in a calendar month of the plan.
    package func accrued(inMonth month: Int) -> Double {
        activeMonths.contains(month) ? completion * monthlyAccrual + fraud(inMonth: month) : 0
    }

    /// Cost by month of accrual, followed to redemption.
    package func cost(inMonth month: Int) -> Double {
        activeMonths.contains(month) ? redeemedShare * completion * monthlyAccrual + fraud(inMonth: month) : 0
    }

    /// Points redeemed in a calendar month, whenever they were earned. Fraudulent points all go in the month after accrual.
    package func cash(inMonth month: Int) -> Double {
        let honest = activeMonths.reduce(0) { $0 + redemption.share(redeemedAtAge: month - $1) }
        return completion * monthlyAccrual * honest + fraud(inMonth: month - 1)
    }

    /// What a calendar month brings of `gain`: the step when the offer starts and is completed, the margin on extra spend in equal parts.
    package func gain(of asset: Asset, step: ValueStep, inMonth month: Int) -> Double {
        guard activeMonths.contains(month) else { return 0 }
        let margin = extraSpend / months * asset.earnShare * asset.margin
        return month == activeMonths.lowerBound ? incrementalCompletion * shift.change(step.change) + margin : margin
    }

    /// C in every month that the offer is active; nil without a cap.
    package func worstCase(inMonth month: Int) -> Double? {
        activeMonths.contains(month) ? monthlyCap : 0
    }

    /// Accrued by fraud in a calendar month: phi C (1 - delta)^(t - 1) in the offer's t-th month.
    package func fraud(inMonth month: Int) -> Double {
        guard activeMonths.contains(month), let fraud, let monthlyCap else { return 0 }
        return fraudulentShare * monthlyCap * fraud.undetectedShare(inMonth: month - activeMonths.lowerBound + 1)
    }
}
