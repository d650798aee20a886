import OfferEconomics
import OfferModel

extension Replication {
    /// What all replications share.
    struct Setting {
        let seed: UInt64
        /// Number of each segment's macro-segment among those that budgets tell apart; the last stands for all others.
        let macroOfSegment: [Int]
        /// Names of those that budgets tell apart.
        let macros: [String]
        /// Of the budgets, by the closed form.
        let expectedUses: [Double]
        let lastAccrualMonth: Int
        /// Month after which nothing is simulated any more.
        let lastMonth: Int

        /// Months after the last accrual that are simulated where points never expire.
        private static let longestTail = 1200

        init(_ dealt: DealtPlan, seed: UInt64) {
            let scenario = dealt.scenario
            let macros = Set(scenario.budgets.compactMap(\.macro)).sorted()
            let evaluation = PlanEvaluation(of: dealt.plan, in: scenario)
            expectedUses = scenario.budgets.map { $0.expectedUse(by: evaluation, in: scenario) }
            self.seed = seed
            let numbers = Dictionary(uniqueKeysWithValues: macros.enumerated().map { ($1, $0) })
            macroOfSegment = scenario.segments.map { $0.macro.flatMap { numbers[$0] } ?? macros.count }
            self.macros = macros
            lastAccrualMonth = dealt.bundles.flatMap(\.variants).reduce(0) { max($0, $1.activeMonths.upperBound - 1) }
            lastMonth = lastAccrualMonth + (scenario.programme.pointsExpireAfterMonths.map { max($0, 1) } ?? Self.longestTail)
        }
    }
}
