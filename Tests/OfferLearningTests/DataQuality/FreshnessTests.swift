import OfferLearning
import OfferModel
import ScenarioFiles
import Testing

@Suite("Freshness of tables")
struct FreshnessTests {
    private static func tables(asOf: String, date: String, lag: Int) throws -> SmallTables {
        let yaml = SmallTables.yaml.replacing("as_of: 2026-11-01", with: "as_of: \(asOf)")
            .replacing("business_date: 2026-10-31, lag_days: 1", with: "business_date: \(date), lag_days: \(lag)")
        return try SmallTables(["scenario.yaml": yaml])
    }

    @Test(
        "Two lags late warn, more fail",
        arguments: [
            ("2026-10-31", 1, .pass, 1, 0), ("2026-11-01", 1, .pass, 0, 0), ("2026-10-30", 1, .warn, 2, 1),
            // Promised at T-1, planned with at T-3.
            ("2026-10-29", 1, .warn, 3, 2), ("2026-10-28", 1, .fail, 4, 3),
            // A promise of the same day counts in days.
            ("2026-11-01", 0, .pass, 0, 0), ("2026-10-30", 0, .warn, 2, 2), ("2026-10-29", 0, .fail, 3, 3),
            ("2026-09-26", 35, .warn, 36, 1), ("2026-07-19", 35, .warn, 105, 70), ("2026-07-18", 35, .fail, 106, 71),
            // A day that has not come yet when the plan is made.
            ("2026-11-04", 1, .warn, -3, 0),
        ] as [(String, Int, DataCheck.Verdict, Int, Int)])
    func verdicts(date: String, lag: Int, verdict: DataCheck.Verdict, days: Int, late: Int) throws {
        let check = try Self.tables(asOf: "2026-11-01", date: date, lag: lag).check(.freshness, of: "segments")
        #expect(check.verdict == verdict && check.measured == Double(days) && check.expected == Double(lag) && check.count == late)
        let message = "the data speak of \(date), the plan of 2026-11-01"
        #expect(check.lines == (verdict == .pass ? [] : ["scenario.yaml:13:13: \(message)"]))
    }

    @Test("February has its own length", arguments: [("2028-03-01", "2028-02-28", 2), ("2027-03-01", "2027-02-28", 1)])
    func leapDays(asOf: String, date: String, days: Int) throws {
        #expect(try Self.tables(asOf: asOf, date: date, lag: 1).check(.freshness, of: "segments").measured == Double(days))
    }

    @Test(
        "Without a date or a promise nothing is checked, and today does not matter",
        arguments: [
            ("as_of: 2026-11-01\n", "", "not stated: as_of", nil),
            ("business_date: 2026-10-31, ", "", "not stated: business_date", nil),
            (", lag_days: 1", "", "1 day old; not stated: lag_days", 1.0),
        ] as [(String, String, String, Double?)])
    func notChecked(text: String, replacement: String, message: String, measured: Double?) throws {
        let tables = try SmallTables("scenario.yaml", text, replacement)
        let check = try tables.check(.freshness, of: "segments")
        #expect(check.verdict == .notChecked && check.message == message && check.measured == measured)
        #expect(tables.quality.verdict == .pass)
    }

