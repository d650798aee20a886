import Foundation
import Testing

/// `offerbench settle` as finance and schedulers meet it.
@Suite struct SettleTests {
    /// The paper scenario with a bank that sponsors the card, points of which go 70 : 30 at the shop and the bank. Shown 10 %, 20 of 100
    /// complete and accrue 100 each; half of the rest is redeemed a month, and after two months 500 of 2,000 expire.
    private static let scenario: PaperScenario = {
        var scenario = PaperScenario()
        scenario.yaml = scenario.yaml.replacing(
            "  - { id: shop, earn_share: 1, redeem_share: 1 }",
            with: "  - { id: shop, earn_share: 1, redeem_share: 0.7 }\n  - { id: bank, redeem_share: 0.3 }"
        ).replacing("sponsor: shop", with: "sponsor: bank, acquisition_fee: 12.5").replacing("  - { id: total, amount: 1000 }\n", with: "")
            .replacing("budgets:\n", with: "programme: { points_expire_after_months: 2 }\n")
        return scenario
    }()

    private static func folder(_ scenario: PaperScenario = scenario) throws -> TemporaryFolder {
        let folder = try scenario.written()
        try folder.write("segment,offer,percent,monthly_cap,months,share\nall,card,10,,1,1\n", to: "plan.csv")
        return folder
    }

    private static func settle(_ folder: TemporaryFolder, _ arguments: [String] = []) throws -> JSON {
        let run = try OfferbenchRun(["settle", "paper", "--plan", "plan.csv", "--json"] + arguments, in: folder.path)
        #expect(run.ending == .exited(0), "\(run.messages)")
        return try JSON(run.outputBytes)["settle"]
    }

