extension CouplingRow {
    /// Whether a use breaks the row by more than what counts as kept in an optimum's certificate.
    ///
    /// - Parameter absolute: sum of the absolute amounts that make up the use as the inputs stand; its rounding excuses as much.
    package func isBroken(by used: Double, absolute: Double) -> Bool {
        slack(at: used) < -1e-8 * max(1, abs(limit), absolute)
    }
}
