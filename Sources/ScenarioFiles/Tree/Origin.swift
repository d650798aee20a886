package import TableFiles

/// Who stated a value of the resolved scenario.
package enum Origin: Sendable, Hashable {
    case file(SourceLocation)
    /// A `--set`; the line is the number of the override on the command line, the column a place in its text.
    case override(SourceLocation)
    /// The schema; the location is that of the mapping which leaves the key out.
    case schemaDefault(within: SourceLocation)

    /// Where a diagnostic about the value points.
    package var location: SourceLocation {
        switch self {
        case .file(let location), .override(let location), .schemaDefault(let location): location
        }
    }

    /// `scenario.yaml:3:7`, `--set` or `default`.
    package var label: String {
        switch self {
        case .file(let location): location.description
        case .override: SourceNames.override
        case .schemaDefault: "default"
        }
    }
}

/// Names that stand for files in locations.
enum SourceNames {
    static let override = "--set"
}
