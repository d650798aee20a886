import OfferLearning
import ScenarioFiles
import TableFiles
import Testing

/// Checks of what stands in the cells, each on small tables with the exact line.
@Suite("Checks of cells")
struct CellCheckTests {
    @Test("Sound tables pass everything that can be checked")
    func sound() throws {
        let quality = try SmallTables().quality
        #expect(quality.verdict == .pass && quality.findings.isEmpty)
        for kind in [DataCheck.Kind.format, .completeness, .duplicates, .references, .ranges] {
            #expect(quality.checks.filter { $0.kind == kind }.map(\.verdict) == [.pass, .pass, .pass])
        }
        #expect(quality.checks.filter { $0.kind == .meanChange }.map(\.verdict) == [.notChecked, .notChecked, .notChecked])
        #expect(quality.checks.count == 21)
    }

    @Test(
        "Gaps where a value is required fail",
        arguments: [
            ("segments.csv", "s2,families,2000", "s2,families,", ["segments.csv:3:13: customers: the cell is blank"], 17.0 / 18),
            ("segments.csv", "customers,", "customer,", ["segments.csv:1:1: the column customers is missing"], 15.0 / 18),
            ("segments.csv", "\ns1,", "\n,", ["segments.csv:2:1: segment: the cell is blank"], 17.0 / 18),
            ("responses.csv", "-3,0.2,0.5", "-3,,0.5", ["responses.csv:2:1: the logistic form needs slope"], 15.0 / 16),
            ("responses.csv", "-3,0.2,0.5", ",,", ["responses.csv:2:1: the row fits no form"], 15.0 / 16),
            ("responses.csv", "theatre,0.01,,,,1,", "theatre,,,,,1,", ["responses.csv:4:11: organic: the cell is blank"], 15.0 / 16),
            ("values.csv", "*,card,bank", "*,card,", ["values.csv:2:8: asset: the cell is blank"], 5.0 / 6),
        ] as [(String, String, String, [String], Double)])
    func gaps(file: String, text: String, replacement: String, lines: [String], filled: Double) throws {
        let check = try SmallTables(file, text, replacement).check(.completeness, of: String(file.dropLast(4)))
        #expect(check.verdict == .fail && check.count == 1 && check.lines == lines && check.expected == 1)
        let measured = try #require(check.measured)
        #expect(abs(measured - filled) < 1e-12)
    }

    @Test("A blank that means no change warns")
    func lostValues() throws {
        let tables = try SmallTables("values.csv", "500,550", ",550")
        let check = try tables.check(.completeness, of: "values")
        #expect(check.verdict == .warn && check.lines == ["values.csv:3:17: value_now: the cell is blank"] && check.count == 1)
        #expect(tables.reading.scenario != nil && tables.quality.verdict == .warn)
    }

    @Test("A table without rows fails, but for values")
    func noRows() throws {
        for file in ["segments.csv", "responses.csv", "values.csv"] {
            let usual = ["segments.csv": SmallTables.segments, "responses.csv": SmallTables.responses, "values.csv": SmallTables.values]
            let header = try #require(usual[file]).prefix { $0 != "\n" } + "\n"
            let check = try SmallTables([file: String(header)]).check(.completeness, of: String(file.dropLast(4)))
            #expect(check.verdict == (file == "values.csv" ? .warn : .fail) && check.lines == ["\(file):1:1: the table has no rows"])
        }
    }

    @Test(
        "Rows that repeat or contradict one another fail",
        arguments: [
            ("segments.csv", "\ns3,", "\ns1,", ["segments.csv:4:1: s1: a second row; the first is on line 2"]),
            ("responses.csv", "macro:families,card", "*,card", ["responses.csv:3:1: *, card: a second row; the first is on line 2"]),
            (
                "responses.csv", "0.01,,,,2,0.03", "0.01,,,,1.0,0.03",
                ["responses.csv:5:1: *, theatre: a second point at this percent; the first is on line 4"]
            ),
            ("responses.csv", "0.01,,,,2,0.03", "0.02,,,,2,0.03", ["responses.csv:5:1: *, theatre: organic differs from line 4"]),
            (
                "responses.csv", "0.01,,,,2,0.03", "0.01,-3,0.2,,,",
                ["responses.csv:5:1: *, theatre: a row of another form than the one on line 4"]
            ),
            (
                "responses.csv", "0.01,,,,2,0.03", "0.01,,,0.5,2,0.03",
                ["responses.csv:5:1: the row has the table form and fills ceiling as well"]
            ),
            ("values.csv", "s3,card,grocery", "*,card,bank", ["values.csv:3:1: *, card, bank: a second row; the first is on line 2"]),
        ] as [(String, String, String, [String])])
    func duplicates(file: String, text: String, replacement: String, lines: [String]) throws {
        let tables = try SmallTables(file, text, replacement)
        let check = try tables.check(.duplicates, of: String(file.dropLast(4)))
        #expect(check.verdict == .fail && check.count == 1 && check.measured == 1 && check.expected == 0 && check.lines == lines)
        #expect(tables.reading.scenario == nil)
    }

