package import OfferModel

/// What two readings of a table say differently, as far as the model sees it.
package struct TableChanges: Sendable {
    package enum Cell: Sendable, Equatable {
        case number(Double)
        case text(String)
        case nothing
    }

    /// One cell that changed.
    package struct Example: Sendable {
        /// The segment, or segment, offer and what else tells the cell.
        package let key: [String]
        package let before: Cell
        package let after: Cell
    }

    package struct Column: Sendable {
        package let name: String
        /// Cells that changed.
        package fileprivate(set) var count = 0
        /// The largest changes, or the first where they are no numbers.
        package fileprivate(set) var largest: [Example] = []
        fileprivate var sizes: [Double] = []
    }

    /// segments, responses or values.
    package let table: String
    /// What only the second has: segments, or pairs that are answered.
    package fileprivate(set) var added: [[String]] = []
    /// What only the first has.
    package fileprivate(set) var removed: [[String]] = []
    /// Those in which something changed.
    package private(set) var columns: [Column] = []

    package var isEmpty: Bool { added.isEmpty && removed.isEmpty && columns.isEmpty }

    private static let mostExamples = 3

    fileprivate init(table: String) {
        self.table = table
    }

    /// Notes a cell that changed.
    fileprivate mutating func note(_ name: String, _ key: @autoclosure () -> [String], _ before: Cell, _ after: Cell) {
        guard before != after else { return }
        let place: Int
        if let known = columns.firstIndex(where: { $0.name == name }) {
            place = known
        } else {
            place = columns.count
            columns.append(Column(name: name))
        }
        columns[place].count += 1
        let size = if case (.number(let old), .number(let new)) = (before, after) { abs(new - old) } else { 0.0 }
        let rank = columns[place].sizes.firstIndex { $0 < size } ?? columns[place].sizes.count
        guard rank < Self.mostExamples else { return }
        columns[place].sizes.insert(size, at: rank)
        columns[place].largest.insert(Example(key: key(), before: before, after: after), at: rank)
        if columns[place].sizes.count > Self.mostExamples {
            columns[place].sizes.removeLast()
            columns[place].largest.removeLast()
        }
    }
}

extension TableChanges {
    /// Segments, responses, values, each whether it changed or not. Responses and values are compared where both sides have the segment
    /// and the offer: what is new or gone is told by segments and rules.
    package static func all(before: Scenario, after: Scenario) -> [TableChanges] {
        let oldSegments: [SegmentIndex?] = Positions(before.segments.map(\.id)).indices(of: after.segments.map(\.id))
        let oldOffers: [OfferIndex?] = Positions(before.offers.map(\.id)).indices(of: after.offers.map(\.id))
        let oldAssets: [AssetIndex?] = Positions(before.assets.map(\.id)).indices(of: after.assets.map(\.id))
        var segments = TableChanges(table: "segments")
        var responses = TableChanges(table: "responses")
        var values = TableChanges(table: "values")
        let remaining = Set(after.segments.map(\.id))
        segments.removed = before.segments.map(\.id).filter { !remaining.contains($0) }.map { [$0] }
        for (segment, old) in zip(after.segments.entityIndices, oldSegments) {
            guard let old else {
                segments.added.append([after.segments[segment].id])
                continue
            }
            segments.compare(before.segments[old], after.segments[segment], before: before, after: after)
            for (offer, oldOffer) in zip(after.offers.entityIndices, oldOffers) {
                guard let oldOffer else { continue }
                let key = [after.segments[segment].id, after.offers[offer].id]
                responses.compare(
                    before.responses[old, oldOffer], after.responses[segment, offer], at: after.offers[offer], key: key)
                for (asset, oldAsset) in zip(after.assets.entityIndices, oldAssets) {
                    guard let oldAsset else { continue }
                    let (was, now) = (before.values[old, oldOffer, oldAsset], after.values[segment, offer, asset])
                    values.note("value_now", key + [after.assets[asset].id], .number(was.now), .number(now.now))
                    values.note("value_if_completed", key + [after.assets[asset].id], .number(was.ifCompleted), .number(now.ifCompleted))
                }
            }
        }
        return [segments, responses, values]
    }

    private mutating func compare(_ old: Segment, _ new: Segment, before: Scenario, after: Scenario) {
        let columns: [(String, KeyPath<Segment, Double>)] = [
            ("customers", \.customers), ("monthly_spend", \.monthlySpend), ("spend_cv", \.spendVariation),
            ("monthly_redemption", \.monthlyRedemption), ("base_percent", \.basePercent), ("spend_lift", \.spendLift),
            ("spend_persistence", \.spendPersistence), ("fraud_multiplier", \.fraudMultiplier),
        ]
        for (name, column) in columns { note(name, [new.id], .number(old[keyPath: column]), .number(new[keyPath: column])) }
        note("macro", [new.id], old.macro.map { .text($0) } ?? .nothing, new.macro.map { .text($0) } ?? .nothing)
        note("contacts", [new.id], .count(old.contacts), .count(new.contacts))
        note("completed", [new.id], .ids(old.completed, of: before), .ids(new.completed, of: after))
    }

    /// Organic completion, and completion at the percents and durations of the second's offer, where it changes most.
    private mutating func compare(_ old: Response?, _ new: Response?, at offer: Offer, key: [String]) {
        guard let old, let new else {
            if old != nil { removed.append(key) }
            if new != nil { added.append(key) }
            return
        }
        note("organic", key, .number(old.organic), .number(new.organic))
        var most: (size: Double, percent: Percent, was: Double, now: Double)?
        for percent in offer.percents {
            for months in offer.months {
                let was = old.curve.completion(percent: percent.percent, months: months)
                let now = new.curve.completion(percent: percent.percent, months: months)
                if abs(now - was) > most?.size ?? 0 { most = (abs(now - was), percent, was, now) }
            }
        }
        if let most { note("completion", key + ["\(most.percent.percent) %"], .number(most.was), .number(most.now)) }
    }
}

extension TableChanges.Cell {
    fileprivate static func count(_ count: Int?) -> Self { count.map { .number(Double($0)) } ?? .nothing }

    fileprivate static func ids(_ offers: Set<OfferIndex>, of scenario: Scenario) -> Self {
        offers.isEmpty ? .nothing : .text(offers.sorted().map { scenario.offers[$0].id }.joined(separator: ";"))
    }
}
