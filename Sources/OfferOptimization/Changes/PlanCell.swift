package import OfferModel

/// One offer as one segment is shown it: what a change to a plan changes.
package struct PlanCell: Hashable, Comparable, Sendable {
    package let segment: SegmentIndex
    package let offer: OfferIndex

    package init(segment: SegmentIndex, offer: OfferIndex) {
        self.segment = segment
        self.offer = offer
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.segment, left.offer) < (right.segment, right.offer)
    }
}

/// A variant of a cell's offer and the share of the segment that is shown it (x_sok, model.md section 1).
package struct CellShare: Sendable, Equatable {
    package let variant: VariantIndex
    package let share: Double
}

/// A cell that two plans fill differently.
package struct CellEdit: Sendable {
    package let cell: PlanCell
    /// By variant; empty where the offer is not shown.
    package let from: [CellShare]
    package let to: [CellShare]

    /// Shares closer than this are one but for rounding.
    private static let noise = 1e-9

    /// The cells that differ, in their order.
    package static func all(from old: Plan, to new: Plan, in scenario: Scenario) -> [CellEdit] {
        let (before, after) = (old.cells(in: scenario), new.cells(in: scenario))
        return Set(before.keys).union(after.keys).sorted().compactMap { cell in
            let (from, to) = (before[cell] ?? [], after[cell] ?? [])
            return differ(from, to) ? CellEdit(cell: cell, from: from, to: to) : nil
        }
    }

    private static func differ(_ from: [CellShare], _ to: [CellShare]) -> Bool {
        var change: [VariantIndex: Double] = [:]
        for shown in to { change[shown.variant, default: 0] += shown.share }
        for shown in from { change[shown.variant, default: 0] -= shown.share }
        return change.values.contains { abs($0) > noise }
    }
}

extension Plan {
    /// What every cell shows, by variant; cells that show nothing are not there.
    package func cells(in scenario: Scenario) -> [PlanCell: [CellShare]] {
        var shares: [PlanCell: [VariantIndex: Double]] = [:]
        for bundle in bundles {
            for variant in bundle.variants {
                let cell = PlanCell(segment: bundle.segment, offer: scenario.variants[variant].offer)
                shares[cell, default: [:]][variant, default: 0] += bundle.share
            }
        }
        return shares.mapValues { shown in
            shown.sorted { $0.key < $1.key }.map { CellShare(variant: $0.key, share: $0.value) }
        }
    }
}
