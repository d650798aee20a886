/// Something about a calibrated response that a person should know before using it.
package struct ResponseFinding: Sendable, Equatable {
    package enum Weight: String, Sendable {
        /// The response is missing, or wrong in a way that a plan would suffer from.
        case warning
        case note
    }

    package let weight: Weight
    /// A stable kebab-case name for programs.
    package let code: String
    /// A segment, `macro:NAME`, or nil for all.
    package let segment: String?
    package let offer: String?
    package let message: String
    /// What to do; empty where there is nothing to do.
    package let help: String
}
