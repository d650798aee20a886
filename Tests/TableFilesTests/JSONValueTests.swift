import Foundation
import TableFiles
import Testing

/// What the workbench writes, Foundation's reader reads back as the same.
@Suite struct JSONValueTests {
    static let values: [JSONValue] = [
        .null, .bool(true), .bool(false), .integer(0), .integer(.min), .integer(.max), .unsigned(.max), .number(0), .number(-0.0),
        .number(0.1),
        .number(1.0 / 3), .number(-1e300), .number(.greatestFiniteMagnitude), .number(.leastNonzeroMagnitude), .number(1e16), .number(5),
        .string(""), .string("\"\\/\u{8}\u{C}\n\r\t\u{0}\u{1F}\u{7F}\u{2028}"), .string("имя 👩‍👩‍👧 e\u{301} \u{10FFFF}"), .array([]),
        .object([]),
        .array([.null, .array([]), .array([.array([.integer(1)])])]),
        .members(["": .null, "a b": .members(["c": .array([.string("d"), .bool(true)])]), "e": .number(2.5)]),
    ]

    @Test(arguments: values)
    func readsBackAsTheSame(value: JSONValue) throws {
        try expectSame(JSONSerialization.jsonObject(with: Data(value.bytes), options: .fragmentsAllowed), value)
    }

    @Test(arguments: 0..<200)
    func anyNestingReadsBackAsTheSame(seed: Int) throws {
        var state = UInt64(seed)
        let value = random(&state, depth: 5)
        try expectSame(JSONSerialization.jsonObject(with: Data(value.bytes), options: .fragmentsAllowed), value)
    }

    @Test(arguments: [0.1, 1.0 / 3, -1e300, 1e16, 123_456_789.123_456_78, .pi, .greatestFiniteMagnitude, .leastNonzeroMagnitude])
    func numbersReadBackExactly(number: Double) throws {
        #expect(try JSONDecoder().decode(Double.self, from: Data(JSONValue.number(number).bytes)) == number)
    }

    @Test func keepsTheOrderOfKeysAndFlatThingsOnOneLine() {
        let value = JSONValue.members([
            "z": .integer(1), "a": .array([.members(["y": .number(-0.0), "b": .null])]), "e": .array([]),
        ])
        let text = """
            {
              "z": 1,
              "a": [
                {"y": 0.0, "b": null}
              ],
              "e": []
            }

            """
        #expect(String(decoding: value.bytes, as: UTF8.self) == text)
    }

    private func expectSame(_ found: Any, _ wanted: JSONValue) throws {
        switch wanted {
        case .null: #expect(found is NSNull)
        case .bool(let value): #expect(found as? Bool == value)
        case .integer(let value): #expect((found as? NSNumber)?.intValue == value)
        case .unsigned(let value): #expect((found as? NSNumber)?.uint64Value == value)
        case .number(let value):
            // Foundation's reader is off by some ulps on Linux.
            let number = try #require(found as? NSNumber).doubleValue
            #expect(abs(number - value) <= 8 * value.ulp)
        case .string(let value): #expect((found as? String).map { Array($0.unicodeScalars) } == Array(value.unicodeScalars))
        case .array(let items):
            let found = try #require(found as? [Any])
            try #require(found.count == items.count)
            for (found, item) in zip(found, items) { try expectSame(found, item) }
        case .object(let members):
            let found = try #require(found as? [String: Any])
            try #require(found.count == members.count)
            for member in members { try expectSame(#require(found[member.key]), member.value) }
        }
    }

    private func random(_ state: inout UInt64, depth: Int) -> JSONValue {
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(truncatingIfNeeded: state >> 33) % bound
        }
        switch next(depth > 0 ? 8 : 6) {
        case 0: return .null
        case 1: return .bool(next(2) == 0)
        case 2: return .integer(next(1_000_000) - 500_000)
        case 3: return .unsigned(UInt64(next(1_000)) << 54)
        case 4: return .number(Double(next(1 << 30)) / Double(1 + next(1 << 20)) * (next(2) == 0 ? 1e-9 : -1))
        case 5: return .string(String(String.UnicodeScalarView((0..<next(6)).compactMap { _ in Unicode.Scalar(next(0x3000)) })))
        case 6: return .array((0..<next(4)).map { _ in random(&state, depth: depth - 1) })
        default: return .object((0..<next(4)).map { JSONValue.Member("\($0) \(next(9))", random(&state, depth: depth - 1)) })
        }
    }
}
