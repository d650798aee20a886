import OfferLearning
import ScenarioFiles
import TableFiles
import Testing

@Suite("Change of means")
struct MeanChangeTests {
    private static let header = "segment,customers,monthly_spend,spend_cv,monthly_redemption,base_percent\n"

    /// Segments of now and of the period before with these mean spends.
    private static func tables(now: [String], before: [String], cv: (now: String, before: String) = ("0.5", "0.5")) throws -> SmallTables {
        func table(_ spends: [String], _ cv: String) -> String {
            header + spends.enumerated().map { "s\($0.offset + 1),100,\($0.element),\(cv),0.3,1\n" }.joined()
        }
        return try SmallTables([
            "scenario.yaml": SmallTables.yaml.replacing("file: segments.csv", with: "file: segments.csv, previous: before.csv"),
            "segments.csv": table(now, cv.now), "before.csv": table(before, cv.before),
            "responses.csv": SmallTables.responses.replacing("macro:families", with: "s1"),
        ])
    }

    private static func spend(_ tables: SmallTables) throws -> DataCheck {
        try tables.check(.meanChange, of: "segments", column: "monthly_spend")
    }

    /// Before: 1, 2, 3, 4, 5 thousand, mean 3,000, variance 2.5 million. Now: each one 500 more. The change is 500 / 1,581.1 = 0.3162
    /// standard deviations; the difference of the means has variance 2.5 M / 5 + 2.5 M / 5 = 1 M, so it is 0.5 standard errors.
    @Test("A change on paper")
    func onPaper() throws {
        let check = try Self.spend(
            Self.tables(now: ["1500", "2500", "3500", "4500", "5500"], before: ["1000", "2000", "3000", "4000", "5000"]))
        let (deviations, errors) = (try #require(check.measured), try #require(check.standardErrors))
        #expect(abs(deviations - 500 / 2.5e6.squareRoot()) < 1e-12 && abs(errors - 0.5) < 1e-12)
        #expect(check.verdict == .pass && check.count == 0 && check.expected == 0.5 && check.examples.isEmpty)
        #expect(check.message == "the mean went from 3000 to 3500: 0.316 standard deviations, 0.5 standard errors")
    }

    /// Standard deviation 1,000 before: 2,000, 3,000, 4,000.
    @Test(
        "Half a standard deviation passes, one warns, more fails",
        arguments: [
            (500, .pass), (-500, .pass), (501, .warn), (1000, .warn), (-1000, .warn), (1001, .fail), (-1001, .fail),
            (1e9, .fail),
        ] as [(Double, DataCheck.Verdict)])
    func verdicts(change: Double, verdict: DataCheck.Verdict) throws {
        // Whole numbers, so that the deviation is exactly 1,000; spends must not fall below 0.
        let now = [2000.0, 3000, 4000].map { "\($0 + change)" }
        let tables = try Self.tables(now: now, before: ["2000", "3000", "4000"])
        let check = try Self.spend(tables)
        #expect(check.verdict == verdict && check.measured == change / 1000)
        #expect(check.lines == (verdict == .pass ? [] : ["segments.csv:1:19: monthly_spend"]))
        // The other columns have not moved.
        #expect(try tables.check(.meanChange, of: "segments", column: "customers").measured == 0)
        // A moved mean is no invalid input.
        #expect(tables.reading.scenario != nil)
    }

    @Test("Any change of a column that did not vary fails, rounding is none")
    func constantColumns() throws {
        let spends = ["1", "2", "3"]
        let moved = try Self.tables(now: spends, before: spends, cv: ("0.6", "0.5")).check(.meanChange, of: "segments", column: "spend_cv")
        #expect(moved.verdict == .fail && moved.measured == nil && moved.standardErrors == nil)
        #expect(moved.message == "the mean went from 0.5 to 0.6: the previous table does not vary")
        let still = try Self.tables(now: spends, before: spends, cv: ("0.50000000001", "0.5")).check(
            .meanChange, of: "segments", column: "spend_cv")
        #expect(still.verdict == .pass && still.measured == 0)
    }

    @Test("One row before says nothing of the spread")
    func oneRow() throws {
        let check = try Self.spend(Self.tables(now: ["1", "2"], before: ["1"]))
        #expect(check.verdict == .notChecked && check.message == "the previous table has 1 number to compare")
    }

    @Test("Cells of the previous table that are no numbers do not count")
    func hostileCells() throws {
        let check = try Self.spend(
            Self.tables(now: ["2000", "3000", "4000"], before: ["2000", "NaN", "3000", "much", "4000", "-7", "", "1e999", "1e16"]))
        #expect(check.measured == 0)
    }

    @Test("Columns that only one of the tables has are not compared")
    func otherColumns() throws {
        let yaml = SmallTables.yaml.replacing("file: values.csv", with: "file: values.csv, previous: before.csv")
        let other = try SmallTables(["scenario.yaml": yaml, "before.csv": "segment,value_now\n*,1\n*,2\n"])
        #expect(
            other.quality.checks.filter { $0.table == "values" && $0.kind == .meanChange }.map(\.column) == [
                "value_now", "value_if_completed",
            ])
        let absent = try other.check(.meanChange, of: "values", column: "value_if_completed")
        #expect(absent.verdict == .notChecked && absent.message.hasSuffix("before.csv has no such column"))
        let none = try SmallTables(["scenario.yaml": yaml, "before.csv": "a,b\n1,2\n"])
        #expect(try none.check(.meanChange, of: "values").message.hasSuffix("has no column of numbers in common"))
    }

    @Test("A previous table that is not there, or no table, is invalid input")
    func previousFile() throws {
        let yaml = SmallTables.yaml.replacing("file: values.csv", with: "file: values.csv, previous: before.csv")
        for text in [nil, "", "a,a\n", "a;b\n1;2\n"] {
            let reading = try SmallTables(["scenario.yaml": yaml, "before.csv": text]).reading
            #expect(reading.scenario == nil && !reading.errorsOutsideTables.isEmpty)
        }
    }
}
