import RandomStreams
import Testing

@Suite struct ItemSetTests {
    private func set(_ ids: [UInt32]) -> ItemSet {
        var set = ItemSet(below: 5_000)
        for id in ids { set.insert(id) }
        return set
    }

    @Test func idsComeBackInOrder() {
        let ids: [UInt32] = [4_999, 0, 63, 64, 127, 4_095, 4_096]
        #expect(set(ids).ids == ids.sorted() && set(ids).count == 7)
        #expect(set([]).ids.isEmpty && ItemSet(below: 0).count == 0)
    }

    @Test func setsAreJoinedCutAndTakenAway() {
        let (left, right) = (set([1, 2, 64, 4_097]), set([2, 3, 4_097]))
        var joined = left
        joined.formUnion(right)
        #expect(joined == set([1, 2, 3, 64, 4_097]))
        var common = left
        common.formIntersection(right)
        #expect(common == set([2, 4_097]))
        var rest = left
        rest.subtract(right)
        #expect(rest == set([1, 64]))
    }
}
