import OfferLearning
package import OfferModel
package import OfferResults
package import TableFiles

/// What an offer engine takes in: for each segment its bundles of offers with percent, cap, months and share, the rules that go with them,
/// and what lets a person trust it. Format offerbench-config/1.
///
/// Percents are whole basis points, money whole minor units. Nothing in it differs between two runs of the same inputs by the same version.
package struct RecommendedConfig: Sendable {
    package static let schema = "offerbench-config/1"

    /// Hash of everything else in the document; see `id(of:)`.
    package let id: String
    package let json: JSONValue

    /// - Parameters:
    ///   - scenario: the one that the result answers.
    ///   - isForced: whether it is written in spite of what speaks against it; the document says so.
    /// - Returns: nil where there is no plan, or something speaks against the result and it is not forced.
    package init?(_ result: ResultDocument, of scenario: Scenario, isForced: Bool) {
        let objections = Self.objections(to: result)
        guard result.totals != nil, isForced || objections.isEmpty else { return nil }
        let parts = ConfigParts(result, of: scenario)
        let content: [JSONValue.Member] = [
            .init("scenario", .members(["name": .string(result.scenario.name), "sha256": .string(result.scenario.sha256)])),
            .init("currency", .string(scenario.currency)), .init("validity", parts.validity), .init("rules", parts.rules),
            .init("segments", parts.segments), .init("expected", parts.expected), .init("provenance", parts.provenance),
            .init("certificate", parts.certificate),
            .init("data", .members(["verdict": .string(result.dataVerdict)])),
            .init("forced", .bool(!objections.isEmpty)), .init("objections", .array(objections.map { .string($0) })),
        ]
        let unnamed = JSONValue.object([.init("schema", .string(Self.schema))] + content)
        guard case .success(let document) = JSONParser.parse(unnamed.bytes, name: "") else {
            preconditionFailure("what was just written is JSON")
        }
        id = Self.id(of: document)
        json = .object([.init("schema", .string(Self.schema)), .init("id", .string(id))] + content)
    }

    /// What speaks against giving a result to an offer engine, in words; empty where nothing does.
    package static func objections(to result: ResultDocument) -> [String] {
        let certification: [String] =
            switch result.status {
            case .optimal: []
            case .feasible where result.objective.mode == .single && result.certificate != nil: []
            case .feasible: ["the plan is not proved optimal"]
            case .timeLimit: ["the plan is the best that was found before the time was up"]
            case .given: ["the plan was given, not chosen"]
            case .infeasible: ["no plan keeps every rule"]
            }
        return certification + (result.dataVerdict == "fail" ? ["data checks failed"] : [])
    }

    /// SHA-256 over the document without its id, on one line with sorted keys and whole numbers without a point.
    package static func id(of document: JSONNode) -> String {
        ContentHash.sha256(document.canonical(without: ["id"]).line.dropLast())
    }
}

extension ResultDocument {
    /// What the data checks said of the tables.
    var dataVerdict: String { provenance.dataChecks.quality.verdict.rawValue }
}

extension ContentHash {
    fileprivate static func sha256(_ bytes: ArraySlice<UInt8>) -> String { sha256(Array(bytes)) }
}
