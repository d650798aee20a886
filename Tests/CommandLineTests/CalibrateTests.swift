import Foundation
import Testing

/// `offerbench calibrate` as a user meets it.
@Suite struct CalibrateTests {
    private static let experiments = Repository.tests.appending(path: "Fixtures/experiments").path(percentEncoded: false)

    @Test func responsesAreATableThatAScenarioReads() throws {
        let folder = try PaperScenario().written()
        try folder.write("segment,percent,shown,completed\nall,0,200,10\nall,5,200,40\nall,10,200,70\n", to: "counts.csv")
        let run = try OfferbenchRun(
            "calibrate", "responses", "--experiment", "counts.csv", "--offer", "card", "--output", "paper/responses.csv", in: folder.path)
        #expect(run.ending == .exited(0))
        #expect(run.messages == "")
        let validated = try OfferbenchRun("validate", "paper", in: folder.path)
        #expect(validated.ending == .exited(0), "\(validated.messages)")
        #expect(!validated.messages.contains("ignored"), "\(validated.messages)")
        #expect(try OfferbenchRun("optimize", "paper", in: folder.path).ending == .exited(0))
    }

    @Test func theDocumentHasTheFiguresOfThePublishedFit() throws {
        let run = try OfferbenchRun(
            "calibrate", "responses", "--experiment", "thornton.csv", "--offer", "voucher", "--json", in: Self.experiments)
        let document = try JSON(run.outputBytes)
        #expect(try document["schema"].string == "offerbench-calibration/1")
        let response = try #require(document["responses"].items.first)
        #expect(try response["form"].string == "saturating")
        #expect(try abs(response["parameters"]["half_percent"].number - 0.207761) < 2e-4)
        #expect(try abs(response["fits"].items[1]["log_likelihood"].number + 1501.664) < 1e-3)
        #expect(try document["uncertainty"]["segment_sd"]["uptake"].number > 0)
        #expect(run.messages == "")
    }

