import OfferModel
import RandomStreams

/// An experiment whose truth is known: normal outcomes around the mean of each cell.
struct SimulatedExperiment {
    /// By segment, then by arm, nothing first; nil where the arm was not tried.
    var means: [[Double?]]
    /// What an arm costs everybody who is shown it; nothing costs nothing.
    var costs: [Double] = []
    var deviation = 1.0
    var customersPerCell = 40
    /// By segment.
    var customers: [Double] = []
    var macros: [String?] = []
    var budget: Double?
    var splits = 2
    var replicates = 100
    var limits: [QuantityLimit] = []
    var objective = Scenario.Objective.value

    private var armCount: Int { means[0].count }

    func scenario(seed: UInt64) -> Scenario {
        let segments = means.indices.map { number in
            Segment(
                id: "s\(number)", macro: macros.isEmpty ? nil : macros[number],
                customers: customers.isEmpty ? 100 : customers[number], monthlySpend: 100, spendVariation: 0, monthlyRedemption: 1,
                basePercent: 0, contacts: nil, spendLift: 0, fraudMultiplier: 1, completed: [])
        }
        var responses = SegmentOfferGrid<Response?>(repeating: nil, segmentCount: segments.count, offerCount: 1)
        for segment in segments.indices {
            responses[SegmentIndex(segment), OfferIndex(0)] = Response(
                organic: 0, curve: .saturating(floor: 0.1, ceiling: 0.5, halfPercent: 1))
        }
        return Scenario(
            name: "simulated", currency: "RUB", objective: objective, granularity: .segment, mode: .split, seed: seed,
            programme: Programme(
                maxTotalPercent: nil, percentBasis: .headline, holdoutShare: 0, profitFloor: nil, pointsExpireAfterMonths: nil),
            assets: [Asset(id: "shop", isExternal: false, earnShare: 1, margin: 0, redeemShare: 1, profitFloor: nil)],
            offers: [
                Offer(
                    id: "card", sponsor: AssetIndex(0), percents: (1..<armCount).map { Percent(basisPoints: 100 * $0) },
                    monthlyCaps: [nil], months: [1], startMonth: 1, acquisitionFee: 0, requires: [], fraud: nil)
            ],
            segments: segments, responses: responses,
            values: ValueTable(segmentCount: segments.count, offerCount: 1, assetCount: 1),
            budgets: budget.map {
                [Budget(id: "total", amount: $0, basis: .cost, sponsor: nil, offer: nil, macro: nil, month: nil)]
            } ?? [],
            fraudLimits: [], reach: [], returns: [], tailBudgets: [], exclusions: [], maxChangedShare: nil, openingBalances: [],
            experiment: experiment(seed: seed))
    }

    private func experiment(seed: UInt64) -> Experiment {
        var cells: [Experiment.Cell] = []
        var values: [Double] = []
        var paid: [Double] = []
        for (segment, arms) in means.enumerated() {
            for (arm, mean) in arms.enumerated() {
                guard let mean else { continue }
                let noise = RandomStream(seed: seed, name: [UInt32(cells.count), 1_000, 0]).normals(
                    (0..<UInt32(customersPerCell)).map { $0 }
                ).first
                cells.append(
                    Experiment.Cell(
                        segment: SegmentIndex(segment), variant: arm == 0 ? nil : VariantIndex(arm - 1),
                        customers: values.count..<values.count + customersPerCell))
                values += noise.map { mean + deviation * $0 }
                paid += noise.map { _ in costs.isEmpty ? 0 : costs[arm] }
            }
        }
        return Experiment(
            cells: cells, quantities: ["value", "cost"], cost: 1, completion: nil, outcomes: [values, paid], limits: limits,
            splits: splits, replicates: replicates)
    }

    /// What plans truly bring on average, from their shares by cell.
    func truth(of shares: [Double], in scenario: Scenario) -> Double {
        guard let experiment = scenario.experiment else { return 0 }
        return zip(experiment.cells, shares).reduce(0) { sum, cell in
            let arm = cell.0.variant.map { $0.position + 1 } ?? 0
            let mean = (means[cell.0.segment.position][arm] ?? 0) - (objective == .netValue && !costs.isEmpty ? costs[arm] : 0)
            return sum + scenario.segments[cell.0.segment].customers * cell.1 * mean
        }
    }
}
