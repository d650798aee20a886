import DenseAlgebra
package import OfferModel
import RandomStreams

/// The shifts of many draws, each a pure function of the seed and the draw's number (model.md section 9).
///
/// Draws are dealt in turn to independent blocks, draw d to block d mod `blockCount`: independent scramblings of Sobol's sequence, or
/// plainly other random numbers. The spread between blocks tells how exact an estimate is.
package struct ShiftDraws: Sendable {
    package let count: Int
    package let sampling: Sampling
    /// Independent blocks of (almost) the same number of draws; at most as many as there are independent draws.
    package let blockCount: Int

    private let seed: UInt64
    private let uncertainty: Uncertainty
    /// L transposed, for rows of independent normals times it.
    private let correlating: Matrix
    /// One a block.
    private let points: [SobolPoints]

    private static let mostBlocks = 16

    /// - Precondition: the correlations make a positive definite matrix, which the reader of scenarios has seen to.
    package init(_ uncertainty: Uncertainty, count: Int, sampling: Sampling, seed: UInt64) {
        precondition(count >= 1, "\(count) draws")
        let factors = Factor.allCases
        let correlation = Matrix(rowCount: factors.count, columnCount: factors.count) { uncertainty.correlation(factors[$0], factors[$1]) }
        guard let factor = correlation.choleskyFactor else { preconditionFailure("the correlations contradict one another") }
        correlating = factor.transposed
        blockCount = min(Self.mostBlocks, sampling == .antithetic ? (count + 1) / 2 : count)
        points =
            sampling == .sobol
            ? (0..<UInt32(blockCount)).map {
                SobolPoints(dimensions: factors.count, seed: seed, name: [$0, DrawPurpose.scrambling.rawValue])
            } : []
        self.count = count
        self.sampling = sampling
        self.seed = seed
        self.uncertainty = uncertainty
    }

    /// The block of a draw.
    package func block(of draw: Int) -> Int {
        (sampling == .antithetic ? draw / 2 : draw) % blockCount
    }

    /// The shifts that everybody shares, one a draw.
    package func commonShifts(of draws: Range<Int>) -> [FactorValues] {
        let independent = Factor.allCases.map { independentNormals($0, of: draws) }
        let normals = MatrixProduct.product(
            Matrix(rowCount: draws.count, columnCount: independent.count) { independent[$1][$0] }, correlating)
        return draws.indices.map { draw in
            let place = draw - draws.lowerBound
            return uncertainty.common.shifts(ofNormals: FactorValues { normals[place, $0.position] })
        }
    }

    /// What a segment has of its own, one a draw.
    package func ownShifts(of segment: SegmentIndex, draws: Range<Int>) -> [FactorValues]? {
        ownShifts(uncertainty.segment, .segment, owner: segment.position, draws)
    }

    /// What an offer has of its own, one a draw.
    package func ownShifts(of offer: OfferIndex, draws: Range<Int>) -> [FactorValues]? {
        ownShifts(uncertainty.offer, .offer, owner: offer.position, draws)
    }

    /// What a pair's change of value has of its own because the ladder estimates it, one a draw. Pairs whose values rest on the same counts
    /// share the normal.
    package func ownShifts(of segment: SegmentIndex, _ offer: OfferIndex, draws: Range<Int>) -> [FactorValues]? {
        guard let errors = uncertainty.valueErrors, let source = errors.source(of: segment), errors[segment, offer] > 0 else { return nil }
        let deviation = errors[segment, offer]
        return philoxNormals(RandomStream(seed: seed, .ladder, owner: source, .value), of: draws).map { normal in
            FactorValues { $0 == .value ? deviation * normal : 0 }
        }
    }

    /// nil where nothing moves.
    private func ownShifts(_ deviations: FactorValues, _ purpose: DrawPurpose, owner: Int, _ draws: Range<Int>) -> [FactorValues]? {
        let moving = deviations.moving
        guard !moving.isEmpty else { return nil }
        var normals = [FactorValues](repeating: FactorValues(), count: draws.count)
        for factor in moving {
            let column = philoxNormals(RandomStream(seed: seed, purpose, owner: owner, factor), of: draws)
            for place in normals.indices { normals[place][factor] = column[place] }
        }
        return normals.map { deviations.shifts(ofNormals: $0) }
    }

    private func independentNormals(_ factor: Factor, of draws: Range<Int>) -> [Double] {
        guard sampling == .sobol else { return philoxNormals(RandomStream(seed: seed, .common, factor), of: draws) }
        return draws.map { draw in
            let number = UInt32(draw / blockCount)
            return NormalQuantile.value(at: points[draw % blockCount].coordinate(number, dimension: factor.position))
        }
    }

    private func philoxNormals(_ stream: RandomStream, of draws: Range<Int>) -> [Double] {
        guard sampling == .antithetic else { return stream.normals(draws.map { UInt32($0) }).first }
        let normals = stream.normals(draws.map { UInt32($0 / 2) }).first
        return zip(draws, normals).map { draw, normal in draw % 2 == 0 ? normal : -normal }
    }
}
