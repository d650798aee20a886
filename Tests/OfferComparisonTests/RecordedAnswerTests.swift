import OfferResults
import TableFiles
import TestSupport
import Testing

/// Results read back from documents, sound and damaged.
@Suite struct RecordedAnswerTests {
    private static let sound = """
        {
          "schema": "offerbench-result/1",
          "scenario": { "name": "s", "sha256": "0", "resolved": { "currency": "RUB", "budgets": [{ "id": "b", "amount": 5 }] } },
          "provenance": { "version": "0.1.0" },
          "status": "optimal",
          "objective": { "kind": "net_value", "value": 12.5 },
          "totals": { "customers": 10, "cost": 3.5, "worst_case": null },
          "recommendations": [
            { "segment": "s1", "offer": "card", "percent": 5, "monthly_cap": null, "months": 1, "share": 0.5, "customers": 5, "net_value": 12.5 }
          ],
          "constraints": [{ "name": "budget:b", "used": 3.5, "limit": 5, "binding": false, "shadow_price": 0 }]
        }
        """

    private func read(_ text: String) throws -> RecordedAnswer {
        try RecordedAnswer.read(Array(text.utf8), name: "result.json")
    }

    @Test func aSoundResultIsReadWhole() throws {
        let answer = try read(Self.sound)
        #expect(answer.objective == 12.5 && answer.objectiveKind == "net_value" && answer.status == "optimal" && answer.currency == "RUB")
        #expect(answer.totals?.map(\.name) == ["customers", "cost", "worst_case"] && answer.totals?.last?.figure == nil)
        #expect(answer.rows.map(\.name) == ["budget:b"] && answer.lines.map(\.segment) == ["s1"] && answer.lines[0].monthlyCap == nil)
    }

    @Test(arguments: [
        ("\"share\": 0.5", "\"share\": 2", "9:98: error: share must be between 0 and 1"),
        ("\"customers\": 5", "\"customers\": 1e200", "customers must be at most 1e100 either way"),
        ("\"months\": 1", "\"months\": 1.5", "months must be a whole number"),
        ("\"name\": \"budget:b\"", "\"name\": 7", "name must be a text"),
        ("\"totals\": { \"customers\": 10", "\"totals\": { \"customers\": \"ten\"", "customers must be a number or null"),
    ])
    func whatIsWrongIsToldWithItsPlace(from: String, to: String, message: String) throws {
        #expect {
            try read(Self.sound.replacing(from, with: to))
        } throws: { error in
            (error as? UnreadableResult)?.diagnostic.description.contains(message) == true
        }
    }

    /// Any bytes give an answer that can be compared, or an error with its place.
    @Test(arguments: 0..<4)
    func damagedBytesNeverCrash(seed: Int) {
        var generator = SplitMix64(seed: seed)
        let bytes = Array(Self.sound.utf8)
        let pieces = ["9", "e300", "-", "null", "\"", "{}", "[]", "0", "1e308", ",", "}"].map { Array($0.utf8) }
        guard let whole = try? read(Self.sound) else {
            Issue.record("the sound result is not read")
            return
        }
        for _ in 0..<1_500 {
            var changed = bytes
            for _ in 0..<generator.count(1...3) {
                let place = generator.count(0...(changed.count - 1))
                let end = min(changed.count, place + generator.count(0...4))
                changed.replaceSubrange(place..<end, with: generator.onceIn(3) ? [] : generator.pick(pieces))
            }
            guard let answer = try? RecordedAnswer.read(changed, name: "result.json") else { continue }
            let document = CompareDocument(
                version: "0", before: .init(run: "a", kind: "result", answer: answer, dataChecks: nil),
                after: .init(run: "b", kind: "result", answer: whole, dataChecks: nil),
                waterfall: nil, inputs: nil, notes: [], isComplete: true)
            #expect(!document.json.bytes.isEmpty)
        }
    }
}