    @Test(
        "Ids of nothing fail",
        arguments: [
            ("segments.csv", "1,card", "1,card; crad", ["segments.csv:3:33: completed: there is no offer `crad`"]),
            ("responses.csv", "\n*,card", "\ns9,card", ["responses.csv:2:1: segment: there is no segment `s9`"]),
            ("responses.csv", "macro:families", "macro:family", ["responses.csv:3:1: segment: there is no segment `macro:family`"]),
            ("responses.csv", "macro:families", "families", ["responses.csv:3:1: segment: there is no segment `families`"]),
            ("responses.csv", "\n*,card", "\n*,crad", ["responses.csv:2:3: offer: there is no offer `crad`"]),
            ("values.csv", "bank", "banc", ["values.csv:2:8: asset: there is no asset `banc`"]),
        ] as [(String, String, String, [String])])
    func references(file: String, text: String, replacement: String, lines: [String]) throws {
        let check = try SmallTables(file, text, replacement).check(.references, of: String(file.dropLast(4)))
        #expect(check.verdict == .fail && check.count == 1 && check.lines == lines)
    }

    @Test("Segments that scenario.yaml names must be in the table")
    func namedSegments() throws {
        let exclusions = "[{ offer: card, segment: s9 }, { offer: card, macro: north }, { offer: card, segment: s1 }]"
        let yaml = SmallTables.yaml + "exclusions: \(exclusions)\n"
        let tables = try SmallTables(["scenario.yaml": yaml])
        let check = try tables.check(.references, of: "segments")
        #expect(check.verdict == .fail && check.count == 2)
        #expect(check.lines[0].hasPrefix("scenario.yaml:17:") && check.lines[0].contains("has no segment `s9`"), "\(check.lines)")
        #expect(check.lines[1].contains("has no macro-segment `north`"))
        // Known to be about the table, and not about scenario.yaml.
        #expect(tables.reading.hasErrors && tables.reading.errorsOutsideTables == [])
    }

    @Test("An offer without a response and a value of a partner warn")
    func doubtfulReferences() throws {
        let responses = SmallTables.responses.split(separator: "\n").filter { !$0.contains("theatre") }.joined(separator: "\n") + "\n"
        let silent = try SmallTables(["responses.csv": responses]).check(.references, of: "responses")
        #expect(silent.verdict == .warn && silent.lines == ["responses.csv:1:1: no row speaks of the offer theatre"])
        let partner = try SmallTables("values.csv", "card,grocery", "theatre,tickets").check(.references, of: "values")
        #expect(partner.verdict == .warn && partner.lines == ["values.csv:3:12: asset: the external partner tickets has no value terms"])
    }

    @Test("Without a table of segments the ids of offers are still checked")
    func withoutSegments() throws {
        let responses = SmallTables.responses.replacing("macro:families,card", with: "macro:families,crad")
        let tables = try SmallTables(["segments.csv": nil, "responses.csv": responses])
        #expect(try tables.check(.format, of: "segments").verdict == .fail)
        for kind in [DataCheck.Kind.completeness, .duplicates, .references, .ranges] {
            #expect(try tables.check(kind, of: "segments").verdict == .notChecked)
        }
        let check = try tables.check(.references, of: "responses")
        #expect(check.lines == ["responses.csv:3:16: offer: there is no offer `crad`"])
        #expect(check.message.contains("segments are not checked"))
        #expect(try tables.check(.completeness, of: "values").verdict == .pass)
    }

