import OfferModel
package import TableFiles

/// A result as far as it is compared with another: straight from the optimizer, or read back from a document offerbench-result/1.
package struct RecordedAnswer: Sendable {
    package struct Row: Sendable {
        package let name: String
        package let used: Double
        package let limit: Double
        package let isBinding: Bool
        package let shadowPrice: Double?
    }

    package let name: String
    package let currency: String?
    package let sha256: String?
    /// Version of offerbench that made it.
    package let version: String?
    package let status: String
    /// net_value or value.
    package let objectiveKind: String
    /// nil where there is no plan.
    package let objective: Double?
    /// Names and figures as the document has them; nil where there is no plan.
    package let totals: [(name: String, figure: Double?)]?
    package let rows: [Row]
    package let lines: [CellLine]
    /// The scenario with bases, overrides and defaults put in.
    package let resolved: JSONValue?
}

extension RecordedAnswer {
    package init(_ document: ResultDocument) {
        name = document.scenario.name
        currency = document.scenario.currency
        sha256 = document.scenario.sha256
        version = document.provenance.version
        status = document.status.rawValue
        objectiveKind = document.objective.kind.rawValue
        objective = document.objective.value
        totals = document.totals?.figures
        rows = document.constraints.map {
            Row(name: $0.name, used: $0.used, limit: $0.limit, isBinding: $0.isBinding, shadowPrice: $0.shadowPrice)
        }
        lines = document.recommendations.map(CellLine.init)
        resolved = document.scenario.resolved
    }
}
