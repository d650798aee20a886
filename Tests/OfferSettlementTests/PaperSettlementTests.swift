import OfferEconomics
import OfferModel
import OfferSettlement
import TestSupport
import Testing

/// Settlements followed by hand, in kopecks.
@Suite struct PaperSettlementTests {
    private static let (grocery, bank, partner, programme) = (
        PaperSettlement.grocery, PaperSettlement.bank, PaperSettlement.partner, PaperSettlement.programme
    )

    private func payments(_ months: [SettlementMonth]) -> [[Payment]] { months.map(\.paid) }

    private func pay(_ from: Int, _ to: Int, _ amount: Int64) -> Payment { Payment(from: from, to: to, amount: amount) }

    /// 100 accrued in month 1; half goes in month 2, half of the rest in month 3, at whose end 25 expire.
    @Test func aVintageIsPaidAsItIsRedeemed() throws {
        let settlement = try PaperSettlement().settled()
        #expect(settlement.parties.ids == ["grocery", "bank", "tickets", "programme"])
        #expect(settlement.monthCount == 3)
        #expect(
            payments(settlement.redemption) == [
                [], [pay(Self.bank, Self.grocery, 3_500), pay(Self.bank, Self.bank, 1_500)],
                [pay(Self.bank, Self.grocery, 1_750), pay(Self.bank, Self.bank, 750)],
            ])
        #expect(settlement.redemption[1].net == [3_500, -3_500, 0, 0])
        #expect(settlement.redemption[1].transfers == [pay(Self.bank, Self.grocery, 3_500)])
        #expect(settlement.total.paid == [pay(Self.bank, Self.grocery, 5_250), pay(Self.bank, Self.bank, 2_250)])
    }

    /// At issue all 75 are paid for at once; the expected ones need no true-up.
    @Test func atIssueThePromiseIsPaid() throws {
        let settlement = try PaperSettlement().settled()
        #expect(
            payments(settlement.issue) == [[pay(Self.bank, Self.grocery, 5_250), pay(Self.bank, Self.bank, 2_250)], [], []])
        #expect(settlement.issue.allSatisfy { $0.trueUp.allSatisfy { $0 == 0 } })
    }

    @Test func theRollForwardByHand() throws {
        let liability = try PaperSettlement().settled().liability
        #expect(liability.total.map(\.opening) == [0, 10_000, 5_000])
        #expect(liability.total.map(\.accrued) == [10_000, 0, 0])
        #expect(liability.total.map(\.redeemed) == [0, 5_000, 2_500])
        #expect(liability.total.map(\.expired) == [0, 0, 2_500])
        #expect(liability.total.map(\.closing) == [10_000, 5_000, 0])
        #expect(liability.total.map(\.breakage) == [2_500, 2_500, 0])
        #expect(liability.peak?.month == 1 && liability.peak?.closing == 10_000)
        #expect(liability.outcome.expired == 2_500 && liability.outcome.neverRedeemed == 0)
        #expect(liability.ages(atEndOf: 2).map(\.age) == [1] && liability.ages(atEndOf: 2).map(\.amount) == [5_000])
    }

    /// The programme pays for a partner's offer, and has the partner's fee; a member's fee is its own cost.
    @Test func theProgrammeIsAParty() throws {
        let settlement = try PaperSettlement(fee: 12.5, shown: [0, 1]).settled()
        #expect(
            settlement.total.paid == [
                pay(Self.bank, Self.grocery, 5_250), pay(Self.bank, Self.bank, 2_250), pay(Self.programme, Self.grocery, 5_250),
                pay(Self.programme, Self.bank, 2_250),
            ])
        #expect(settlement.total.net == [10_500, -3_000, 0, -7_500])
        #expect(settlement.fees.map(\.month) == [1, 2])
        #expect(settlement.fees.map(\.payments) == [[pay(Self.bank, Self.programme, 1_250)], [pay(Self.partner, Self.programme, 1_250)]])
        let bank = settlement.profits.filter { $0.party == Self.bank }
        // Two offers are each worth 40 to the bank when they are completed.
        #expect(bank.map(\.gain) == [4_000, 4_000, 0, 0])
        #expect(bank.map(\.funding) == [0, 5_000, 2_500, 0])
        #expect(bank.map(\.fees) == [1_250, 0, 0, 0])
        #expect(bank.map(\.profit) == [2_750, -1_000, -2_500, 0])
        #expect(bank.map(\.paid) == [0, 3_500, 1_750, 0] && bank.map(\.received) == [0, 0, 1_500, 750])
        let programme = settlement.profits.filter { $0.party == Self.programme }
        #expect(programme.map(\.fees) == [-1_250, -1_250, 0, 0] && programme.map(\.funding) == [0, 0, 5_000, 2_500])
        #expect(!settlement.profits.contains { $0.party == Self.partner })
    }

    @Test func aPartnerMayRedeem() throws {
        let settlement = try PaperSettlement(redeemShares: [0, 0.6, 0.4]).settled()
        #expect(settlement.total.paid == [pay(Self.bank, Self.bank, 4_500), pay(Self.bank, Self.partner, 3_000)])
        #expect(settlement.total.transfers == [pay(Self.bank, Self.partner, 3_000)])
    }

    /// 0.01 accrued: half of it is half a kopeck, which counts as one, and nothing is left to expire. Of 0.04 one kopeck expires. 0.004 is
    /// no kopeck at all.
    @Test func kopecksAreNeverSplit() throws {
        let one = try PaperSettlement(spend: 0.1).settled()
        #expect(one.liability.total.map(\.redeemed) == [0, 1, 0] && one.liability.total.map(\.expired) == [0, 0, 0])
        #expect(one.total.paid == [pay(Self.bank, Self.grocery, 1)])
        let four = try PaperSettlement(spend: 0.4).settled()
        #expect(four.liability.total.map(\.redeemed) == [0, 2, 1] && four.liability.total.map(\.expired) == [0, 0, 1])
        let nothing = try PaperSettlement(spend: 0.04).settled()
        #expect(nothing.monthCount == 1 && nothing.liability.outcome.accrued == 0 && nothing.total.paid.isEmpty)
    }

    /// Without expiry 100 are gone when less than half a kopeck remains: 100 / 2^15 is 0.003.
    @Test func pointsThatNeverExpireAreAllRedeemed() throws {
        let settlement = try PaperSettlement(expiry: nil).settled()
        #expect(settlement.monthCount == 16)
        #expect(settlement.liability.outcome.redeemed == 10_000 && settlement.liability.outcome.expired == 0)
        #expect(settlement.liability.total.map(\.closing).prefix(4) == [10_000, 5_000, 2_500, 1_250])
        #expect(settlement.liability.total.last?.closing == 0)
    }

    @Test func pointsThatNobodyRedeemsStayADebt() throws {
        let settlement = try PaperSettlement(monthlyRedemption: 0, expiry: nil).settled()
        #expect(settlement.liability.outcome.neverRedeemed == 10_000)
        #expect(settlement.liability.total.map(\.closing) == [10_000] && settlement.liability.total.map(\.breakage) == [10_000])
        #expect(settlement.total.paid.isEmpty && settlement.issue.allSatisfy { $0.paid.isEmpty })
        let expiring = try PaperSettlement(monthlyRedemption: 0, expiry: 2).settled()
        #expect(expiring.liability.outcome.expired == 10_000 && expiring.monthCount == 3)
    }

    /// 8 and 20 are there at the start, of months -1 and 0; of each half is redeemed a month, and what is two months old expires.
    @Test func openingPointsAreRedeemedAndExpireAsTheirAgeSays() throws {
        let opening = [(-1, 800), (0, 2_000)].map {
            OpeningBalance(payer: nil, vintage: $0, amountMinor: Int64($1), monthlyRedemption: nil)
        }
        let settlement = try PaperSettlement(shown: [], opening: opening).settled()
        let lines = settlement.liability.byPayer
        #expect(lines.map(\.payer) == [Self.programme, Self.programme])
        #expect(lines.map(\.opening) == [2_800, 1_000])
        #expect(lines.map(\.redeemed) == [1_400, 500] && lines.map(\.expired) == [400, 500] && lines.map(\.closing) == [1_000, 0])
        #expect(settlement.liability.peak?.month == 0 && settlement.liability.peak?.closing == 2_800)
        #expect(settlement.liability.ages(atEndOf: 0).map(\.age) == [0, 1])
        // They are settled as they are redeemed by either basis, and cost this plan nothing.
        #expect(payments(settlement.issue) == payments(settlement.redemption))
        #expect(payments(settlement.redemption)[0] == [pay(Self.programme, Self.grocery, 980), pay(Self.programme, Self.bank, 420)])
        #expect(settlement.profits.allSatisfy { $0.profit == 0 })
        let quick = OpeningBalance(payer: AssetIndex(1), vintage: 0, amountMinor: 2_000, monthlyRedemption: 1)
        #expect(try PaperSettlement(shown: [], opening: [quick]).settled().liability.total.map(\.redeemed) == [2_000, 0])
    }

    @Test func withoutAnythingThereIsNothing() throws {
        let settlement = try PaperSettlement(shown: []).settled()
        #expect(settlement.monthCount == 0 && settlement.redemption.isEmpty && settlement.liability.total.isEmpty)
        #expect(settlement.liability.peak == nil && settlement.profits.isEmpty && settlement.total.transfers.isEmpty)
    }

    /// 3 kopecks at 70 : 30, then all in turn: nobody ever pays back.
    @Test func anAssetThatPaysItselfOwesNobody() throws {
        let settlement = try PaperSettlement(redeemShares: [0, 1, 0]).settled()
        #expect(settlement.total.paid == [pay(Self.bank, Self.bank, 7_500)])
        #expect(settlement.total.transfers.isEmpty && settlement.total.net.allSatisfy { $0 == 0 })
    }

    @Test func amountsBeyondWholeKopecksAreRefused() throws {
        #expect(throws: AmountsTooLarge.self) { try PaperSettlement(spend: 1e18).settled() }
        #expect(throws: AmountsTooLarge.self) {
            try PaperSettlement(opening: [OpeningBalance(payer: nil, vintage: 0, amountMinor: .max, monthlyRedemption: nil)]).settled()
        }
        let large = try PaperSettlement(spend: 4e17).settled()
        #expect(SettlementAudit(settlement: large).complaints.isEmpty)
        #expect(large.liability.outcome.redeemed == 3_000_000_000_000_000_000)
    }

    /// Odds of 1 times 3: three quarters are redeemed a month, also of what was there at the start.
    @Test func stressesMoveRedemption() throws {
        let opening = [OpeningBalance(payer: AssetIndex(1), vintage: 0, amountMinor: 1_600, monthlyRedemption: 0.5)]
        let paper = PaperSettlement(opening: opening)
        let run = Stress(id: "run", redemption: 1.0986122886681098)
        let stressed = try StressedSettlement(run, isBuiltIn: false, on: paper.plan, in: paper.scenario)
        #expect(stressed.outcome.redeemed == 1_500 + 9_375 && stressed.outcome.expired == 100 + 625)
        let weak = try StressedSettlement(Stress(id: "weak", spend: 0.5), isBuiltIn: false, on: paper.plan, in: paper.scenario)
        let expected = try paper.settled().total.net
        #expect(expected == [6_090, -6_090, 0, 0])
        let exposure = try #require(Exposure.worst(of: [weak, stressed], expected: expected))
        // The run costs the bank 70 % of 15.00 - 12.00 and of 93.75 - 75.00 more; the weak spend costs the grocery half of 52.50.
        #expect(exposure.party == Self.grocery && exposure.stress == "weak" && exposure.change == -2_625)
        let alone = try #require(Exposure.worst(of: [stressed], expected: expected))
        #expect(alone.party == Self.bank && alone.change == stressed.net[Self.bank] + 6_090)
        #expect(Exposure.worst(of: [], expected: expected) == nil)
    }
}
