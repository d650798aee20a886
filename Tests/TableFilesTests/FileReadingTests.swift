import Foundation
import TableFiles
import Testing

@Suite("Reading files")
struct FileReadingTests {
    @Test("A file is read by path and named as told")
    func reads() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/t.csv"
            try Data("a,b\n1\n".utf8).write(to: URL(filePath: path))
            let (table, diagnostics) = CSVTable.read(path: path, name: "tables/t.csv")
            #expect(table?.rowCount == 0)
            #expect(
                diagnostics.map(\.description) == [
                    "tables/t.csv:2:1: error: the row has 1 cell where the header has 2, add the missing commas"
                ])
        }
    }

    @Test("Files that cannot be read say why")
    func refusals() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/t.csv"
            try Data("a,b\n1,2\n".utf8).write(to: URL(filePath: path))
            let limits = CSVLimits(fileBytes: 5)
            #expect(CSVTable.read(path: folder + "/none.csv", name: "t").diagnostics.map(\.code) == ["file-not-found"])
            #expect(CSVTable.read(path: folder, name: "t").diagnostics.map(\.code) == ["file-is-a-directory"])
            #expect(CSVTable.read(path: path + "/x", name: "t").diagnostics.map(\.code) == ["file-not-readable"])
            #expect(CSVTable.read(path: path, name: "t", limits: limits).diagnostics.map(\.code) == ["file-too-large"])
        }
    }

    #if os(Linux)
        @Test("Files whose size is not known beforehand are read to their end or refused at the limit")
        func unknownSize() {
            let status = CSVTable.read(path: "/proc/self/status", name: "t")
            #expect(!status.diagnostics.contains { $0.code == "empty-file" })
            let zero = CSVTable.read(path: "/dev/zero", name: "t", limits: CSVLimits(fileBytes: 1 << 20))
            #expect(zero.diagnostics.map(\.code) == ["file-too-large"])
        }
    #endif
}
