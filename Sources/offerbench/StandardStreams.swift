import Foundation

/// Standard output and error. stdout carries the result alone, all of it or an error.
enum StandardStreams {
    static func print(_ bytes: [UInt8]) throws {
        try write(bytes, to: STDOUT_FILENO)
    }

    static func print(_ text: String) throws {
        try print(Array(text.utf8))
    }

    /// A message for people. Where nobody can read it there is nobody to tell that either: the exit code says the rest.
    static func complain(_ message: String) {
        try? write(Array((message + "\n").utf8), to: STDERR_FILENO)
    }

    /// Gives a closed stream a descriptor that takes nothing, so that the next file to be opened does not become stdout or stderr.
    static func occupyClosed() {
        while case let descriptor = open("/dev/null", O_RDONLY), descriptor >= 0 {
            guard descriptor > STDERR_FILENO else { continue }
            close(descriptor)
            return
        }
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) throws {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw CommandFailure(
                    code: ExitCodes.inputOutput, message: "error: cannot write the result: \(String(cString: strerror(errno)))")
            }
            written += count
        }
    }
}
