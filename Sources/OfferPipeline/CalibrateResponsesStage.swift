import Execution
import OfferLearning
import OfferModel
package import OfferResults
import ScenarioFiles
import TableFiles

/// Turns the counts of an experiment into responses (model.md section 14).
package enum CalibrateResponsesStage {
    /// - Parameters:
    ///   - segments: a table that says which macro-segment each segment belongs to; nil leaves every segment alone.
    ///   - offer: the offer that the experiment tried, or the only one of it to look at.
    /// - Throws: `InvalidInput` with all errors of both tables.
    package static func run(experiment: String, segments: String?, offer: String?) throws -> ResponseCalibrationDocument {
        var stopwatch = Stopwatch()
        let reading = ExperimentReader.read(path: experiment, name: experiment, offer: offer)
        let groups = segments.map { SegmentGroups.read(path: $0, name: $0) }
        let unplaced = unplaced(reading, groups?.groups, segments)
        let diagnostics = (reading.diagnostics + (groups?.diagnostics ?? []) + unplaced).sorted()
        guard let arms = reading.arms, groups == nil || groups?.groups != nil else { throw InvalidInput(diagnostics: diagnostics) }
        stopwatch.lap("read")
        // Set before the first call of the library.
        let blasThreads = Versions.blasThreads
        let calibration = ResponseCalibration(
            arms, macros: groups?.groups?.macros ?? [:], customers: groups?.groups?.customers ?? [:])
        stopwatch.lap("fit")
        let source = CalibrationSource(
            files: [experiment] + (segments.map { [$0] } ?? []), version: Versions.offerbench, openBLAS: Versions.openBLAS,
            run: Provenance.Run(
                startedAt: stopwatch.startedAt, seconds: stopwatch.seconds, hostCores: Processors.count, threads: 1,
                blasThreads: blasThreads, phases: stopwatch.phases), warnings: diagnostics.warnings)
        return ResponseCalibrationDocument(source: source, calibration: calibration)
    }

    /// Segments of the experiment that the table of segments does not have.
    private static func unplaced(_ reading: ExperimentReading, _ groups: SegmentGroups?, _ file: String?) -> [Diagnostic] {
        guard let arms = reading.arms, let groups, let file else { return [] }
        return Set(arms.map(\.segment)).subtracting(groups.segments).sorted().map {
            .warning(
                "unknown-segment", at: SourceLocation(file: file), "the segment `\($0)` of the experiment is not in the table",
                help: "add it; until then it is in no macro-segment")
        }
    }
}
