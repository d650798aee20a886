import OfferModel
import TableFiles

extension ScenarioStage {
    /// - Throws: `InvalidInput` where no segment has the id.
    package func requireSegment(_ id: String) throws {
        let ids = scenario.segments.map(\.id)
        guard !ids.contains(id) else { return }
        let guess = Suggestion.closest(to: id, among: ids).map { "did you mean `\($0)`?" } ?? "ids are in segments.csv"
        throw InvalidInput(diagnostics: [
            .error("unknown-id", at: SourceLocation(file: "--segment"), "there is no segment `\(id)`", help: guess)
        ])
    }
}
