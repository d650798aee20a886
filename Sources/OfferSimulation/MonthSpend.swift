/// What the accounts of one bundle spend in one month, in units of their mean; drawn for those alone that somebody asks for, where not
/// everybody's is needed.
struct MonthSpend {
    /// No factor is below these; one an account.
    let atLeast: [Double]
    /// Where the factors come from; nil where they are the bounds themselves.
    private let source: (factors: SpendFactors, month: Int)?

    /// Whether the bounds hold in other months too, and more is known ahead about who may come near them.
    var isKnownAhead: Bool { source.map { SpendFactors.knowsSizes(inMonth: $0.month) } ?? false }

    /// Whether an account may spend as little as its bound, in this month or a later one while `isKnownAhead`.
    func mayBeUnusual(_ place: Int) -> Bool { source.map { $0.factors.mayBeUnusual(place, fromMonth: $0.month) } ?? true }

    /// - Parameter factors: one an account.
    init(_ factors: [Double]) {
        atLeast = factors
        source = nil
    }

    /// What is drawn when it is asked for.
    init(boundedBy factors: inout SpendFactors, inMonth month: Int) {
        atLeast = factors.lowestFactors()
        source = (factors, month)
    }

    /// A closer bound of one account, for this month alone.
    func atLeast(of place: Int) -> Double {
        guard let source else { return atLeast[place] }
        return atLeast[place] * source.factors.marginOverLowest(of: place, inMonth: source.month)
    }

    /// - Parameter places: of the accounts.
    func factors(of places: [Int32]) -> [Double] {
        guard let source else { return places.map { atLeast[Int($0)] } }
        return source.factors.factors(of: places, inMonth: source.month)
    }
}
