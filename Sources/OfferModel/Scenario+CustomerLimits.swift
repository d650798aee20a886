/// What a single customer may be shown at most (model.md section 7).
extension Scenario {
    /// Most offers that one customer of a segment may be shown together.
    package func contacts(of segment: SegmentIndex) -> Int {
        segments[segment].contacts ?? .max
    }

    /// Basis points that offers may add to the base percent; the slack keeps a base such as 0.1 + 0.2 from losing a point.
    package func headroom(of segment: SegmentIndex) -> Int {
        guard let ceiling = programme.maxTotalPercent else { return .max }
        let basisPoints = (ceiling - segments[segment].basePercent) * 100 + 1e-6
        return Int(min(max(basisPoints.rounded(.down), -1e15), 1e15))
    }
}
