import OfferSettlement
import TestSupport
import Testing

@Suite struct MoneyTests {
    @Test(arguments: [
        (Int64(0), "0.00"), (1, "0.01"), (-1, "-0.01"), (99, "0.99"), (100, "1.00"), (-123_405, "-1234.05"),
        (.max, "92233720368547758.07"), (.min, "-92233720368547758.08"),
    ])
    func amountsHaveTwoDecimals(amount: Int64, text: String) {
        #expect(MinorUnits.text(amount) == text)
    }

    @Test(arguments: 1...60)
    func transfersSettleEveryPositionInFewSteps(seed: Int) {
        var generator = SplitMix64(seed: seed)
        var net = (0..<generator.count(0...7)).map { _ in Int64(generator.count(-1_000...1_000)) }
        net.append(-net.reduce(0, +))
        let transfers = Netting.transfers(settling: net)
        var left = net
        for transfer in transfers {
            left[transfer.from] += transfer.amount
            left[transfer.to] -= transfer.amount
        }
        #expect(left.allSatisfy { $0 == 0 })
        #expect(transfers.allSatisfy { $0.amount > 0 })
        #expect(transfers.count <= max(0, net.count { $0 != 0 } - 1))
    }

    @Test func theLargestDebtorPaysTheLargestCreditorFirst() {
        let transfers = Netting.transfers(settling: [-70, 50, -10, 30])
        #expect(
            transfers == [
                Payment(from: 0, to: 1, amount: 50), Payment(from: 0, to: 3, amount: 20), Payment(from: 2, to: 3, amount: 10),
            ])
    }
}