    @Test(
        "What cannot be fails, what is hardly meant warns",
        arguments: [
            ("segments.csv", "families,2000", "families,-1", .fail, "segments.csv:3:13: customers: -1 must be at least 0"),
            ("segments.csv", "families,2000", "families,many", .fail, "segments.csv:3:13: customers: `many` is not a number"),
            ("segments.csv", "families,2000", "families,NaN", .fail, "segments.csv:3:13: customers: `NaN` is not a finite number"),
            ("segments.csv", "families,2000", "families,1e999", .fail, "segments.csv:3:13: customers: `1e999` is not a finite number"),
            (
                "segments.csv", "families,2000", "families,1e16", .fail,
                "segments.csv:3:13: customers: 1e16 is too large: at most 1e15 either way"
            ),
            (
                "segments.csv", "0.4,0.3,1,card", "0.4,1.3,1,card", .fail,
                "segments.csv:3:27: monthly_redemption: 1.3 must be at least 0 and at most 1"
            ),
            (
                "segments.csv", "0.4,0.3,1,card", "0.4,0.3,1.005,card", .fail,
                "segments.csv:3:31: base_percent: 1.005 has more than two decimals"
            ),
            ("segments.csv", "\ns2,", "\nS2,", .fail, "segments.csv:3:1: segment: `S2` is not an id"),
            ("segments.csv", "families,2000", "families,0", .warn, "segments.csv:3:13: customers: 0 is hardly meant: usual is above 0"),
            ("segments.csv", "9000,0.4", "9000,40", .warn, "segments.csv:3:23: spend_cv: 40 is hardly meant: usual is at most 5"),
            ("responses.csv", "0.2,0.5", "0.2,0", .fail, "responses.csv:2:20: ceiling: 0 must be above 0 and at most 1"),
            ("responses.csv", "1,0.02", "1,2", .fail, "responses.csv:4:21: completion: 2 must be at least 0 and at most 1"),
            (
                "responses.csv", "card,0.01", "card,1", .warn,
                "responses.csv:2:8: organic: 1 is hardly meant: usual is at least 0 and below 1"
            ),
        ] as [(String, String, String, DataCheck.Verdict, String)])
    func ranges(file: String, text: String, replacement: String, verdict: DataCheck.Verdict, line: String) throws {
        let tables = try SmallTables(file, text, replacement)
        let check = try tables.check(.ranges, of: String(file.dropLast(4)))
        #expect(check.verdict == verdict && check.count == 1 && check.lines == [line], "\(check)")
        #expect((tables.reading.scenario == nil) == (verdict == .fail))
    }

    @Test("A flood is counted in full and shown in part")
    func floods() throws {
        let rows = (0..<100).map { "x\($0),m,-1,1,0,0.5,1,\n" }.joined()
        let check = try SmallTables(["segments.csv": SmallTables.segments + rows]).check(.ranges, of: "segments")
        #expect(check.count == 100 && check.examples.count == 5)
        let ragged = try SmallTables(["segments.csv": SmallTables.segments + String(repeating: "a,b\n", count: 100)])
        let format = try ragged.check(.format, of: "segments")
        #expect(format.count == 100 && format.examples.count == 5 && format.lines[0].hasPrefix("segments.csv:5:"))
        #expect(try ragged.check(.completeness, of: "segments").verdict == .pass)
    }

    @Test("Wide columns of values are held to their names and to one another")
    func wideColumns() throws {
        func check(_ kind: DataCheck.Kind, _ header: String, _ cells: String) throws -> DataCheck {
            let lines = SmallTables.segments.split(separator: "\n")
            let text = "\(lines[0]),\(header)\n\(lines[1]),\(cells)\n\(lines[2]),,\n\(lines[3]),,\n"
            return try SmallTables(["segments.csv": text]).check(kind, of: "segments")
        }
        let header = "value_now.bank,value_if.card.bank"
        for kind in [DataCheck.Kind.completeness, .references, .ranges] { #expect(try check(kind, header, "1,2").verdict == .pass) }
        let blank = try check(.completeness, header, ",2")
        #expect(blank.lines == ["segments.csv:2:36: value_if.card.bank is given, but value_now.bank is blank"])
        let alone = try check(.completeness, "value_now.grocery,value_if.card.bank", "1,2")
        #expect(alone.lines.first?.hasSuffix("needs the column value_now.bank") == true, "\(alone)")
        #expect(try check(.references, "value_now.bank,value_if.crad.bank", "1,2").lines[0].hasSuffix("there is no offer `crad`"))
        #expect(try check(.references, "value_now.bank,value_if.card", "1,2").verdict == .fail)
        #expect(try check(.ranges, header, "1,much").lines == ["segments.csv:2:37: value_if.card.bank: `much` is not a number"])
    }
}
