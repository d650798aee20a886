import OfferModel

/// Empirical Bayes for the means of cells: each is drawn towards what its segment and its arm have in common with others, as far as noise
/// asks for it. `AdditiveShrinkage` says how; arms have effects of their own in every macro-segment.
enum CellShrinkage {
    static func means(_ moments: CellMoments, in cells: ValuedCells, of scenario: Scenario) -> CellMeans {
        let open = cells.experiment.cells.indices.filter { cells.isOpen($0) }
        let nothing = open.filter { cells.experiment.cells[$0].variant == nil }
        var shrunken = moments.means
        for quantity in cells.experiment.quantities.indices {
            // What is 0 for everybody who was shown nothing is so by design, and no estimate.
            let isNothingZero = nothing.allSatisfy { moments.means[quantity, $0] == 0 && moments.variances[quantity, $0] == 0 }
            let arms = isNothingZero ? open.filter { cells.experiment.cells[$0].variant != nil } : open
            let variances = CellVariances(of: arms, moments, quantity: quantity, cells)
            // Where customers do not differ, the mean is known.
            let members = arms.filter { variances[$0] > 0 }
            guard !members.isEmpty else { continue }
            let model = AdditiveShrinkage(
                segments: Numbering(members.map { cells.segment(of: $0) }).numbers,
                arms: Numbering(members.map { cells.experiment.cells[$0].variant }).numbers,
                groups: Numbering(members.map { Group(of: cells.experiment.cells[$0].segment, in: scenario) }).numbers)
            let values = model.shrunken(
                members.map { moments.means[quantity, $0] },
                noises: members.map { variances[$0] / Double(moments.counts[$0]) })
            for (member, value) in zip(members, values) { shrunken[quantity, member] = value }
        }
        return shrunken
    }

    /// A macro-segment, or a segment without one.
    private enum Group: Hashable {
        case macro(String)
        case segment(SegmentIndex)

        init(of segment: SegmentIndex, in scenario: Scenario) {
            self = scenario.segments[segment].macro.map { .macro($0) } ?? .segment(segment)
        }
    }
}

/// Variance of single customers in each cell: that within the segment, times what it is in the arm against other arms over all segments.
///
/// Not cell by cell: of skewed outcomes a cell with a low mean by chance has a low variance too, and would look certain.
private struct CellVariances {
    private let cells: ValuedCells
    /// By segment; 0 where customers do not differ, or nobody is there.
    private var ofSegments: [Double]
    private var ratios: [VariantIndex?: Double] = [:]

    init(of members: [Int], _ moments: CellMoments, quantity: Int, _ cells: ValuedCells) {
        self.cells = cells
        var sums = [Double](repeating: 0, count: cells.bases.count)
        var freedoms = sums
        for cell in members {
            let freedom = Double(moments.counts[cell] - 1)
            sums[cells.segment(of: cell)] += freedom * moments.variances[quantity, cell]
            freedoms[cells.segment(of: cell)] += freedom
        }
        ofSegments = zip(sums, freedoms).map { $0 / max(1, $1) }
        var shares: [VariantIndex?: (sum: Double, freedom: Double)] = [:]
        for cell in members where ofSegments[cells.segment(of: cell)] > 0 {
            let freedom = Double(moments.counts[cell] - 1)
            let known = shares[cells.experiment.cells[cell].variant] ?? (0, 0)
            let ratio = moments.variances[quantity, cell] / ofSegments[cells.segment(of: cell)]
            shares[cells.experiment.cells[cell].variant] = (known.sum + freedom * ratio, known.freedom + freedom)
        }
        ratios = shares.mapValues { $0.sum / max(1, $0.freedom) }
    }

    subscript(cell: Int) -> Double {
        ofSegments[cells.segment(of: cell)] * (ratios[cells.experiment.cells[cell].variant] ?? 0)
    }
}

/// Things numbered from 0 in the order in which they first come.
struct Numbering: Sendable {
    let numbers: [Int]
    let count: Int

    init<Key: Hashable>(_ keys: [Key]) {
        var known: [Key: Int] = [:]
        numbers = keys.map { key in
            if let number = known[key] { return number }
            known[key] = known.count
            return known.count - 1
        }
        count = known.count
    }
}
