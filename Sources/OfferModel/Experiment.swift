/// What was observed of single customers to whom offers, or nothing, were shown at random within segments (model.md section 14).
package struct Experiment: Sendable {
    /// The customers of one segment who were treated alike.
    package struct Cell: Sendable {
        package let segment: SegmentIndex
        /// nil where nothing was shown.
        package let variant: VariantIndex?
        /// Positions of its customers, at least one.
        package let customers: Range<Int>

        package init(segment: SegmentIndex, variant: VariantIndex?, customers: Range<Int>) {
            precondition(!customers.isEmpty, "a cell has customers")
            self.segment = segment
            self.variant = variant
            self.customers = customers
        }
    }

    /// By segment, nothing first, then by variant; their customers follow one another.
    package let cells: [Cell]
    /// Names of what was measured of every customer: columns of the table. The first is the value.
    package let quantities: [String]
    /// Place of the cost among the quantities; nil where it was not measured.
    package let cost: Int?
    /// Place of the completion, 0 or 1, among the quantities; nil where it was not measured.
    package let completion: Int?
    /// By quantity, then by customer.
    package let outcomes: [[Double]]
    package let limits: [QuantityLimit]
    /// How often the customers are halved.
    package let splits: Int
    /// Bootstrap replicates.
    package let replicates: Int

    package static let usualSplits = 20
    package static let usualReplicates = 500

    package var customerCount: Int { outcomes[0].count }

    package init(
        cells: [Cell], quantities: [String], cost: Int?, completion: Int?, outcomes: [[Double]], limits: [QuantityLimit], splits: Int,
        replicates: Int
    ) {
        precondition(!quantities.isEmpty && quantities.count == outcomes.count, "one column a quantity, the value first")
        precondition(splits >= 1 && replicates >= 2, "\(splits) splits, \(replicates) replicates")
        self.cells = cells
        self.quantities = quantities
        self.cost = cost
        self.completion = completion
        self.outcomes = outcomes
        self.limits = limits
        self.splits = splits
        self.replicates = replicates
    }
}

/// A floor or ceiling on a measured quantity (row measured:ID): it holds where offers are chosen by the experiment.
package struct QuantityLimit: Sendable {
    package enum Bound: Sendable, Equatable {
        case atLeast(Double)
        case atMost(Double)
        /// A share of the way from what showing nothing has to the most that any plan under the other rules has, in [0, 1].
        case atLeastShare(Double)
    }

    package let id: String
    /// Place among the experiment's quantities.
    package let quantity: Int
    package let bound: Bound
    /// With a sponsor or an offer, only customers who are shown it count; otherwise everybody, also who is shown nothing.
    package let sponsor: AssetIndex?
    package let offer: OfferIndex?
    package let macro: String?

    package init(id: String, quantity: Int, bound: Bound, sponsor: AssetIndex?, offer: OfferIndex?, macro: String?) {
        self.id = id
        self.quantity = quantity
        self.bound = bound
        self.sponsor = sponsor
        self.offer = offer
        self.macro = macro
    }
}
