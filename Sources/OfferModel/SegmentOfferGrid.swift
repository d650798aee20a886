/// One element for each (segment, offer), segment-major.
package struct SegmentOfferGrid<Element: Sendable>: Sendable {
    package let offerCount: Int
    private var elements: [Element]

    package init(repeating element: Element, segmentCount: Int, offerCount: Int) {
        self.offerCount = offerCount
        elements = Array(repeating: element, count: segmentCount * offerCount)
    }

    package subscript(segment: SegmentIndex, offer: OfferIndex) -> Element {
        get { elements[segment.position * offerCount + offer.position] }
        set { elements[segment.position * offerCount + offer.position] = newValue }
    }
}