    @Test("Days follow one another, month by month and century by century")
    func consecutiveDays() throws {
        let first = try #require(CalendarDay("1896-01-01"))
        var count = 0
        var wrong: [String] = []
        for year in 1896...2104 {
            let isLeap = year % 4 == 0 && year != 1900 && year != 2100
            for (month, length) in [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated() {
                for day in 1...length {
                    let parts = [month + 1, day].map { $0 < 10 ? "0\($0)" : "\($0)" }
                    let text = "\(year)-\(parts[0])-\(parts[1])"
                    if CalendarDay(text)?.days(since: first) != count { wrong.append(text) }
                    count += 1
                }
            }
        }
        #expect(wrong == [] && count == 209 * 365 + 51)
        for text in ["2027-02-29", "2026-13-01", "2026-1-1", "today", ""] { #expect(CalendarDay(text) == nil) }
    }
}

@Suite("Late tables widen what they feed")
struct WideningTests {
    /// k lags late: standard deviations times the square root of 1 + k, at every level; nothing else.
    @Test(
        "The rule",
        arguments: [
            ("segments", [.spend, .redemption], "2026-10-29", 3.0), ("responses", [.uptake], "2026-10-29", 3.0),
            ("values", [.value], "2026-10-30", 2.0), ("responses", [.uptake], "2026-10-31", 1.0), ("values", [.value], "2026-10-21", 11.0),
        ] as [(String, [Factor], String, Double)])
    func multiplies(table: String, factors: [Factor], date: String, variance: Double) throws {
        let yaml = SmallTables.yaml.replacing(
            "\(table): { file: \(table).csv", with: "\(table): { file: \(table).csv, business_date: \(date), lag_days: 1"
        ).replacing(", lag_days: 1, business_date: 2026-10-31, lag_days: 1", with: ", lag_days: 1")
        let scenario = try #require(try SmallTables(["scenario.yaml": yaml]).reading.scenario)
        let usual = try #require(try SmallTables().reading.scenario)
        for factor in Factor.allCases {
            let multiplier = factors.contains(factor) ? variance.squareRoot() : 1
            #expect(scenario.uncertainty.common[factor] == usual.uncertainty.common[factor] * multiplier)
            #expect(scenario.uncertainty.segment[factor] == usual.uncertainty.segment[factor] * multiplier)
            #expect(scenario.uncertainty.offer[factor] == usual.uncertainty.offer[factor] * multiplier)
        }
    }

    @Test("A part of a lag late widens by that part")
    func lessThanALag() throws {
        let late = try SmallTables("scenario.yaml", "business_date: 2026-10-31, lag_days: 1", "business_date: 2026-09-21, lag_days: 35")
        #expect(try late.check(.freshness, of: "segments").verdict == .warn)
        let multiplier = (1 + 6.0 / 35).squareRoot()
        let widening = try #require(late.quality.widenings.first)
        #expect(widening.table == "segments" && widening.daysLate == 6 && widening.multiplier == multiplier)
        #expect(late.quality.widenedDeviations.map(\.path) == ["uncertainty.spend", "uncertainty.redemption"])
        #expect(late.quality.widenedDeviations.map(\.stated) == [0.1, 0.2])
        #expect(late.quality.widenedDeviations.map(\.used) == [0.1 * multiplier, 0.2 * multiplier])
        let uncertainty = try #require(late.reading.scenario).uncertainty
        #expect(uncertainty.common[.spend] == 0.1 * multiplier && uncertainty.common[.uptake] == 0.3)
    }

    @Test("Points outstanding feed no factor, tables of the ladder feed value")
    func tablesOfTheLadder() throws {
        let yaml =
            SmallTables.yaml.replacing(
                "  values: { file: values.csv }",
                with: """
                      opening: { file: opening.csv, business_date: 2026-10-30, lag_days: 1 }
                      transitions: { file: transitions.csv, business_date: 2026-10-30, lag_days: 1 }
                      margins: { file: margins.csv, business_date: 2026-10-29, lag_days: 1 }
                    """
            ) + "ladder: { levels: [low, high], discount: 0.9 }\n"
        let tables = try SmallTables([
            "scenario.yaml": yaml, "opening.csv": "payer,vintage,amount\nbank,0,10\n",
            "segments.csv": SmallTables.segments.replacing(",completed", with: ",level").replacing(",card", with: ",").replacing(
                ",1,\n", with: ",1,low\n"),
            "transitions.csv": "segment,from,to,probability\n*,low,high,1\n*,high,high,1\n",
            "margins.csv": "segment,level,asset,margin\n*,high,bank,20\n",
        ])
        #expect(tables.quality.failures.isEmpty, "\(tables.reading.diagnostics) \(tables.quality.failures)")
        #expect(tables.quality.widenings.map(\.table) == ["transitions", "margins"])
        #expect(try #require(tables.reading.scenario).uncertainty.common[.value] == 0.15 * 3.0.squareRoot())
    }

    @Test("Segments with wide values feed value as well, and of two late tables the later counts")
    func wideValues() throws {
        let yaml = SmallTables.yaml.replacing("business_date: 2026-10-31", with: "business_date: 2026-10-30")
            .replacing("values: { file: values.csv", with: "values: { file: values.csv, business_date: 2026-10-29, lag_days: 1")
        let segments = """
            segment,customers,monthly_spend,spend_cv,monthly_redemption,base_percent,value_now.bank,value_if.card.bank
            s1,1000,12000,0.5,0.3,1,10,30
            s3,500,6000,0.3,0.4,1,,

            """
        let responses = SmallTables.responses.replacing("macro:families", with: "s1")
        let tables = try SmallTables(["scenario.yaml": yaml, "segments.csv": segments, "responses.csv": responses])
        #expect(tables.quality.widenings.map(\.factors) == [[.spend, .redemption, .value], [.value]])
        #expect(tables.quality.widenings.map(\.lagsLate) == [1, 2])
        let uncertainty = try #require(tables.reading.scenario).uncertainty
        #expect(uncertainty.common[.value] == 0.15 * 3.0.squareRoot() && uncertainty.common[.spend] == 0.1 * 2.0.squareRoot())
    }
}
