import Foundation

/// A JSON document read by Foundation, not by the reader of the workbench: the tests are an outside program.
enum JSON: Decodable, Equatable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([String: JSON])

    struct NotThere: Error, CustomStringConvertible {
        let description: String
    }

    /// - Throws: unless the bytes are one document and nothing else.
    init(_ bytes: [UInt8]) throws {
        self = try JSONDecoder().decode(JSON.self, from: Data(bytes))
    }

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let bool = try? value.decode(Bool.self) {
            self = .bool(bool)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let string = try? value.decode(String.self) {
            self = .string(string)
        } else if let array = try? value.decode([JSON].self) {
            self = .array(array)
        } else {
            self = .object(try value.decode([String: JSON].self))
        }
    }

    subscript(_ key: String) -> JSON {
        get throws {
            guard case .object(let members) = self, let value = members[key] else {
                throw NotThere(description: "no key \(key) in \(self)")
            }
            return value
        }
    }

    func has(_ key: String) -> Bool {
        if case .object(let members) = self { members[key] != nil } else { false }
    }

    var items: [JSON] {
        get throws {
            guard case .array(let items) = self else { throw NotThere(description: "not an array: \(self)") }
            return items
        }
    }

    var number: Double {
        get throws {
            guard case .number(let number) = self else { throw NotThere(description: "not a number: \(self)") }
            return number
        }
    }

    var string: String {
        get throws {
            guard case .string(let string) = self else { throw NotThere(description: "not a string: \(self)") }
            return string
        }
    }

    var bool: Bool {
        get throws {
            guard case .bool(let bool) = self else { throw NotThere(description: "not true or false: \(self)") }
            return bool
        }
    }

    var members: [String: JSON] {
        get throws {
            guard case .object(let members) = self else { throw NotThere(description: "not an object: \(self)") }
            return members
        }
    }

    /// The document without the value at the end of a path of keys.
    func without(_ path: String...) -> JSON {
        without(path[...])
    }

    private func without(_ path: ArraySlice<String>) -> JSON {
        guard case .object(var members) = self, let key = path.first else { return self }
        members[key] = path.count == 1 ? nil : members[key]?.without(path.dropFirst())
        return .object(members)
    }
}
