import Foundation
import LinearProgramming

/// A problem of the Netlib collection and what is known about it.
struct NetlibProblem: Sendable, CustomStringConvertible {
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    let name: String
    let isFeasible: Bool
    /// What GLPK's own command gives; nil where nobody noted it.
    private let objective: Double?

    var description: String { name }

    /// The known objective of a problem with this constant.
    ///
    /// A right-hand side of the objective row is minus the constant here and in most readers. GLPK's command takes it for the constant
    /// itself, which shows in e226 alone; so the sign is turned.
    func objective(constant: Double) -> Double? {
        objective.map { $0 + 2 * constant }
    }

    /// The folder with `expected.csv` and `*.mps.gz`.
    static func folder() throws -> URL {
        guard let data = ProcessInfo.processInfo.environment["OFFERBENCH_TEST_DATA"], !data.isEmpty else {
            throw Missing(
                description: "OFFERBENCH_TEST_DATA is not set: these tests read problems outside the repository from its folder lp. "
                    + "Set it, or leave these tests out with --skip NetlibTests.")
        }
        return URL(filePath: data).appending(path: "lp")
    }

    /// Every line of `expected.csv`: name, status, objective by GLPK, published objective.
    static func all() throws -> [NetlibProblem] {
        let text = try String(contentsOf: folder().appending(path: "expected.csv"), encoding: .utf8)
        return text.split(whereSeparator: \.isNewline).dropFirst().map { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            return NetlibProblem(name: String(cells[0]), isFeasible: cells[1] == "optimal", objective: Double(cells[2]))
        }
    }

    func program() throws -> LinearProgram {
        let file = try Self.folder().appending(path: "\(name).mps.gz")
        return try MPSReader.read(Self.decompressed(file), format: .fixed)
    }

    private static func decompressed(_ file: URL) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", file.path]
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Missing(description: "gzip cannot read \(file.path)") }
        return String(decoding: data, as: UTF8.self)
    }
}
