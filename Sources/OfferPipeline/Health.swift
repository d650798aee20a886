import Execution
import Foundation
import RunFolders
import RunStore
package import TableFiles

/// Whether this machine is fit for unattended runs: versions, processors, locale, and what the disk under an output folder can do.
package struct Health: Sendable {
    package enum Verdict: String, Sendable {
        case fine, warning, failed
    }

    package struct Finding: Sendable {
        package let subject: String
        package let verdict: Verdict
        package let words: String
    }

    package let findings: [Finding]

    /// Least room that is no reason to worry: a night's runs of a hundred scenarios.
    private static let enoughBytes = 1 << 30

    /// - Parameter folder: where runs are to be written; nil for the current one, which is left as it is.
    package init(output folder: String?) {
        let place = folder ?? "."
        findings =
            [
                Finding(subject: "offerbench", verdict: .fine, words: Versions.offerbench),
                Finding(subject: "GLPK", verdict: .fine, words: Versions.glpk),
                Finding(subject: "OpenBLAS", verdict: .fine, words: "\(Versions.openBLAS), \(Versions.blasThreads) thread"),
                Finding(subject: "SQLite", verdict: .fine, words: RunStore.libraryVersion),
                Finding(subject: "processors", verdict: .fine, words: "\(Processors.count)"), Self.locale, Self.room(at: place),
            ] + (folder.map { [Self.writing(into: $0)] } ?? [])
    }

    /// Whether anything would keep runs from being written.
    package var isFit: Bool { !findings.contains { $0.verdict == .failed } }

    /// Files and output do not depend on it; names of files do, where they are no ASCII.
    private static var locale: Finding {
        let environment = ProcessInfo.processInfo.environment
        let name = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? "none"
        let isPoint = String(format: "%.1f", 0.5) == "0.5"
        let words = isPoint ? "\(name); decimal point in all output" : "\(name); numbers come out with another decimal separator"
        return Finding(subject: "locale", verdict: isPoint ? .fine : .failed, words: words)
    }

    private static func room(at place: String) -> Finding {
        var path = URL(filePath: place).standardizedFileURL
        while !FileManager.default.fileExists(atPath: path.path(percentEncoded: false)), path.pathComponents.count > 1 {
            path.deleteLastPathComponent()
        }
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: path.path(percentEncoded: false))
        guard let free = attributes?[.systemFreeSize] as? Int else {
            return Finding(subject: "disk", verdict: .warning, words: "how much room there is under \(place) is not known")
        }
        let megabytes = free >> 20
        return Finding(
            subject: "disk", verdict: free < enoughBytes ? .warning : .fine, words: "\(megabytes) MiB free under \(place)")
    }

    /// Holds the folder, writes a run into it and takes its place by another, as `run` does.
    private static func writing(into folder: String) -> Finding {
        do {
            try OutputFolder(holding: folder).tryOut()
            return Finding(subject: "output", verdict: .fine, words: "\(folder) can be held, written and synced")
        } catch let busy as OutputBusy {
            return Finding(subject: "output", verdict: .warning, words: "\(busy)")
        } catch {
            return Finding(subject: "output", verdict: .failed, words: "\(error)")
        }
    }
}

extension Health {
    /// The document offerbench-doctor/1.
    package var json: JSONValue {
        .members([
            "schema": .string("offerbench-doctor/1"), "fit": .bool(isFit),
            "findings": .array(
                findings.map {
                    .members(["subject": .string($0.subject), "verdict": .string($0.verdict.rawValue), "words": .string($0.words)])
                }),
        ])
    }
}
