/// Where draws take their normals from.
package enum Sampling: String, Sendable, CaseIterable {
    /// Scrambled Sobol points for the five common factors, Philox for what segments and offers have of their own.
    case sobol
    /// Philox throughout.
    case plain
    /// Philox throughout; draws 2 i and 2 i + 1 have opposite normals.
    case antithetic
}
