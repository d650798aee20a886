/// Points by offer, macro-segment and calendar month, in currency units: what budgets and reports add up.
struct Flows {
    /// What happened to points; each figure counts in the month that its name says.
    enum Kind: Int, CaseIterable {
        /// Accrued in the month, fraud included.
        case accrued
        /// Accrued by fraud in the month.
        case fraud
        /// Redeemed at any time, of what was accrued in the month.
        case cost
        /// Redeemed in the month.
        case cash
        /// Expired at the end of the month.
        case expired
    }

    let offerCount: Int
    let macroCount: Int
    let monthCount: Int
    /// Writes down more than these sums; nil where nobody asks for it.
    var recorder: HistoryRecorder?
    private var amounts: [Double]

    /// - Parameter monthCount: months are 1...monthCount.
    init(offerCount: Int, macroCount: Int, monthCount: Int) {
        self.offerCount = offerCount
        self.macroCount = macroCount
        self.monthCount = monthCount
        amounts = Array(repeating: 0, count: Kind.allCases.count * offerCount * macroCount * monthCount)
    }

    private func place(_ kind: Kind, offer: Int, macro: Int, month: Int) -> Int {
        ((kind.rawValue * offerCount + offer) * macroCount + macro) * monthCount + month - 1
    }

    mutating func add(_ amount: Double, _ kind: Kind, offer: Int, macro: Int, month: Int) {
        amounts[place(kind, offer: offer, macro: macro, month: month)] += amount
    }

    subscript(kind: Kind, offer: Int, macro: Int, month: Int) -> Double {
        amounts[place(kind, offer: offer, macro: macro, month: month)]
    }

    /// Sum over everything in one month.
    func total(_ kind: Kind, month: Int) -> Double {
        var sum = 0.0
        for offer in 0..<offerCount {
            for macro in 0..<macroCount { sum += self[kind, offer, macro, month] }
        }
        return sum
    }

    /// Sum over all months.
    func total(_ kind: Kind) -> Double {
        (1...max(1, monthCount)).reduce(0) { monthCount == 0 ? 0 : $0 + total(kind, month: $1) }
    }
}
