/// A cashback percent with at most two decimals, held exactly in basis points.
package struct Percent: Hashable, Comparable, Sendable {
    /// Hundredths of a percent: 7 % is 700.
    package let basisPoints: Int

    package init(basisPoints: Int) {
        precondition(basisPoints >= 0, "a percent is never negative")
        self.basisPoints = basisPoints
    }

    /// The percent as written: 7 for 7 %.
    package var percent: Double { Double(basisPoints) / 100 }

    /// r of model.md, a fraction: 0.07 for 7 %.
    package var rate: Double { Double(basisPoints) / 10_000 }

    package static func < (left: Percent, right: Percent) -> Bool {
        left.basisPoints < right.basisPoints
    }
}
