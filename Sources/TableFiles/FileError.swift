#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// An operation on a file or folder that the system refused.
package struct FileError: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Operation: String, Sendable, Hashable {
        case open
        case create
        case write
        case sync
        case rename
        case remove
        case lock
    }

    package let operation: Operation
    package let path: String
    /// The system's error number (errno), or `notAFile`.
    package let code: Int32

    /// What stands at the path is a device, a pipe or a stream, which cannot be replaced whole.
    package static let notAFile: Int32 = -1

    package init(operation: Operation, path: String, code: Int32) {
        self.operation = operation
        self.path = path
        self.code = code
    }

    /// `cannot write results/plan.csv: No space left on device`.
    package var description: String { "cannot \(operation.rawValue) \(path): \(FileError.reason(code))" }

    /// The system's words for an error number.
    package static func reason(_ code: Int32) -> String {
        guard code != notAFile else { return "this is no regular file" }
        var buffer = [CChar](repeating: 0, count: 256)
        guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
