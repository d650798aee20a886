internal import CGLPK

extension GLPKProblem {
    func resetBasis(to start: GLPKSession.StartingBasis) throws(LinearSolverError) {
        switch start {
        case .standard: try check(cglpk_standard_basis(session))
        case .advanced: try check(cglpk_advanced_basis(session))
        }
    }

    func basis() throws(LinearSolverError) -> LinearBasis {
        var rows = [Int32](repeating: 0, count: rowNames.count)
        var columns = [Int32](repeating: 0, count: columnNames.count)
        try check(cglpk_copy_basis(session, &rows, &columns))
        return LinearBasis(rows: rows.map(Self.status), columns: columns.map(Self.status))
    }

    func setBasis(_ basis: LinearBasis) throws(LinearSolverError) {
        guard basis.rows.count == rowNames.count else {
            throw .invalidProgram(.count(of: "basis statuses of rows", given: basis.rows.count, needed: rowNames.count))
        }
        guard basis.columns.count == columnNames.count else {
            throw .invalidProgram(.count(of: "basis statuses of columns", given: basis.columns.count, needed: columnNames.count))
        }
        let rows = basis.rows.map { Int32($0.rawValue) }
        let columns = basis.columns.map { Int32($0.rawValue) }
        try check(cglpk_set_basis(session, rows, columns))
    }

    private static func status(_ code: Int32) -> LinearBasis.Status {
        guard let status = LinearBasis.Status(rawValue: UInt8(code)) else { preconditionFailure("unknown basis status \(code)") }
        return status
    }
}
