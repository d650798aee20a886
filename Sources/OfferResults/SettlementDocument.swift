package import OfferSettlement
package import TableFiles

/// A plan's result with who pays whom for its points, what is outstanding and what each party makes of it.
package struct SettlementDocument: Sendable {
    /// What the settlement books.
    package enum Source: String, Sendable {
        /// The closed form of model.md section 6.
        case expected
        /// One replication, whose entries are sums over single customers' points.
        case simulated
    }

    package let result: ResultDocument
    package let source: Source
    /// The named stress that the settlement is under; nil for none.
    package let stress: String?
    /// nil where there was no plan to settle, or no time.
    package let settlement: Settlement?
    /// The plan's settlement under each named stress, from the closed form; empty where the source is simulated.
    package let stresses: [StressedSettlement]
    /// The worst that a stress does to a net position; nil where none worsens any.
    package let exposure: Exposure?
    /// Net positions that the stresses are set against, by party.
    package let unstressed: [Int64]
    /// Whether everything that was asked for is there.
    package let isComplete: Bool

    /// - Parameters:
    ///   - unstressed: net positions without stress, by party; empty where no stress was tried.
    ///   - isComplete: whether all stresses were tried before the time was up.
    package init(
        result: ResultDocument, source: Source, stress: String?, settlement: Settlement?, stresses: [StressedSettlement],
        unstressed: [Int64], isComplete: Bool
    ) {
        self.result = result
        self.source = source
        self.stress = stress
        self.settlement = settlement
        self.stresses = stresses
        self.unstressed = unstressed
        self.isComplete = isComplete && settlement != nil
        exposure = Exposure.worst(of: stresses, expected: unstressed)
    }

    /// The result document with the member `settle`.
    package var json: JSONValue {
        .object(result.members + [.init("settle", settlement.map { json(of: $0) } ?? .null)])
    }
}
