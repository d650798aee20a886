import COpenBLAS
import Synchronization

/// Which OpenBLAS runs here and on how many threads.
///
/// The number of threads can change the last digits of a result, so it is set once in a process, before the first call, and recorded with
/// the result.
package enum BLASRuntime {
    /// OpenBLAS's own description, such as `OpenBLAS 0.3.21 DYNAMIC_ARCH NO_AFFINITY Haswell MAX_THREADS=64`.
    package static var configuration: String { String(cString: openblas_get_config()) }

    /// The version in `configuration`, such as `0.3.21`; `unknown` when it names none.
    package static var version: String { version(in: configuration) }

    /// The number of threads now in use.
    package static var threads: Int { Int(openblas_get_num_threads()) }

    private static let isSet = Mutex(false)

    /// Sets the number of threads if nobody has yet, and returns the number in use: `wanted`, or what an earlier call has set.
    package static func setThreadsOnce(_ wanted: Int) -> Int {
        precondition(wanted >= 1 && wanted <= Int(Int32.max), "\(wanted) threads cannot work")
        return isSet.withLock { isSet in
            if !isSet { openblas_set_num_threads(Int32(wanted)) }
            isSet = true
            return threads
        }
    }

    /// The first word that is digits and dots.
    static func version(in configuration: String) -> String {
        configuration.split(separator: " ")
            .first { word in word.first?.isNumber == true && word.contains(".") }
            .map(String.init) ?? "unknown"
    }
}
