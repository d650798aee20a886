import OfferComparison
import OfferModel
import TestSupport
import Testing

/// What two scenarios' tables say differently.
@Suite struct TableChangesTests {
    private func changes(seed: Int = 5, _ change: (inout ScenarioDraft) -> Void) -> [String: TableChanges] {
        let draft = ScenarioDraft.random(seed: seed)
        var changed = draft
        change(&changed)
        let all = TableChanges.all(before: draft.scenario(), after: changed.scenario())
        #expect(all.map(\.table) == ["segments", "responses", "values"])
        return Dictionary(uniqueKeysWithValues: all.map { ($0.table, $0) })
    }

    @Test(arguments: 1...40)
    func nothingDiffersFromItself(seed: Int) {
        #expect(changes(seed: seed) { _ in }.values.allSatisfy { $0.isEmpty })
    }

    @Test func countsWhatChangedAndNamesTheLargest() throws {
        let found = changes { draft in
            for (step, position) in draft.segments.indices.enumerated() { draft.segments[position].customers += Double(step) }
        }
        let column = try #require(found["segments"]?.columns.first)
        let count = ScenarioDraft.random(seed: 5).segments.count
        #expect(column.name == "customers" && column.count == count - 1 && found["segments"]?.columns.count == 1)
        #expect(column.largest.count == min(3, count - 1))
        let moves = column.largest.map { example -> Double in
            guard case .number(let before) = example.before, case .number(let after) = example.after else { return .nan }
            return after - before
        }
        for (rank, move) in moves.enumerated() { #expect(abs(move - Double(count - 1 - rank)) < 1e-9) }
    }

    @Test func tellsNewAndGoneSegments() throws {
        let found = changes { draft in
            var other = draft.segments[0]
            other.id = "a new one"
            draft.segments[0] = other
        }
        #expect(found["segments"]?.added == [["a new one"]])
        #expect(found["segments"]?.removed == [[ScenarioDraft.random(seed: 5).segments[0].id]])
        #expect(found["responses"]?.isEmpty == true && found["values"]?.isEmpty == true)
    }

    @Test func tellsResponsesAndValues() throws {
        let found = changes(seed: 8) { draft in
            draft.segments[0].responses[0] = Response(organic: 0.9, curve: .table([CompletionPoint(percent: 1, completion: 0.95)]))
            draft.segments[0].values[0][0] = ValueStep(now: 1, ifCompleted: 12_345)
        }
        let values = try #require(found["values"]?.columns.first { $0.name == "value_if_completed" })
        #expect(values.count == 1 && values.largest[0].after == .number(12_345))
        let responses = try #require(found["responses"])
        #expect(responses.added.count == 1 || responses.columns.contains { $0.name == "completion" && $0.count == 1 })
        #expect(found["segments"]?.isEmpty == true)
    }
}
