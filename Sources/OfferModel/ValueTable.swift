/// Predicted future value of a customer to each asset, without and with an offer completed (model.md section 5).
package struct ValueTable: Sendable {
    private let offerCount: Int
    private let assetCount: Int
    private var steps: [ValueStep]
    private var stated: [Bool]

    /// Every step starts as "no change", worth 0 both ways.
    package init(segmentCount: Int, offerCount: Int, assetCount: Int) {
        self.offerCount = offerCount
        self.assetCount = assetCount
        steps = Array(repeating: ValueStep(now: 0, ifCompleted: 0), count: segmentCount * offerCount * assetCount)
        stated = Array(repeating: false, count: segmentCount * offerCount)
    }

    package subscript(segment: SegmentIndex, offer: OfferIndex, asset: AssetIndex) -> ValueStep {
        get { steps[place(segment, offer, asset)] }
        set {
            steps[place(segment, offer, asset)] = newValue
            stated[segment.position * offerCount + offer.position] = true
        }
    }

    /// Whether any step of the pair was put in place, be it "no change".
    package func isStated(_ segment: SegmentIndex, _ offer: OfferIndex) -> Bool {
        stated[segment.position * offerCount + offer.position]
    }

    private func place(_ segment: SegmentIndex, _ offer: OfferIndex, _ asset: AssetIndex) -> Int {
        (segment.position * offerCount + offer.position) * assetCount + asset.position
    }
}

/// v0 and v1 of one customer to one asset, in currency units, discounted over the horizon.
package struct ValueStep: Sendable, Equatable {
    package let now: Double
    package let ifCompleted: Double

    package init(now: Double, ifCompleted: Double) {
        self.now = now
        self.ifCompleted = ifCompleted
    }

    /// v1 - v0.
    package var change: Double { ifCompleted - now }
}
