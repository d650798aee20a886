package import OfferModel

/// Which cells of an experiment a plan may use, and what each segment is measured against.
package struct ValuedCells: Sendable {
    /// Customers that a cell has in each half, at least: with fewer, nothing is known of how far its mean may be off.
    package static let fewestInHalf = 2

    /// Why a cell takes no part.
    package enum Closure: Sendable, Equatable {
        /// Too few customers for both halves.
        case tooFew
        /// A rule of the scenario closes the pair, or every bundle that has it.
        case closedPair
    }

    package let experiment: Experiment
    /// The cells of segment s are `starts[s]..<starts[s + 1]`.
    let starts: [Int]
    /// nil for the cells that take part.
    package let closures: [Closure?]
    /// The cell of each segment that stands for showing nothing more: that of nothing, where there is one, else the first that is open; nil
    /// for a segment that cannot be valued.
    package let bases: [Int?]
    /// N_s of the segments that are valued, 0 of the others.
    let customers: [Double]

    package init(of experiment: Experiment, in scenario: Scenario) {
        let eligibility = Eligibility(of: scenario)
        closures = experiment.cells.map { cell in
            if cell.customers.count < 2 * Self.fewestInHalf { return .tooFew }
            guard let variant = cell.variant.map({ scenario.variants[$0] }) else { return nil }
            let isOpen =
                eligibility.isOpen(variant, to: cell.segment, in: scenario) && scenario.contacts(of: cell.segment) >= 1
                && variant.percent.basisPoints <= scenario.headroom(of: cell.segment)
            return isOpen ? nil : .closedPair
        }
        var starts = [0]
        for segment in scenario.segments.indices {
            var end = starts[segment]
            while end < experiment.cells.count && experiment.cells[end].segment.position == segment { end += 1 }
            starts.append(end)
        }
        let closures = closures
        // Nothing stands first among the cells of a segment.
        bases = scenario.segments.indices.map { segment in (starts[segment]..<starts[segment + 1]).first { closures[$0] == nil } }
        self.starts = starts
        self.experiment = experiment
        customers = zip(scenario.segments, bases).map { $1 == nil ? 0 : $0.customers }
    }

    package var population: Double { customers.reduce(0, +) }

    func cells(of segment: Int) -> Range<Int> { starts[segment]..<starts[segment + 1] }

    /// The cell of a segment's customers who were shown nothing, where it takes part.
    package func nothing(of segment: Int) -> Int? {
        bases[segment].flatMap { experiment.cells[$0].variant == nil ? $0 : nil }
    }

    /// Whether every segment that is valued has customers who were shown nothing.
    var isNothingTriedEverywhere: Bool { bases.indices.allSatisfy { bases[$0] == nil || nothing(of: $0) != nil } }

    func segment(of cell: Int) -> Int { experiment.cells[cell].segment.position }

    func isOpen(_ cell: Int) -> Bool { closures[cell] == nil }
}
