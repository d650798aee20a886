import Foundation
import Synchronization

/// One run of the built binary, as a user or a scheduler sees it.
struct OfferbenchRun {
    enum Ending: Equatable {
        case exited(Int32)
        case signalled(Int32)
        /// Killed because it took too long, or because the test says so.
        case timedOut
    }

    /// Where a stream of the child goes.
    enum Stream {
        /// Read by the test, through a pipe.
        case captured
        case file(String)
        case closed
    }

    let ending: Ending
    let outputBytes: [UInt8]
    let messageBytes: [UInt8]

    /// stdout.
    var output: String { String(decoding: outputBytes, as: UTF8.self) }
    /// stderr.
    var messages: String { String(decoding: messageBytes, as: UTF8.self) }
    /// Lines of stdout, without the empty one after the last line break.
    var outputLines: [String] { output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init) }

    init(_ arguments: String..., in folder: String? = nil, stdout: Stream = .captured, stderr: Stream = .captured) throws {
        try self.init(arguments, in: folder, stdout: stdout, stderr: stderr)
    }

    init(_ arguments: [String], in folder: String? = nil, stdout: Stream = .captured, stderr: Stream = .captured) throws {
        try self.init(bytes: arguments.map { Array($0.utf8) }, in: folder, stdout: stdout, stderr: stderr)
    }

    /// - Parameters:
    ///   - arguments: as bytes, because a shell passes on whatever it is given.
    ///   - folder: the working directory.
    ///   - limit: after which the process is killed; far more than any command here needs.
    ///   - signal: that is sent instead of the first kill.
    ///   - setup: shell commands to begin with, such as `ulimit`.
    init(
        bytes arguments: [[UInt8]], in folder: String? = nil, stdout: Stream = .captured, stderr: Stream = .captured,
        limit: Duration = .seconds(120), signal: Int32 = SIGKILL, setup: String = ":"
    ) throws {
        let child = try Child.start(try Self.binary(), arguments, in: folder, stdout: stdout, stderr: stderr, setup: setup)
        (outputBytes, messageBytes, ending) = child.finish(within: limit, signal: signal)
    }

    /// The executable stands beside the test bundle, where the same build put it.
    static func binary() throws -> String {
        guard let bundle = CommandLine.arguments.first(where: { $0.contains(".xctest") }) else {
            throw Missing(what: "no argument of the test process names its .xctest bundle: \(CommandLine.arguments)")
        }
        var url = URL(filePath: bundle).standardizedFileURL
        while url.pathExtension != "xctest" { url.deleteLastPathComponent() }
        let path = url.deletingLastPathComponent().appending(path: "offerbench").path(percentEncoded: false)
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw Missing(what: "no executable at \(path): build the product offerbench with the same configuration as the tests")
        }
        return path
    }

    struct Missing: Error, CustomStringConvertible {
        let what: String
        var description: String { what }
    }
}

extension OfferbenchRun {
    /// A started process and the reading ends of its pipes.
    private struct Child {
        let process: pid_t
        let stdout: Int32?
        let stderr: Int32?

        /// Between the making of a pipe and the start of the child no other child may start: it would keep the pipe open.
        private static let starting = Mutex(())

