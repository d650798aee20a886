import Foundation
import OfferModel
import OfferOptimization
import OfferPipeline
import OfferResults
import ScenarioFiles
import TestSupport
import Testing

/// Mutations of sound scenarios: whatever comes out is an answer or a message, in 2 seconds of processor time and 512 MB of memory.
@Suite("Mutated scenarios")
struct MutationTests {
    private static let mostSeconds = 2.0
    private static let mostBytes = 512 << 20

    @Test("A mutation gives a scenario or an error", arguments: 0..<8)
    func reads(part: Int) throws {
        var mutation = Mutation(of: part.isMultiple(of: 2) ? SmallScenario.files : FullScenario.files, seed: part)
        let scenario = try SmallScenario(bytes: mutation.sound)
        defer { scenario.remove() }
        for round in 0..<Mutation.count / 8 {
            let files = mutation.next()
            let overrides = round.isMultiple(of: 4) ? [mutation.nextOverride()] : []
            try scenario.write(files)
            let seconds = ProcessUse.threadSeconds
            let reading = scenario.read(overrides: overrides)
            #expect(ProcessUse.threadSeconds - seconds < Self.mostSeconds, "\(Self.text(files, overrides))")
            #expect((reading.scenario == nil) == reading.hasErrors, "\(Self.text(files, overrides))")
            #expect(reading.resolved.map { $0.lines.isEmpty } != true)
            try scenario.write(mutation.sound.filter { files[$0.key] != nil })
        }
        #expect(ProcessUse.peakBytes < Self.mostBytes)
    }

    @Test("A mutation that can be read is answered, mostly with a proof", arguments: 0..<4)
    func optimizes(part: Int) throws {
        var mutation = Mutation(of: part.isMultiple(of: 2) ? SmallScenario.files : FullScenario.files, seed: 100 + part)
        let scenario = try SmallScenario(bytes: mutation.sound)
        defer { scenario.remove() }
        var (proved, unproved) = (0, 0)
        while proved + unproved < Mutation.count / 160 {
            let files = mutation.nextNumbers()
            try scenario.write(files)
            let seconds = ProcessUse.seconds
            var answer = try Self.answer(to: scenario, Self.text(files))
            if ProcessUse.seconds - seconds >= Self.mostSeconds {
                // The solver has a thread of its own, so the whole process is measured. Other tests may be in that, but hardly twice.
                let seconds = ProcessUse.seconds
                answer = try Self.answer(to: scenario, Self.text(files))
                #expect(ProcessUse.seconds - seconds < Self.mostSeconds, "\(Self.text(files))")
            }
            proved += answer == .proved ? 1 : 0
            unproved += answer == .unproved ? 1 : 0
            try scenario.write(mutation.sound.filter { files[$0.key] != nil })
        }
        // Numbers that differ by ten digits and more may be beyond a solver in doubles; that is told, and rare.
        #expect(50 * unproved <= proved, "\(unproved) of \(proved + unproved)")
        #expect(ProcessUse.peakBytes < Self.mostBytes)
    }

    /// What mutations found (docs/fuzzing.md), each as the changes that are left when all that does not matter is sound again.
    private static let found: [[(file: String, from: String, to: String)]] = [
        [("base/scenario.yaml", "max_total_percent: 12", "max_total_percent: 3"), ("values.csv", "grocery,500,650", "grocery,1e9,650")],
        [("segments.csv", "s2,south,2000", "s2,south,21e9")],
    ]

    @Test("What mutations found is answered with a proof", arguments: found.indices)
    func answersWhatWasFound(number: Int) throws {
        var files = FullScenario.files
        for change in Self.found[number] {
            #expect(files[change.file]?.contains(change.from) == true)
            files[change.file] = files[change.file]?.replacingOccurrences(of: change.from, with: change.to)
        }
        let scenario = try SmallScenario(bytes: files.mapValues { Array($0.utf8) })
        defer { scenario.remove() }
        #expect(try Self.answer(to: scenario, "\(number)") == .proved)
    }

    private enum Answer {
        case refused, proved, unproved
    }

    private static func answer(to scenario: SmallScenario, _ text: @autoclosure () -> String) throws -> Answer {
        do {
            let document = try OptimizeStage(ScenarioStage(path: scenario.folder.path, overrides: [], threads: 1)).run().document
            #expect(document.status != .timeLimit, "\(text())")
            return document.status == .feasible ? .unproved : .proved
        } catch let error as InvalidInput {
            #expect(!error.diagnostics.isEmpty, "\(text())")
            return .refused
        } catch is DataFailure {
            return .refused
        } catch is OptimizationError {
            return .unproved
        }
    }

    private static func text(_ files: [String: [UInt8]], _ overrides: [String] = []) -> String {
        files.sorted { $0.key < $1.key }.map { "\($0.key):\n\(String(decoding: $0.value, as: UTF8.self))" }.joined(separator: "\n")
            + overrides.map { "\n--set \($0)" }.joined()
    }
}
