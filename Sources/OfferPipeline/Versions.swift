import DenseAlgebra
import LinearProgramming

/// Versions of this program and of the libraries that decide its numbers.
package enum Versions {
    package static let offerbench = "0.1.0"

    package static var glpk: String { GLPKSession.version }
    package static var openBLAS: String { BLASRuntime.version }

    /// One thread: the workbench runs its own threads over the segments, and the last digits stay the same on every machine.
    static var blasThreads: Int { BLASRuntime.setThreadsOnce(1) }

    /// `offerbench 0.1.0 (GLPK 5.0, OpenBLAS 0.3.21)`
    package static var line: String {
        "offerbench \(offerbench) (GLPK \(glpk), OpenBLAS \(openBLAS))"
    }
}
