import Foundation
import ScenarioFiles
import Testing

/// What `correlations-contradict` advises mends the scenario, and nothing more generous does.
@Suite struct CorrelationTests {
    private func codes(_ scenario: String, _ override: String) -> [String] {
        ScenarioReader.read(
            path: Folders.invalidScenarios.appending(path: scenario).path, overrides: ["uncertainty.correlation.\(override)"]
        ).codes
    }

    @Test(arguments: [
        "uptake-spend=-0.5169", "uptake-spend=0.6769", "uptake-fraud=-0.3437", "uptake-fraud=0.5237", "spend-fraud=0.4585",
        "spend-fraud=0.9815",
    ])
    func oneChangeWithinTheBoundsIsEnough(change: String) {
        #expect(codes("correlations-contradict", change) == [])
    }

    @Test(arguments: [
        "uptake-spend=-0.5171", "uptake-spend=0.6771", "uptake-fraud=-0.3439", "uptake-fraud=0.5239", "spend-fraud=0.4583",
        "spend-fraud=0.9817",
    ])
    func aChangeBeyondTheBoundsIsNot(change: String) {
        #expect(codes("correlations-contradict", change) == ["correlations-contradict"])
    }

    @Test func aPairThatIsNotStatedMayBeTheOneThatIsMissing() {
        #expect(codes("correlations-with-gap", "spend-fraud=0.6201") == [])
        #expect(codes("correlations-with-gap", "spend-fraud=0.6199") == ["correlations-contradict"])
    }
}
