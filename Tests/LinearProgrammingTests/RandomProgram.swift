import LinearProgramming

/// A stream of the same numbers on every run (SplitMix64).
struct Stream: RandomNumberGenerator {
    private var state: UInt64

    init(seed: Int) {
        state = UInt64(seed)
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

extension LinearProgram {
    /// A random programme with an optimum: all kinds of rows, built around a point that satisfies them, and columns in boxes.
    ///
    /// Coefficients are continuous, so the optimum is unique and not degenerate (with probability 1).
    static func random(seed: Int, rows rowCount: Int, columns columnCount: Int) -> LinearProgram {
        var stream = Stream(seed: seed)
        var activities = [Double](repeating: 0, count: rowCount)
        var columns: [LinearColumn] = []
        for index in 0..<columnCount {
            let value = Double.random(in: -5...5, using: &stream)
            var entries: [LinearColumn.Entry] = []
            for row in 0..<rowCount where Bool.random(using: &stream) {
                let coefficient = Double.random(in: -3...3, using: &stream)
                activities[row] += coefficient * value
                entries.append(.init(row: row, coefficient: coefficient))
            }
            let objective = Double.random(in: 1...4, using: &stream) * (Bool.random(using: &stream) ? 1 : -1)
            columns.append(
                LinearColumn(
                    name: "c\(index)", objective: objective, lower: value - Double.random(in: 0.1...6, using: &stream),
                    upper: value + Double.random(in: 0.1...6, using: &stream), entries: entries))
        }
        // A few equations only: more than columns would leave the point alone.
        let rows = activities.enumerated().map { index, activity in
            let slack = Double.random(in: 0.1...4, using: &stream)
            return switch index % 5 {
            case 0: LinearRow(name: "r\(index)", upper: activity + slack)
            case 1: LinearRow(name: "r\(index)", lower: activity - slack)
            case 2: LinearRow(name: "r\(index)", lower: activity - slack, upper: activity + 1)
            case 3: LinearRow(name: "r\(index)", upper: activity + 2 * slack)
            default: LinearRow(name: "r\(index)", equalTo: activity)
            }
        }
        return .make(seed.isMultiple(of: 2) ? .maximize : .minimize, rows: rows, columns: columns)
    }
    /// A feasible programme of equations whose coefficients spread over sixteen powers of ten; it is tame once it is scaled.
    static func badlyScaled(seed: Int) -> LinearProgram {
        var stream = Stream(seed: seed)
        let rowUnits = (0..<15).map { _ in powerOfTen(&stream) }
        var activities = [Double](repeating: 0, count: 15)
        let columns = (0..<40).map { index in
            let unit = powerOfTen(&stream)
            let value = Bool.random(using: &stream) ? Double.random(in: 0...10, using: &stream) / unit : 0
            var coefficients = [Double](repeating: 0, count: 15)
            for row in 0..<15 where Bool.random(using: &stream) {
                coefficients[row] = Double.random(in: -3...3, using: &stream) * rowUnits[row] * unit
                activities[row] += coefficients[row] * value
            }
            return LinearColumn.make("c\(index)", Double.random(in: 0...5, using: &stream), coefficients)
        }
        return .make(
            .minimize, rows: activities.enumerated().map { LinearRow(name: "r\($0)", equalTo: $1) }, columns: columns)
    }

    /// 1 to 100,000,000.
    private static func powerOfTen(_ stream: inout Stream) -> Double {
        (0..<Int.random(in: 0...8, using: &stream)).reduce(1.0) { product, _ in product * 10 }
    }
}
