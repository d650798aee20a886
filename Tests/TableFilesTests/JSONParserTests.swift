import Foundation
import TableFiles
import Testing

@Suite("Reading JSON")
struct JSONParserTests {
    private func parse(_ text: String) throws -> JSONNode { try JSONParser.parse(Array(text.utf8), name: "a.json").get() }

    @Test("Every kind of value, with its place")
    func values() throws {
        let node = try parse("{\"a\": [1, -2.5e3, true, false, null],\n  \"é\": \"q\\\"\\u00e9\\ud83d\\ude00\\n\", \"b\": {}}")
        #expect(node["a"]?.elements?.compactMap(\.number) == [1, -2_500])
        #expect(node["a"]?.elements?[4].isNull == true)
        #expect(node["é"]?.text == "q\"é😀\n")
        #expect(node["é"]?.location == SourceLocation(file: "a.json", line: 2, column: 8))
        #expect(node["b"]?.location == SourceLocation(file: "a.json", line: 2, column: 40))
        #expect(node["c"] == nil && node["a"]?["x"] == nil)
    }

    @Test(
        "What is no JSON is refused where it goes wrong",
        arguments: [
            ("", 1), ("{", 2), ("[1,]", 4), ("[1 2]", 4), ("{\"a\" 1}", 6), ("{a: 1}", 2), ("\"abc", 5), ("tru", 1), ("[1] x", 5),
            ("\"\\x\"", 4), ("\"\\ud800\"", 8), ("\"a\nb\"", 4), ("-", 2), ("1e999", 6), ("[nan]", 2), ("{\"a\":1,}", 8), ("\"\\", 3),
            ("\"\\u12", 4),
        ])
    func refusals(text: String, column: Int) throws {
        let error = #expect(throws: InvalidJSON.self) { try parse(text) }
        #expect(error?.diagnostic.location.column == column, "\(error?.diagnostic.description ?? "")")
    }

    @Test("Nesting without end is refused")
    func depth() {
        #expect(throws: InvalidJSON.self) { try parse(String(repeating: "[", count: 100_000)) }
    }

    @Test("A long document on one line is read in one go")
    func longLine() throws {
        let text = "[" + (0..<50_000).map { "{\"n\":\($0)}" }.joined(separator: ",") + "]"
        #expect(try parse(text).elements?.last?["n"]?.number == 49_999)
    }

    /// Foundation's reader is the judge of what is JSON; it also takes other encodings, NUL bytes and control characters.
    @Test("Mutated documents are accepted and refused as by Foundation", arguments: 0..<4)
    func mutations(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let sound = Array(
            #"{"recommendations": [{"segment": "s1", "share": 0.5, "cap": null, "a": [true, "\u00e9\n", -1.5e-3]}], "x": {}}"#.utf8)
        for _ in 0..<3_000 {
            var bytes = sound
            for _ in 0...Int.random(in: 0...2, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: 0x20...0x7E, using: &generator)
                case 1: bytes.remove(at: place)
                default: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &generator)], at: place)
                }
            }
            let ours = try? JSONParser.parse(bytes, name: "a.json").get()
            let theirs = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
            let text = String(decoding: bytes, as: UTF8.self)
            // Foundation lets a comma stand behind the last item.
            #expect((ours == nil) == (theirs == nil) || text.contains(/,\s*[}\]]/), "\(text)")
        }
    }
}
