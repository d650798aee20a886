import Foundation
import OfferEconomics
import OfferModel
import Testing

/// Fraud and its detection (model.md section 4), and redemption (section 6).
@Suite struct FraudTests {
    private func profile(rate: Double = 0.01, elasticity: Double = 1.2, detection: Double = 0.4) -> FraudProfile {
        FraudProfile(rate: rate, referencePercent: 5, elasticity: elasticity, monthlyDetection: detection)
    }

    @Test func theShareFollowsThePercent() {
        // At the reference percent it is rate times multiplier.
        #expect(abs(profile().fraudulentShare(percent: Percent(basisPoints: 500), multiplier: 1.5) - 0.015) <= 1e-17)
        #expect(abs(profile().fraudulentShare(percent: Percent(basisPoints: 700), multiplier: 1.5) - 0.0224618178902264462) <= 1e-16)
        #expect(profile(elasticity: 0).fraudulentShare(percent: Percent(basisPoints: 1_500), multiplier: 1) == 0.01)
    }

    @Test func theShareNeverPassesOne() {
        #expect(profile(rate: 0.5).fraudulentShare(percent: Percent(basisPoints: 5_000), multiplier: 3) == 1)
    }

    @Test func noRateOrNoMultiplierIsNoFraud() {
        #expect(profile(rate: 0).fraudulentShare(percent: Percent(basisPoints: 500), multiplier: 3) == 0)
        #expect(profile().fraudulentShare(percent: Percent(basisPoints: 500), multiplier: 0) == 0)
    }

    @Test func activeMonthsByHand() {
        // 1 + 0.6 + 0.36
        #expect(abs(profile().expectedActiveMonths(outOf: 3) - 1.96) <= 1e-15)
        #expect(profile(detection: 1).expectedActiveMonths(outOf: 12) == 1)
        #expect(profile(detection: 0).expectedActiveMonths(outOf: 12) == 12)
    }

    @Test(arguments: [0, 0.05, 0.4, 0.9, 1], [1, 2, 7, 36])
    func activeMonthsSumTheSharesStillUndetected(detection: Double, months: Int) {
        let fraud = profile(detection: detection)
        let sum = (1...months).reduce(0) { $0 + fraud.undetectedShare(inMonth: $1) }
        #expect(abs(fraud.expectedActiveMonths(outOf: months) - sum) <= 1e-13)
        if detection > 0 {
            // The geometric sum.
            let closed = (1 - pow(1 - detection, Double(months))) / detection
            #expect(abs(fraud.expectedActiveMonths(outOf: months) - closed) <= 1e-13)
        }
    }
}

@Suite struct RedemptionTests {
    @Test func theRedeemedShareByHand() {
        // 1 - 0.75^6
        #expect(abs(Redemption(monthlyShare: 0.25, expiryMonths: 6).redeemedShare - 0.822021484375) <= 1e-16)
        #expect(Redemption(monthlyShare: 0.25, expiryMonths: nil).redeemedShare == 1)
        #expect(Redemption(monthlyShare: 0, expiryMonths: nil).redeemedShare == 0)
        #expect(Redemption(monthlyShare: 0, expiryMonths: 12).redeemedShare == 0)
        #expect(Redemption(monthlyShare: 1, expiryMonths: 1).redeemedShare == 1)
    }

    @Test(arguments: [0, 0.01, 0.3, 1], [1, 2, 12, 60])
    func sharesByAgeSumToTheRedeemedShare(theta: Double, expiry: Int) {
        let redemption = Redemption(monthlyShare: theta, expiryMonths: expiry)
        let sum = (1...expiry).reduce(0) { $0 + redemption.share(redeemedAtAge: $1) }
        #expect(abs(sum - redemption.redeemedShare) <= 1e-14)
    }

    @Test func pointsAreRedeemedFromTheNextMonthUntilTheyExpire() {
        let redemption = Redemption(monthlyShare: 0.5, expiryMonths: 3)
        #expect((-1...5).map { redemption.share(redeemedAtAge: $0) } == [0, 0, 0.5, 0.25, 0.125, 0, 0])
        let lasting = Redemption(monthlyShare: 0.5, expiryMonths: nil)
        #expect(abs((1...60).reduce(0) { $0 + lasting.share(redeemedAtAge: $1) } - 1) <= 1e-15)
    }
}
