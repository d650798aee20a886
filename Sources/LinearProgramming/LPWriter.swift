/// Writes a linear programme in CPLEX LP format, which people and nearly all solvers read.
///
/// The format lacks three things, and what stands in for them is readable by GLPK, CPLEX and their kin alike: a range gets a slack column with
/// the range as its bounds, the objective constant a column fixed at 1, a row without entries the first column with coefficient 0. Rows
/// without bounds say nothing and are left out. Numbers read back as the same numbers.
package struct LPWriter: Sendable {
    /// Old readers stop at 255 characters; a term is never longer than the rest.
    private static let wrapAfter = 120

    package let program: LinearProgram

    package init(_ program: LinearProgram) {
        self.program = program
    }

    package func text() -> String {
        var bytes: [UInt8] = []
        write { bytes.append(contentsOf: $0) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// - Parameter sink: takes the text in pieces.
    package func write<Failure: Error>(to sink: (UnsafeRawBufferPointer) throws(Failure) -> Void) throws(Failure) {
        let names = Names(program)
        var buffer = TextBuffer()
        buffer.writeLine(program.sense == .maximize ? "Maximize" : "Minimize")
        try writeObjective(names, &buffer, sink)
        try writeRows(names, &buffer, sink)
        try writeBounds(names, &buffer, sink)
        buffer.writeLine("End")
        try buffer.flush(into: sink)
    }

    private func writeObjective<Failure: Error>(
        _ names: Names, _ buffer: inout TextBuffer, _ sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        buffer.write(" objective:")
        for (coefficient, name) in zip(program.columns.objective, names.columns) where coefficient != 0 {
            buffer.writeTerm(coefficient, name, wrapAfter: Self.wrapAfter)
            try buffer.drain(into: sink)
        }
        if program.objectiveConstant != 0 {
            buffer.writeTerm(program.objectiveConstant, names.constant, wrapAfter: Self.wrapAfter)
        }
        buffer.endLine()
    }

    private func writeRows<Failure: Error>(
        _ names: Names, _ buffer: inout TextBuffer, _ sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        buffer.writeLine("Subject To")
        let matrix = SparseRows(program)
        for (index, row) in program.rows.enumerated() where row.lower.isFinite || row.upper.isFinite {
            buffer.write(" \(names.rows[index]):")
            for entry in matrix.entries(of: index) {
                buffer.writeTerm(matrix.coefficients[entry], names.columns[Int(matrix.columns[entry])], wrapAfter: Self.wrapAfter)
                try buffer.drain(into: sink)
            }
            if matrix.entries(of: index).isEmpty {
                buffer.writeTerm(0, names.columns.first ?? names.constant, wrapAfter: Self.wrapAfter)
            }
            if let slack = names.slacks[index] { buffer.writeTerm(-1, slack, wrapAfter: Self.wrapAfter) }
            buffer.writeRightHandSide(row)
            try buffer.drain(into: sink)
        }
    }

    private func writeBounds<Failure: Error>(
        _ names: Names, _ buffer: inout TextBuffer, _ sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        buffer.writeLine("Bounds")
        for (column, name) in names.columns.enumerated() {
            buffer.writeBounds(of: name, program.columns.lower[column], program.columns.upper[column])
            try buffer.drain(into: sink)
        }
        for (index, row) in program.rows.enumerated() {
            if let slack = names.slacks[index] { buffer.writeBounds(of: slack, row.lower, row.upper) }
            try buffer.drain(into: sink)
        }
        if program.objectiveConstant != 0 { buffer.writeBounds(of: names.constant, 1, 1) }
    }
}

/// Names in the file, those of the columns that stand in for something included.
private struct Names {
    let rows: [String]
    let columns: [String]
    /// Slack column of each row that is a range.
    let slacks: [Int: String]
    let constant: String

    init(_ program: LinearProgram) {
        var rowNames = SolverNames()
        _ = rowNames.claim("objective")
        rows = program.rows.map { rowNames.claim($0.name) }
        var columnNames = SolverNames()
        columns = program.columns.names.map { columnNames.claim($0) }
        var slacks: [Int: String] = [:]
        for (index, row) in program.rows.enumerated() where row.isRange { slacks[index] = columnNames.claim(row.slackName) }
        self.slacks = slacks
        constant = columnNames.claim("constant")
    }
}

extension TextBuffer {
    fileprivate mutating func writeTerm(_ coefficient: Double, _ name: String, wrapAfter limit: Int) {
        if lineLength > limit {
            endLine()
            write(" ")
        }
        write(coefficient < 0 ? " - " : " + ")
        if coefficient.magnitude != 1 {
            write(coefficient.magnitude)
            write(" ")
        }
        write(name)
    }

    fileprivate mutating func writeRightHandSide(_ row: LinearRow) {
        if row.isRange {
            write(" = 0")
        } else {
            write(row.lower == row.upper ? " = " : row.lower.isFinite ? " >= " : " <= ")
            write(row.lower.isFinite ? row.lower : row.upper)
        }
        endLine()
    }

    fileprivate mutating func writeBounds(of name: String, _ lower: Double, _ upper: Double) {
        switch (lower, upper) {
        case (0, .infinity): return
        case (-.infinity, .infinity): write(" \(name) free")
        case _ where lower == upper:
            write(" \(name) = ")
            write(lower)
        default:
            write(" ")
            writeBound(lower)
            write(" <= \(name) <= ")
            writeBound(upper)
        }
        endLine()
    }

    private mutating func writeBound(_ value: Double) {
        if value.isFinite { write(value) } else { write(value < 0 ? "-inf" : "+inf") }
    }
}
