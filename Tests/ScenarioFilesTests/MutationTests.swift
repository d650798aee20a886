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

    @Test("A mutation that can be read is answered, or told to be too much", arguments: 0..<4)
    func optimizes(part: Int) throws {
        var mutation = Mutation(of: part.isMultiple(of: 2) ? SmallScenario.files : FullScenario.files, seed: 100 + part)
        let scenario = try SmallScenario(bytes: mutation.sound)
        defer { scenario.remove() }
        var answered = 0
        while answered < Mutation.count / 160 {
            let files = mutation.nextNumbers()
            try scenario.write(files)
            // The solver has a thread of its own, so the whole process is measured; other tests may be in that, but hardly twice.
            var isQuick = false
            for _ in 0..<2 where !isQuick {
                let seconds = ProcessUse.seconds
                answered += try Self.isAnswered(scenario, Self.text(files, [])) ? 1 : 0
                isQuick = ProcessUse.seconds - seconds < Self.mostSeconds
            }
            #expect(isQuick, "\(Self.text(files, []))")
            try scenario.write(mutation.sound.filter { files[$0.key] != nil })
        }
        #expect(ProcessUse.peakBytes < Self.mostBytes)
    }

    private static func isAnswered(_ scenario: SmallScenario, _ text: @autoclosure () -> String) throws -> Bool {
        do {
            let document = try OptimizeStage(ScenarioStage(path: scenario.folder.path, overrides: [], threads: 1)).run().document
            #expect([.optimal, .infeasible].contains(document.status), "\(document.status): \(text())")
            return true
        } catch let error as InvalidInput {
            #expect(!error.diagnostics.isEmpty, "\(text())")
            return false
        } catch let error as OptimizationError {
            // Numbers that differ by fifteen digits and more: told, not answered.
            #expect(error == .noTrustworthyAnswer, "\(text())")
            return true
        } catch {
            Issue.record(error, "\(text())")
            return true
        }
    }

    private static func text(_ files: [String: [UInt8]], _ overrides: [String]) -> String {
        files.sorted { $0.key < $1.key }.map { "\($0.key):\n\(String(decoding: $0.value, as: UTF8.self))" }.joined(separator: "\n")
            + overrides.map { "\n--set \($0)" }.joined()
    }
}
