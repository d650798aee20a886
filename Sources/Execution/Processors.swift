#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// What the machine offers.
package enum Processors {
    /// Processors online; at least 1. The default for the number of threads.
    package static var count: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
