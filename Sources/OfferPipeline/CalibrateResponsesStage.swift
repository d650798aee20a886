import Execution
import OfferLearning
import OfferModel
package import OfferResults
package import ScenarioFiles
import TableFiles

/// Turns the counts of an experiment into responses (model.md section 14).
package enum CalibrateResponsesStage {
    /// - Parameters:
    ///   - segments: a table that says which macro-segment each segment belongs to; nil leaves every segment alone.
    ///   - offer: the offer that the experiment tried, or the only one of it to look at.
    ///   - needsCurves: whether to throw where there is no curve at all.
    /// - Throws: `InvalidInput` with all errors of both tables, or with what is said of the segments where none has a curve.
    package static func run(
        experiment: String, columns: ColumnNames<ExperimentColumn>, segments: String?, offer: String?, needsCurves: Bool
    ) throws -> ResponseCalibrationDocument {
        var stopwatch = Stopwatch()
        if let offer { try checkIdentifier(offer) }
        let reading = ExperimentReader.read(path: experiment, name: experiment, offer: offer, columns: columns)
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
        guard !calibration.responses.isEmpty || !needsCurves else {
            throw InvalidInput(diagnostics: diagnostics + missing(calibration, experiment))
        }
        let source = CalibrationSource(
            files: [experiment] + (segments.map { [$0] } ?? []), version: Versions.offerbench, openBLAS: Versions.openBLAS,
            run: Provenance.Run(
                startedAt: stopwatch.startedAt, seconds: stopwatch.seconds, hostCores: Processors.count, threads: 1,
                blasThreads: blasThreads, phases: stopwatch.phases), warnings: diagnostics.warnings)
        return ResponseCalibrationDocument(source: source, calibration: calibration)
    }

    private static func checkIdentifier(_ offer: String) throws {
        guard !ExperimentReader.isIdentifier(offer) else { return }
        throw InvalidInput(
            "invalid-id", option: "--offer",
            "`\(offer)` is not an id: lower-case letters, digits, `-` and `_`, beginning with a letter or digit", help: "choose another id")
    }

    /// Why no segment has a curve.
    private static func missing(_ calibration: ResponseCalibration, _ experiment: String) -> [Diagnostic] {
        calibration.findings.filter { $0.weight == .warning }.map { finding in
            let place = [finding.segment, finding.offer].compactMap { $0 }.joined(separator: ", ")
            return .error(finding.code, at: SourceLocation(file: experiment), "\(place): \(finding.message)", help: finding.help)
        }
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
