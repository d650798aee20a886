import Foundation
import Testing

/// The ladder model on real households: what it predicts of the second half-year, beside what they spent (docs/ladder.md).
@Suite struct HouseholdLadderTests {
    private static let actual = ["S1": 212.3906, "S2": 361.5458, "S3": 652.7315, "S4": 1_115.395, "S5": 2_405.4757]

    /// Predicted second-half spend and its standard error by quintile. June is the present month; July to December are the six after it.
    private static func predictions(_ transitions: String, _ margins: String) throws -> [String: (spend: Double, error: Double)] {
        let run = try OfferbenchRun(
            "value", "household-ladder", "--json", "--set", "horizon_months=7", "--set", "ladder.discount_annual=null", "--set",
            "tables.transitions.file=\(transitions)", "--set", "tables.margins.file=\(margins)", in: Repository.scenarios)
        #expect(run.ending == .exited(0), "\(run.messages)")
        let groups = try JSON(run.outputBytes)["value"]["groups"].items
        return Dictionary(
            uniqueKeysWithValues: try groups.map { group in
                let margins = try group["margins"].items.map { try $0.number }
                #expect(margins.count == 7)
                #expect(try abs(margins.reduce(0, +) - group["value"].number) < 1e-6)
                return (try group["macro"].string, (margins.dropFirst().reduce(0, +), try group["standard_error"].number))
            })
    }

    /// Against the same computed with numpy from the counts of all households (expected_monthly_transition_counts of the panel's evidence):
    /// posterior mean of P, seven months, weights by level in June; deviations over 3,000 posterior draws, within 5 %.
    @Test func pooledTransitionsPredictWhatAnIndependentComputationDoes() throws {
        let found = try Self.predictions("transitions-pooled.csv", "spend-pooled.csv")
        let expected = [
            "S1": (590.398, 8.77), "S2": (698.545, 8.97), "S3": (881.832, 9.95), "S4": (1_086.567, 11.29), "S5": (1_428.623, 14.09),
        ]
        for (quintile, wanted) in expected {
            let prediction = try #require(found[quintile])
            #expect(abs(prediction.spend - wanted.0) < 0.001, "\(quintile): \(prediction)")
            #expect(abs(prediction.error / wanted.1 - 1) < 0.05, "\(quintile): \(prediction)")
        }
    }

    @Test func transitionsOfEachQuintilePredictWhatAnIndependentComputationDoes() throws {
        let found = try Self.predictions("transitions.csv", "spend.csv")
        let expected = [
            "S1": (62.399, 3.11), "S2": (257.989, 5.18), "S3": (583.842, 8.25), "S4": (1_101.988, 11.62), "S5": (2_557.354, 19.14),
        ]
        for (quintile, wanted) in expected {
            let prediction = try #require(found[quintile])
            #expect(abs(prediction.spend - wanted.0) < 0.001, "\(quintile): \(prediction)")
            #expect(abs(prediction.error / wanted.1 - 1) < 0.06, "\(quintile): \(prediction)")
        }
    }

    @Test func drawsSayThatTheyTakeInTheErrorsOfTheTransitionCounts() throws {
        let words = "Future values move with the standard errors that the ladder's transition counts leave."
        let text = try OfferbenchRun("stress", "household-ladder", "--draws", "64", in: Repository.scenarios).outputLines
        #expect(text.joined(separator: " ").contains(words))
        let draws = try JSON(OfferbenchRun("stress", "household-ladder", "--draws", "64", "--json", in: Repository.scenarios).outputBytes)[
            "draws"]
        #expect(try draws["ladder_errors"].bool)
        let other = try OfferbenchRun("stress", "coalition-launch", "--draws", "64", in: Repository.scenarios).outputLines
        #expect(!other.joined(separator: " ").contains(words))
    }

    /// Every figure of the table in docs/ladder.md, rounded as it stands there.
    @Test func theTableInTheDocsIsWhatTheCommandSays() throws {
        let page = try String(contentsOf: Repository.tests.deletingLastPathComponent().appending(path: "docs/ladder.md"), encoding: .utf8)
        let pooled = try Self.predictions("transitions-pooled.csv", "spend-pooled.csv")
        let own = try Self.predictions("transitions.csv", "spend.csv")
        for (quintile, actual) in Self.actual.sorted(by: { $0.key < $1.key }) {
            let (first, second) = (try #require(pooled[quintile]), try #require(own[quintile]))
            func rounded(_ amount: Double) -> String { String(format: "%.0f", amount) }
            let row =
                "| \(quintile) | \(rounded(actual)) | \(rounded(first.spend)) ± \(rounded(first.error)) | \(rounded(first.spend - actual)) "
                + "| \(rounded(second.spend)) ± \(rounded(second.error)) | \(rounded(second.spend - actual)) |"
            #expect(page.contains(row), "\(row)")
        }
    }
}
