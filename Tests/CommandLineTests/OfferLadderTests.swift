import Testing

/// `ladder`: what all offers together promise.
@Suite struct OfferLadderTests {
    /// The paper scenario with a second offer on top: 60 % for those who have the card.
    private static func scenario(_ lines: String...) -> PaperScenario {
        var scenario = PaperScenario()
        scenario.yaml = scenario.yaml.replacing(
            "tables:\n", with: "  - { id: gold, sponsor: shop, percents: [40, 60], months: [1], requires: [card] }\ntables:\n")
        scenario.segments = scenario.segments.replacing(",0.5,0\n", with: ",0.5,45\n")
        scenario.responses += "all,gold,0,60,0.5\n"
        scenario.values += "all,gold,shop,0,2000\n"
        return lines.reduce(scenario) { $0.adding($1) }
    }

    /// A budget of 3,000 leaves room to show 10 % to all: 45 + 10 + 60 is 115 %.
    @Test func theWholeLadderPassesAHundred() throws {
        let folder = try Self.scenario().written()
        let run = try OfferbenchRun("ladder", "paper", "--json", "--set", "budgets.total.amount=3000", in: folder.path)
        #expect(run.ending == .exited(0), "\(run.messages)")
        let document = try JSON(run.outputBytes)
        #expect(try document["schema"] == .string("offerbench-result/1") && document["ladder"]["max_total_percent"] == .null)
        let segment = try document["ladder"]["segments"].items[0]
        #expect(try segment["base_percent"].number == 45 && segment["full_percent"].number == 115)
        #expect(try segment["passes_100_at"] == .string("gold") && segment["passes_ceiling_at"] == .null)
        let rungs = try segment["rungs"].items
        #expect(try rungs.map { try $0["status"].string } == ["shown", "later"])
        #expect(try rungs.map { try $0["total_percent"].number } == [55, 115])
        #expect(try rungs[0]["share"].number == 1 && rungs[0]["percent"].number == 10)
        // Two in ten reach it, half of those complete it: value 0.5 x 2,000, cost 0.5 x 600.
        #expect(try abs(rungs[1]["reached"].number - 0.2) < 1e-12 && abs(rungs[1]["value"].number - 1_000) < 1e-9)
        #expect(try abs(rungs[1]["cost"].number - 300) < 1e-9 && abs(rungs[1]["net_value"].number - 700) < 1e-9)
        #expect(try abs(segment["expected"]["net_value"].number - (80 + 0.2 * 700)) < 1e-9)
    }

    @Test func theReportReadsWell() throws {
        let folder = try Self.scenario("programme: { max_total_percent: 100 }").written()
        for arguments in [[], ["--segment", "all"]] {
            let run = try OfferbenchRun(["ladder", "paper"] + arguments, in: folder.path)
            #expect(run.ending == .exited(0), "\(run.messages)")
            #expect(run.outputLines.allSatisfy { $0.count <= 80 }, "\(run.output)")
            let text = run.output.replacing("\n", with: " ")
            #expect(text.contains("With gold it passes the ceiling of 100 %") && text.contains("With gold it passes 100 %"), "\(text)")
        }
        #expect(try OfferbenchRun("ladder", "paper", "--segment", "all", in: folder.path).output.contains("by 10 %"))
    }

    @Test func aGivenPlanIsClimbed() throws {
        let folder = try Self.scenario().written()
        try folder.write("segment,offer,percent,monthly_cap,months,share\nall,card,5,,1,0.5\n", to: "plan.csv")
        let run = try OfferbenchRun("ladder", "paper", "--plan", "plan.csv", "--json", in: folder.path)
        let rungs = try JSON(run.outputBytes)["ladder"]["segments"].items[0]["rungs"].items
        #expect(try rungs[0]["percent"].number == 5 && rungs[0]["share"].number == 0.5 && rungs[1]["total_percent"].number == 110)
    }

    /// Of each macro-segment, against the rungs of its segments in the document.
    @Test func theOfferThatPassesALimitIsTheEarliestOfTheGroup() throws {
        let run = try OfferbenchRun("ladder", "coalition-launch", in: Repository.scenarios)
        let sections = run.output.split(separator: "\n\n").map { $0.replacing("\n", with: " ") }
        let document = try JSON(OfferbenchRun("ladder", "coalition-launch", "--json", in: Repository.scenarios).outputBytes)
        let segments = try Dictionary(grouping: document["ladder"]["segments"].items) { (try? $0["macro"].string) ?? "" }
        #expect(segments.count > 2)
        for (macro, segments) in segments {
            let text = try #require(sections.first { $0.hasPrefix("\(macro): ") })
            let offers = try segments[0]["rungs"].items.map { try $0["offer"].string }
            let passes = segments.compactMap { try? $0["passes_ceiling_at"].string }.compactMap { offers.firstIndex(of: $0) }
            guard let first = passes.min() else { continue }
            let words =
                "It passes the ceiling of 86 % in \(passes.count) of \(segments.count) segments, at the earliest with \(offers[first])."
            #expect(text.contains(words), "\(text)")
            // The running total of the group never falls.
            #expect(try segments.allSatisfy { try $0["full_percent"].number >= $0["base_percent"].number })
        }
    }

    @Test func aBasePercentThatIsBeyondALimitIsNoOffers() throws {
        var scenario = Self.scenario()
        scenario.segments = scenario.segments.replacing(",45", with: ",145")
        let folder = try scenario.written()
        let json = try JSON(OfferbenchRun("ladder", "paper", "--json", in: folder.path).outputBytes)["ladder"]["segments"].items[0]
        #expect(try json["base_percent"].number == 145 && json["passes_100_at"] == .null)
        let text = try OfferbenchRun("ladder", "paper", "--segment", "all", in: folder.path).output.replacing("\n", with: " ")
        #expect(text.contains("The base percent alone passes 100 %."), "\(text)")
    }

    @Test func anUnknownSegmentIsNamed() throws {
        let folder = try Self.scenario().written()
        let run = try OfferbenchRun("ladder", "paper", "--segment", "al", in: folder.path)
        #expect(run.ending == .exited(2) && run.output == "" && run.messages.contains("did you mean `all`?"), "\(run.messages)")
    }

    @Test func withoutAPlanTheStoryIsTold() throws {
        let folder = try Self.scenario("reach: [{ id: many, completions: 1000 }]").written()
        let run = try OfferbenchRun("ladder", "paper", in: folder.path)
        #expect(run.ending == .exited(3) && run.output.contains("reach:many"), "\(run.output)")
    }

    /// The same bytes for any number of threads, on everything that ships.
    @Test(arguments: Repository.shipped)
    func shippedScenariosAreClimbed(name: String) throws {
        let first = try OfferbenchRun("ladder", name, "--threads", "1", in: Repository.scenarios)
        let second = try OfferbenchRun("ladder", name, "--threads", "2", in: Repository.scenarios)
        #expect(first.ending == .exited(0) && first.outputBytes == second.outputBytes)
        #expect(first.outputLines.allSatisfy { $0.count <= 80 }, "\(first.output)")
    }
}
