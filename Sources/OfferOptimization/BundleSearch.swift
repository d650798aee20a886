import OfferModel

/// Finds a group's best bundle for given reduced values: exact, with ties going to the lowest variant.
///
/// Where the best variant of each offer, as many as contacts allow, keeps the ceiling, that is the answer. Otherwise a
/// depth-first search over the offers, cut off by the smaller of two bounds for each kind of member: the best offers that
/// contacts leave room for, and the linear relaxation of what fits under the ceiling.
struct BundleSearch {
    private let scenario: Scenario
    private let variantRanges: [Range<Int>]
    private let basisPoints: [Int]
    private var candidates: [Candidate] = []
    private var chosen: [Int] = []
    private(set) var bestValue = 0.0
    /// Variants of the best bundle, ascending; empty when nothing has a positive value.
    private(set) var bestVariants: [Int] = []

    struct Candidate {
        let variant: Int
        let value: Double
    }

    init(_ problem: OptimizationProblem) {
        scenario = problem.scenario
        variantRanges = scenario.variantRanges
        basisPoints = problem.basisPointsOfVariant
    }

    /// - Parameters:
    ///   - reduced: reduced value of each variant of the scenario for the group; 0 where the group does not have it.
    mutating func search(_ reduced: UnsafeBufferPointer<Double>, under rules: LocalRules) {
        collectBestVariants(reduced)
        if rules.kinds.count == 1 {
            candidates.sort { ($0.value, $1.variant) > ($1.value, $0.variant) }
            if candidates.count > rules.kinds[0].contacts { candidates.removeSubrange(rules.kinds[0].contacts...) }
        }
        bestValue = 0
        bestVariants.removeAll(keepingCapacity: true)
        guard !candidates.isEmpty else { return }
        if rules.allow(candidates.lazy.map(\.variant), basisPoints: basisPoints) {
            for candidate in candidates {
                bestValue += candidate.value
                bestVariants.append(candidate.variant)
            }
        } else {
            var ladder = CeilingSearch(scenario: scenario, reduced: reduced, rules: rules)
            (bestValue, bestVariants) = ladder.best()
        }
        bestVariants.sort()
    }

    /// The best variant of each offer that has one with a positive value.
    private mutating func collectBestVariants(_ reduced: UnsafeBufferPointer<Double>) {
        candidates.removeAll(keepingCapacity: true)
        for range in variantRanges {
            var best = Candidate(variant: -1, value: 0)
            for variant in range where reduced[variant] > best.value {
                best = Candidate(variant: variant, value: reduced[variant])
            }
            if best.variant >= 0 { candidates.append(best) }
        }
    }
}
