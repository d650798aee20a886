import OfferModel

/// What makes linear programmes hard though it looks harmless: ties, and numbers of very different size side by side.
extension ScenarioDraft {
    /// Now and then a segment of one customer or of a million, an offer twice, and money from kopecks to trillions.
    func withExtremes(using generator: inout SplitMix64) -> ScenarioDraft {
        var changed = self
        if generator.onceIn(6) { changed.segments[generator.count(0...(segments.count - 1))].customers = 1 }
        if generator.onceIn(8) { changed.segments[generator.count(0...(segments.count - 1))].customers = generator.number(1e4...1e6) }
        if offers.count < 4 && generator.onceIn(6) { changed.repeatLastOffer() }
        return generator.onceIn(5) ? changed.withMoney(times: generator.pick([1e-5, 1e2, 1e7])) : changed
    }

    /// The last offer once more under another name: every bundle that has one ties with one that has the other.
    private mutating func repeatLastOffer() {
        let last = offers[offers.count - 1]
        offers.append(
            Offer(
                id: "twin", sponsor: last.sponsor, percents: last.percents, monthlyCaps: last.monthlyCaps, months: last.months,
                startMonth: last.startMonth, acquisitionFee: last.acquisitionFee, requires: last.requires, fraud: last.fraud))
        for position in segments.indices {
            segments[position].responses.append(segments[position].responses[offers.count - 2])
            segments[position].values.append(segments[position].values[offers.count - 2])
        }
    }
}
