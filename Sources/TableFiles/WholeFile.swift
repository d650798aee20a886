#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Writes files whole or not at all.
package enum WholeFile {
    /// Puts `bytes` into the file at `path`, replacing what was there.
    ///
    /// The bytes go to a temporary name in the same folder, are synced to disk and renamed; then the folder is synced. On an error the old
    /// file is intact and no temporary is left (only an error of syncing the folder comes after the replacement). A reader sees the old
    /// file or the new one, never a part. An existing file keeps its permissions; a symbolic link stays and its target is replaced or
    /// made; folders, devices, pipes and links to them are refused. A killed process may leave a `.part-*.tmp` behind, never a damaged file.
    package static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
        let target = try followingLinks(path)
        let permissions = try permissions(of: target)
        let folder = folder(of: target)
        let temporary = try createTemporary(in: folder, permissions: permissions, for: target)
        do throws(FileError) {
            try fill(temporary, with: bytes, for: target)
            guard rename(temporary.path, target) == 0 else { throw FileError(operation: .rename, path: target, code: errno) }
        } catch {
            unlink(temporary.path)
            throw error
        }
        try Folder.sync(folder)
    }

    private struct Temporary {
        let path: String
        let descriptor: Int32
    }

    /// The path behind a chain of symbolic links. Links into /proc and /dev name open streams, which have no place in a folder.
    private static func followingLinks(_ path: String) throws(FileError) -> String {
        var path = path
        for _ in 0..<32 {
            var status = stat()
            guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return path }
            var buffer = [UInt8](repeating: 0, count: 1 << 12)
            let length = readlink(path, &buffer, buffer.count)
            guard length >= 0, length < buffer.count else { throw FileError(operation: .open, path: path, code: errno) }
            let text = String(decoding: buffer.prefix(length), as: UTF8.self)
            path = text.hasPrefix("/") ? text : folder(of: path) + "/" + text
            guard !path.hasPrefix("/proc/"), !path.hasPrefix("/dev/") else {
                throw FileError(operation: .write, path: path, code: FileError.notAFile)
            }
        }
        throw FileError(operation: .open, path: path, code: ELOOP)
    }

    /// The permission bits of the regular file at `path`; nil when there is none.
    private static func permissions(of path: String) throws(FileError) -> mode_t? {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return nil }
            throw FileError(operation: .open, path: path, code: errno)
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return status.st_mode & 0o777
        case S_IFLNK: return nil
        case S_IFDIR: throw FileError(operation: .write, path: path, code: EISDIR)
        default: throw FileError(operation: .write, path: path, code: FileError.notAFile)
        }
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// - Parameter target: what an error names.
    private static func createTemporary(in folder: String, permissions: mode_t?, for target: String) throws(FileError) -> Temporary {
        for attempt in 0..<1000 {
            let path = "\(folder)/.part-\(getpid())-\(attempt).tmp"
            let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            if descriptor >= 0 {
                if let permissions { _ = fchmod(descriptor, permissions) }
                return Temporary(path: path, descriptor: descriptor)
            }
            if errno != EEXIST { throw FileError(operation: .create, path: target, code: errno) }
        }
        throw FileError(operation: .create, path: "\(folder)/.part-\(getpid())-*.tmp", code: EEXIST)
    }

    private static func fill(_ temporary: Temporary, with bytes: [UInt8], for target: String) throws(FileError) {
        var failure: FileError?
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty, failure == nil {
                let written = systemWrite(temporary.descriptor, UnsafeRawBufferPointer(rebasing: rest))
                if written >= 0 {
                    rest = rest.dropFirst(written)
                } else if errno != EINTR {
                    failure = FileError(operation: .write, path: target, code: errno)
                }
            }
        }
        if failure == nil, fsync(temporary.descriptor) != 0 {
            failure = FileError(operation: .sync, path: target, code: errno)
        }
        if close(temporary.descriptor) != 0, failure == nil {
            failure = FileError(operation: .write, path: target, code: errno)
        }
        if let failure { throw failure }
    }
}
