/// A tail budget is no row of a linear programme over bundles: it would take a variable a draw.
package struct ProgramNotLinear: Error, CustomStringConvertible {
    package var description: String {
        "the linear programme cannot be written with tail budgets, which would be missing from it; leave them out with "
            + "--set tail_budgets=null"
    }
}