    @Test(arguments: ["thornton", "karlan-list"])
    func theReportFitsATerminal(name: String) throws {
        let run = try OfferbenchRun("calibrate", "responses", "--experiment", "\(name).csv", "--offer", "card", in: Self.experiments)
        #expect(run.ending == .exited(0))
        for line in run.outputLines { #expect(line.count <= 80 && line.last?.isWhitespace != true, "\(line)") }
        #expect(run.output.contains("segment_sd: { uptake: "))
    }

    @Test func customerRowsGiveTheSameAsCounts() throws {
        let folder = try TemporaryFolder()
        try folder.write("segment,percent,shown,completed\na,1,3,1\na,4,3,2\na,,2,1\n", to: "counts.csv")
        try folder.write(
            "segment,percent,completed\na,1,0\na,4,1\na,1,1\na,1,0\na,4,1\na,4,0\na,,0\na,,1\n", to: "rows.csv")
        func members(_ file: String) throws -> JSON {
            let run = try OfferbenchRun("calibrate", "responses", "--experiment", file, "--offer", "card", "--json", in: folder.path)
            return try JSON(run.outputBytes)["responses"]
        }
        #expect(try members("counts.csv") == members("rows.csv"))
        #expect(try members("rows.csv").items[0]["organic"]["rate"].number == 0.5)
    }

    @Test(arguments: ["./rows.csv", "link.csv", "other/../rows.csv"])
    func noOutputReplacesAnInputUnderAnotherName(output: String) throws {
        let folder = try TemporaryFolder()
        let rows = "customer,segment,month,amount,percent,shown,completed\na,s,1,5,1,9,3\nb,s,2,5,4,9,4\n"
        try folder.write(rows, to: "rows.csv")
        try folder.write(rows, to: "other/rows.csv")
        try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/link.csv", withDestinationPath: "rows.csv")
        for arguments in [
            ["responses", "--experiment", "rows.csv", "--offer", "card"],
            ["responses", "--experiment", "other/rows.csv", "--offer", "card", "--segments", "rows.csv"],
            ["spend", "--transactions", "rows.csv"],
        ] {
            let run = try OfferbenchRun(["calibrate"] + arguments + ["--output", output], in: folder.path)
            #expect(run.ending == .exited(2) && run.output.isEmpty, "\(arguments)")
            #expect(run.messages.hasPrefix("--output:1:1: error: rows.csv is an input, which the output would replace"), "\(run.messages)")
            #expect(try folder.text(of: "rows.csv") == rows)
        }
    }

    @Test func aColumnSaysOneThing() throws {
        let folder = try TemporaryFolder()
        try folder.write("segment,percent,shown,completed\ns,1,9,3\n", to: "counts.csv")
        func messages(_ columns: String...) throws -> String {
            let options = columns.flatMap { ["--column", $0] }
            let run = try OfferbenchRun(
                ["calibrate", "responses", "--experiment", "counts.csv", "--offer", "card"] + options, in: folder.path)
            #expect(run.ending == .exited(64), "\(run.messages)")
            return run.messages
        }
        #expect(try messages("percent=completed").contains("--column percent=completed: that is the column of completed as well."))
        #expect(try messages("segment=shown", "shown=shown").contains("that is the column of shown as well"))
    }

    @Test func aCustomerCountsOnceForAnOffer() throws {
        let folder = try TemporaryFolder()
        try folder.write("customer,percent,completed\na,1,0\nb,4,1\na,4,1\n,4,1\n", to: "rows.csv")
        let run = try OfferbenchRun("calibrate", "responses", "--experiment", "rows.csv", "--offer", "card", in: folder.path)
        #expect(run.ending == .exited(2))
        #expect(run.messages.contains("rows.csv:4:1: error: customer: the customer `a` is already on line 2"), "\(run.messages)")
        #expect(run.messages.contains("rows.csv:5:1: error: customer: the id is blank"), "\(run.messages)")
        // Counts may be of anybody, and a customer may be in the experiments on two offers.
        try folder.write("customer,offer,percent,completed\na,x,1,0\nb,x,4,1\na,y,4,1\n", to: "rows.csv")
        let offers = try OfferbenchRun("calibrate", "responses", "--experiment", "rows.csv", in: folder.path)
        #expect(offers.ending == .exited(0), "\(offers.messages)")
    }

    @Test func whatAFlagMayBeIsSaid() throws {
        let folder = try TemporaryFolder()
        try folder.write("percent,shown,completed,shown_offer\n1,9,3,2\n", to: "rows.csv")
        let run = try OfferbenchRun("calibrate", "responses", "--experiment", "rows.csv", "--offer", "card", in: folder.path)
        #expect(run.messages.contains("shown_offer: 2 must be 0 or 1"), "\(run.messages)")
        #expect(run.messages.contains("write 1 for who was shown the offer") && !run.messages.contains("fraction"), "\(run.messages)")
    }

    @Test func aNegativeNumberOfMonthsIsAValueOutOfRange() throws {
        let folder = try TemporaryFolder()
        try folder.write("customer,segment,month,amount\na,s,0001-01,5\na,s,0001-02,7\n", to: "rows.csv")
        let command = ["calibrate", "spend", "--transactions", "rows.csv"]
        let run = try OfferbenchRun(command + ["--points-expire-after", "-1"], in: folder.path)
        #expect(run.ending == .exited(64) && run.messages.contains("--points-expire-after must be 1 to 1200"), "\(run.messages)")
        let months = try JSON(OfferbenchRun(command + ["--json"], in: folder.path).outputBytes)
        #expect(try months["first_month"].string == "0001-01" && months["last_month"].string == "0001-02")
    }

    @Test func allProblemsOfAnExperimentAreTold() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "segment,percent,shown,completed,shown_offer\nA B,1,3,1,1\na,x,3,2,1\na,2,3,4,1\na,3,5,1,0\na,,5,1,1\na,1,2.5,1,1\n",
            to: "counts.csv")
        let run = try OfferbenchRun("calibrate", "responses", "--experiment", "counts.csv", in: folder.path)
        #expect(run.ending == .exited(2))
        #expect(run.output == "")
        for place in [
            "1:1: error: the table does not say which offer was tried, name it by `--offer ID`"
        ] { #expect(run.messages.contains("counts.csv:\(place)"), "\(run.messages)") }
        let named = try OfferbenchRun("calibrate", "responses", "--experiment", "counts.csv", "--offer", "card", in: folder.path)
        #expect(named.ending == .exited(2))
        for place in [
            "2:1: error: segment: `A B` is not an id", "3:3: error: percent: `x` is not a number",
            "4:7: error: completed: 4 completed, but only 3 were there", "5:3: error: percent: 3 % for customers who were not shown",
            "6:3: error: percent: the cell is blank", "7:5: error: shown: 2.5 is not a whole number",
        ] { #expect(named.messages.contains("counts.csv:\(place)"), "\(named.messages)") }
    }

    /// A table under its own names, without segments.
    @Test func columnsMayHaveOtherNames() throws {
        let folder = try TemporaryFolder()
        try folder.write("came,usd,shown\n1,0,0\n0,0,0\n0,1,1\n1,1,1\n1,3,1\n1,3,1\n0,3,1\n", to: "rows.csv")
        let columns = ["completed=came", "percent=usd", "shown_offer=shown"].flatMap { ["--column", $0] }
        let run = try OfferbenchRun(
            ["calibrate", "responses", "--experiment", "rows.csv", "--offer", "card", "--json"] + columns, in: folder.path)
        #expect(run.messages == "rows.csv:1:1: warning: the table has no column `segment`, so all customers are one: `*`\n")
        let response = try #require(try JSON(run.outputBytes)["responses"].items.first)
        #expect(try response["segment"].string == "*")
        #expect(try response["organic"]["rate"].number == 0.5)
        let absent = try OfferbenchRun(
            ["calibrate", "responses", "--experiment", "rows.csv", "--offer", "card", "--column", "months=term"] + columns, in: folder.path)
        #expect(absent.ending == .exited(2))
        #expect(absent.messages.contains("the column `term` is missing"), "\(absent.messages)")
    }

    @Test func withoutACurveThereIsNoTable() throws {
        let folder = try TemporaryFolder()
        try folder.write("segment,percent,shown,completed\na,1,50,50\na,5,50,50\n", to: "counts.csv")
        let run = try OfferbenchRun(
            "calibrate", "responses", "--experiment", "counts.csv", "--offer", "card", "--output", "responses.csv", in: folder.path)
        #expect(run.ending == .exited(2))
        #expect(run.messages.hasPrefix("counts.csv:1:1: error: a, card: no curve: everybody completed (separation)"), "\(run.messages)")
        #expect(throws: (any Error).self) { try folder.text(of: "responses.csv") }
        let wrong = try OfferbenchRun("calibrate", "responses", "--experiment", "counts.csv", "--offer", "A B", in: folder.path)
        #expect(wrong.ending == .exited(2))
        #expect(wrong.messages.contains("`A B` is not an id"))
    }

    @Test func spendIsATable() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "who,segment,paid,total,earned,redeemed\nx,a,2026-01-31,60,100,0\ny,a,2026-01-05,200,,\nx,a,2026-02-01,300,60,50\nx,a,2026-01-02,40,,\n",
            to: "receipts.csv")
        let run = try OfferbenchRun(
            "calibrate", "spend", "--transactions", "receipts.csv", "--column", "customer=who", "--column", "month=paid", "--column",
            "amount=total", "--output", "spend.csv", in: folder.path)
        #expect(run.ending == .exited(0), "\(run.messages)")
        #expect(run.output.contains("4 rows of 2 customers, 2 months from 2026-01 to 2026-02"))
        let lines = try folder.text(of: "spend.csv").split(separator: "\n")
        #expect(lines[0].hasPrefix("segment,customers,monthly_spend,spend_cv,spend_persistence,monthly_redemption,monthly_spend_se,"))
        #expect(lines[1].hasPrefix("a,2,150.0,0.866025"), "\(lines[1])")
        for line in run.outputLines { #expect(line.count <= 80, "\(line)") }
    }

