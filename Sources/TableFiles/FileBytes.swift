#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Reads whole files.
package enum FileBytes {
    /// Why a file could not be read.
    package enum Failure: Error, Sendable, Equatable {
        case notFound
        case isADirectory
        case tooLarge(limit: Int)
        /// The system's reason, such as "Permission denied".
        case notReadable(reason: String)

        /// The same as an error at the start of the file called `name`.
        package func diagnostic(name: String) -> Diagnostic {
            let place = SourceLocation(file: name)
            switch self {
            case .notFound:
                return .error("file-not-found", at: place, "there is no such file", help: "check the name and the folder")
            case .isADirectory:
                return .error("file-is-a-directory", at: place, "this is a folder, not a file", help: "name a file in it")
            case .tooLarge(let limit):
                return .error("file-too-large", at: place, "the file has more than \(limit) bytes", help: "aggregate or split it")
            case .notReadable(let reason):
                return .error("file-not-readable", at: place, "the file cannot be read: \(reason)", help: "check its permissions")
            }
        }
    }

    /// The bytes of the file at `path`; at most `limit` of them, or it is refused.
    package static func read(path: String, limit: Int) throws(Failure) -> [UInt8] {
        let (descriptor, size) = try open(path)
        defer { close(descriptor) }
        guard size <= limit else { throw .tooLarge(limit: limit) }

        // One byte more than expected, so that the end of an unchanged file is met without growing.
        var bytes: [UInt8] = []
        var room = size + 1
        while true {
            let received = try append(room, from: descriptor, to: &bytes)
            if received == 0 { return bytes }
            guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
            room = max(room - received, 1 << 16)
        }
    }

    /// A file to read, which the caller closes, and its size in bytes.
    static func open(_ path: String) throws(Failure) -> (descriptor: Int32, size: Int) {
        let descriptor = systemOpen(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw errno == ENOENT ? .notFound : .notReadable(reason: FileError.reason(errno))
        }
        var status = stat()
        let isKnown = fstat(descriptor, &status) == 0
        let isFolder = isKnown && status.st_mode & S_IFMT == S_IFDIR
        guard isKnown, !isFolder else {
            let failure: Failure = isFolder ? .isADirectory : .notReadable(reason: FileError.reason(errno))
            close(descriptor)
            throw failure
        }
        return (descriptor, Int(status.st_size))
    }

    /// Reads at most `room` bytes behind those in `bytes`; returns how many, 0 at the end of the file.
    static func append(_ room: Int, from descriptor: Int32, to bytes: inout [UInt8]) throws(Failure) -> Int {
        if bytes.isEmpty {
            var received = 0
            bytes = Array(unsafeUninitializedCapacity: room) { buffer, count in
                received = readOnce(descriptor, into: UnsafeMutableRawBufferPointer(buffer))
                count = max(0, received)
            }
            guard received >= 0 else { throw .notReadable(reason: FileError.reason(errno)) }
            return received
        }
        let old = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: room))
        let received = bytes.withUnsafeMutableBytes { readOnce(descriptor, into: UnsafeMutableRawBufferPointer(rebasing: $0[old...])) }
        guard received >= 0 else { throw .notReadable(reason: FileError.reason(errno)) }
        bytes.removeLast(room - received)
        return received
    }

    private static func readOnce(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        while true {
            let received = systemRead(descriptor, buffer.baseAddress, min(buffer.count, 1 << 30))
            if received >= 0 || errno != EINTR { return received }
        }
    }
}
