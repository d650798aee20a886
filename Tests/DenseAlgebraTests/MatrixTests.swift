import DenseAlgebra
import Testing

@Suite struct MatrixTests {
    private static func random(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix {
        var state = seed
        return Matrix(rowCount: rows, columnCount: columns) { _, _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) * 0x1p-52 - 1
        }
    }

    /// Against the sum of the definition: 40 products of numbers up to 1 round to at most some 1e-15 each.
    @Test(arguments: [(1, 1, 1), (3, 40, 2), (17, 5, 9), (128, 32, 7)])
    func aProductIsTheSumOfProducts(rows: Int, inner: Int, columns: Int) {
        let (left, right) = (Self.random(rows, inner, seed: 1), Self.random(inner, columns, seed: 2))
        let product = MatrixProduct.product(left, right)
        for row in 0..<rows {
            for column in 0..<columns {
                let sum = (0..<inner).reduce(0) { $0 + left[row, $1] * right[$1, column] }
                #expect(abs(product[row, column] - sum) < 1e-13)
            }
        }
    }

    @Test func aProductIsAddedToWhatIsThere() {
        var sum = [1.0, 2, 3, 4]
        [1.0, 0, 0, 1].withUnsafeBufferPointer { left in
            [10.0, 20, 30, 40].withUnsafeBufferPointer { right in
                sum.withUnsafeMutableBufferPointer { MatrixProduct.add(left, times: right, to: $0, rows: 2, inner: 2, columns: 2) }
            }
        }
        #expect(sum == [11, 22, 33, 44])
    }

    @Test func theFactorOfAMatrixOnPaper() throws {
        let matrix = Matrix(rowCount: 3, columnCount: 3) { [[4, 2, -2], [2, 10, 2], [-2, 2, 6]][$0][$1] }
        let factor = try #require(matrix.choleskyFactor)
        let expected = Matrix(rowCount: 3, columnCount: 3) { [[2, 0, 0], [1, 3, 0], [-1, 1, 2]][$0][$1] }
        for (found, wanted) in zip(factor.elements, expected.elements) { #expect(abs(found - wanted) < 1e-15) }
    }

    @Test func aFactorTimesItsTransposeIsTheMatrix() throws {
        let root = Self.random(5, 8, seed: 3)
        let matrix = MatrixProduct.product(root, root.transposed)
        let factor = try #require(matrix.choleskyFactor)
        for (found, wanted) in zip(MatrixProduct.product(factor, factor.transposed).elements, matrix.elements) {
            #expect(abs(found - wanted) < 1e-14)
        }
    }

    /// 2 x + y = 5, x + 3 y = 10 gives x = 1, y = 3; the second right side is twice the first.
    @Test func equationsOnPaper() throws {
        let matrix = Matrix(rowCount: 2, columnCount: 2) { [[2, 1], [1, 3]][$0][$1] }
        let solution = try #require(matrix.solution(of: Matrix(rowCount: 2, columnCount: 2) { [[5, 10], [10, 20]][$0][$1] }))
        for (found, wanted) in zip(solution.elements, [1.0, 3, 2, 6]) { #expect(abs(found - wanted) < 1e-14) }
    }

    /// A zero on the diagonal takes an exchange of rows. The random matrices are of condition below 1e4.
    @Test(arguments: [1, 2, 7, 40])
    func aMatrixTimesItsSolutionIsTheRightSide(order: Int) throws {
        var matrix = Self.random(order, order, seed: 5)
        matrix[0, 0] = order == 1 ? 0.5 : 0
        let right = Self.random(order, 3, seed: 6)
        let solution = try #require(matrix.solution(of: right))
        for (found, wanted) in zip(MatrixProduct.product(matrix, solution).elements, right.elements) {
            #expect(abs(found - wanted) < 1e-10)
        }
    }

    @Test func aSingularMatrixHasNoSolution() {
        let matrix = Matrix(rowCount: 2, columnCount: 2) { [[1, 2], [2, 4]][$0][$1] }
        #expect(matrix.solution(of: Matrix(rowCount: 2, columnCount: 1) { row, _ in Double(row) }) == nil)
    }

    @Test func aPositiveDefiniteMatrixTimesItsInverseIsTheIdentity() throws {
        let root = Self.random(4, 9, seed: 5)
        let matrix = MatrixProduct.product(root, root.transposed)
        let inverse = try #require(matrix.positiveDefiniteInverse)
        for (place, found) in MatrixProduct.product(matrix, inverse).elements.enumerated() {
            #expect(abs(found - (place % 5 == 0 ? 1 : 0)) < 1e-12)
        }
        #expect(Matrix(rowCount: 2, columnCount: 2) { $0 == $1 ? 0 : 1 }.positiveDefiniteInverse == nil)
    }

    /// Certainly indefinite, and singular: 1 and 1 fully correlated, and a third that is the sum of two.
    @Test(arguments: [[[1.0, 2], [2, 1]], [[1, 1], [1, 1]], [[1, 0, 0.6], [0, 1, 0.8], [0.6, 0.8, 1]]])
    func thereIsNoneWhereTheMatrixIsNotPositiveDefinite(rows: [[Double]]) {
        #expect(Matrix(rowCount: rows.count, columnCount: rows.count) { rows[$0][$1] }.choleskyFactor == nil)
    }
}
