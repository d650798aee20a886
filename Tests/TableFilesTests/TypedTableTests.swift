import TableFiles
import Testing

@Suite("Typed tables") struct TypedTableTests {
    private struct Row: Sendable {
        let text: String?
        let count: Int?
        let amount: Double?
        let isSet: Bool
    }

    private static let form = TableForm<Row>(
        "rows",
        [.text("text") { $0.text }, .integer("count") { $0.count }, .number("amount") { $0.amount }, .flag("set") { $0.isSet }])

    private func read(_ text: String, as schema: TableSchema = form.schema) -> (table: TypedTable?, problems: [String]) {
        let (table, diagnostics) = TypedTable.read(Array(text.utf8), as: schema, file: "rows.csv")
        return (table, diagnostics.map(\.description))
    }

    @Test func aTableIsWrittenForSpreadsheetsAndReadBackTyped() {
        let rows = [
            Row(text: "=1+1", count: -7, amount: -0.1, isSet: true), Row(text: nil, count: nil, amount: nil, isSet: false),
            Row(text: "'=x", count: 0, amount: 1e21, isSet: true),
        ]
        let csv = Self.form.csv(rows)
        #expect(
            String(decoding: csv, as: UTF8.self) == "text,count,amount,set\n'=1+1,-7,-0.1,true\n,,,false\n''=x,0,1e+21,true\n")
        let table = TypedTable.read(csv, as: Self.form.schema, file: "rows.csv").table
        #expect(table?.name == "rows" && table?.rowCount == 3)
        #expect(table?["text"] == .texts(["=1+1", nil, "'=x"]) && table?["count"] == .integers([-7, nil, 0]))
        #expect(table?["amount"] == .numbers([-0.1, nil, 1e21]) && table?["set"] == .flags([true, false, true]))
        #expect(table?["amount"]?.sum == 1e21 - 0.1 && table?["amount"]?.blankCount == 1 && table?["text"]?.sum == nil)
    }

    @Test(arguments: 0..<40)
    func everyCellComesBackAsItWas(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let pieces = ["'", "=", "+", "-", "@", "\t", "\r", "\n", ",", "\"", " ", "5", "a", "ж", "e", "."]
        let rows = (0..<50).map { _ in
            let text = (0..<Int.random(in: 0...5, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
            let number = Double(bitPattern: random.next())
            return Row(
                text: text.isEmpty ? nil : text, count: Int(truncatingIfNeeded: random.next()), amount: number.isFinite ? number : nil,
                isSet: random.next() % 2 == 0)
        }
        let table = TypedTable.read(Self.form.csv(rows), as: Self.form.schema, file: "rows.csv").table
        #expect(table?["text"] == .texts(rows.map(\.text)) && table?["count"] == .integers(rows.map { $0.count.map(Int64.init) }))
        #expect(table?["amount"] == .numbers(rows.map(\.amount)) && table?["set"] == .flags(rows.map(\.isSet)))
    }

    @Test func whatIsNoTableOfTheSchemaIsSaidWithItsPlace() {
        #expect(
            read("text,count,amount\nx,1,2\n").problems == [
                "rows.csv:1:1: error: the columns are not those of rows, this version of the table has text, count, amount, set"
            ])
        for (cells, place) in [

            ("x,1.5,2,true", "rows.csv:2:3: error: count: `1.5` is no integer"),
            ("x,1,two,true", "rows.csv:2:5: error: amount: `two` is no number"),
            ("x,1,inf,true", "rows.csv:2:5: error: amount: `inf` is no number"),
            ("x,1,2,yes", "rows.csv:2:7: error: set: `yes` is no flag"),
        ] {
            #expect(read("text,count,amount,set\n\(cells)\n").problems.first?.hasPrefix(place) == true)
        }
        #expect(read("").table == nil && read("text,count,amount,set\nx,1\n").table == nil)
    }

    @Test func furtherNumbersAreToldByTheirNames() {
        let schema = TableSchema("draws", [.init("draw", .integer)], furtherNumbers: "budget:")
        let table = read("draw,budget:a,budget:b\n1,2.5,3\n", as: schema).table
        #expect(table?["budget:b"] == .numbers([3]) && table?.columns.count == 3)
        #expect(read("draw,other\n1,2\n", as: schema).table == nil && read("draw,budget:a,budget:a\n1,2,3\n", as: schema).table == nil)
    }
}
