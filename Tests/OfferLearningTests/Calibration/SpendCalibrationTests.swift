import Foundation
import OfferLearning
import RandomStreams
import TestSupport
import Testing

@Suite struct SpendCalibrationTests {
    private func setting(
        customers: Int, months: Int, points: SpendCalibration.PointsBasis = .none, expiry: Int? = nil
    ) -> SpendCalibration.Setting {
        SpendCalibration.Setting(
            segments: ["all"], segmentOfCustomer: Array(repeating: 0, count: customers), firstMonth: 1, monthCount: months, points: points,
            expiry: expiry)
    }

    /// Two customers, two months: 100 and 300, 200 and nothing.
    @Test func momentsByHand() throws {
        var history = SpendHistory()
        history.add(customer: 0, month: 1, amount: 60, earned: 0, redeemed: 0)
        history.add(customer: 1, month: 1, amount: 200, earned: 0, redeemed: 0)
        history.add(customer: 0, month: 2, amount: 300, earned: 0, redeemed: 0)
        history.add(customer: 0, month: 1, amount: 40, earned: 0, redeemed: 0)
        let spend = SpendCalibration(history, setting(customers: 2, months: 2)).segments[0]
        #expect(spend.monthlySpend.value == 150)
        // Customers' means are 200 and 100: their standard deviation is 70.7, and of their mean 50.
        let error = try #require(spend.monthlySpend.standardError)
        #expect(abs(error - 50) < 1e-12)
        // Squares 50,000 and 20,000; the square of the mean less the square of its error is 22,500 - 2,500.
        let variation = try #require(spend.variation).value
        #expect(abs(variation - (35_000.0 / 20_000 - 1).squareRoot()) < 1e-12)
        // Products 30,000 and 0, mean 15,000, below 20,000: nothing is the customer's own.
        #expect(spend.persistence?.value == 0)
    }

    @Test func constantSpendHasNoVariation() throws {
        var history = SpendHistory()
        for customer in 0..<3 { for month in 1...4 { history.add(customer: customer, month: month, amount: 10, earned: 0, redeemed: 0) } }
        let spend = SpendCalibration(history, setting(customers: 3, months: 4)).segments[0]
        #expect(spend.monthlySpend.value == 10)
        #expect(spend.monthlySpend.standardError == 0)
        let variation = try #require(spend.variation).value
        #expect(variation < 1e-6)
        #expect(spend.persistence == nil)
    }

    /// 100 points in month 1, half of what is there redeemed in each month after it; 60 more in month 2.
    @Test func balancesByHand() throws {
        var history = SpendHistory()
        history.add(customer: 0, month: 1, amount: 1, earned: 100, redeemed: 0)
        history.add(customer: 0, month: 2, amount: 1, earned: 60, redeemed: 50)
        history.add(customer: 0, month: 3, amount: 1, earned: 0, redeemed: 55)
        let forever = SpendCalibration(history, setting(customers: 1, months: 4, points: .balances)).segments[0]
        // There are 100, 110 and 55 to be redeemed.
        let rate = try #require(forever.redemption).value
        #expect(abs(rate - 105.0 / 265) < 1e-12)
        // After two months the rest of the 100, which is 25 of 55, is gone.
        let expiring = SpendCalibration(history, setting(customers: 1, months: 4, points: .balances, expiry: 2)).segments[0]
        let expiringRate = try #require(expiring.redemption).value
        #expect(abs(expiringRate - 105.0 / 240) < 1e-12)
    }

    @Test func redemptionOfPointsFromBeforeIsSaid() {
        var history = SpendHistory()
        history.add(customer: 0, month: 1, amount: 1, earned: 10, redeemed: 40)
        history.add(customer: 0, month: 2, amount: 1, earned: 10, redeemed: 5)
        let calibration = SpendCalibration(history, setting(customers: 1, months: 2, points: .balances))
        #expect(calibration.findings.contains { $0.code == "points-from-before" && $0.message.hasPrefix("89 %") })
        #expect(calibration.segments[0].redemption?.value == 0.5)
    }

    /// Lognormal spend as the simulator draws it (model.md section 10), and points redeemed all or not at all: the parameters come back,
    /// and as often as their intervals say.
    @Test func knownTruthComesBack() throws {
        let truth = (spend: 5_000.0, variation: 0.6, persistence: 0.4, redemption: 0.3)
        let customers = 400
        let months = 6
        let sigma = log1p(truth.variation * truth.variation).squareRoot()
        var distances: [[Double]] = []
        for seed in 1...100 {
            let ids = (0..<UInt32(customers)).map { $0 }
            let own = RandomStream(seed: UInt64(seed), name: [1, 0, 0]).normals(ids).first
            var history = SpendHistory()
            var generator = SplitMix64(seed: seed)
            var balances = [Double](repeating: 0, count: customers)
            for month in 1...months {
                let monthly = RandomStream(seed: UInt64(seed), name: [2, UInt32(month), 0]).normals(ids).first
                for customer in 0..<customers {
                    let deviation =
                        truth.persistence.squareRoot() * own[customer] + (1 - truth.persistence).squareRoot() * monthly[customer]
                    let amount = truth.spend * exp(sigma * deviation - sigma * sigma / 2)
                    let redeemed = generator.number(0...1) < truth.redemption ? balances[customer] : 0
                    balances[customer] += 0.05 * amount - redeemed
                    history.add(customer: customer, month: month, amount: amount, earned: 0.05 * amount, redeemed: redeemed)
                }
            }
            let spend = SpendCalibration(history, setting(customers: customers, months: months, points: .balances)).segments[0]
            let estimates = [
                (spend.monthlySpend, truth.spend), (try #require(spend.variation), truth.variation),
                (try #require(spend.persistence), truth.persistence), (try #require(spend.redemption), truth.redemption),
            ]
            distances.append(try estimates.map { try ($0.value - $1) / #require($0.standardError) })
        }
        for parameter in 0..<4 {
            let mean = distances.reduce(0) { $0 + $1[parameter] } / 100
            #expect(abs(mean) < 0.3, "parameter \(parameter): \(mean)")
        }
        let all = distances.flatMap { $0 }
        // One in 370 of 400 may lie further by chance, and skewness adds to it.
        #expect(all.count { abs($0) > 3 } <= 4, "\(all.map { abs($0) }.max() ?? 0)")
        let coverage = Double(all.count { abs($0) <= 1.959964 }) / 400
        #expect((0.92...0.98).contains(coverage), "\(coverage)")
    }
}
