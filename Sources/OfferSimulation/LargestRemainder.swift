/// Shares of a whole number in whole numbers: each gets its quota rounded down, and what is left goes to the largest remainders, ties to
/// the earlier; what no share asks for goes to nobody, who comes last.
enum LargestRemainder {
    static func counts(of total: Int, shares: [Double]) -> [Int] {
        let nobody = max(0, 1 - shares.reduce(0, +))
        // Quotas that miss a whole number by rounding alone count as whole.
        let quotas = (shares + [nobody]).map { share -> Double in
            let quota = share * Double(total)
            return abs(quota - quota.rounded()) <= 1e-9 * max(1, quota) ? quota.rounded() : quota
        }
        var counts = quotas.map { Int($0) }
        let byRemainder = quotas.indices.sorted {
            let (left, right) = (quotas[$0] - quotas[$0].rounded(.down), quotas[$1] - quotas[$1].rounded(.down))
            return left != right ? left > right : $0 < $1
        }
        for place in byRemainder.prefix(max(0, total - counts.reduce(0, +))) { counts[place] += 1 }
        return counts.dropLast()
    }
}
