extension CSVTable {
    /// Reads a CSV file and reports all its problems together, sorted.
    ///
    /// `name` is what diagnostics call the file. The table is nil when there is no usable header: the file is missing, unreadable, too
    /// large, empty, not UTF-8 at all, separated by something else than commas, or its header has broken quotes. Otherwise it holds the
    /// sound rows, so that further checks can run even when there are errors; whether there are is for the caller to look at.
    ///
    /// Codes of errors: `file-not-found`, `file-not-readable`, `file-is-a-directory`, `file-too-large`, `empty-file`, `invalid-utf8`,
    /// `nul-byte`, `line-too-long`, `lone-carriage-return`, `blank-line`, `unterminated-quote`, `text-after-quote`, `quote-in-field`,
    /// `wrong-field-count`, `wrong-separator`, `blank-column-name`, `duplicate-column`.
    package static func read(
        path: String, name: String, limits: CSVLimits = .standard
    ) -> (table: CSVTable?, diagnostics: [Diagnostic]) {
        do {
            return parse(bytes: try FileBytes.read(path: path, limit: limits.fileBytes), name: name, limits: limits)
        } catch {
            return (nil, [error.diagnostic(name: name)])
        }
    }

    /// Parses the bytes of a CSV file; see `read`.
    package static func parse(
        bytes: [UInt8], name: String, limits: CSVLimits = .standard
    ) -> (table: CSVTable?, diagnostics: [Diagnostic]) {
        let (table, problems) = parseCounted(bytes: bytes, name: name, limits: limits)
        return (table, problems.diagnostics)
    }

    /// Parses the bytes of a CSV file and counts all its problems, also those of a flood that are not kept; see `read`.
    package static func parseCounted(
        bytes: [UInt8], name: String, limits: CSVLimits = .standard
    ) -> (table: CSVTable?, problems: DiagnosticCollector) {
        var problems = DiagnosticCollector(cap: limits.diagnosticsPerCode)
        if bytes.count > limits.fileBytes {
            problems.add(FileBytes.Failure.tooLarge(limit: limits.fileBytes).diagnostic(name: name))
            return (nil, problems)
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            problems.add(.error("invalid-utf8", at: SourceLocation(file: name), "the file is UTF-16", help: "save it as UTF-8"))
            return (nil, problems)
        }
        var parser = CSVParser(name: name, limits: limits)
        let table = parser.parse(bytes)
        return (table, parser.problems)
    }
}
