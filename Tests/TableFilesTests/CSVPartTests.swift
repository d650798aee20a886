import Foundation
import TableFiles
import Testing

/// A file read part by part has the rows, the errors and the lines that it has as a whole.
@Suite struct CSVPartTests {
    private static let texts = [
        "", "a", "a,b\n", "a,b\n1,2", "a,b\n1,2\n3,4\n5,6\n", "a,b\r\n1,2\r\n3,4\r\n", "\u{FEFF}a,b\n1,2\n\u{FEFF}3,4\n",
        "a,b\n\"x\ny\",2\n\"p\"\"q\n\n\",4\n5,6\n", "a,b\n1,2\n\n3,4\n\n\n", "a,b\n1,2\n3\n4,5,6\n7,8\n", "a,b\n1,2\n3,\"4\n5,6\n",
        "a,b\n1,x\"y\n3,4\n5,6\n", "\n\na,b\n1,2\n", "a,a\n1,2\n3,4\n", "a;b\n1;2\n", "a,b\n1,2\r3,4\n5,6\n", "a,\"b\nc\"\n1,2\n3,4\n",
        "a,b\n\"1\" x,2\n3,4\n",
    ]

    @Test(arguments: texts, [1, 2, 3, 5, 8, 1_000])
    func partsAreTheWhole(text: String, partBytes: Int) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "parts-\(UUID().uuidString).csv").path(percentEncoded: false)
        try Data(text.utf8).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let (whole, diagnostics) = CSVTable.read(path: path, name: "t.csv")
        let reader = try CSVPartReader(path: path, name: "t.csv", partBytes: partBytes)
        var rows: [String] = []
        var found: [Diagnostic] = []
        while let part = try reader.next() {
            found += part.diagnostics
            if let table = part.table { rows += Self.rows(table) }
        }
        #expect(rows == whole.map(Self.rows) ?? [])
        #expect(found.sorted() == diagnostics)
        #expect(try reader.next() == nil)
    }

    /// The cells of each row with their places.
    private static func rows(_ table: CSVTable) -> [String] {
        (0..<table.rowCount).map { row in
            table.header.indices.map { "\(table.location(row: row, column: $0)) \(table.text(row: row, column: $0))" }
                .joined(separator: "|")
        }
    }

    @Test func aMissingFileIsNotFound() {
        #expect(throws: FileBytes.Failure.notFound) { try CSVPartReader(path: "/absent/t.csv", name: "t.csv") }
        #expect(throws: FileBytes.Failure.isADirectory) { try CSVPartReader(path: "/", name: "t.csv") }
    }
}
