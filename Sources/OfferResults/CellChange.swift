/// What a segment is shown of one offer, where two plans differ.
package struct CellChange: Sendable {
    package let segment: String
    package let offer: String
    /// By percent, cap and months; empty where nobody is shown the offer.
    package let before: [CellShown]
    package let after: [CellShown]
    /// Customers for whom the offer is another one: N_s (1 - sum of the smaller shares, that of "not shown" included).
    package let customers: Double
    /// What the cell's own lines bring more, in net value.
    package let netValue: Double

    /// Differences of shares up to this are rounding.
    private static let leastChange = 1e-9

    /// All cells that differ, those of most customers first, then those of most net value either way.
    ///
    /// - Parameter customers: of a segment, by its id.
    package static func all(before: [CellLine], after: [CellLine], customers: (String) -> Double) -> [CellChange] {
        var cells: [Key: (before: [CellLine], after: [CellLine])] = [:]
        for line in before { cells[Key(line), default: ([], [])].before.append(line) }
        for line in after { cells[Key(line), default: ([], [])].after.append(line) }
        let changes = cells.sorted { $0.key < $1.key }.compactMap { key, lines -> CellChange? in
            let (old, new) = (shown(lines.before), shown(lines.after))
            let moved = changedShare(from: old, to: new)
            guard moved > leastChange else { return nil }
            return CellChange(
                segment: key.segment, offer: key.offer, before: old, after: new, customers: customers(key.segment) * moved,
                netValue: lines.after.reduce(0) { $0 + $1.netValue } - lines.before.reduce(0) { $0 + $1.netValue })
        }
        // What ties keeps the order of segments and offers.
        return changes.enumerated().sorted {
            let (left, right) = ($0.element, $1.element)
            return (right.customers, abs(right.netValue), $0.offset) < (left.customers, abs(left.netValue), $1.offset)
        }.map(\.element)
    }

    private struct Key: Hashable, Comparable {
        let segment: String
        let offer: String

        init(_ line: CellLine) {
            segment = line.segment
            offer = line.offer
        }

        static func < (left: Key, right: Key) -> Bool { (left.segment, left.offer) < (right.segment, right.offer) }
    }

    /// The variants of some lines, those of equal ones added up.
    private static func shown(_ lines: [CellLine]) -> [CellShown] {
        var shown: [CellShown] = []
        for line in lines {
            if let known = shown.firstIndex(where: { $0.isVariant(of: line) }) {
                shown[known].share += line.share
            } else {
                shown.append(CellShown(percent: line.percent, monthlyCap: line.monthlyCap, months: line.months, share: line.share))
            }
        }
        return shown.sorted {
            ($0.percent, $0.monthlyCap ?? .infinity, $0.months) < ($1.percent, $1.monthlyCap ?? .infinity, $1.months)
        }
    }

    private static func changedShare(from old: [CellShown], to new: [CellShown]) -> Double {
        func total(_ shown: [CellShown]) -> Double { shown.reduce(0) { $0 + $1.share } }
        let lost = old.reduce(0) { sum, variant in
            sum + max(0, variant.share - (new.first { $0.isSameVariant(as: variant) }?.share ?? 0))
        }
        return min(1, lost + max(0, total(new) - total(old)))
    }
}

extension CellShown {
    fileprivate func isVariant(of line: CellLine) -> Bool {
        percent == line.percent && monthlyCap == line.monthlyCap && months == line.months
    }

    fileprivate func isSameVariant(as other: Self) -> Bool {
        percent == other.percent && monthlyCap == other.monthlyCap && months == other.months
    }
}

/// One line of a plan as far as cells are compared.
package struct CellLine: Sendable {
    package let segment: String
    package let offer: String
    package let percent: Double
    package let monthlyCap: Double?
    package let months: Int
    /// Of the segment.
    package let share: Double
    /// N_s times the share.
    package let customers: Double
    package let netValue: Double
}

extension CellLine {
    package init(_ recommendation: Recommendation) {
        segment = recommendation.segment
        offer = recommendation.offer
        percent = recommendation.percent
        monthlyCap = recommendation.monthlyCap
        months = recommendation.months
        share = recommendation.share
        customers = recommendation.customers
        netValue = recommendation.netValue
    }
}
