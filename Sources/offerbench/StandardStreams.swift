import Foundation

/// Standard output and error. stdout carries the result alone, all of it or an error.
enum StandardStreams {
    static func print(_ bytes: [UInt8]) throws {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw CommandFailure(
                    code: ExitCodes.inputOutput, message: "error: cannot write the result: \(String(cString: strerror(errno)))")
            }
            written += count
        }
    }

    static func print(_ text: String) throws {
        try print(Array(text.utf8))
    }

    /// A message for people.
    static func complain(_ message: String) {
        FileHandle.standardError.write(Data((message + "\n").utf8))
    }
}