    @Test func allProblemsOfTransactionsAreTold() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "customer,segment,month,amount\nx,a,2026-13,1\nx,a,2026-01,one\nx,b,2026-01,1\n,a,2026-01,1\nx,a,7,1\nz,A,2026-01,1\n",
            to: "receipts.csv")
        let run = try OfferbenchRun("calibrate", "spend", "--transactions", "receipts.csv", "--json", in: folder.path)
        #expect(run.ending == .exited(2))
        #expect(run.output == "")
        for place in [
            "2:5: error: month: `2026-13` is not a month", "3:13: error: amount: `one` is not a number",
            "5:1: error: customer: the id is blank", "6:5: error: month: `7` is written in another way",
            "7:3: error: segment: `A` is not an id",
        ] { #expect(run.messages.contains("receipts.csv:\(place)"), "\(run.messages)") }
    }

    @Test func aCustomerInTwoSegmentsIsAnError() throws {
        let folder = try TemporaryFolder()
        try folder.write("customer,segment,month,amount\nx,a,1,1\ny,b,1,1\nx,b,2,1\n", to: "receipts.csv")
        let run = try OfferbenchRun("calibrate", "spend", "--transactions", "receipts.csv", in: folder.path)
        #expect(run.ending == .exited(2))
        #expect(run.messages.contains("receipts.csv:4:3: error: segment: `b` is not the segment of this customer's rows before"))
    }

    @Test(arguments: [
        ["calibrate", "responses"], ["calibrate", "spend"], ["calibrate", "spend", "--transactions", "x", "--column", "spend=y"],
        ["calibrate", "spend", "--transactions", "x", "--column", "month"],
        ["calibrate", "spend", "--transactions", "x", "--points-expire-after", "0"],
    ])
    func sixtyFourForAWrongCommandLine(arguments: [String]) throws {
        let run = try OfferbenchRun(arguments)
        #expect(run.ending == .exited(64))
        #expect(run.output == "")
    }

    @Test(arguments: [["responses", "--offer", "card", "--experiment"], ["spend", "--transactions"]])
    func twoForAMissingFile(arguments: [String]) throws {
        let run = try OfferbenchRun(["calibrate"] + arguments + ["absent.csv"])
        #expect(run.ending == .exited(2))
        #expect(run.messages.hasPrefix("absent.csv:1:1: error: there is no such file"))
    }
}
