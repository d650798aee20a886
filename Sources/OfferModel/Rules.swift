/// A ceiling on money, over everything or a part of it (model.md section 7, row budget:ID).
package struct Budget: Sendable {
    package enum Basis: String, Sendable, CaseIterable {
        case cost, accrued, cash
        case worstCase = "worst_case"
    }

    package let id: String
    package let amount: Double
    package let basis: Basis
    package let sponsor: AssetIndex?
    package let offer: OfferIndex?
    package let macro: String?
    /// Calendar month of the plan; always given where the basis is cash.
    package let month: Int?
    /// Most probability of a breach that a gate lets pass; nil where no gate looks.
    package let breachProbability: Double?

    package init(
        id: String, amount: Double, basis: Basis, sponsor: AssetIndex?, offer: OfferIndex?, macro: String?, month: Int?,
        breachProbability: Double? = nil
    ) {
        precondition(basis != .cash || month != nil, "a cash budget speaks of one month")
        self.id = id
        self.amount = amount
        self.basis = basis
        self.sponsor = sponsor
        self.offer = offer
        self.macro = macro
        self.month = month
        self.breachProbability = breachProbability
    }
}

/// A ceiling on expected fraud loss (row fraud:ID).
package struct FraudLimit: Sendable {
    package let id: String
    package let amount: Double
    package let sponsor: AssetIndex?
    package let offer: OfferIndex?

    package init(id: String, amount: Double, sponsor: AssetIndex?, offer: OfferIndex?) {
        self.id = id
        self.amount = amount
        self.sponsor = sponsor
        self.offer = offer
    }
}

/// A floor under completions (row reach:ID).
package struct ReachTarget: Sendable {
    package enum Basis: String, Sendable, CaseIterable {
        case all, incremental
    }

    package let id: String
    package let completions: Double
    package let basis: Basis
    package let sponsor: AssetIndex?
    package let offer: OfferIndex?

    package init(id: String, completions: Double, basis: Basis, sponsor: AssetIndex?, offer: OfferIndex?) {
        self.id = id
        self.completions = completions
        self.basis = basis
        self.sponsor = sponsor
        self.offer = offer
    }
}

/// A floor under value and external fees per rouble of cost (row return:ID).
package struct ReturnFloor: Sendable {
    package let id: String
    package let ratio: Double
    package let sponsor: AssetIndex?
    package let offer: OfferIndex?

    package init(id: String, ratio: Double, sponsor: AssetIndex?, offer: OfferIndex?) {
        self.id = id
        self.ratio = ratio
        self.sponsor = sponsor
        self.offer = offer
    }
}

/// A ceiling on the mean cost of the worst draws (row cvar:ID).
package struct TailBudget: Sendable {
    package let id: String
    /// alpha of CVaR, in (0, 1).
    package let level: Double
    package let amount: Double

    package init(id: String, level: Double, amount: Double) {
        self.id = id
        self.level = level
        self.amount = amount
    }
}

/// An offer that a part of the customers must not be shown, and why.
package struct Exclusion: Sendable {
    package enum Scope: Sendable, Hashable {
        case segment(SegmentIndex)
        case macro(String)
    }

    package let offer: OfferIndex
    package let scope: Scope
    package let reason: String?

    package init(offer: OfferIndex, scope: Scope, reason: String?) {
        self.offer = offer
        self.scope = scope
        self.reason = reason
    }
}
