import ArgumentParser
import OfferPipeline
import OfferReporting
import TableFiles

struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Check and compare the configs that offer engines take in.",
        discussion: """
            EXAMPLE
              offerbench config verify nightly/coalition-launch/recommended-config.json
              offerbench config diff monday.json tuesday.json

            \(ExitCodes.help)
            """,
        subcommands: [Verify.self, Diff.self])

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "Whether a config is whole, unchanged, and keeps the rules that it states.",
            discussion: """
                EXAMPLE
                  offerbench config verify nightly/coalition-launch/recommended-config.json

                Exit code 1 where it is sound but was written by force.

                \(ExitCodes.help)
                """)

        @Argument(help: ArgumentHelp("A recommended-config.json.", valueName: "file"))
        var path: String

        @Flag(help: "Print what was found as one JSON document.")
        var json = false

        func run() throws {
            let check = try CommandFailure.translating { ConfigCheck(try ConfigFile.read(path), name: path) }
            guard check.problems.isEmpty else { throw InvalidInput(diagnostics: check.problems).failure }
            try StandardStreams.print(json ? check.json.bytes : Array(check.text.utf8))
            if !check.objections.isEmpty { throw ExitCode(ExitCodes.gateFailed) }
        }
    }

    struct Diff: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "diff",
            abstract: "What one config says differently from another, segment by segment.",
            discussion: """
                EXAMPLE
                  offerbench config diff monday.json tuesday.json

                \(ExitCodes.help)
                """)

        @Argument(help: ArgumentHelp("The config that was.", valueName: "file"))
        var before: String

        @Argument(help: ArgumentHelp("The config that is, or may be.", valueName: "file"))
        var after: String

        @Flag(help: "Print the document offerbench-config-diff/1 instead of the text.")
        var json = false

        func run() throws {
            let difference = try CommandFailure.translating {
                ConfigDifference(before: try ConfigFile.sound(before), after: try ConfigFile.sound(after))
            }
            try StandardStreams.print(json ? difference.json.bytes : Array(difference.text.utf8))
        }
    }
}

/// A config's file.
private enum ConfigFile {
    /// 100,000 segments take some 100 MB.
    private static let mostBytes = 1 << 30

    static func read(_ path: String) throws -> [UInt8] {
        do {
            return try FileBytes.read(path: path, limit: mostBytes)
        } catch {
            throw InvalidInput(diagnostics: [error.diagnostic(name: path)])
        }
    }

    /// - Throws: `InvalidInput` where it is no config.
    static func sound(_ path: String) throws -> JSONNode {
        switch JSONParser.parse(try read(path), name: path) {
        case .failure(let failure): throw InvalidInput(diagnostics: [failure.diagnostic])
        case .success(let document):
            let problems = JSONSchemaCheck(document, against: ConfigSchema.json).problems
            guard problems.isEmpty else { throw InvalidInput(diagnostics: problems) }
            return document
        }
    }
}