    @Test func aSettlementOnPaper() throws {
        let settle = try Self.settle(Self.folder())
        #expect(try settle["parties"].items.map { try $0.string } == ["shop", "bank", "programme"])
        #expect(try settle["source"] == .string("expected") && settle["stress"] == .null && settle["months"].number == 3)
        let months = try settle["basis"]["redemption"].items
        #expect(try months.map { try $0["month"].number } == [1, 2, 3])
        #expect(
            try months[1]["paid"].items == [
                .object(["from": .string("bank"), "to": .string("shop"), "amount_minor": .number(70_000)]),
                .object(["from": .string("bank"), "to": .string("bank"), "amount_minor": .number(30_000)]),
            ])
        #expect(
            try months[1]["net_minor"] == .object(["shop": .number(70_000), "bank": .number(-70_000), "programme": .number(0)]))
        #expect(
            try months[2]["transfers"].items == [
                .object(["from": .string("bank"), "to": .string("shop"), "amount_minor": .number(35_000)])
            ])
        let issue = try settle["basis"]["issue"].items
        #expect(try issue.map { try $0["net_minor"]["shop"].number } == [105_000, 0, 0])
        #expect(try issue[0]["true_up_minor"]["bank"].number == 0)
        #expect(try settle["total"]["net_minor"]["shop"].number == 105_000)
        #expect(
            try settle["fees"].items == [
                .object([
                    "month": .number(1), "from": .string("bank"), "to": .string("programme"), "amount_minor": .number(25_000),
                ])
            ])
        let lines = try settle["liability"].items
        #expect(
            lines[2]
                == .object([
                    "month": .number(3), "payer": .string("bank"), "opening_minor": .number(100_000), "accrued_minor": .number(0),
                    "redeemed_minor": .number(50_000), "expired_minor": .number(50_000), "closing_minor": .number(0),
                    "breakage_minor": .number(0),
                ]))
        #expect(try settle["liability_total"].items.count == 3 && lines.count == 3)
        #expect(try settle["peak"] == .object(["month": .number(1), "closing_minor": .number(200_000)]))
        #expect(try settle["outcome"].items.last?["payer"] == .null)
        #expect(try settle["exposure"]["asset"].string == "bank" && settle["stresses"].items.count == 6)
    }

    /// Per asset the months add up to the P&L that every result has.
    @Test(arguments: Repository.all)
    func monthlyProfitsAddUpToThePlans(_ place: Repository.Place) throws {
        let run = try OfferbenchRun("settle", place.name, "--json", in: place.folder)
        let document = try JSON(run.outputBytes)
        guard run.ending == .exited(0) else {
            #expect(try run.ending == .exited(3) && document["settle"] == .null)
            return
        }
        let settle = try document["settle"]
        var profits: [String: Double] = [:]
        for line in try settle["pnl"].items { profits[try line["asset"].string, default: 0] += try line["pnl_minor"].number }
        for asset in try document["assets"].items {
            let wanted = try 100 * asset["pnl"].number
            // Half a kopeck for each month of accrual, and one for values and fees.
            let found = try #require(profits[try asset["asset"].string])
            #expect(abs(found - wanted) <= 12)
        }
        let redeemed = try settle["liability_total"].items.reduce(0) { try $0 + $1["redeemed_minor"].number }
        #expect(try abs(redeemed - 100 * document["totals"]["cost"].number) <= 60)
    }

    @Test func filesHaveStableColumnsAndExactAmounts() throws {
        let folder = try Self.folder()
        let run = try OfferbenchRun(
            "settle", "paper", "--plan", "plan.csv", "--output", "deep/settled", "--json", in: folder.path)
        #expect(run.ending == .exited(0), "\(run.messages)")
        func file(_ name: String) throws -> String { try folder.text(of: "deep/settled/\(name)") }
        #expect(
            try file("settlement.csv") == """
                month,basis,from,to,amount
                2,redemption,bank,shop,700.00
                2,redemption,bank,bank,300.00
                3,redemption,bank,shop,350.00
                3,redemption,bank,bank,150.00
                1,issue,bank,shop,1050.00
                1,issue,bank,bank,450.00

                """)
        #expect(
            try file("transfers.csv") == """
                month,basis,from,to,amount
                2,redemption,bank,shop,700.00
                3,redemption,bank,shop,350.00
                1,issue,bank,shop,1050.00

                """)
        #expect(try file("fees.csv") == "month,from,to,amount\n1,bank,programme,250.00\n")
        #expect(try file("net.csv").hasPrefix("month,basis,asset,amount\n1,redemption,shop,0.00\n1,redemption,bank,0.00\n"))
        #expect(
            try file("liability.csv") == """
                month,payer,opening,accrued,redeemed,expired,closing,breakage
                1,bank,0.00,2000.00,0.00,0.00,2000.00,500.00
                2,bank,2000.00,0.00,1000.00,0.00,1000.00,500.00
                3,bank,1000.00,0.00,500.00,500.00,0.00,0.00

                """)
        #expect(
            try file("outstanding.csv") == "month,payer,vintage,age_months,amount\n1,bank,1,0,2000.00\n2,bank,1,1,1000.00\n")
        let stresses = try file("stresses.csv").split(separator: "\n")
        #expect(stresses[0] == "stress,asset,net,change" && stresses.contains("viral-uptake,shop,2124.20,1074.20"), "\(stresses)")
        // The card is worth 500 to the shop for each of 20 who complete; the bank pays for it.
        #expect(
            try file("pnl.csv") == """
                month,asset,gain,funding,fees,pnl,received,paid
                1,shop,10000.00,0.00,0.00,10000.00,0.00,0.00
                1,bank,0.00,0.00,250.00,-250.00,0.00,0.00
                1,programme,0.00,0.00,-250.00,250.00,0.00,0.00
                2,shop,0.00,0.00,0.00,0.00,700.00,0.00
                2,bank,0.00,1000.00,0.00,-1000.00,0.00,700.00
                2,programme,0.00,0.00,0.00,0.00,0.00,0.00
                3,shop,0.00,0.00,0.00,0.00,350.00,0.00
                3,bank,0.00,500.00,0.00,-500.00,0.00,350.00
                3,programme,0.00,0.00,0.00,0.00,0.00,0.00

                """)
        let blocked = try OfferbenchRun("settle", "paper", "--plan", "plan.csv", "--output", "plan.csv", in: folder.path)
        #expect(blocked.ending == .exited(74) && blocked.output == "" && blocked.messages.hasPrefix("error: cannot create plan.csv"))
    }

    @Test func openingPointsComeFromATable() throws {
        var scenario = Self.scenario
        scenario.yaml = scenario.yaml.replacing(
            "  values: { file: values.csv }", with: "  values: { file: values.csv }\n  opening: { file: opening.csv }")
        let folder = try Self.folder(scenario)
        try folder.write("payer,vintage,amount,monthly_redemption\nprogramme,0,20.01,1\nbank,-1,8,\n", to: "paper/opening.csv")
        let settle = try Self.settle(folder)
        let lines = try settle["liability"].items.filter { try $0["month"].number == 1 }
        #expect(try lines.map { try $0["payer"].string } == ["bank", "programme"])
        #expect(try lines.map { try $0["opening_minor"].number } == [800, 2_001])
        #expect(try lines.map { try $0["redeemed_minor"].number } == [400, 2_001])
        #expect(try lines.map { try $0["expired_minor"].number } == [400, 0])
        #expect(try settle["outstanding"].items[0]["month"].number == 0 && settle["outstanding"].items[0]["vintage"].number == -1)
        try folder.write("payer,vintage,amount\nshop,1,8\n", to: "paper/opening.csv")
        let run = try OfferbenchRun("settle", "paper", in: folder.path)
        #expect(run.ending == .exited(2) && run.output == "")
        #expect(run.messages.hasPrefix("paper/opening.csv:2:6: error: vintage: 1 must be a whole number from -2400 to 0"))
    }

    @Test func oneReplicationIsBooked() throws {
        let folder = try Self.folder()
        let settle = try Self.settle(folder, ["--simulated"])
        #expect(try settle["source"] == .string("simulated") && settle["stresses"].items.isEmpty && settle["exposure"] == .null)
        // Each of a whole number of customers accrues 100.
        let accrued = try settle["liability_total"].items[0]["accrued_minor"].number
        #expect(accrued > 0 && accrued.truncatingRemainder(dividingBy: 10_000) == 0)
        #expect(try Self.settle(folder, ["--simulated", "--threads", "1"]) == settle)
        #expect(try Self.settle(folder, ["--simulated", "--seed", "5"]) != settle)
        var broken = Self.scenario
        broken.segments = broken.segments.replacing("100,", with: "100.5,")
        let other = try Self.folder(broken)
        let run = try OfferbenchRun("settle", "paper", "--plan", "plan.csv", "--simulated", in: other.path)
        #expect(run.ending == .exited(2) && run.messages.hasPrefix("paper/segments.csv:2:5: error: customers: 100.5 of segment all"))
    }

    @Test func aStressIsSettledUnder() throws {
        let folder = try Self.folder()
        let settle = try Self.settle(folder, ["--stress", "food-inflation"])
        #expect(try settle["stress"] == .string("food-inflation"))
        #expect(try settle["total"]["net_minor"]["shop"].number == 126_000)
        let listed = try settle["stresses"].items.first { try $0["id"].string == "food-inflation" }
        #expect(try listed?["net_minor"]["shop"].number == 126_000 && listed?["change_minor"]["shop"].number == 21_000)
        let unknown = try OfferbenchRun("settle", "paper", "--stress", "food-inflaton", in: folder.path)
        #expect(unknown.ending == .exited(2) && unknown.output == "")
        #expect(unknown.messages.contains("there is no stress `food-inflaton` in the scenario, did you mean `food-inflation`?"))
        let both = try OfferbenchRun("settle", "paper", "--stress", "points-run", "--simulated", in: folder.path)
        #expect(both.ending == .exited(64))
    }

    @Test func whereNobodyRedeemsNothingIsSettled() throws {
        let folder = try Self.folder()
        func message(_ overrides: String...) throws -> String {
            let run = try OfferbenchRun(["settle", "paper"] + overrides.flatMap { ["--set", $0] }, in: folder.path)
            #expect(run.ending == .exited(2) && run.output == "")
            return run.messages
        }
        let short = try message("assets.shop.redeem_share=0.5")
        #expect(short.hasPrefix("paper/scenario.yaml:5:3: error: redeem_share sums to 0.8 over the assets, not to 1"), "\(short)")
        let none = try message("assets.shop.redeem_share=0", "assets.bank.redeem_share=0")
        #expect(none.contains("5:3: error: no asset has a redeem_share") && none.contains("give the assets where points are redeemed"))
    }

    @Test func amountsBeyondWholeKopecksAreInvalidInput() throws {
        var scenario = Self.scenario
        scenario.segments = scenario.segments.replacing("100,1000", with: "1000000,1e15")
        let folder = try Self.folder(scenario)
        for arguments in [[], ["--json", "--output", "settled"]] {
            let run = try OfferbenchRun(["settle", "paper", "--plan", "plan.csv"] + arguments, in: folder.path)
            #expect(run.ending == .exited(2) && run.output == "")
            #expect(run.messages.hasPrefix("paper/scenario.yaml:3:11: error: amounts of "), "\(run.messages)")
        }
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/settled"))
    }

    @Test func endsAsOptimizeDoes() throws {
        let folder = try Self.folder()
        let infeasible = try OfferbenchRun(
            "settle", "paper", "--json", "--set", "reach=[{id: many, completions: 1000}]", in: folder.path)
        #expect(infeasible.ending == .exited(3))
        #expect(try JSON(infeasible.outputBytes)["settle"] == .null)
        let late = try OfferbenchRun("settle", "paper", "--plan", "plan.csv", "--simulated", "--time-limit", "0", in: folder.path)
        #expect(late.ending == .exited(4) && late.output == "The time was up before the plan was settled.\n")
        let stressless = try OfferbenchRun("settle", "paper", "--plan", "plan.csv", "--json", "--time-limit", "0", in: folder.path)
        #expect(stressless.ending == .exited(4))
        #expect(try JSON(stressless.outputBytes)["settle"]["months"].number == 3)
    }

    @Test func theReportOnPaper() throws {
        let folder = try Self.folder()
        let run = try OfferbenchRun("settle", "paper", "--plan", "plan.csv", in: folder.path)
        #expect(run.messages == "")
        let text = run.output
        #expect(text.contains("The given plan, settled at expected figures; amounts in RUB.\n"))
        #expect(text.replacing("\n", with: " ").contains("Most is outstanding at the end of month 1: 2,000."), "\(text)")
        #expect(text.contains(/Who pays whom, in all and netted +amount\n  bank +to shop +1,050\n/), "\(text)")
        #expect(text.contains("    2  bank to shop 700\n    3  bank to shop 350\n"), "\(text)")
        #expect(text.contains("    1  bank to shop 1,050\n"), "\(text)")
        #expect(text.contains(/\n  month 2 +2,000 +0 +1,000 +0 +1,000 +500\n/), "\(text)")
        #expect(text.replacing("\n", with: " ").contains(/Most exposed is bank, to [a-z-]+: its net position falls by/), "\(text)")
        let nothing = try Self.folder()
        try nothing.write("segment,offer,percent,monthly_cap,months,share\n", to: "plan.csv")
        let empty = try OfferbenchRun("settle", "paper", "--plan", "plan.csv", in: nothing.path)
        #expect(empty.output.contains("There are no points, fees or values: nothing is to be settled.\n"), "\(empty.output)")
    }

    @Test func whyNobodyOwesAnythingIsSaid() throws {
        let alone = try PaperScenario().written()
        let own = try OfferbenchRun("settle", "paper", in: alone.path)
        #expect(own.output.contains("Nobody owes anybody anything: points are redeemed at those who pay for them.\n"), "\(own.output)")
        var scenario = Self.scenario
        scenario.segments = scenario.segments.replacing("0,0.5,0", with: "0,0,0")
        let folder = try Self.folder(scenario)
        let none = ["settle", "paper", "--plan", "plan.csv"]
        let expiring = try OfferbenchRun(none, in: folder.path).output
        #expect(expiring.contains("Nobody owes anybody anything: no points are redeemed.\n"), "\(expiring)")
        let lasting = try OfferbenchRun(none + ["--set", "programme.points_expire_after_months=null"], in: folder.path).output
        #expect(lasting.replacing("\n", with: " ").contains("2,000 never expire and are never redeemed: they stay a debt."), "\(lasting)")
    }

    @Test(arguments: Repository.all)
    func theReportReadsAt80Columns(_ place: Repository.Place) throws {
        for arguments in [[], ["--simulated"]] {
            let run = try OfferbenchRun(["settle", place.name] + arguments, in: place.folder)
            for line in run.outputLines {
                #expect(line.count <= 80, "\(line)")
                #expect(line.last?.isWhitespace != true, "\(line)")
            }
            #expect(!run.output.contains("\n\n\n") && run.messages == "")
        }
    }

    @Test(arguments: Repository.shipped)
    func bytesDoNotDependOnThreads(name: String) throws {
        for arguments in [[], ["--simulated"]] {
            let runs = try ["1", "2", "7"].map {
                try OfferbenchRun(["settle", name, "--threads", $0] + arguments, in: Repository.scenarios).output
            }
            #expect(Set(runs).count == 1)
        }
    }
}
