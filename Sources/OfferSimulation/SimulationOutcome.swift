package import OfferEconomics
package import OfferModel

/// The distribution of what a plan costs and brings, over replications.
package struct SimulationOutcome: Sendable {
    package enum Quantity: String, Sendable, CaseIterable {
        case cost, accrued, redeemed, expired
        case fraudLoss = "fraud_loss"
        case completions
        case incrementalCompletions = "incremental_completions"
        case value
        case feeIncome = "fee_income"
        case netValue = "net_value"

        func outcome(of result: ReplicationResult) -> Double {
            switch self {
            // What points cost is what was redeemed of them, at face value.
            case .cost, .redeemed: result.redeemed
            case .accrued: result.accrued
            case .expired: result.expired
            case .fraudLoss: result.fraudLoss
            case .completions: result.completions
            case .incrementalCompletions: result.incrementalCompletions
            case .value: result.value
            case .feeIncome: result.feeIncome
            case .netValue: result.netValue
            }
        }
    }

    /// Use of a budget over the replications.
    package struct BudgetOutcome: Sendable {
        package let budget: Budget
        /// By the closed form, at the dealt customers.
        package let expected: Double
        package let uses: Sample

        package var breachProbability: Double { uses.share(above: budget.amount) }

        /// What must be held above the expected use to meet it with probability p: max(0, VaR_p - expected).
        package func reserve(_ probability: Double) -> Double { max(0, uses.quantile(probability) - expected) }
    }

    /// The closed form of model.md sections 2 to 6 beside the simulated mean.
    package struct Agreement: Sendable {
        package let quantity: Quantity
        package let expected: Double
        package let simulated: Double
        package let standardError: Double

        /// Standard errors between the two; nil where nothing varies.
        package var z: Double? { standardError > 0 ? (simulated - expected) / standardError : nil }
    }

    /// Means over the replications of one calendar month of the plan.
    package struct Month: Sendable {
        package let month: Int
        package let shown: Double
        package let completions: Double
        package let accrued: Double
        package let redeemed: Double
        package let expired: Double
        package let outstanding: Double
        package let fraud: Double
    }

    /// A limit that the closed form leaves out.
    package struct LimitEffect: Sendable {
        package enum Limit: Sendable, Equatable {
            case programmeCap
            case monthlyStop(OfferIndex)
            case maxRedeemShare
            case oldestFirst
        }

        package let limit: Limit
        /// Mean over the replications of what it kept from being accrued or redeemed, in currency units; below 0 where it added to it.
        package let saved: Double
        /// Share of the replications in which it took something.
        package let bindingShare: Double
    }

    package let replications: Int
    /// As many as were asked for, or fewer where the time was up.
    package let asked: Int
    package let quantities: [(quantity: Quantity, sample: Sample)]
    package let budgets: [BudgetOutcome]
    /// Of the quantities that no limit touched.
    package let agreement: [Agreement]
    package let months: [Month]
    /// Those limits that took something in some replication.
    package let limits: [LimitEffect]
    /// Model.md section 11, at the dealt customers.
    package let worstCase: WorstCase
    /// What no customer redeems though it never expires, mean over the replications.
    package let stranded: Double

    package subscript(quantity: Quantity) -> Sample {
        quantities.first { $0.quantity == quantity }!.sample
    }

    init(_ tally: SimulationTally, of dealt: DealtPlan, _ setting: Replication.Setting, asked: Int) {
        let scenario = dealt.scenario
        let count = Double(tally.count)
        let evaluation = PlanEvaluation(of: dealt.plan, in: scenario)
        let samples = Quantity.allCases.map { ($0, Sample(tally.outcomes[$0]!)) }
        var limits: [LimitEffect] = []
        func add(_ limit: LimitEffect.Limit, _ saved: Double, _ binding: Int) {
            if binding > 0 { limits.append(LimitEffect(limit: limit, saved: saved / count, bindingShare: Double(binding) / count)) }
        }
        add(.programmeCap, tally.saved.programmeCap, tally.replicationsWithProgrammeCap)
        for offer in scenario.offers.entityIndices {
            add(.monthlyStop(offer), tally.saved.stops[offer.position], tally.replicationsWithStop[offer.position])
        }
        add(.oldestFirst, tally.saved.oldestFirst, scenario.programme.redemptionOrder == .fifo ? tally.count : 0)
        add(.maxRedeemShare, tally.saved.redeemLimit, tally.replicationsWithRedeemLimit)

        replications = tally.count
        self.asked = asked
        quantities = samples
        budgets = scenario.budgets.indices.map {
            BudgetOutcome(budget: scenario.budgets[$0], expected: setting.expectedUses[$0], uses: Sample(tally.budgetUses[$0]))
        }
        agreement = samples.compactMap { quantity, sample in
            quantity.expected(by: evaluation, touchedBy: limits, pointsExpire: scenario.programme.pointsExpireAfterMonths != nil).map {
                Agreement(quantity: quantity, expected: $0, simulated: sample.mean, standardError: sample.standardError)
            }
        }
        months = tally.months.enumerated().map { place, sums in
            Month(
                month: place + 1, shown: sums.shown / count, completions: sums.completions / count, accrued: sums.accrued / count,
                redeemed: sums.redeemed / count, expired: sums.expired / count, outstanding: sums.outstanding / count,
                fraud: sums.fraud / count)
        }
        self.limits = limits
        worstCase = WorstCase(of: evaluation, in: scenario)
        stranded = months.last?.outstanding ?? 0
    }
}

extension SimulationOutcome.Quantity {
    /// The closed form's value; nil where a limit that it leaves out took something.
    fileprivate func expected(by evaluation: PlanEvaluation, touchedBy limits: [SimulationOutcome.LimitEffect], pointsExpire: Bool)
        -> Double?
    {
        let isAccrualTouched = limits.contains { $0.limit != .maxRedeemShare && $0.limit != .oldestFirst }
        switch self {
        case .completions: return evaluation.total(.completions)
        case .incrementalCompletions: return evaluation.total(.incrementalCompletions)
        case .value: return evaluation.total(.value)
        case .feeIncome: return evaluation.total { $0.valuation.externalFee }
        case .accrued: return isAccrualTouched ? nil : evaluation.total(.accrued)
        case .fraudLoss: return isAccrualTouched ? nil : evaluation.total(.fraudLoss)
        case .cost, .redeemed: return limits.isEmpty ? evaluation.total(.cost) : nil
        case .expired where !pointsExpire: return 0
        case .expired: return limits.isEmpty ? evaluation.total(.accrued) - evaluation.total(.cost) : nil
        case .netValue: return limits.isEmpty ? evaluation.total(.netValue) : nil
        }
    }
}
