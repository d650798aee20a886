import Testing

@Suite struct ShowTests {
    @Test func everyLineHasItsOrigin() throws {
        let folder = try PaperScenario().written()
        let run = try OfferbenchRun("show", "paper", "--set", "budgets.total.amount=500", "--set", "granularity=macro", in: folder.path)
        #expect(run.ending == .exited(0))
        let lines = run.outputLines
        #expect(lines.allSatisfy { $0.contains("  # ") })
        #expect(lines.contains { $0.contains(/^currency: RUB +# paper\/scenario.yaml:3:11$/) })
        #expect(lines.contains { $0.contains(/^granularity: macro +# --set$/) })
        #expect(lines.contains { $0.contains(/^    amount: 500 +# --set$/) })
        #expect(lines.contains { $0.contains(/^objective: net_value +# default$/) })
    }

    /// Without the comments it is YAML with every default written out, so it is a scenario that gives the same answer.
    @Test func whatItPrintsIsAScenario() throws {
        let folder = try PaperScenario().written()
        let shown = try OfferbenchRun("show", "paper", "--set", "budgets.total.amount=700", in: folder.path)
        let changed = try OfferbenchRun("optimize", "paper", "--set", "budgets.total.amount=700", "--json", in: folder.path)
        try folder.write(shown.output, to: "paper/scenario.yaml")
        let again = try OfferbenchRun("optimize", "paper", "--json", in: folder.path)
        #expect(again.ending == .exited(0), "\(again.messages)")
        #expect(try JSON(again.outputBytes)["objective"] == JSON(changed.outputBytes)["objective"])
    }

    @Test(arguments: Repository.all)
    func asJSONIsWhatTheResultCarries(_ place: Repository.Place) throws {
        let shown = try OfferbenchRun("show", place.name, "--json", "--set", "seed=11", in: place.folder)
        #expect(shown.ending == .exited(0))
        let result = try OfferbenchRun("optimize", place.name, "--json", "--set", "seed=11", in: place.folder)
        #expect(try JSON(shown.outputBytes) == JSON(result.outputBytes)["scenario"]["resolved"])
    }
}
