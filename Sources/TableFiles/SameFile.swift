#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Tells whether two paths lead to one file, links and all.
package enum SameFile {
    /// false where either path leads nowhere.
    package static func areSame(_ first: String, _ second: String) -> Bool {
        var (one, other) = (stat(), stat())
        return stat(first, &one) == 0 && stat(second, &other) == 0 && one.st_dev == other.st_dev && one.st_ino == other.st_ino
    }
}
