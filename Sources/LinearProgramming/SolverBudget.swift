/// What is left of the limits while the fallback chain runs.
///
/// A step that cycles would eat everything, so a step that is not the last gets half of the time that is left, and not more iterations than
/// a simplex run of this size sensibly needs (two or three times the rows is usual; ten times rows and columns is generous). The last gets
/// all the time and ten times the iterations: on a programme of ten rows, two million of them would be five seconds in a circle.
struct SolverBudget {
    struct Share {
        let iterations: Int32
        let milliseconds: Int32
    }

    private let limits: SolverLimits
    private let start = ContinuousClock.now
    private(set) var iterationsUsed = 0

    init(limits: SolverLimits) {
        self.limits = limits
    }

    var isSpent: Bool { iterationsLeft == 0 || secondsLeft <= 0 }

    func share(rows: Int, columns: Int) -> Share {
        share(iterations: min(iterationsLeft, Self.generous(rows, columns)), seconds: secondsLeft / 2)
    }

    func lastShare(rows: Int, columns: Int) -> Share {
        share(iterations: min(iterationsLeft, 10 * Self.generous(rows, columns)), seconds: secondsLeft)
    }

    private static func generous(_ rows: Int, _ columns: Int) -> Int { 1_000 + 10 * (rows + columns) }

    mutating func spend(iterations: Int) {
        iterationsUsed += iterations
    }

    private var iterationsLeft: Int { max(0, limits.iterations - iterationsUsed) }

    private var secondsLeft: Double {
        limits.seconds - (ContinuousClock.now - start) / .seconds(1)
    }

    private func share(iterations: Int, seconds: Double) -> Share {
        // GLPK reads the largest Int32 as "no limit".
        let largest = Double(Int32.max - 1)
        return Share(iterations: Int32(min(Double(iterations), largest)), milliseconds: Int32(min(max(0, seconds * 1_000), largest)))
    }
}
