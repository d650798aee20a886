import OfferLearning
import OfferModel
import Testing

/// Fits to published experiments, against figures that were computed elsewhere.
@Suite struct PublishedExperimentTests {
    @Test func thorntonIsSaturating() throws {
        let calibration = ResponseCalibration(Experiments.published("thornton"))
        let response = try #require(calibration.responses.first)
        #expect(calibration.responses.count == 1)
        guard case .saturating(let floor, let ceiling, let half) = response.curve else {
            Issue.record("\(response.curve)")
            return
        }
        // Three digits were published.
        #expect(abs(floor - 0.343056) < 2e-4)
        #expect(abs(ceiling - 0.903726) < 2e-4)
        #expect(abs(half - 0.207761) < 2e-4)
        let saturating = try response.candidates.saturating.get()
        let logistic = try response.candidates.logistic.get()
        #expect(abs(saturating.logLikelihood + 1501.6642) < 1e-3)
        #expect(abs(logistic.logLikelihood + 1564.3550) < 1e-3)
        #expect(abs(logistic.estimate.parameters[0] + 0.066577) < 1e-5)
        #expect(abs(logistic.estimate.parameters[1] - 1.030323) < 1e-5)
        #expect(saturating.aic < logistic.aic - 100)
        // 211 of 623 came without a voucher.
        #expect(abs(response.organic.rate - 211.0 / 623) < 1e-12)
    }

    @Test func anyMatchHelpsAndALargerOneIsNotToldApart() throws {
        let calibration = ResponseCalibration(Experiments.published("karlan-list"))
        let response = try #require(calibration.responses.first)
        let finding = try #require(calibration.findings.first { $0.code == "larger-not-distinguishable" })
        #expect(finding.message.hasPrefix("any percent helps (1.79 % without, 2.20 % with, p = 0.00"), "\(finding.message)")
        #expect(calibration.findings.contains { $0.code == "step" })
        // The curve says it as well: a level without, another with any match.
        let without = response.curve.completion(percent: 0, months: 1)
        let one = response.curve.completion(percent: 1, months: 1)
        let three = response.curve.completion(percent: 3, months: 1)
        #expect(abs(without - 298.0 / 16687) < 1e-6)
        #expect(one / without > 1.2)
        #expect(three / one < 1.002)
        // Independently: the maximum of the saturating likelihood and of the logit were computed in double precision elsewhere.
        let saturating = try response.candidates.saturating.get()
        let logistic = try response.candidates.logistic.get()
        #expect(abs(saturating.logLikelihood + 5029.9110) < 1e-3)
        #expect(abs(logistic.logLikelihood + 5030.5432) < 1e-3)
    }
}
