import COpenBLAS

extension Matrix {
    /// The X with this square matrix times X equal to `right`, by LAPACK (dgesv: LU factors with row exchanges).
    ///
    /// - Returns: nil where the matrix is singular: a pivot is exactly zero.
    package func solution(of right: Matrix) -> Matrix? {
        precondition(rowCount == columnCount && right.rowCount == rowCount, "\(right.rowCount) equations for \(rowCount) unknowns")
        guard rowCount > 0, right.columnCount > 0 else { return right }
        var factors = elements
        var solution = right
        var order = Int32(rowCount)
        var count = Int32(right.columnCount)
        var leading = Int32(rowCount)
        var exchanges = [Int32](repeating: 0, count: rowCount)
        var rightLeading = Int32(rowCount)
        var info: Int32 = 0
        dgesv_(&order, &count, &factors, &leading, &exchanges, &solution.elements, &rightLeading, &info)
        precondition(info >= 0, "dgesv refuses its argument \(-info)")
        return info == 0 ? solution : nil
    }
}
