import COpenBLAS

/// Products of dense matrices by OpenBLAS (dgemm).
package enum MatrixProduct {
    /// sum += left * right.
    ///
    /// - Parameters:
    ///   - left: `rows` by `inner`, column after column; any elements beyond are not looked at.
    ///   - right: `inner` by `columns`.
    ///   - sum: `rows` by `columns`.
    package static func add(
        _ left: UnsafeBufferPointer<Double>, times right: UnsafeBufferPointer<Double>, to sum: UnsafeMutableBufferPointer<Double>,
        rows: Int, inner: Int, columns: Int
    ) {
        precondition(left.count >= rows * inner && right.count >= inner * columns && sum.count >= rows * columns, "matrices do not fit")
        guard rows > 0, inner > 0, columns > 0 else { return }
        cblas_dgemm(
            CblasColMajor, CblasNoTrans, CblasNoTrans, Int32(rows), Int32(columns), Int32(inner), 1, left.baseAddress, Int32(rows),
            right.baseAddress, Int32(inner), 1, sum.baseAddress, Int32(rows))
    }

    package static func product(_ left: Matrix, _ right: Matrix) -> Matrix {
        precondition(left.columnCount == right.rowCount, "\(left.columnCount) columns do not meet \(right.rowCount) rows")
        var product = Matrix(rowCount: left.rowCount, columnCount: right.columnCount)
        left.elements.withUnsafeBufferPointer { left in
            right.elements.withUnsafeBufferPointer { rightElements in
                product.elements.withUnsafeMutableBufferPointer {
                    add(left, times: rightElements, to: $0, rows: product.rowCount, inner: right.rowCount, columns: right.columnCount)
                }
            }
        }
        return product
    }
}
