/// The matrix of a linear programme row by row, columns ascending in each row. One pass to count, one to fill.
struct SparseRows {
    private let starts: [Int]
    let columns: [Int32]
    let coefficients: [Double]

    init(_ program: LinearProgram) {
        let packed = program.columns
        var starts = [Int](repeating: 0, count: program.rows.count + 1)
        for row in packed.rows { starts[Int(row) + 1] += 1 }
        for row in 0..<program.rows.count { starts[row + 1] += starts[row] }

        var next = starts
        var columns = [Int32](repeating: 0, count: packed.rows.count)
        var coefficients = [Double](repeating: 0, count: packed.rows.count)
        for column in 0..<packed.count {
            for entry in packed.entries(of: column) {
                let row = Int(packed.rows[entry])
                columns[next[row]] = Int32(column)
                coefficients[next[row]] = packed.coefficients[entry]
                next[row] += 1
            }
        }
        self.starts = starts
        self.columns = columns
        self.coefficients = coefficients
    }

    func entries(of row: Int) -> Range<Int> { starts[row]..<starts[row + 1] }
}
