import Foundation
import TableFiles
import Testing

@Suite("Writing files whole")
struct WholeFileTests {
    private func names(in folder: String) throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }

    @Test("A file is created, then replaced, and no temporary stays")
    func replaces() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/out.bin"
            let large = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            for bytes in [[], [1, 2, 3], large, [4]] as [[UInt8]] {
                try WholeFile.write(bytes, to: path)
                #expect(try FileBytes.read(path: path, limit: 1 << 30) == bytes)
            }
            #expect(try names(in: folder) == ["out.bin"])
        }
    }

    @Test("Permissions and symbolic links survive a replacement")
    func keepsLinksAndPermissions() throws {
        try withTemporaryFolder { folder in
            try WholeFile.write([1], to: folder + "/real")
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder + "/real")
            try FileManager.default.createSymbolicLink(atPath: folder + "/link", withDestinationPath: "real")
            try WholeFile.write([2], to: folder + "/link")
            #expect(try FileBytes.read(path: folder + "/real", limit: 9) == [2])
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder + "/link") == "real")
            #expect(try FileManager.default.attributesOfItem(atPath: folder + "/real")[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test("A folder as target is refused and left alone")
    func targetIsAFolder() throws {
        try withTemporaryFolder { folder in
            try FileManager.default.createDirectory(atPath: folder + "/sub", withIntermediateDirectories: false)
            let error = #expect(throws: FileError.self) { try WholeFile.write([1], to: folder + "/sub") }
            #expect(error?.code == EISDIR)
            #expect(try names(in: folder) == ["sub"])
        }
    }

    @Test("Without the folder nothing is written and the error names it")
    func noFolder() throws {
        try withTemporaryFolder { folder in
            let error = #expect(throws: FileError.self) { try WholeFile.write([1], to: folder + "/none/out") }
            #expect(error?.operation == .create)
            #expect(error?.description.hasSuffix("No such file or directory") == true)
            let left = try names(in: folder)
            #expect(left.isEmpty)
        }
    }

    #if os(Linux)
        @Test("In a folder where even root cannot create files the old file stays")
        func systemFolder() throws {
            let before = try FileBytes.read(path: "/proc/version", limit: 1 << 16)
            #expect(throws: FileError.self) { try WholeFile.write([1], to: "/proc/version") }
            #expect(try FileBytes.read(path: "/proc/version", limit: 1 << 16) == before)
        }
    #endif

    @Test("A link to nothing yet makes its target; a link to a stream is refused and stays")
    func danglingAndStreamLinks() throws {
        try withTemporaryFolder { folder in
            try FileManager.default.createSymbolicLink(atPath: folder + "/dangling", withDestinationPath: "made")
            try WholeFile.write([1], to: folder + "/dangling")
            #expect(try FileBytes.read(path: folder + "/made", limit: 9) == [1])
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder + "/dangling") == "made")
            for target in ["/proc/self/fd/1", "/dev/stdout"] {
                try FileManager.default.createSymbolicLink(atPath: folder + "/stream", withDestinationPath: target)
                let error = #expect(throws: FileError.self) { try WholeFile.write([1], to: folder + "/stream") }
                #expect(error?.code == FileError.notAFile)
                #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder + "/stream") == target)
                try FileManager.default.removeItem(atPath: folder + "/stream")
            }
            try FileManager.default.createSymbolicLink(atPath: folder + "/loop", withDestinationPath: "loop")
            #expect(throws: FileError.self) { try WholeFile.write([1], to: folder + "/loop") }
        }
    }

    @Test("Devices are refused instead of replaced")
    func device() {
        let error = #expect(throws: FileError.self) { try WholeFile.write([1], to: "/dev/null") }
        #expect(error?.operation == .write)
    }
}
