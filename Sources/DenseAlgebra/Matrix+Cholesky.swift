import COpenBLAS

extension Matrix {
    /// The lower triangular L with L times its transpose equal to this symmetric matrix, by LAPACK (dpotrf); only the lower triangle is
    /// read.
    ///
    /// - Returns: nil where the matrix is not positive definite: a pivot is negative, or not above what rounding makes of zero.
    package var choleskyFactor: Matrix? {
        precondition(rowCount == columnCount, "a matrix of \(rowCount) by \(columnCount) has no Cholesky factor")
        var factor = self
        var order = Int32(rowCount)
        var leading = Int32(max(1, rowCount))
        var info: Int32 = 0
        var triangle = CChar(UInt8(ascii: "L"))
        dpotrf_(&triangle, &order, &factor.elements, &leading, &info, 1)
        precondition(info >= 0, "dpotrf refuses its argument \(-info)")
        guard info == 0 else { return nil }
        for column in 0..<columnCount {
            let pivot = factor[column, column]
            guard pivot * pivot > Self.roundingOfZero * abs(self[column, column]) else { return nil }
            for row in 0..<column { factor[row, column] = 0 }
        }
        return factor
    }

    /// The inverse of this symmetric positive definite matrix, by LAPACK (dpotri); only the lower triangle is read.
    ///
    /// - Returns: nil where the matrix is not positive definite; see `choleskyFactor`.
    package var positiveDefiniteInverse: Matrix? {
        guard var inverse = choleskyFactor else { return nil }
        var order = Int32(rowCount)
        var leading = Int32(max(1, rowCount))
        var info: Int32 = 0
        var triangle = CChar(UInt8(ascii: "L"))
        dpotri_(&triangle, &order, &inverse.elements, &leading, &info, 1)
        precondition(info == 0, "dpotri refuses a factor: \(info)")
        for column in 0..<columnCount {
            for row in 0..<column { inverse[row, column] = inverse[column, row] }
        }
        return inverse
    }

    /// Of a pivot relative to its diagonal element.
    private static let roundingOfZero = 1e-14
}
