import COpenBLAS

extension Matrix {
    /// The X with this symmetric positive definite matrix times X equal to `right`, by LAPACK (dpotrf, dpotrs); only the lower triangle is
    /// read.
    ///
    /// - Returns: nil where the matrix is not positive definite; see `choleskyFactor`.
    package func positiveDefiniteSolution(of right: Matrix) -> Matrix? {
        precondition(right.rowCount == rowCount, "\(right.rowCount) rows on the right of a matrix of \(rowCount)")
        guard let factor = choleskyFactor else { return nil }
        var solution = right
        var order = Int32(rowCount)
        var columns = Int32(right.columnCount)
        var leading = Int32(max(1, rowCount))
        var leadingOfRight = leading
        var info: Int32 = 0
        var triangle = CChar(UInt8(ascii: "L"))
        dpotrs_(&triangle, &order, &columns, factor.elements, &leading, &solution.elements, &leadingOfRight, &info, 1)
        precondition(info == 0, "dpotrs refuses its argument \(-info)")
        return solution
    }

    /// The inverse of this symmetric positive definite matrix; nil where it is not positive definite.
    package var positiveDefiniteInverse: Matrix? {
        positiveDefiniteSolution(of: Matrix(rowCount: rowCount, columnCount: rowCount) { $0 == $1 ? 1 : 0 })
    }
}