        static func start(
            _ binary: String, _ arguments: [[UInt8]], in folder: String?, stdout: Stream, stderr: Stream, setup: String
        ) throws -> Child {
            try starting.withLock { _ in
                #if os(Linux)
                    var actions = posix_spawn_file_actions_t()
                #else
                    var actions: posix_spawn_file_actions_t?
                #endif
                posix_spawn_file_actions_init(&actions)
                defer { posix_spawn_file_actions_destroy(&actions) }
                posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)

                var pipes: [Int32: (read: Int32, write: Int32)] = [:]
                defer { for pipe in pipes.values { close(pipe.write) } }
                for (stream, descriptor) in [(stdout, STDOUT_FILENO), (stderr, STDERR_FILENO)] {
                    switch stream {
                    case .captured:
                        let pipe = try Self.pipe()
                        pipes[descriptor] = pipe
                        posix_spawn_file_actions_adddup2(&actions, pipe.write, descriptor)
                    case .file(let path): posix_spawn_file_actions_addopen(&actions, descriptor, path, O_WRONLY, 0)
                    case .closed: posix_spawn_file_actions_addclose(&actions, descriptor)
                    }
                }

                // A spawned process has no portable way to begin in a folder; a shell has.
                let shell = ["sh", "-c", setup + #"; cd -- "$0" && exec "$@""#, folder ?? ".", binary].map { Array($0.utf8) }
                var words = (shell + arguments).map { strdup($0.map { CChar(bitPattern: $0) } + [0]) } + [nil]
                var environment = Self.environment.map { strdup($0) } + [nil]
                defer { for word in words + environment { free(word) } }
                // A thread of the tests may hold signals back, which the child would inherit.
                #if os(Linux)
                    var attributes = posix_spawnattr_t()
                #else
                    var attributes: posix_spawnattr_t?
                #endif
                posix_spawnattr_init(&attributes)
                defer { posix_spawnattr_destroy(&attributes) }
                var nothing = sigset_t()
                sigemptyset(&nothing)
                posix_spawnattr_setsigmask(&attributes, &nothing)
                posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
                var process = pid_t()
                let code = posix_spawn(&process, "/bin/sh", &actions, &attributes, &words, &environment)
                guard code == 0 else { throw Missing(what: "cannot start \(binary): \(String(cString: strerror(code)))") }
                return Child(process: process, stdout: pipes[STDOUT_FILENO]?.read, stderr: pipes[STDERR_FILENO]?.read)
            }
        }

        /// Only what finding libraries takes: the width of the tester's terminal must not matter.
        private static let environment = ProcessInfo.processInfo.environment.filter {
            ["PATH", "HOME", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"].contains($0.key)
        }.map { "\($0.key)=\($0.value)" }

        private static func pipe() throws -> (read: Int32, write: Int32) {
            var ends: [Int32] = [0, 0]
            guard Foundation.pipe(&ends) == 0 else { throw Missing(what: "no pipe: \(String(cString: strerror(errno)))") }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            return (ends[0], ends[1])
        }

        /// Reads both pipes as they fill, so that neither can block the child, until the child has closed them.
        func finish(within limit: Duration, signal: Int32) -> (stdout: [UInt8], stderr: [UInt8], ending: Ending) {
            var end = ContinuousClock.now + limit
            var signal = signal
            var open = [stdout, stderr].compactMap(\.self)
            var read: [Int32: [UInt8]] = [:]
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            var isLate = false
            while !open.isEmpty && !isLate {
                var polls = open.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
                let left = max(.zero, end - ContinuousClock.now)
                isLate = poll(&polls, nfds_t(polls.count), Int32(left / .milliseconds(1)) + 1) == 0
                if isLate && signal != SIGKILL {
                    kill(process, signal)
                    (isLate, signal, end) = (false, SIGKILL, ContinuousClock.now + .seconds(120))
                }
                for ready in polls where ready.revents != 0 {
                    let count = Foundation.read(ready.fd, &buffer, buffer.count)
                    if count > 0 { read[ready.fd, default: []] += buffer[..<count] } else { open.removeAll { $0 == ready.fd } }
                }
            }
            if isLate { kill(process, SIGKILL) }
            var status: Int32 = 0
            while waitpid(process, &status, 0) < 0 && errno == EINTR {}
            for descriptor in [stdout, stderr].compactMap(\.self) { close(descriptor) }
            let killer = status & 0x7F
            return (
                stdout.flatMap { read[$0] } ?? [], stderr.flatMap { read[$0] } ?? [],
                isLate ? .timedOut : killer == 0 ? .exited((status >> 8) & 0xFF) : .signalled(killer)
            )
        }
    }
}
