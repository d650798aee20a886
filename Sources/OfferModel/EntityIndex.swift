/// The position of an entity in the scenario's list of its kind, so that a segment's number is never taken for an offer's.
package struct EntityIndex<Entity>: Hashable, Comparable, Sendable {
    package let position: Int

    package init(_ position: Int) {
        self.position = position
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.position < right.position
    }
}

package typealias AssetIndex = EntityIndex<Asset>
package typealias SegmentIndex = EntityIndex<Segment>
package typealias OfferIndex = EntityIndex<Offer>
package typealias VariantIndex = EntityIndex<Variant>

extension Array {
    package subscript(index: EntityIndex<Element>) -> Element {
        self[index.position]
    }

    /// The indices of all entities, in order.
    package var entityIndices: [EntityIndex<Element>] {
        indices.map { EntityIndex($0) }
    }
}
