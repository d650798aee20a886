/// One problem found in an input file: where it is, what is wrong and how to mend it.
///
/// `code` is a stable kebab-case name for programs. Diagnostics sort by file, line, column, severity (errors first), code and message, so
/// a list is the same on every run.
package struct Diagnostic: Sendable, Hashable, Comparable, CustomStringConvertible {
    package enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
        case error
        case warning
        case note

        private var rank: Int {
            switch self {
            case .error: 0
            case .warning: 1
            case .note: 2
            }
        }

        package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
    }

    package let severity: Severity
    package let code: String
    package let location: SourceLocation
    package let message: String
    /// How to mend it; empty when there is nothing to say.
    package let help: String

    package init(severity: Severity, code: String, location: SourceLocation, message: String, help: String = "") {
        self.severity = severity
        self.code = code
        self.location = location
        self.message = message
        self.help = help
    }

    package static func error(_ code: String, at location: SourceLocation, _ message: String, help: String = "") -> Diagnostic {
        Diagnostic(severity: .error, code: code, location: location, message: message, help: help)
    }

    package static func warning(_ code: String, at location: SourceLocation, _ message: String, help: String = "") -> Diagnostic {
        Diagnostic(severity: .warning, code: code, location: location, message: message, help: help)
    }

    package static func note(_ code: String, at location: SourceLocation, _ message: String, help: String = "") -> Diagnostic {
        Diagnostic(severity: .note, code: code, location: location, message: message, help: help)
    }

    /// `file:line:column: error: message, help`.
    package var description: String {
        "\(location): \(severity.rawValue): \(message)" + (help.isEmpty ? "" : ", \(help)")
    }

    package static func < (left: Diagnostic, right: Diagnostic) -> Bool {
        if left.location != right.location { return left.location < right.location }
        if left.severity != right.severity { return left.severity < right.severity }
        return (left.code, left.message, left.help) < (right.code, right.message, right.help)
    }
}
