#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// What this process has used so far, for limits that do not depend on how busy the machine is.
package enum ProcessUse {
    /// Processor seconds of the calling thread.
    package static var threadSeconds: Double { seconds(CLOCK_THREAD_CPUTIME_ID) }

    /// Processor seconds of all threads.
    package static var seconds: Double { seconds(CLOCK_PROCESS_CPUTIME_ID) }

    /// The most memory that was ever resident, in bytes.
    package static var peakBytes: Int {
        var usage = rusage()
        #if canImport(Darwin)
            getrusage(RUSAGE_SELF, &usage)
            return usage.ru_maxrss
        #else
            getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
            return usage.ru_maxrss * 1_024
        #endif
    }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
