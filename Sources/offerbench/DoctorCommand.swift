import ArgumentParser
import OfferPipeline
import OfferReporting
import TableFiles

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Versions and health: libraries, processors, locale, disk.",
        discussion: """
            EXAMPLE
              offerbench doctor
              offerbench doctor --output nightly

            Exit code 1 where something would keep runs from being written.

            \(ExitCodes.help)
            """)

    @Option(help: ArgumentHelp("Also try out this output folder of `run`, made where it is not there.", valueName: "folder"))
    var output: String?

    @Flag(help: "Print the document offerbench-doctor/1 instead of the text.")
    var json = false

    func validate() throws {
        guard output != "" else { throw ValidationError("--output names a folder.") }
    }

    func run() throws {
        let health = Health(output: output)
        let lines = health.findings.flatMap { finding in
            let mark = finding.verdict == .fine ? "" : "\(finding.verdict.rawValue): "
            return (mark + finding.words).wrapped(
                firstIndent: finding.subject + String(repeating: " ", count: max(1, 12 - finding.subject.count)),
                indent: String(repeating: " ", count: 12))
        }
        try StandardStreams.print(json ? health.json.bytes : Array(lines.map { $0 + "\n" }.joined().utf8))
        if !health.isFit { throw ExitCode(ExitCodes.gateFailed) }
    }
}
