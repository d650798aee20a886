/// Writes a linear programme in free MPS format, for any other solver to check.
///
/// A maximum is announced by an OBJSENSE section (GLPK's own reader does not know it, see `LPWriter`). A range is a G row with its width in
/// RANGES, and a row without bounds an N row after the objective. Bounds that contradict each other have no place in RANGES; such a row gets a
/// slack column with these bounds, so that the file is infeasible like the programme. The objective constant stands, negated as the format wants it, as
/// right-hand side of the objective. Numbers read back as the same numbers, except that the upper end of a range is lower + width.
package struct MPSWriter: Sendable {
    private static let objectiveName = "objective"

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
        var names = SolverNames()
        let objective = names.claim(Self.objectiveName)
        let rowNames = program.rows.map { names.claim($0.name) }
        var buffer = TextBuffer()

        buffer.writeLine("NAME program")
        if program.sense == .maximize {
            buffer.writeLine("OBJSENSE")
            buffer.writeLine(" MAX")
        }
        buffer.writeLine("ROWS")
        buffer.writeLine(" N \(objective)")
        for (row, name) in zip(program.rows, rowNames) {
            buffer.writeLine(" \(row.mpsType) \(name)")
            try buffer.drain(into: sink)
        }
        try writeColumns(objective, rowNames, &buffer, sink)
        try writeRightHandSides(objective, rowNames, &buffer, sink)
        try writeBounds(&buffer, sink)
        buffer.writeLine("ENDATA")
        try buffer.flush(into: sink)
    }

    private func writeColumns<Failure: Error>(
        _ objective: String, _ rowNames: [String], _ buffer: inout TextBuffer, _ sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        buffer.writeLine("COLUMNS")
        let columns = program.columns
        var names = SolverNames()
        for column in 0..<columns.count {
            let name = names.claim(columns.names[column])
            let entries = columns.entries(of: column)
            // A column is declared by its first entry, so one without any says so.
            if columns.objective[column] != 0 || entries.isEmpty {
                buffer.writeEntry(name, objective, columns.objective[column])
            }
            for entry in entries {
                buffer.writeEntry(name, rowNames[Int(columns.rows[entry])], columns.coefficients[entry])
            }
            try buffer.drain(into: sink)
        }
        for (row, name) in zip(program.rows, rowNames) where row.isContradictory {
            buffer.writeEntry(names.claim(row.slackName), name, -1)
        }
    }

    private func writeRightHandSides<Failure: Error>(
        _ objective: String, _ rowNames: [String], _ buffer: inout TextBuffer, _ sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        buffer.writeLine("RHS")
        if program.objectiveConstant != 0 { buffer.writeEntry("RHS", objective, -program.objectiveConstant) }
        for (row, name) in zip(program.rows, rowNames) {
            let value = row.isContradictory ? 0 : row.lower.isFinite ? row.lower : row.upper
            if value.isFinite && value != 0 { buffer.writeEntry("RHS", name, value) }
            try buffer.drain(into: sink)
        }
        buffer.writeLine("RANGES")
        for (row, name) in zip(program.rows, rowNames) where row.isRange && !row.isContradictory {
            buffer.writeEntry("RANGE", name, row.upper - row.lower)
            try buffer.drain(into: sink)
        }
    }

    private func writeBounds<Failure: Error>(
        _ buffer: inout TextBuffer, _ sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        buffer.writeLine("BOUNDS")
        let columns = program.columns
        var names = SolverNames()
        for column in 0..<columns.count {
            let name = names.claim(columns.names[column])
            switch (columns.lower[column], columns.upper[column]) {
            case (0, .infinity): continue
            case (-.infinity, .infinity): buffer.writeLine(" FR BOUND \(name)")
            case (let lower, let upper) where lower == upper: buffer.writeEntry("FX BOUND", name, lower)
            case (let lower, let upper):
                // MI and LO come before UP: some readers change the lower bound when they see a negative upper one first.
                if lower == -.infinity {
                    buffer.writeLine(" MI BOUND \(name)")
                } else if lower != 0 || upper < 0 {
                    buffer.writeEntry("LO BOUND", name, lower)
                }
                if upper.isFinite { buffer.writeEntry("UP BOUND", name, upper) }
            }
            try buffer.drain(into: sink)
        }
        for row in program.rows where row.isContradictory {
            let name = names.claim(row.slackName)
            buffer.writeEntry("LO BOUND", name, row.lower)
            buffer.writeEntry("UP BOUND", name, row.upper)
        }
    }
}

extension LinearRow {
    /// Two different finite bounds.
    var isRange: Bool { lower.isFinite && upper.isFinite && lower != upper }

    var slackName: String { "range_" + name }

    fileprivate var isContradictory: Bool { isRange && lower > upper }

    fileprivate var mpsType: String {
        if lower == upper || isContradictory { return "E" }
        return lower.isFinite ? "G" : upper.isFinite ? "L" : "N"
    }
}

extension TextBuffer {
    mutating func writeLine(_ text: String) {
        write(text)
        endLine()
    }

    fileprivate mutating func writeEntry(_ first: String, _ second: String, _ value: Double) {
        write(" ")
        write(first)
        write(" ")
        write(second)
        write(" ")
        write(value)
        endLine()
    }
}
