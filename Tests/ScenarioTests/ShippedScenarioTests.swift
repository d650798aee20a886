import Foundation
import OfferPipeline
import OfferReporting
import OfferResults
import TableFiles
import Testing

/// Every folder in scenarios/ is a scenario that a newcomer can run.
@Suite struct ShippedScenarioTests {
    @Test func thereAreSome() {
        #expect(!Answer.shipped.isEmpty)
        #expect(Answer.reference.count >= 8)
    }

    @Test(arguments: Answer.shipped)
    func validatesWithoutErrors(_ answer: Answer) {
        let errors = ValidateStage.diagnostics(of: [answer.folder], overrides: []).filter { $0.severity == .error }
        #expect(errors.isEmpty, "\(errors)")
    }

    @Test(arguments: Answer.shipped)
    func isSolvedToTheOptimum(_ answer: Answer) throws {
        let document = try answer.document
        #expect(document.status == .optimal)
        let certificate = try #require(document.certificate)
        // The bound of the decomposition closes to 1e-9 (model.md section 8); the others are relative residuals of the same solve.
        #expect(abs(certificate.gap) <= 1e-9)
        #expect(certificate.primalViolation <= 1e-9)
        #expect(certificate.dualViolation <= 1e-9)
        #expect(certificate.complementarity <= 1e-9)
    }

    @Test(arguments: Answer.shipped)
    func hasAReadmeWithQuestionCommandAndAnswer(_ answer: Answer) throws {
        let readme = try String(contentsOf: URL(filePath: answer.folder).appending(path: "README.md"), encoding: .utf8)
        let command = try #require(readme.range(of: "offerbench optimize scenarios/\(answer.name)"), "no command")
        #expect(readme[..<command.lowerBound].contains("?"), "no question before the command")
        #expect(readme[command.upperBound...].lowercased().contains("answer"), "no answer after the command")
        // The answer that the page promises is the answer that comes.
        let objective = try #require(try answer.document.objective.value)
        #expect(readme.contains(AmountText.compact(objective)), "the objective is \(AmountText.compact(objective))")
    }
}
