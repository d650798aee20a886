import OfferResults
import TableFiles

/// Everything that a run's files depend on, as one hash: equal keys mean equal files.
enum RunKey {
    /// Goes up when a version writes other files from the same answer.
    private static let layout = "2"

    static func key(of stage: ScenarioStage, named name: String, stages: RunStages, options: BatchOptions) -> String {
        let words: [(String, String)] =
            [
                ("layout", layout), ("version", Versions.offerbench), ("glpk", Versions.glpk), ("openblas", Versions.openBLAS),
                ("name", name), ("inputs", stage.identity.sha256), ("force-config", String(options.forcesConfig)),
            ] + stages.asked.map { ("stage", $0.rawValue) }
        return ContentHash.sha256(parts: words.map { ($0.0, Array($0.1.utf8)) })
    }
}
