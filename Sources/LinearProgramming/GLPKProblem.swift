internal import CGLPK

/// A GLPK problem on the thread that made it. It checks numbers and indices before they reach GLPK, and turns codes into errors.
///
/// It can neither be copied nor leave its thread; `GLPKSession` is the door for everyone else.
struct GLPKProblem: ~Copyable {
    /// nil when memory was too short to begin with.
    let session: OpaquePointer?
    let sense: ObjectiveSense
    private(set) var rowNames: [String] = []
    private(set) var columnNames: [String] = []

    init(sense: ObjectiveSense) {
        self.sense = sense
        session = cglpk_create()
        _ = cglpk_set_sense(session, sense == .maximize ? 1 : 0)
    }

    deinit {
        cglpk_free(session)
    }

    /// Throws unless the call went well.
    func check(_ code: Int32) throws(LinearSolverError) {
        switch Int(code) {
        case CGLPK_OK: return
        case CGLPK_FAULT: throw .fault(message)
        case CGLPK_DEAD: throw .sessionEnded(message)
        case CGLPK_REFUSED: throw .noOptimalBasis
        default: throw .fault("no GLPK session on this thread")
        }
    }

    private var message: String {
        guard let session else { return "out of memory" }
        let text = String(cString: cglpk_message(session))
        return text.split(whereSeparator: \.isNewline).joined(separator: ", ")
    }

    mutating func addRows(_ rows: [LinearRow]) throws(LinearSolverError) {
        for row in rows { try refusing { () throws(LinearProgramError) in try row.validate() } }
        try check(cglpk_add_rows(session, Int32(rows.count), rows.map(\.lower), rows.map(\.upper)))
        rowNames += rows.map(\.name)
    }

    mutating func addColumns(_ columns: [LinearColumn]) throws(LinearSolverError) {
        var block = SparseColumns()
        for column in columns {
            let names = rowNames
            try refusing { () throws(LinearProgramError) in try column.validate(rowNames: names) }
            block.append(column)
        }
        try addColumns(block)
    }

    /// Adds columns that are known to be valid.
    mutating func addColumns(_ block: SparseColumns) throws(LinearSolverError) {
        // GLPK counts from 1 and skips element 0.
        let rows = [0] + block.rows.map { $0 + 1 }
        let coefficients = [0] + block.coefficients
        try check(
            cglpk_add_columns(
                session, Int32(block.count), block.lower, block.upper, block.objective, block.starts.map(Int32.init), rows, coefficients))
        columnNames += block.names
    }

    func setRowBounds(_ row: Int, lower: Double, upper: Double) throws(LinearSolverError) {
        try requireRow(row)
        guard LinearProgramError.areBounds(lower, upper) else {
            throw .invalidProgram(.rowBounds(row: rowNames[row], lower: lower, upper: upper))
        }
        try check(cglpk_set_row_bounds(session, Int32(row + 1), lower, upper))
    }

    func setColumnBounds(_ column: Int, lower: Double, upper: Double) throws(LinearSolverError) {
        guard columnNames.indices.contains(column) else {
            throw .invalidProgram(.noSuchColumn(column, columnCount: columnNames.count))
        }
        guard LinearProgramError.areBounds(lower, upper) else {
            throw .invalidProgram(.columnBounds(column: columnNames[column], lower: lower, upper: upper))
        }
        try check(cglpk_set_column_bounds(session, Int32(column + 1), lower, upper))
    }

    func setObjective(coefficients: [Double], constant: Double) throws(LinearSolverError) {
        let names = columnNames
        try refusing { () throws(LinearProgramError) in
            try LinearProgramError.checkObjective(coefficients, constant: constant, columnNames: names)
        }
        try check(cglpk_set_objective(session, constant, coefficients))
    }

    /// See `GLPKSession.rangeOfRowBound`.
    func rangeOfRowBound(_ row: Int) throws(LinearSolverError) -> ClosedRange<Double>? {
        try requireRow(row)
        var basic: Int32 = 0
        var lowest = 0.0
        var highest = 0.0
        try check(cglpk_range_row_bound(session, Int32(row + 1), &basic, &lowest, &highest))
        return basic == 1 ? nil : lowest...highest
    }

    private func requireRow(_ row: Int) throws(LinearSolverError) {
        guard rowNames.indices.contains(row) else { throw .invalidProgram(.noSuchRow(row, rowCount: rowNames.count)) }
    }

    private func refusing(_ body: () throws(LinearProgramError) -> Void) throws(LinearSolverError) {
        do throws(LinearProgramError) {
            try body()
        } catch {
            throw .invalidProgram(error)
        }
    }
}
