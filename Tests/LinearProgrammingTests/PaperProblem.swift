import LinearProgramming

/// A linear programme solved on paper.
struct PaperProblem: Sendable, CustomStringConvertible {
    let description: String
    let program: LinearProgram
    let objective: Double
    let values: [Double]
    /// nil where the optimum is degenerate and the duals are not unique.
    let duals: [Double]?

    init(
        _ description: String, _ sense: ObjectiveSense, constant: Double = 0, rows: [LinearRow], columns: [LinearColumn],
        objective: Double, values: [Double], duals: [Double]?
    ) {
        self.description = description
        self.program = .make(sense, constant: constant, rows: rows, columns: columns)
        self.objective = objective
        self.values = values
        self.duals = duals
    }

    /// Three plants, two products: the textbook case.
    static let plants = PaperProblem(
        "three plants", .maximize,
        rows: [LinearRow(name: "plant 1", upper: 4), LinearRow(name: "plant 2", upper: 12), LinearRow(name: "plant 3", upper: 18)],
        columns: [.make("doors", 3, [1, 0, 3]), .make("windows", 5, [0, 2, 2])],
        objective: 36, values: [2, 6], duals: [0, 1.5, 1])

    /// Made to make the textbook simplex method run in a circle.
    static let beale = PaperProblem(
        "Beale's cycle", .minimize,
        rows: [LinearRow(name: "a", upper: 0), LinearRow(name: "b", upper: 0), LinearRow(name: "c", upper: 1)],
        columns: [
            .make("x4", -0.75, [0.25, 0.5, 0]), .make("x5", 20, [-8, -12, 0]), .make("x6", -0.5, [-1, -0.5, 1]), .make("x7", 6, [9, 3, 0]),
        ],
        objective: -1.25, values: [1, 0, 1, 0], duals: nil)

    static let all = [
        plants, beale,
        PaperProblem(
            "diet with two floors", .minimize,
            rows: [LinearRow(name: "energy", lower: 4), LinearRow(name: "iron", lower: 6)],
            columns: [.make("x", 2, [1, 1]), .make("y", 3, [1, 3])],
            objective: 9, values: [3, 1], duals: [1.5, 0.5]),
        PaperProblem(
            "equations", .minimize,
            rows: [LinearRow(name: "sum", equalTo: 10), LinearRow(name: "difference", equalTo: 2)],
            columns: [.make("x", 1, [1, 1]), .make("y", 2, [1, -1]), .make("z", 3, [1, 0])],
            objective: 14, values: [6, 4, 0], duals: [1.5, -0.5]),
        PaperProblem(
            "a range that holds from below", .maximize,
            rows: [LinearRow(name: "difference", lower: 2, upper: 3)],
            columns: [.make("x", 1, [1], upper: 5), .make("y", 1, [-1])],
            objective: 8, values: [5, 3], duals: [-1]),
        PaperProblem(
            "a free variable", .minimize,
            rows: [LinearRow(name: "floor", lower: -3)],
            columns: [.make("x", 1, [1], lower: -.infinity), .make("y", 0, [1], upper: 2)],
            objective: -5, values: [-5, 2], duals: [1]),
        PaperProblem(
            "bounds alone decide", .maximize,
            rows: [LinearRow(name: "far away", upper: 100)],
            columns: [.make("x", 2, [1], lower: 1, upper: 4), .make("y", -1, [-1], lower: -2, upper: 5)],
            objective: 10, values: [4, -2], duals: [0]),
        PaperProblem(
            "three rows through one corner", .maximize,
            rows: [LinearRow(name: "x", upper: 1), LinearRow(name: "y", upper: 1), LinearRow(name: "both", upper: 2)],
            columns: [.make("x", 1, [1, 0, 1]), .make("y", 1, [0, 1, 1])],
            objective: 2, values: [1, 1], duals: nil),
        PaperProblem(
            "a constant and a fixed column", .maximize, constant: 10,
            rows: [LinearRow(name: "sum", upper: 7)],
            columns: [.make("x", 1, [1], lower: 3, upper: 3), .make("y", 1, [1])],
            objective: 17, values: [3, 4], duals: [1]),
        PaperProblem(
            "no lower bound, a negative upper one, a row without bounds", .minimize,
            rows: [LinearRow(name: "unbounded")],
            columns: [.make("x", -1, [1], lower: -.infinity, upper: -1)],
            objective: 1, values: [-1], duals: [0]),
        PaperProblem(
            "no rows", .minimize, rows: [], columns: [.make("x", 1, [], lower: -2, upper: 2), .make("y", -1, [], upper: 3)],
            objective: -5, values: [-2, 3], duals: []),
        PaperProblem(
            "no columns", .maximize, constant: 4, rows: [LinearRow(name: "zero is fine", lower: -1, upper: 1)], columns: [],
            objective: 4, values: [], duals: [0]),
        PaperProblem("nothing", .minimize, rows: [], columns: [], objective: 0, values: [], duals: []),
    ]
}
