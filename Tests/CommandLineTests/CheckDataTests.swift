import Foundation
import Testing

/// Data checks: by themselves, and inside every run.
@Suite struct CheckDataTests {
    /// The paper scenario on this day, with tables of these dates.
    private static func dated(_ tables: [String: String], _ lines: String...) -> PaperScenario {
        var scenario = PaperScenario().adding("as_of: 2026-11-01")
        for (table, text) in tables {
            scenario.yaml = scenario.yaml.replacing("{ file: \(table).csv }", with: "{ file: \(table).csv, \(text) }")
        }
        return lines.reduce(scenario) { $0.adding($1) }
    }

    private static let stale = dated(["segments": "business_date: 2026-10-20, lag_days: 1"])

    private static let commands = ["optimize", "explain", "grid", "frontier", "simulate", "stress", "settle", "ladder"]

    @Test(arguments: commands)
    func aFailedCheckStopsARunWithExitCodeOne(command: String) throws {
        let folder = try Self.stale.written()
        for format in [[], ["--json"]] {
            let run = try OfferbenchRun([command, "paper"] + format, in: folder.path)
            #expect(run.ending == .exited(1))
            #expect(run.output == "")
            #expect(
                run.messages.hasPrefix(
                    "paper/scenario.yaml:9:13: data check failed: tables.segments: freshness: 12 days old where 1 is promised"),
                "\(run.messages)")
            #expect(run.messages.contains("\n1 data check failed: mend the tables, or go on with --accept-data-failures"))
        }
    }

    @Test(arguments: commands)
    func acceptedFailuresGoIntoTheResult(command: String) throws {
        let folder = try Self.stale.written()
        let run = try OfferbenchRun(command, "paper", "--accept-data-failures", "--json", in: folder.path)
        #expect(run.ending == .exited(0) && run.messages == "")
        let document = try JSON(run.outputBytes)
        let checks = try document["data_checks"]
        #expect(try checks["verdict"].string == "fail" && checks["accepted"].bool)
        #expect(try checks["checks"].items.map { try $0["check"].string } == ["freshness"])
        #expect(try document["warnings"].items.map { try $0["code"].string } == ["data-failure-accepted"])
        let text = try OfferbenchRun(command, "paper", "--accept-data-failures", in: folder.path)
        #expect(text.output.contains("\n  tables.segments: freshness: 12 days old where 1 is promised"))
        #expect(text.outputLines.allSatisfy { $0.count <= 80 })
    }

    /// Rows of an experiment that its reader refuses are counted check by check.
    @Test func whatAnExperimentCannotSayFails() throws {
        var scenario = PaperScenario()
        scenario.yaml = scenario.yaml.replacing(
            "  values: { file: values.csv }\n", with: "  values: { file: values.csv }\n  experiment: { file: experiment.csv }\n")
        let folder = try scenario.written()
        for (rows, check, count) in [
            ("a,all,5,,8,-1", "ranges", 1), ("a,all,101,,8,1", "ranges", 1), ("a,all,5,0,8,1", "ranges", 1),
            ("a,*,5,,8,1\nb,macro:x,5,,8,1", "references", 2), ("a,all,5,,8,1\na,all,,,8,0", "duplicates", 1),
            (",all,5,,8,1", "completeness", 1), ("a,all,7,,8,1", "references", 1),
        ] {
            try folder.write("customer,segment,percent,monthly_cap,value,cost\n\(rows)\n", to: "paper/experiment.csv")
            let run = try OfferbenchRun("check-data", "paper", "--json", "--threads", "1", "--quiet", in: folder.path)
            #expect(run.ending == .exited(1), "\(rows): \(run.messages)")
            let failed = try JSON(run.outputBytes)["checks"].items.filter { try $0["verdict"].string == "fail" }
            #expect(try failed.map { try $0["check"].string } == [check], "\(rows)")
            #expect(try failed.map { try $0["count"].number } == [Double(count)], "\(rows)")
            #expect(try failed[0]["examples"].items.count == count && failed[0]["table"].string == "experiment")
        }
        #expect(try OfferbenchRun("check-data", "paper", "--threads", "-1", in: folder.path).ending == .exited(64))
    }

    /// The proposal is not read before the tables are found fit.
    @Test func aProposalIsHeldAgainstCheckedTablesOnly() throws {
        let folder = try Self.stale.written()
        try folder.write("segment,offer,percent,monthly_cap,months,share\nall,card,5,,1,1\n", to: "plan.csv")
        let command = ["evaluate", "paper", "--plan", "plan.csv", "--json"]
        let stopped = try OfferbenchRun(command, in: folder.path)
        #expect(stopped.ending == .exited(1) && stopped.output == "" && stopped.messages.contains("data check failed: tables.segments"))
        let run = try OfferbenchRun(command + ["--accept-data-failures"], in: folder.path)
        #expect(try JSON(run.outputBytes)["data_checks"]["accepted"].bool)
    }

    /// A comparison says of each side what its tables came to.
    @Test func aComparisonCarriesTheChecksOfBothSides() throws {
        let folder = try Self.stale.written()
        let command = ["compare", "paper", "paper", "--set", "tables.segments.business_date=2026-10-31"]
        let stopped = try OfferbenchRun(command, in: folder.path)
        #expect(stopped.ending == .exited(1) && stopped.output == "")
        let run = try OfferbenchRun(command + ["--accept-data-failures", "--json"], in: folder.path)
        #expect(run.ending == .exited(0) && run.messages == "")
        let document = try JSON(run.outputBytes)
        #expect(try document["before"]["data_checks"]["accepted"].bool && !document["after"]["data_checks"]["accepted"].bool)
        let text = try OfferbenchRun(command + ["--accept-data-failures"], in: folder.path)
        #expect(text.output.contains("accepted by"), "\(text.output)")
        #expect(text.outputLines.allSatisfy { $0.count <= 80 })
    }

    @Test func soundTablesAreSaidSo() throws {
        let folder = try PaperScenario().written()
        let run = try OfferbenchRun("optimize", "paper", "--accept-data-failures", "--json", in: folder.path)
        let checks = try JSON(run.outputBytes)["data_checks"]
        #expect(try checks["verdict"].string == "pass" && !checks["accepted"].bool)
        #expect(try checks["checks"].items.isEmpty && checks["widened"].items.isEmpty)
    }

    /// Promised at T-1, planned with at T-3: two lags late, so uptake is uncertain by the square root of 3 times what is stated.
    @Test func aLateTableWidensTheDrawsAndNotTheAnswer() throws {
        let usual = try Self.dated([:], "uncertainty: { uptake: 0.1, spend: 0.2 }").written()
        let late = try Self.dated(
            ["responses": "business_date: 2026-10-29, lag_days: 1"], "uncertainty: { uptake: 0.1, spend: 0.2 }"
        ).written()
        func stress(_ folder: TemporaryFolder) throws -> JSON {
            let run = try OfferbenchRun("stress", "paper", "--json", in: folder.path)
            #expect(run.ending == .exited(0), "\(run.messages)")
            return try JSON(run.outputBytes)
        }
        let (before, after) = (try stress(usual), try stress(late))
        func deviation(_ factor: String, _ document: JSON) throws -> Double {
            try #require(try document["tornado"].items.first { try $0["factor"].string == factor })["sd"].number
        }
        #expect(try abs(deviation("uptake", after) - 0.1 * 3.0.squareRoot()) < 1e-12)
        #expect(try deviation("spend", after) == deviation("spend", before))
        func spread(_ document: JSON) throws -> Double { try document["draws"]["quantities"]["completions"]["sd"].number }
        #expect(try spread(after) > 1.5 * spread(before))
        #expect(try after["objective"] == before["objective"] && after["recommendations"] == before["recommendations"])
        let widened = try #require(try after["data_checks"]["widened"].items.first)
        #expect(try widened["table"].string == "responses" && widened["factors"] == .array([.string("uptake")]))
        #expect(try widened["lags_late"].number == 2 && abs(widened["multiplier"].number - 3.0.squareRoot()) < 1e-12)
        #expect(try after["warnings"].items.map { try $0["code"].string } == ["late-table"])
        let deviation = try #require(try after["data_checks"]["deviations"].items.first)
        #expect(try deviation["path"].string == "uncertainty.uptake" && deviation["stated"].number == 0.1)
        let shown = try OfferbenchRun("show", "paper", in: late.path).output
        #expect(shown.hasSuffix("\n# uncertainty.uptake: 0.1 counts as 0.173205.\n"), "\(shown)")
        let report = try OfferbenchRun("check-data", "paper", in: late.path)
        #expect(report.ending == .exited(0))
        let sentence =
            "responses is 2 days late: stated standard deviations of uptake count 1.732 times\n  in draws.\n"
            + "uncertainty.uptake: 0.1 counts as 0.173205.\n"
        #expect(report.output.contains(sentence), "\(report.output)")
    }

    @Test func theDocumentHasTheKeysOfTheContract() throws {
        let folder = try Self.stale.written()
        let run = try OfferbenchRun("check-data", "paper", "--json", in: folder.path)
        #expect(run.ending == .exited(1) && run.messages == "")
        let document = try JSON(run.outputBytes)
        #expect(try document["verdict"].string == "fail" && document["as_of"].string == "2026-11-01")
        let checks = try document["checks"].items
        #expect(checks.count == 21)
        for check in checks {
            #expect(
                try Set(check.members.keys) == [
                    "table", "check", "column", "verdict", "count", "measured", "expected", "standard_errors", "message", "examples",
                ])
        }
        let freshness = try #require(try checks.first { try $0["check"].string == "freshness" })
        #expect(try freshness["measured"].number == 12 && freshness["expected"].number == 1 && freshness["count"].number == 11)
        let example = try #require(try freshness["examples"].items.first)
        #expect(try example["file"].string == "paper/scenario.yaml" && example["line"].number == 9)
    }

    /// What a run refuses as invalid input is here counted, check by check.
    @Test func tablesThatARunRefusesAreCheckedAsFarAsTheyGo() throws {
        var scenario = PaperScenario()
        scenario.segments = scenario.segments.replacing("all,100", with: "all,")
        scenario.responses = scenario.responses.replacing("all,card,0,10,0.2", with: "all,crad,0,10,2")
        scenario.values = scenario.values.replacing("all,card,shop,0,500\n", with: "all,card,shop,0,500\nall,card,shop,0,600\n")
        let folder = try scenario.written()
        #expect(try OfferbenchRun("optimize", "paper", "--accept-data-failures", in: folder.path).ending == .exited(2))
        let run = try OfferbenchRun("check-data", "paper", "--json", in: folder.path)
        #expect(run.ending == .exited(1) && run.messages == "")
        let failed = try JSON(run.outputBytes)["checks"].items.filter { try $0["verdict"].string == "fail" }
        #expect(
            try failed.map { try "\($0["table"].string) \($0["check"].string) \($0["examples"].items[0]["line"].number)" } == [
                "segments completeness 2.0", "responses references 3.0", "responses ranges 3.0", "values duplicates 3.0",
            ])
        let report = try OfferbenchRun("check-data", "paper", in: folder.path)
        #expect(report.ending == .exited(1) && report.outputLines.allSatisfy { $0.count <= 80 })
        #expect(report.output.contains("    paper/segments.csv:2:5: customers: the cell is blank\n"), "\(report.output)")
    }

    @Test func aWrongScenarioIsInvalidInput() throws {
        let folder = try PaperScenario().adding("granularty: macro").written()
        let run = try OfferbenchRun("check-data", "paper", "--output", "checks.csv", in: folder.path)
        #expect(run.ending == .exited(2) && run.output == "")
        #expect(run.messages.contains("paper/scenario.yaml:14:1: error: "))
        #expect(throws: (any Error).self) { try folder.bytes(of: "checks.csv") }
        #expect(try OfferbenchRun("check-data", "absent", in: folder.path).ending == .exited(2))
    }

    @Test func aMovedMeanStopsARun() throws {
        let scenario = Self.dated(["segments": "previous: before.csv"])
        let folder = try scenario.written()
        let header = "segment,customers,monthly_spend,spend_cv,monthly_redemption,base_percent\n"
        try folder.write(header + "a,100,100,0,0.5,0\nb,100,300,0,0.5,0\n", to: "paper/before.csv")
        let run = try OfferbenchRun("optimize", "paper", in: folder.path)
        #expect(run.ending == .exited(1))
        // From 200 by 800, where the standard deviation is the root of 20,000.
        let message = "segments.csv:1:19: data check failed: tables.segments: mean change of monthly_spend: "
        #expect(run.messages.contains(message), "\(run.messages)")
        let checks = try JSON(OfferbenchRun("check-data", "paper", "--json", in: folder.path).outputBytes)["checks"].items
        let spend = try #require(try checks.first { try $0["column"] == .string("monthly_spend") })
        #expect(try abs(spend["measured"].number - 800 / 20_000.0.squareRoot()) < 1e-12)
        // The previous table is an input like any other.
        func hash() throws -> String {
            let run = try OfferbenchRun("optimize", "paper", "--accept-data-failures", "--json", in: folder.path)
            return try JSON(run.outputBytes)["scenario"]["sha256"].string
        }
        let before = try hash()
        try folder.write(header + "a,100,100,0,0.5,0\nb,100,301,0,0.5,0\n", to: "paper/before.csv")
        #expect(try hash() != before)
    }

    @Test func theTableForADashboardHasOneRowACheck() throws {
        let folder = try Self.stale.written()
        let run = try OfferbenchRun("check-data", "paper", "--output", "checks.csv", in: folder.path)
        #expect(run.ending == .exited(1))
        let lines = try folder.text(of: "checks.csv").split(separator: "\n")
        #expect(lines.count == 22)
        #expect(
            lines[0]
                == "scenario,as_of,table,check,column,verdict,count,measured,expected,standard_errors,message,example")
        #expect(lines[1].hasPrefix("On paper,2026-11-01,segments,freshness,,fail,11,12,1,,\"12 days old"), "\(lines[1])")
        #expect(lines[2].hasPrefix("On paper,2026-11-01,segments,format,,pass,0,0,0,,1 row,"), "\(lines[2])")
        #expect(try OfferbenchRun("check-data", "paper", "--output", "absent/checks.csv", in: folder.path).ending == .exited(74))
    }

    @Test(
        arguments: ["segments.csv", "responses.csv", "values.csv"],
        [
            "", "\n", "\u{FEFF}", "segment\n", "\u{0}", ",\n,\n", "segment,segment\n1,2\n", "segment,offer\n\"a", "a;b\n1;2\n",
            "segment,customers,monthly_spend,spend_cv,monthly_redemption,base_percent\nall,1e308,NaN,inf,-1e308,1e999\n",
            "segment,offer,organic,percent,completion\nall,card,nan,1e308,-1e308\nall,card,nan,1e308,-1e308\n",
            "segment,offer,asset,value_now,value_if_completed\nall,card,shop,1e308,-1e308\n,,,,\n",
        ])
    func hostileTablesFailAndNothingElse(file: String, text: String) throws {
        let folder = try PaperScenario().written()
        try folder.write(text, to: "paper/\(file)")
        let run = try OfferbenchRun("check-data", "paper", "--json", in: folder.path)
        #expect(run.ending == .exited(1), "\(run.messages)")
        #expect(run.messages == "")
        #expect(try JSON(run.outputBytes)["checks"].items.count == 21)
        let report = try OfferbenchRun("check-data", "paper", in: folder.path)
        #expect(report.ending == .exited(1) && report.outputLines.allSatisfy { $0.count <= 80 })
    }

    @Test(arguments: Repository.all)
    func everyScenarioPassesOrWarns(_ place: Repository.Place) throws {
        let run = try OfferbenchRun("check-data", place.name, in: place.folder)
        #expect(run.ending == .exited(0), "\(run.output)")
        #expect(run.messages == "" && run.outputLines.allSatisfy { $0.count <= 80 && $0.last?.isWhitespace != true })
        let document = try JSON(OfferbenchRun("check-data", place.name, "--json", in: place.folder).outputBytes)
        #expect(try ["pass", "warn"].contains(document["verdict"].string))
        #expect(try document["checks"].items.allSatisfy { try $0["verdict"].string != "fail" })
    }
}
