import Foundation
import OfferModel
import ScenarioFiles
import TestSupport

/// Experiments to calibrate from.
enum Experiments {
    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/experiments")

    /// Counts of a published experiment.
    static func published(_ name: String) -> [ExperimentArm] {
        let path = fixtures.appending(path: "\(name).csv").path(percentEncoded: false)
        return ExperimentReader.read(path: path, name: name, offer: "card").arms ?? []
    }

    /// Customers who answer by a curve, each on their own.
    static func arms(
        segment: String = "all", curve: CompletionCurve, percents: [Double], months: [Int] = [1], customers: Int,
        using generator: inout SplitMix64
    ) -> [ExperimentArm] {
        percents.flatMap { percent in
            months.map { months in
                let completion = curve.completion(percent: percent, months: months)
                let completed = (0..<customers).count { _ in generator.number(0...1) < completion }
                return ExperimentArm(
                    segment: segment, offer: "card", percent: percent, months: months, isShown: true, customers: customers,
                    completed: completed)
            }
        }
    }

    static func arm(
        _ segment: String = "all", percent: Double, _ completed: Int, of customers: Int, months: Int = 1, isShown: Bool = true
    ) -> ExperimentArm {
        ExperimentArm(
            segment: segment, offer: "card", percent: percent, months: months, isShown: isShown, customers: customers, completed: completed)
    }
}
