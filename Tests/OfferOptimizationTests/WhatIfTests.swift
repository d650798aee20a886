import OfferModel
import OfferOptimization
import TestSupport
import Testing

/// A problem solved again under other limits: the answer of a first solve, found in fewer passes.
@Suite struct WhatIfTests {
    private struct Passes {
        var again = 0
        var fromTheStart = 0
    }

    @Test(arguments: [false, true])
    func fewSegmentsAreSolvedAgainInFewerPasses(closing: Bool) throws {
        var passes = Passes()
        for seed in RandomCases.seeds.prefix(120) {
            let problem = OptimizationProblem(try .settled(seed: seed))
            for granularity in Scenario.Granularity.allCases {
                try compare(problem, at: granularity, seed: seed, closing: closing, &passes)
            }
        }
        #expect(4 * passes.again < 3 * passes.fromTheStart, "\(passes)")
    }

    @Test func manySegmentsAreSolvedAgainInFewerPasses() throws {
        var passes = Passes()
        for seed in 1...8 {
            try compare(OptimizationProblem(try .populous(seed: seed, segments: 700)), at: .segment, seed: seed, closing: false, &passes)
        }
        #expect(2 * passes.again < passes.fromTheStart, "\(passes)")
    }

    /// Moves one limit at a time there and back, each time against a solve from the start.
    ///
    /// - Parameter closing: also closes all ceilings at once.
    private func compare(
        _ problem: OptimizationProblem, at granularity: Scenario.Granularity, seed: Int, closing: Bool, _ passes: inout Passes
    ) throws {
        guard !problem.rows.isEmpty else { return }
        var generator = SplitMix64(seed: seed)
        var session = try Optimizer(problem).session(at: granularity)
        let original = problem.rows.map(\.limit)
        var changes = [0.02, 0.1, 0.4].map { size in
            var limits = original
            let row = generator.count(0...(limits.count - 1))
            limits[row] += generator.number(-size...size) * abs(limits[row])
            return limits
        }
        if closing { changes.append(problem.rows.map { $0.sense == .ceiling ? 0 : $0.limit }) }
        _ = try session.solve()
        for limits in changes + [original] {
            session.move(to: limits)
            let again = try session.verify(session.solve())
            let first = try Optimizer(problem.with(limits: limits)).optimize(at: granularity)
            switch (again, first) {
            case (.optimal(let again), .optimal(let first)):
                let (found, expected) = (again.certificate.objective, first.certificate.objective)
                #expect(agree(found, expected, within: 1e-9), "\(seed) \(granularity): \(found), \(expected)")
                passes.again += again.effort.passes
                passes.fromTheStart += first.effort.passes
            case (.infeasible(let again), .infeasible(let first)):
                let clash = try #require(again?.clashing)
                #expect(!clash.isEmpty && first?.clashing.isEmpty == false, "\(seed) \(granularity)")
            default:
                Issue.record("\(seed) \(granularity): \(again) against \(first)")
            }
        }
    }
}
