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
            // What is there is no folder.
            throw FileError(operation: .create, path: path, code: errno == EEXIST ? ENOTDIR : errno)
        }
    }

    /// Makes what was put into the folder last. Some file systems cannot sync folders and say EINVAL; there is nothing more to do on those.
    package static func sync(_ path: String) throws(FileError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError(operation: .open, path: path, code: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw FileError(operation: .sync, path: path, code: errno) }
    }

    /// Whether there is one at the path, links followed.
    package static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
