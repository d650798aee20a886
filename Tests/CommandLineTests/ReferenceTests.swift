import Foundation
import Testing

/// The answers of an independent program to the reference cases, with its tolerances.
@Suite struct ReferenceTests {
    struct Case: CustomTestStringConvertible {
        let name: String
        let granularity: String
        let expected: JSON
        var testDescription: String { "\(name) at \(granularity)" }

        static let all = Repository.cases.flatMap { name in
            ["segment", "macro", "programme"].compactMap { granularity -> Case? in
                let path = "\(Repository.reference)/\(name)/expected-\(granularity).json"
                guard let data = FileManager.default.contents(atPath: path), let expected = try? JSON(Array(data)) else { return nil }
                return Case(name: name, granularity: granularity, expected: expected)
            }
        }
    }

    @Test func theCasesAreThere() {
        #expect(Case.all.count >= 23)
    }

    @Test(arguments: Case.all)
    func theAnswerIsTheReference(_ reference: Case) throws {
        let run = try OfferbenchRun(
            "optimize", reference.name, "--json", "--set", "granularity=\(reference.granularity)", in: Repository.reference)
        let found = try JSON(run.outputBytes)
        let expected = reference.expected
        try #require(try found["status"] == expected["status"])
        guard try expected["status"].string == "optimal" else {
            #expect(run.ending == .exited(3))
            return
        }
        #expect(run.ending == .exited(0))
        try expectClose(found["objective"]["value"], expected["objective"], 1e-6, "objective")
        #expect(try abs(found["certificate"]["gap"].number) <= 1e-9)
        for (key, value) in try expected["totals"].members { try expectClose(found["totals"][key], value, 1e-4, "totals.\(key)") }
        try expectSameRows(found, expected)
        for (asset, profit) in try expected["pnl"].members {
            let row = try #require(try found["assets"].items.first { try $0["asset"].string == asset })
            try expectClose(row["pnl"], profit, 1e-4, "pnl of \(asset)")
        }
    }

    private func expectSameRows(_ found: JSON, _ expected: JSON) throws {
        let rows = try found["constraints"].items
        for row in try expected["constraints"].items {
            let name = try row["name"].string
            let mine = try #require(try rows.first { try $0["name"].string == name }, "\(name) is missing")
            for key in ["used", "limit", "shadow_price"] { try expectClose(mine[key], row[key], 1e-4, "\(name) \(key)") }
        }
        #expect(try rows.count == expected["constraints"].items.count)
    }

    @Test(arguments: Case.all)
    func thePlanAddsUp(_ reference: Case) throws {
        let run = try OfferbenchRun(
            "optimize", reference.name, "--json", "--set", "granularity=\(reference.granularity)", in: Repository.reference)
        let found = try JSON(run.outputBytes)
        guard try found["status"].string == "optimal" else { return }
        let rows = try found["recommendations"].items
        for key in ["cost", "value", "completions", "net_value"] {
            try expectClose(.number(rows.map { try $0[key].number }.reduce(0, +)), found["totals"][key], 1e-6, key)
        }
        var shares: [String: [Double: Double]] = [:]
        for row in rows {
            let share = try row["share"].number
            #expect(share > 0 && share <= 1)
            try shares[row["segment"].string, default: [:]][row["bundle"].number] = share
        }
        // A sum of shares of a basic solution is off by some ulps.
        for (segment, bundles) in shares { #expect(bundles.values.reduce(0, +) <= 1 + 1e-9, "\(segment) is overfilled") }
        let binding = try found["constraints"].items.count { try $0["binding"].bool }
        #expect(try found["certificate"]["split_segments"].number <= Double(binding))
    }

    private func expectClose(_ found: JSON, _ expected: JSON, _ tolerance: Double, _ what: String) throws {
        guard case .number(let expected) = expected else {
            #expect(found == expected, "\(what)")
            return
        }
        let found = try found.number
        #expect(abs(found - expected) <= tolerance * max(1, abs(found), abs(expected)), "\(what): \(found) instead of \(expected)")
    }
}
