import OfferResults
import TableFiles
import Testing

/// What scenario.yaml says differently, value by value.
@Suite struct SettingChangeTests {
    private func budget(_ id: String, _ amount: Double) -> JSONValue { .members(["id": .string(id), "amount": .number(amount)]) }

    @Test func itemsAreTheSameWhereTheirIdsAre() {
        let before = JSONValue.members(["name": .string("a"), "budgets": .array([budget("total", 5), budget("bank", 2)])])
        let after = JSONValue.members(["name": .string("b"), "budgets": .array([budget("bank", 3), budget("new", 1)])])
        let changes = SettingChange.all(before: before, after: after)
        // Titles are no settings.
        #expect(changes.map(\.path) == ["budgets.total", "budgets.bank.amount", "budgets.new"])
        #expect(changes[0].after == nil && changes[1].before == .number(2) && changes[1].after == .number(3) && changes[2].before == nil)
    }

    @Test func itemsWithoutIdsAreThereOrNot() {
        func exclusions(_ offers: String...) -> JSONValue {
            .members(["exclusions": .array(offers.map { .members(["offer": .string($0), "macro": .string("m")]) })])
        }
        let changes = SettingChange.all(before: exclusions("a", "b"), after: exclusions("b", "c"))
        #expect(changes.map(\.path) == ["exclusions", "exclusions"])
        #expect(changes[0].after == nil && changes[1].before == nil)
    }

    @Test func aNumberIsTheSameHoweverItIsHeld() {
        let written = JSONValue.members(["seed": .unsigned(5), "months": .array([.integer(1), .number(3)])])
        let read = JSONValue.members(["seed": .number(5), "months": .array([.number(1), .number(3)])])
        #expect(SettingChange.all(before: written, after: read).isEmpty)
        let longer = JSONValue.members(["seed": .number(5), "months": .array([.number(1)])])
        #expect(SettingChange.all(before: written, after: longer).map(\.path) == ["months"])
    }
}
