package import TableFiles

extension Diagnostic {
    package var json: JSONValue {
        .members([
            "file": .string(location.file), "line": .integer(location.line), "column": .integer(location.column),
            "severity": .string(severity.rawValue), "code": .string(code), "message": .string(message), "help": .string(help),
        ])
    }
}
