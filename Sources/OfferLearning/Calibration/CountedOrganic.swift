/// What a control group says about a segment's organic completion, whether there is a response or not.
package struct CountedOrganic: Sendable {
    package let segment: String
    package let offer: String
    package let rate: OrganicRate
    /// In the segment's own control group; none where the rate is that of its macro-segment.
    package let customers: Double
    package let completed: Double
}
