package import OfferModel

/// Segments that share one decision, in the order of their first member.
package struct Grouping: Sendable {
    /// Positions of the segments, group after group.
    let members: [Int]
    /// The members of group g are `members[starts[g]..<starts[g + 1]]`.
    let starts: [Int]
    /// Times the figures of each group's members; nil where they count in full.
    let weights: [Double]?

    var count: Int { starts.count - 1 }

    func members(of group: Int) -> ArraySlice<Int> {
        members[starts[group]..<starts[group + 1]]
    }

    /// The group of each segment, where every segment belongs to one.
    package var groupOfMember: [Int] {
        var groups = [Int](repeating: 0, count: members.count)
        for group in 0..<count { for member in members(of: group) { groups[member] = group } }
        return groups
    }

    /// Whether a group is one segment alone.
    func isSegment(_ group: Int) -> Bool {
        starts[group + 1] - starts[group] == 1
    }

    /// One group for each part of a segment.
    init(of parts: [CurrentParts.Part]) {
        members = parts.map(\.segment)
        starts = Array(0...parts.count)
        weights = parts.map(\.weight)
    }

    package init(of segments: [Segment], at granularity: Scenario.Granularity) {
        weights = nil
        switch granularity {
        case .segment:
            members = Array(segments.indices)
            starts = Array(0...segments.count)
        case .programme:
            members = Array(segments.indices)
            starts = segments.isEmpty ? [0] : [0, segments.count]
        case .macro:
            var groups: [[Int]] = []
            var groupOfMacro: [String: Int] = [:]
            for (position, segment) in segments.enumerated() {
                if let macro = segment.macro, let group = groupOfMacro[macro] {
                    groups[group].append(position)
                } else {
                    if let macro = segment.macro { groupOfMacro[macro] = groups.count }
                    groups.append([position])
                }
            }
            members = groups.flatMap { $0 }
            starts = groups.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
        }
    }
}
