package import OfferLearning
import TableFiles

/// What the data checks said of the tables that an answer was computed from.
package struct RunDataChecks: Sendable {
    package let quality: DataQuality

    package init(_ quality: DataQuality) {
        self.quality = quality
    }

    /// Whether checks failed and the run was told to go on: without that there would be no answer.
    package var isAccepted: Bool { quality.verdict == .fail }

    /// What changes an answer or how far to trust it, for every report: accepted failures, late tables, means that moved.
    package var warnings: [ResultDocument.Warning] {
        quality.findings.filter { $0.verdict == .fail || [.freshness, .meanChange].contains($0.kind) }.map { check in
            let isFailed = check.verdict == .fail
            return ResultDocument.Warning(
                code: isFailed ? "data-failure-accepted" : check.kind == .freshness ? "late-table" : "moved-mean",
                location: "tables.\(check.table)",
                message: "\(check.name): \(check.message)" + (isFailed ? " (accepted by --accept-data-failures)" : ""))
        }
    }

    var json: JSONValue {
        .members([
            "verdict": .string(quality.verdict.rawValue), "accepted": .bool(isAccepted),
            "checks": .array(quality.findings.map(\.json)), "widened": .array(quality.widenings.map(\.json)),
            "deviations": .array(quality.widenedDeviations.map(\.json)),
        ])
    }
}
