import OfferModel
import RandomStreams

/// What a random number of the honest value is for. The numbers differ from those that simulation and draws give their purposes.
enum ValidationPurpose: UInt32 {
    /// The order in which the customers of a cell are dealt to the halves.
    case halving = 128
    /// Which half gets the odd customer of a cell.
    case oddCustomer
    /// Which customers of a cell a bootstrap replicate has.
    case bootstrap
    /// Which customers of a large cell are drawn together.
    case grouping
}

/// One of the two halves of one split.
package struct HalfName: Sendable, Hashable {
    /// From 1.
    package let split: Int
    package let isFirst: Bool

    package var text: String { "split \(split), half \(isFirst ? "A" : "B")" }
}

/// What a choice may look at: one half of the customers, and nothing of the other.
struct ChoosingHalf: Sendable {
    let name: HalfName
    let moments: CellMoments

    fileprivate init(name: HalfName, moments: CellMoments) {
        self.name = name
        self.moments = moments
    }
}

/// The half that a written choice has not seen.
struct HeldOutHalf: Sendable {
    let moments: CellMoments

    fileprivate init(moments: CellMoments) {
        self.moments = moments
    }
}

/// The customers of every cell in two halves at random. A half is read only when it is asked for, and the held-out one only against a
/// choice that was written down without it.
package struct ExperimentSplit: Sendable {
    private let cells: ValuedCells
    private let number: Int
    private let seed: UInt64
    /// Who is in the first half, by cell, where that was kept.
    private var dealt: [[Bool]] = []

    /// - Parameter number: from 1; each is a split of its own.
    package init(_ cells: ValuedCells, number: Int, seed: UInt64) {
        self.cells = cells
        self.number = number
        self.seed = seed
    }

    /// The same split, which remembers who is in which half: for those who ask for all cells more than once.
    func remembering() -> ExperimentSplit {
        var split = self
        split.dealt = cells.experiment.cells.indices.map { cells.isOpen($0) ? isInFirst($0) : [] }
        return split
    }

    func choosingHalf(isFirst: Bool) -> ChoosingHalf {
        ChoosingHalf(name: HalfName(split: number, isFirst: isFirst), moments: moments(ofFirst: isFirst))
    }

    func heldOutHalf(against choice: WrittenChoice) -> HeldOutHalf {
        precondition(choice.half.split == number, "a choice of split \(choice.half.split) is valued on its own other half")
        return HeldOutHalf(moments: moments(ofFirst: !choice.half.isFirst))
    }

    private func moments(ofFirst isFirst: Bool) -> CellMoments {
        CellMoments(of: cells) { cell in
            let customers = cells.experiment.cells[cell].customers
            return zip(customers, isInFirst(cell)).filter { $1 == isFirst }.map(\.0)
        }
    }

    /// One flag a customer of the cell. Half of them, rounded up or down at random, are in the first half.
    package func isInFirst(_ cell: Int) -> [Bool] {
        if !dealt.isEmpty { return dealt[cell] }
        let count = cells.experiment.cells[cell].customers.count
        let uniforms = RandomStream(seed: seed, .halving, cell: cell, number: number).uniforms((0..<UInt32(count)).map { $0 })
        let odd = RandomStream(seed: seed, .oddCustomer, cell: cell, number: number).uniforms([0])[0] < 0.5 ? 1 : 0
        let size = (count + odd) / 2
        guard size > 0 else { return Array(repeating: false, count: count) }
        let last = uniforms.sorted()[size - 1]
        // Of equal numbers at the border the first ones go in.
        var equal = size - uniforms.count { $0 < last }
        return uniforms.map { uniform in
            guard uniform == last else { return uniform < last }
            equal -= 1
            return equal >= 0
        }
    }
}

extension RandomStream {
    /// One number a customer of a cell.
    init(seed: UInt64, _ purpose: ValidationPurpose, cell: Int, number: Int) {
        self.init(seed: seed, name: [UInt32(cell), purpose.rawValue, UInt32(number)])
    }
}
