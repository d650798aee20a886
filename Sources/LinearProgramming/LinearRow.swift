/// A row of a linear programme: `lower <= sum of coefficient * column <= upper`.
///
/// An infinite bound means that there is none on that side; equal bounds make an equation. A lower bound above the upper one is allowed:
/// it makes the programme infeasible, which is an outcome and not a mistake.
package struct LinearRow: Sendable, Hashable {
    package var name: String
    package var lower: Double
    package var upper: Double

    package init(name: String, lower: Double = -.infinity, upper: Double = .infinity) {
        self.name = name
        self.lower = lower
        self.upper = upper
    }

    package init(name: String, equalTo value: Double) {
        self.init(name: name, lower: value, upper: value)
    }

    func validate() throws(LinearProgramError) {
        guard LinearProgramError.areBounds(lower, upper) else {
            throw .rowBounds(row: name, lower: lower, upper: upper)
        }
    }
}
