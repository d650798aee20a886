/// Fewest hands: net positions settled by at most n - 1 transfers between n parties (model.md section 13).
package enum Netting {
    /// Whoever owes most pays whoever is owed most, as much as one of the two positions holds, until nobody owes anything; ties go to the
    /// earlier party. Each transfer closes a position, and the last one closes two.
    ///
    /// - Parameter net: received minus paid, by party.
    /// - Precondition: the positions sum to zero.
    package static func transfers(settling net: [Int64]) -> [Payment] {
        precondition(net.reduce(0, +) == 0, "what one party owes another party is owed")
        var open = net
        var transfers: [Payment] = []
        while let debtor = open.indices.min(by: { open[$0] < open[$1] }), open[debtor] < 0 {
            let creditor = open.indices.reduce(0) { open[$1] > open[$0] ? $1 : $0 }
            let amount = min(-open[debtor], open[creditor])
            transfers.append(Payment(from: debtor, to: creditor, amount: amount))
            open[debtor] += amount
            open[creditor] -= amount
        }
        return transfers
    }
}
