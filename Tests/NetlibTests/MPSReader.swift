import LinearProgramming

/// Reads MPS files, fixed or free, as far as Netlib and `MPSWriter` use the format: RANGES, all bounds of continuous columns, OBJSENSE,
/// an objective constant, markers (skipped).
///
/// The first N row is the objective, further ones are rows without bounds. A negative UP bound on a column without a lower one makes the
/// lower one minus infinity, as in most readers.
struct MPSReader {
    enum Format { case fixed, free }

    struct Failure: Error, CustomStringConvertible {
        let line: Int
        let reason: String
        var description: String { "line \(line): \(reason)" }
    }

    private struct Column {
        var name: String
        var objective = 0.0
        var lower: Double?
        var upper: Double?
        var entries: [LinearColumn.Entry] = []
    }

    private let format: Format
    private var line = 0
    private var section = ""
    private var sense = ObjectiveSense.minimize
    private var objective: String?
    private var constant = 0.0
    private var rows: [LinearRow] = []
    private var types: [String] = []
    private var rowIndex: [String: Int] = [:]
    private var columns: [Column] = []
    private var columnIndex: [String: Int] = [:]

    static func read(_ text: String, format: Format) throws -> LinearProgram {
        var reader = MPSReader(format: format)
        // Netlib's files come with both kinds of line ends.
        for text in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            reader.line += 1
            if text.allSatisfy(\.isWhitespace) || text.hasPrefix("*") { continue }
            if text.first?.isWhitespace == true { try reader.data(text) } else { reader.open(text) }
            if reader.section == "ENDATA" { break }
        }
        return try reader.program()
    }

    private init(format: Format) {
        self.format = format
    }

    private mutating func open(_ text: Substring) {
        section = text.split(separator: " ").first.map(String.init) ?? ""
    }

    private mutating func data(_ text: Substring) throws {
        let words = fields(of: text)
        switch section {
        case "OBJSENSE": sense = words[0].hasPrefix("MAX") ? .maximize : .minimize
        case "ROWS": try addRow(type: words[0], name: words[1])
        case "COLUMNS": if !text.contains("'MARKER'") { try addEntries(words) }
        case "RHS": try pairs(words) { try setRightHandSide($0, $1) }
        case "RANGES": try pairs(words) { try setRange($0, $1) }
        case "BOUNDS": try setBound(words)
        default: throw failure("data in section '\(section)'")
        }
    }

    /// Fixed: fields at columns 2, 5, 15, 25, 40, 50, names may have blanks. Free: words between blanks.
    private func fields(of text: Substring) -> [String] {
        let ends = [4, 14, 24, 39, 49, 61]
        if format == .free || section == "OBJSENSE" { return text.split(separator: " ").map(String.init) }
        let bytes = Array(text.utf8)
        var fields: [String] = []
        var start = 0
        for end in ends where start < bytes.count {
            let field = bytes[start..<min(end, bytes.count)]
            fields.append(String(decoding: field, as: UTF8.self).trimmed())
            start = end
        }
        // Only ROWS and BOUNDS use the first field.
        return section == "ROWS" || section == "BOUNDS" ? fields : Array(fields.dropFirst())
    }

    /// Row and value pairs after the first field, which may be missing in free format (the name of the right-hand side).
    private func pairs(_ words: [String], _ body: (String, Double) throws -> Void) throws {
        let rest = words.count.isMultiple(of: 2) ? words[...] : words.dropFirst()
        for index in stride(from: rest.startIndex, to: rest.endIndex - 1, by: 2) {
            try body(rest[index], try number(rest[index + 1]))
        }
    }

    private mutating func addRow(type: String, name: String) throws {
        if type == "N" && objective == nil {
            objective = name
            return
        }
        let row =
            switch type {
            case "E": LinearRow(name: name, equalTo: 0)
            case "L": LinearRow(name: name, upper: 0)
            case "G": LinearRow(name: name, lower: 0)
            case "N": LinearRow(name: name)
            default: throw failure("row type '\(type)'")
            }
        rowIndex[name] = rows.count
        rows.append(row)
        types.append(type)
    }

    private mutating func addEntries(_ words: [String]) throws {
        let name = words[0]
        if columns.last?.name != name {
            columnIndex[name] = columns.count
            columns.append(Column(name: name))
        }
        var column = columns.removeLast()
        try pairs(words) { row, value in
            if row == objective {
                column.objective = value
            } else {
                column.entries.append(.init(row: try index(of: row), coefficient: value))
            }
        }
        columns.append(column)
    }

    private mutating func setRightHandSide(_ name: String, _ value: Double) throws {
        if name == objective {
            constant = -value
            return
        }
        let row = try index(of: name)
        if rows[row].lower.isFinite { rows[row].lower = value }
        if rows[row].upper.isFinite { rows[row].upper = value }
    }

    private mutating func setRange(_ name: String, _ value: Double) throws {
        let row = try index(of: name)
        switch types[row] {
        case "G": rows[row].upper = rows[row].lower + abs(value)
        case "L": rows[row].lower = rows[row].upper - abs(value)
        case "E" where value < 0: rows[row].lower += value
        case "E": rows[row].upper += value
        default: throw failure("range of the free row '\(name)'")
        }
    }

    private mutating func setBound(_ words: [String]) throws {
        let type = words[0]
        let hasValue = !["FR", "MI", "PL"].contains(type)
        // The name of the set of bounds may be missing in free format.
        let name = words[words.count < (hasValue ? 4 : 3) ? 1 : 2]
        guard let column = columnIndex[name] else { throw failure("no column '\(name)'") }
        let value = hasValue ? try number(words[words.count - 1]) : 0
        switch type {
        case "FR": (columns[column].lower, columns[column].upper) = (-.infinity, .infinity)
        case "MI": columns[column].lower = -.infinity
        case "PL": columns[column].upper = .infinity
        case "FX": (columns[column].lower, columns[column].upper) = (value, value)
        case "LO": columns[column].lower = value
        case "UP":
            columns[column].upper = value
            if value < 0 && columns[column].lower == nil { columns[column].lower = -.infinity }
        default: throw failure("bound type '\(type)'")
        }
    }

    private func program() throws -> LinearProgram {
        var program = try LinearProgram(sense: sense, rows: rows)
        for column in columns {
            try program.appendColumn(
                LinearColumn(
                    name: column.name, objective: column.objective, lower: column.lower ?? 0, upper: column.upper ?? .infinity,
                    entries: column.entries))
        }
        try program.setObjective(coefficients: columns.map(\.objective), constant: constant)
        return program
    }

    private func index(of row: String) throws -> Int {
        guard let index = rowIndex[row] else { throw failure("no row '\(row)'") }
        return index
    }

    private func number(_ text: String) throws -> Double {
        guard let value = Double(text) else { throw failure("'\(text)' is not a number") }
        return value
    }

    private func failure(_ reason: String) -> Failure { Failure(line: line, reason: reason) }
}

extension String {
    fileprivate func trimmed() -> String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
