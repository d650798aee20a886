import OfferModel

/// Those between whom points are settled: all assets in the scenario's order, external partners included, then the programme.
package struct Parties: Sendable {
    /// The programme's id, which no asset may have.
    package static let programmeID = "programme"

    package let ids: [String]

    init(_ scenario: Scenario) {
        ids = scenario.assets.map(\.id) + [Self.programmeID]
    }

    package var count: Int { ids.count }

    package var programme: Int { count - 1 }

    /// - Parameter payer: nil for the programme.
    func position(of payer: AssetIndex?) -> Int { payer?.position ?? programme }
}

/// Money that one party owes another, in minor units.
package struct Payment: Sendable, Equatable {
    /// Positions among the parties.
    package let from: Int
    package let to: Int
    /// Below 0 where money goes back.
    package let amount: Int64

    package init(from: Int, to: Int, amount: Int64) {
        self.from = from
        self.to = to
        self.amount = amount
    }
}

extension [Payment] {
    /// Received minus paid, by party. What a party pays itself changes nothing.
    func net(partyCount: Int) -> [Int64] {
        reduce(into: [Int64](repeating: 0, count: partyCount)) { net, payment in
            net[payment.from] -= payment.amount
            net[payment.to] += payment.amount
        }
    }
}
