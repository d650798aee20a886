import Testing

/// The keys that programs outside rely on, and of what kind they are.
@Suite struct ResultDocumentTests {
    /// What stands under a key.
    indirect enum Kind: Sendable {
        case number, optionalNumber, string, optionalString, bool, anything
        case object([String: Kind])
        case list(Kind)

        static func numbers(_ keys: String...) -> [String: Kind] {
            Dictionary(uniqueKeysWithValues: keys.map { ($0, .number) })
        }
    }

    private static let always: [String: Kind] = [
        "schema": .string,
        "scenario": .object(["name": .string, "sha256": .string, "resolved": .object(["schema": .string, "assets": .anything])]),
        "provenance": .object([
            "version": .string, "seed": .number,
            "solver": .object(["name": .string, "version": .string, "method": .optionalString, "iterations": .optionalNumber]),
            "run": .object([
                "started_at": .string, "seconds": .number, "host_cores": .number, "threads": .number, "blas_threads": .number,
            ]),
        ]),
        "status": .string,
        "granularity": .list(.object(["level": .string, "objective": .optionalNumber])),
        "warnings": .list(.object(["code": .string, "where": .string, "message": .string])),
        "recommendations": .list(
            .object([
                "segment": .string, "bundle": .number, "offer": .string, "percent": .number, "monthly_cap": .optionalNumber,
                "months": .number, "share": .number, "customers": .number, "completions": .number, "cost": .number, "value": .number,
                "net_value": .number,
            ])),
        "constraints": .list(
            .object([
                "name": .string, "used": .number, "limit": .number, "slack": .number, "binding": .bool, "shadow_price": .optionalNumber,
                "valid_from": .optionalNumber, "valid_to": .optionalNumber,
            ])),
        "assets": .list(.object(["asset": .string, "gain": .number, "funding": .number, "fees": .number, "pnl": .number])),
    ]

    private static let withPlan: [String: Kind] = [
        "objective": .object(["kind": .string, "value": .number, "bound": .number, "gap": .number]),
        "totals": .object(
            Kind.numbers(
                "customers", "shown", "completions", "incremental_completions", "value", "fee_income", "cost", "accrued", "fraud_loss",
                "deadweight_cost", "net_value"
            ).merging(["worst_case": .optionalNumber]) { $1 }),
        "certificate": .object(Kind.numbers("primal_violation", "dual_violation", "complementarity", "gap", "split_segments")),
    ]

    private static let withoutPlan: [String: Kind] = [
        "objective": .object(["kind": .string, "value": .optionalNumber, "bound": .optionalNumber, "gap": .optionalNumber])
    ]

    private static let infeasible: [String: Kind] = [
        "infeasibility": .object([
            "clashing": .list(.string), "repair": .list(.object(["name": .string, "from": .number, "to": .number])),
        ])
    ]

    @Test(arguments: Repository.all)
    func hasTheKeysOfTheContract(_ place: Repository.Place) throws {
        let run = try OfferbenchRun("optimize", place.name, "--json", in: place.folder)
        let document = try JSON(run.outputBytes)
        expect(document, is: .object(Self.always), at: "")
        let isInfeasible = try document["status"].string == "infeasible"
        expect(document, is: .object(isInfeasible ? Self.infeasible.merging(Self.withoutPlan) { $1 } : Self.withPlan), at: "")
        #expect(document.has("infeasibility") == isInfeasible)
        #expect(try document["schema"].string == "offerbench-result/1")
        #expect(try document["scenario"]["sha256"].string.wholeMatch(of: /[0-9a-f]{64}/) != nil)
        #expect(try document["granularity"].items.map { try $0["level"].string } == ["segment", "macro", "programme"])
    }

    @Test func aRunWithoutAPlanHasTheKeysToo() throws {
        let folder = try PaperScenario().written()
        let run = try OfferbenchRun("optimize", "paper", "--json", "--time-limit", "0", in: folder.path)
        let document = try JSON(run.outputBytes)
        #expect(try document["status"].string == "time_limit")
        expect(document, is: .object(Self.always.merging(Self.withoutPlan) { $1 }), at: "")
    }

    @Test func theLastAssetIsTheProgramme() throws {
        let run = try OfferbenchRun("optimize", "coalition-24", "--json", in: Repository.reference)
        let assets = try JSON(run.outputBytes)["assets"].items.map { try $0["asset"].string }
        #expect(assets.last == "programme")
        #expect(Set(assets).count == assets.count)
    }

    @Test func saysWhatWasSolvedOnPaper() throws {
        let folder = try PaperScenario().written()
        let run = try OfferbenchRun("optimize", "paper", "--json", in: folder.path)
        #expect(run.ending == .exited(0))
        #expect(run.messages == "")
        let document = try JSON(run.outputBytes)
        func expectNear(_ found: JSON, _ expected: Double) throws { #expect(try abs(found.number - expected) <= 1e-9 * abs(expected)) }
        try expectNear(document["objective"]["value"], 17_000.0 / 3)
        try expectNear(document["totals"]["cost"], 1_000)
        try expectNear(document["totals"]["completions"], 40.0 / 3)
        let budget = try document["constraints"].items[0]
        #expect(try budget["name"].string == "budget:total")
        #expect(try budget["binding"].bool)
        try expectNear(budget["shadow_price"], 3_500.0 / 1_500)
        try expectNear(budget["valid_from"], 500)
        try expectNear(budget["valid_to"], 2_000)
        #expect(try document["recommendations"].items.map { try $0["percent"].number }.sorted() == [5, 10])
    }

    private func expect(_ value: JSON, is kind: Kind, at path: String) {
        switch (kind, value) {
        case (.anything, _), (.number, .number), (.string, .string), (.bool, .bool), (.optionalNumber, .null), (.optionalNumber, .number),
            (.optionalString, .null), (.optionalString, .string):
            break
        case (.object(let keys), .object(let members)):
            for (key, kind) in keys {
                guard let member = members[key] else {
                    Issue.record("\(path).\(key) is missing")
                    continue
                }
                expect(member, is: kind, at: "\(path).\(key)")
            }
        case (.list(let kind), .array(let items)):
            for (position, item) in items.enumerated() { expect(item, is: kind, at: "\(path)[\(position)]") }
        default: Issue.record("\(path) is of the wrong kind: \(value)")
        }
    }
}
