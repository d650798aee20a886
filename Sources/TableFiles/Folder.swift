#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Folders that files are written into.
package enum Folder {
    /// Makes the folder, and those that lead to it, where they are not there yet.
    package static func make(_ path: String) throws(FileError) {
        guard !isFolder(path) else { return }
        let trimmed = String(path.reversed().drop { $0 == "/" }.reversed())
        if let slash = trimmed.lastIndex(of: "/"), slash != trimmed.startIndex { try make(String(trimmed[..<slash])) }
        guard mkdir(path, 0o777) == 0 || (errno == EEXIST && isFolder(path)) else {
            throw FileError(operation: .create, path: path, code: errno)
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
