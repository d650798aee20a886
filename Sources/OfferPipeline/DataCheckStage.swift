import Execution
package import OfferLearning
import ScenarioFiles
import TableFiles

/// Holds a scenario's tables against what is promised of them.
package enum DataCheckStage {
    /// Everything that the checks find, also in tables that a run would refuse.
    ///
    /// - Parameter output: where the caller will write what is found, with `--output`.
    /// - Throws: `InvalidInput` when scenario.yaml itself is wrong, so that it is not known what the tables should be, or the output would
    ///   replace an input.
    package static func run(path: String, overrides: [String], output: String?, threads: Int) throws -> DataQuality {
        let reading = ScenarioReader.read(path: path, overrides: overrides)
        try reading.refuseToReplaceInput(output, option: "--output")
        guard reading.errorsOutsideTables.isEmpty else { throw InvalidInput(diagnostics: reading.diagnostics) }
        let quality = try Self.quality(of: reading, threads: threads)
        // What the reader refuses must never pass here.
        guard !reading.hasErrors || quality.verdict == .fail else { throw InvalidInput(diagnostics: reading.diagnostics) }
        return quality
    }

    static func quality(of reading: ScenarioReading, threads: Int) throws -> DataQuality {
        guard let tables = reading.tables else { throw InvalidInput(diagnostics: reading.diagnostics) }
        return DataQuality(
            of: tables, areSound: !reading.hasErrors, refusals: reading.diagnostics.filter { $0.severity == .error },
            workers: Workers(threads: threads))
    }
}
