import GRDB

/// A run as the store lists it.
package struct RunRecord: Sendable, Equatable {
    package enum State: String, Sendable {
        /// Its folder is not known to be whole.
        case writing
        case done
    }

    /// From the hash of everything that the run depends on: the same run again has the same id.
    package let id: String
    /// Name of its folder.
    package let scenario: String
    /// The scenario's own name.
    package let title: String
    package let folder: String
    package let state: State
    package let outcome: String
    package let status: String
    package let isComplete: Bool
    package let version: String
    /// Hash of the inputs.
    package let inputs: String
    package let key: String
    package let currency: String
    /// ISO 8601, UTC.
    package let startedAt: String
    package let seconds: Double
    package let objections: [String]
    /// nil where there is no plan.
    package let objective: Double?
    package let cost: Double?

    package init(
        id: String, scenario: String, title: String, folder: String, state: State, outcome: String, status: String, isComplete: Bool,
        version: String, inputs: String, key: String, currency: String, startedAt: String, seconds: Double, objections: [String],
        objective: Double?, cost: Double?
    ) {
        self.id = id
        self.scenario = scenario
        self.title = title
        self.folder = folder
        self.state = state
        self.outcome = outcome
        self.status = status
        self.isComplete = isComplete
        self.version = version
        self.inputs = inputs
        self.key = key
        self.currency = currency
        self.startedAt = startedAt
        self.seconds = seconds
        self.objections = objections
        self.objective = objective
        self.cost = cost
    }
}

extension RunRecord {
    init(_ row: Row) {
        let objections: String = row["objections"]
        self.init(
            id: row["id"], scenario: row["scenario"], title: row["title"], folder: row["folder"],
            state: State(rawValue: row["state"]) ?? .writing, outcome: row["outcome"], status: row["status"], isComplete: row["complete"],
            version: row["version"], inputs: row["inputs_sha256"], key: row["key"], currency: row["currency"], startedAt: row["started_at"],
            seconds: row["seconds"], objections: objections.split(separator: "\n").map(String.init), objective: row["objective"],
            cost: row["cost"])
    }

    /// In the order of the table's columns.
    var values: [(any DatabaseValueConvertible)?] {
        [
            id, scenario, title, folder, state.rawValue, outcome, status, isComplete, version, inputs, key, currency, startedAt, seconds,
            objections.joined(separator: "\n"), objective, cost,
        ]
    }
}
