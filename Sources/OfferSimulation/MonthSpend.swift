/// What the accounts of one bundle spend in one month, in units of their mean; drawn for those alone that somebody asks for, where not
/// everybody's is needed.
enum MonthSpend {
    /// Factors, one an account.
    case drawn([Double])
    /// Factors of a month that are drawn when they are asked for; their lowest ones are worked out.
    case drawable(SpendFactors, month: Int)

    /// - Parameter places: of the accounts.
    func factors(of places: [Int32]) -> [Double] {
        switch self {
        case .drawn(let factors): places.map { factors[Int($0)] }
        case .drawable(let factors, let month): factors.factors(of: places, inMonth: month)
        }
    }
}
