import Foundation
import OfferEconomics
import OfferModel
import Testing

/// The table of model.md section 9, row by row.
@Suite struct PairShiftTests {
    private func shift(_ factor: Factor, by amount: Double) -> PairShift { PairShift(FactorValues { $0 == factor ? amount : 0 }) }

    private func logit(_ p: Double) -> Double { log(p / (1 - p)) }
    private func expit(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

    private let logistic = CompletionCurve.logistic(intercept: -2, slope: 0.3, ceiling: 0.4, durationSlope: 0.5)
    private let saturating = CompletionCurve.saturating(floor: 0.02, ceiling: 0.3, halfPercent: 4)
    private let table = CompletionCurve.table([CompletionPoint(percent: 2, completion: 0.1), CompletionPoint(percent: 6, completion: 0.3)])

    @Test(arguments: [-3.0, -0.4, 0.25, 1, 6])
    func uptakeMovesTheInterceptOfALogisticCurve(h: Double) {
        let q = shift(.uptake, by: h).completion(by: logistic, percent: 5, months: 3)
        #expect(abs(q - 0.4 * expit(-2 + h + 0.3 * 5 + 0.5 * log(3))) < 1e-15)
    }

    @Test(arguments: [-3.0, -0.4, 0.25, 1, 6])
    func uptakeMovesTheLogitOfOtherCurves(h: Double) {
        let moved = shift(.uptake, by: h)
        #expect(abs(moved.completion(by: saturating, percent: 4, months: 1) - expit(logit(0.16) + h)) < 1e-15)
        #expect(abs(moved.completion(by: table, percent: 4, months: 1) - expit(logit(0.2) + h)) < 1e-15)
    }

    @Test(arguments: [-2.0, 0.7])
    func uptakeMovesOrganicCompletionBelowTheCeiling(h: Double) {
        let moved = shift(.uptake, by: h)
        let below = moved.organicCompletion(Response(organic: 0.1, curve: logistic))
        #expect(abs(below - 0.4 * expit(logit(0.25) + h)) < 1e-15)
        for response in [Response(organic: 0.1, curve: saturating), Response(organic: 0.1, curve: table)] {
            #expect(abs(moved.organicCompletion(response) - expit(logit(0.1) + h)) < 1e-15)
        }
        // At or above the ceiling there is no room below it.
        #expect(abs(moved.organicCompletion(Response(organic: 0.4, curve: logistic)) - expit(logit(0.4) + h)) < 1e-15)
        #expect(abs(moved.organicCompletion(Response(organic: 0.6, curve: logistic)) - expit(logit(0.6) + h)) < 1e-15)
    }

    @Test(arguments: [-800.0, -5, 5, 800])
    func certaintyDoesNotMove(h: Double) {
        let moved = shift(.uptake, by: h)
        for certain in [0.0, 1] {
            #expect(shift(.redemption, by: h).redemption(certain) == certain)
            #expect(moved.organicCompletion(Response(organic: certain, curve: saturating)) == certain)
            let flat = CompletionCurve.table([CompletionPoint(percent: 0, completion: certain)])
            #expect(moved.completion(by: flat, percent: 5, months: 1) == certain)
        }
    }

    /// To the last bit: what the optimizer sees must not depend on there being shifts.
    @Test func noShiftLeavesEverythingAsItIs() {
        for step in 1..<300 {
            let share = Double(step) / 301
            for curve in [logistic, saturating, table] {
                #expect(PairShift.none.organicCompletion(Response(organic: share, curve: curve)) == share)
                let percent = Double(step) / 20
                #expect(
                    PairShift.none.completion(by: curve, percent: percent, months: 3) == curve.completion(percent: percent, months: 3))
            }
            #expect(PairShift.none.redemption(share) == share && PairShift.none.fraudulentShare(share) == share)
            #expect(PairShift.none.change(-1_000 * share) == -1_000 * share && PairShift.none.spendFactor == 1)
        }
    }

    @Test(arguments: [(0.3, 1.5), (0.9, -2), (1e-9, 3)])
    func redemptionMovesTheLogitOfTheta(theta: Double, h: Double) {
        #expect(abs(shift(.redemption, by: h).redemption(theta) / expit(logit(theta) + h) - 1) < 1e-14)
    }

    @Test func fraudStaysAShare() {
        #expect(abs(shift(.fraud, by: log(10)).fraudulentShare(0.01) - 0.1) < 1e-16)
        #expect(shift(.fraud, by: log(10)).fraudulentShare(0.3) == 1)
        #expect(shift(.fraud, by: 5).fraudulentShare(0) == 0)
    }

    /// A loss grows worse as well when values are overestimated: h moves both in the same direction.
    @Test func valueMovesByTheSizeOfTheChange() {
        #expect(shift(.value, by: -0.2).change(1_000) == 800)
        #expect(shift(.value, by: -0.2).change(-1_000) == -1_200)
    }

    @Test func normalsBecomeShifts() {
        let deviations = FactorValues { [0.3, 0.1, 0.2, 0.5, 0.15][$0.position] }
        let shifts = deviations.shifts(ofNormals: FactorValues { _ in 2 })
        let expected = [0.6, 0.2 - 0.005, 0.4, 1 - 0.125, 0.3]
        for factor in Factor.allCases { #expect(abs(shifts[factor] - expected[factor.position]) < 1e-15) }
    }

    @Test func aMultipleOfAStressScalesShiftsAndRaisesFactors() {
        let stress = Stress(id: "s", uptake: 0.5, spend: 1.15, redemption: -1, fraud: 10, value: 0.8)
        let twice = PairShift(stress.shifts(multiple: 2))
        #expect(twice.uptake == 1 && twice.redemption == -2)
        #expect(abs(twice.spendFactor - 1.15 * 1.15) < 1e-15)
        #expect(abs(twice.fraudFactor - 100) < 1e-13)
        #expect(abs(twice.value - (0.64 - 1)) < 1e-15)
        #expect(abs(PairShift(stress.shifts()).value + 0.2) < 1e-16)
        #expect(stress.shifts(multiple: 0) == FactorValues())
    }
}
