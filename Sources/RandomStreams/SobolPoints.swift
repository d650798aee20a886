/// Sobol's sequence in up to five dimensions, plain or scrambled: points that fill the unit cube far more evenly than random ones.
///
/// Direction numbers: Joe and Kuo, "Constructing Sobol sequences with better two-dimensional projections", SIAM J. Sci. Comput. 30, 2008
/// (new-joe-kuo-6.21201). Points come in Gray code order: any first 2^m of them are the same set as in the natural order. Scrambling: a
/// random lower triangular matrix over the bits of each coordinate (Matousek, J. Complexity 14, 1998) and a random digital shift, so that
/// every single point is uniform and independent scramblings give independent, unbiased estimates.
package struct SobolPoints: Sendable {
    package static let mostDimensions = 5

    /// By dimension, then by bit of the Gray code: direction numbers with 32 binary places.
    private let directions: [[UInt32]]
    private let shifts: [UInt32]

    /// The sequence as published: its first point is the origin.
    package init(dimensions: Int) {
        precondition((1...Self.mostDimensions).contains(dimensions), "no direction numbers for \(dimensions) dimensions")
        directions = (0..<dimensions).map(Self.directions)
        shifts = Array(repeating: 0, count: dimensions)
    }

    /// The scrambled sequence.
    ///
    /// - Parameters:
    ///   - name: what the points are for, and which scrambling: different names give independent scramblings.
    package init(dimensions: Int, seed: UInt64, name: SIMD2<UInt32>) {
        let plain = SobolPoints(dimensions: dimensions)
        var directions = plain.directions
        var shifts = plain.shifts
        for dimension in 0..<dimensions {
            let words = (0..<UInt32(9)).flatMap { block -> [UInt32] in
                let words = Philox.block(
                    counter: [block, name.x, name.y, UInt32(dimension)],
                    key: [UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)])
                return [words.x, words.y, words.z, words.w]
            }
            directions[dimension] = plain.directions[dimension].map { Self.scrambled($0, by: words) }
            shifts[dimension] = words[32]
        }
        self.directions = directions
        self.shifts = shifts
    }

    /// The bits of a word times a random matrix. Its row for the i-th place from the top has random bits for the places above, 1 for
    /// itself and 0 below.
    private static func scrambled(_ word: UInt32, by random: [UInt32]) -> UInt32 {
        var scrambled: UInt32 = 0
        for place in 0..<32 {
            let own = UInt32(1) << UInt32(31 - place)
            let above = ~(own | (own - 1))
            let row = (random[place] & above) | own
            let parity = UInt32((row & word).nonzeroBitCount & 1)
            scrambled |= parity << UInt32(31 - place)
        }
        return scrambled
    }

    package var dimensions: Int { directions.count }

    /// A coordinate of the point with a number from 0, as a whole number of 2^-32.
    package func word(_ number: UInt32, dimension: Int) -> UInt32 {
        var gray = number ^ (number >> 1)
        var word = shifts[dimension]
        while gray != 0 {
            word ^= directions[dimension][gray.trailingZeroBitCount]
            gray &= gray - 1
        }
        return word
    }

    /// The middle of the coordinate's interval of length 2^-32: strictly between 0 and 1.
    package func coordinate(_ number: UInt32, dimension: Int) -> Double {
        (Double(word(number, dimension: dimension)) + 0.5) * 0x1p-32
    }

    /// Degree, inner coefficients and first direction numbers of each dimension's primitive polynomial; the first dimension is van der
    /// Corput's sequence.
    private static let polynomials: [(coefficients: UInt32, initial: [UInt32])] = [
        (0, []), (0, [1]), (1, [1, 3]), (1, [1, 3, 1]), (2, [1, 1, 1]),
    ]

    private static func directions(dimension: Int) -> [UInt32] {
        let (coefficients, initial) = polynomials[dimension]
        let degree = initial.count
        guard degree > 0 else { return (0..<32).map { 1 << UInt32(31 - $0) } }
        var directions = initial.enumerated().map { $0.element << UInt32(31 - $0.offset) }
        for place in degree..<32 {
            var next = directions[place - degree] ^ directions[place - degree] >> UInt32(degree)
            for inner in 1..<max(1, degree) where coefficients >> UInt32(degree - 1 - inner) & 1 == 1 {
                next ^= directions[place - inner]
            }
            directions.append(next)
        }
        return directions
    }
}
