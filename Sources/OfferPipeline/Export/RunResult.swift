import OfferEconomics
import OfferReporting
import OfferResults
import RunFolders
import RunStore
import TableFiles

/// What a run's documents say of the run as a whole.
struct RunResult {
    private let run: RunFolder
    private let result: JSONNode

    /// - Throws: `InvalidInput` where there is no result that can be read.
    init(of run: RunFolder) throws {
        guard let result = try run.document("result.json"), result["scenario"]?["name"]?.text != nil, result["status"]?.text != nil else {
            throw InvalidInput(
                "damaged-run", option: run.path, "there is no result.json of a scenario in this run",
                help: "run the scenario again with `offerbench run`")
        }
        self.run = run
        self.result = result
    }

    var title: String { result["scenario"]?["name"]?.text ?? "" }
    var status: String { result["status"]?.text ?? "" }

    var answer: AnalysisNotebook.Answer {
        if !(result["totals"]?.isNull ?? true) { return .plan }
        return result["infeasibility"]?.isNull ?? true ? .nothing : .clash
    }

    private var resolved: JSONNode? { result["scenario"]?["resolved"] }
    /// null where the document's number is too large to be read exactly.
    private var seed: JSONValue { result["provenance"]?["seed"]?.number.flatMap { $0 < 0x1p53 ? .integer(Int($0)) : nil } ?? .null }
    private var objective: JSONNode? { result["objective"] }
    private var version: String { result["provenance"]?["version"]?.text ?? "" }
    private var inputs: String { result["scenario"]?["sha256"]?.text ?? "" }
    private var currency: String { resolved?["currency"]?.text ?? "" }
    private var mode: String { resolved?["mode"]?.text ?? "split" }

    /// Where the run comes from.
    var identity: JSONValue {
        .members([
            "id": .string(run.manifest.id), "key": .string(run.manifest.key), "name": .string(run.name), "scenario": .string(title),
            "inputs_sha256": .string(inputs), "version": .string(version), "libraries": value(run.details["libraries"]),
            "seed": seed, "currency": .string(currency), "as_of": value(resolved?["as_of"]),
            "status": .string(status), "outcome": .string(run.manifest.outcome.rawValue), "complete": .bool(run.manifest.isComplete),
            "mode": .string(mode), "objective": value(objective), "certificate": value(result["certificate"]),
            "data_verdict": value(result["data_checks"]?["verdict"]), "stages": value(run.details["stages"]),
            "overrides": value(run.details["overrides"]),
        ])
    }

    /// The figures of the run's documents that can be computed again from its tables.
    func figures() throws -> JSONValue {
        let simulation = try run.document("simulation.json")?["simulation"]
        let draws = try run.document("stress.json")?["draws"]
        let members: [(String, JSONNode?, keys: [String]?)] = [
            ("totals", result["totals"], nil), ("infeasibility", result["infeasibility"], nil),
            ("simulation", simulation, ["replications", "budgets"]),
            ("draws", draws, ["count", "budgets", "any_breach_probability", "tail_budgets"]),
        ]
        return .object(members.filter { !($0.1?.isNull ?? true) }.map { .init($0.0, value($0.1).picking($0.keys)) })
    }

    /// What differs from one run of the same inputs to the next is blank.
    var record: RunRecord {
        RunRecord(
            id: run.manifest.id, scenario: run.name, title: title, folder: "", state: .done, outcome: run.manifest.outcome.rawValue,
            status: status, isComplete: run.manifest.isComplete, version: version, inputs: inputs, key: run.manifest.key,
            currency: currency, startedAt: "", seconds: 0,
            objections: run.details["objections"]?.elements?.compactMap(\.text) ?? [], objective: objective?["value"]?.number,
            cost: result["totals"]?["cost"]?.number)
    }

    /// The one row of the store's table of results.
    func row(totals: TypedTable?) -> TypedTable {
        let words = [("objective_kind", objective?["kind"]?.text), ("granularity", objective?["granularity"]?.text), ("mode", mode)]
        let proof = [("objective", "value"), ("bound", "bound"), ("gap", "gap")].map { ($0.0, objective?[$0.1]?.number) }
        var figures: [(String, Double?)] = Totals.names.map { ($0, nil) }
        if case .texts(let names)? = totals?["quantity"], case .numbers(let amounts)? = totals?["amount"] {
            figures = figures.map { name, _ in (name, names.firstIndex(of: name).flatMap { amounts[$0] }) }
        }
        return TypedTable(
            "results",
            words.map { TypedColumn($0.0, .texts([$0.1])) } + (proof + figures).map { TypedColumn($0.0, .numbers([$0.1])) })
    }

    private func value(_ node: JSONNode?) -> JSONValue { node?.canonical() ?? .null }
}

extension JSONValue {
    /// The same with these members alone; nil for all.
    fileprivate func picking(_ keys: [String]?) -> JSONValue {
        guard let keys, case .object(let members) = self else { return self }
        return .object(members.filter { keys.contains($0.key) })
    }
}
