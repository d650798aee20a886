/// A dense matrix of numbers, column after column, as BLAS and LAPACK take it.
package struct Matrix: Sendable, Equatable {
    package let rowCount: Int
    package let columnCount: Int
    /// Element (i, j) stands at j * rowCount + i.
    package var elements: [Double]

    package init(rowCount: Int, columnCount: Int, _ element: (_ row: Int, _ column: Int) -> Double = { _, _ in 0 }) {
        precondition(rowCount >= 0 && columnCount >= 0, "a matrix of \(rowCount) by \(columnCount)")
        self.rowCount = rowCount
        self.columnCount = columnCount
        elements = []
        elements.reserveCapacity(rowCount * columnCount)
        for column in 0..<columnCount {
            for row in 0..<rowCount { elements.append(element(row, column)) }
        }
    }

    package subscript(row: Int, column: Int) -> Double {
        get { elements[column * rowCount + row] }
        set { elements[column * rowCount + row] = newValue }
    }

    package func column(_ column: Int) -> ArraySlice<Double> {
        elements[column * rowCount..<(column + 1) * rowCount]
    }

    package var transposed: Matrix {
        Matrix(rowCount: columnCount, columnCount: rowCount) { self[$1, $0] }
    }
}
