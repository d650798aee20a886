import OfferModel
import ScenarioFiles
import TableFiles
import Testing

@Suite("Points that are there when the plan begins")
struct OpeningTableTests {
    private static let yaml = SmallScenario.yaml.replacing(
        "  values: { file: values.csv }", with: "  values: { file: values.csv }\n  opening: { file: opening.csv }")

    private static func read(_ table: String, overrides: [String] = []) throws -> ScenarioReading {
        try SmallScenario.read(["scenario.yaml": yaml, "opening.csv": table], overrides: overrides)
    }

    @Test("Rows come by payer, the oldest first, whatever their order; amounts are exact")
    func rows() throws {
        let table = """
            amount,payer,vintage,monthly_redemption
            0.29,programme,0,
            123456789.01,bank,0,0.3
            7,bank,-3,0
            0,grocery,-1,1

            """
        let scenario = try #require(try Self.read(table).scenario)
        #expect(
            scenario.openingBalances == [
                OpeningBalance(payer: AssetIndex(0), vintage: -1, amountMinor: 0, monthlyRedemption: 1),
                OpeningBalance(payer: AssetIndex(1), vintage: -3, amountMinor: 700, monthlyRedemption: 0),
                OpeningBalance(payer: AssetIndex(1), vintage: 0, amountMinor: 12_345_678_901, monthlyRedemption: 0.3),
                OpeningBalance(payer: nil, vintage: 0, amountMinor: 29, monthlyRedemption: nil),
            ])
    }

    @Test("Without the table nothing is there")
    func absent() throws {
        #expect(try #require(try SmallScenario.read().scenario).openingBalances.isEmpty)
    }

    @Test("Every amount with two decimals is taken, none with three", arguments: [0.01, 1.15, 8.25, 70_368_744_177.66, 999_999_999_999.99])
    func decimals(amount: Double) throws {
        let reading = try Self.read("payer,vintage,amount\nbank,0,\(amount)\n")
        #expect(reading.scenario?.openingBalances.first?.amountMinor == Int64((amount * 100).rounded()))
        #expect(try Self.read("payer,vintage,amount\nbank,0,\(amount.description + "5")\n").codes == ["amount-decimals"])
    }

    @Test("Points that would have expired before the first month are refused")
    func expired() throws {
        let table = "payer,vintage,amount\nbank,-2,5\nbank,-3,5\n"
        #expect(try Self.read(table).errors.isEmpty)
        let codes = try Self.read(table, overrides: ["programme.points_expire_after_months=3"]).errors.map(\.code)
        #expect(codes == ["expired-opening"])
    }

    @Test("A table without rows and one without a column are told")
    func shapes() throws {
        #expect(try Self.read("payer,vintage,amount\n").codes.contains("empty-table"))
        #expect(try Self.read("payer,vintage,sum\nbank,0,1\n").codes.contains("missing-column"))
    }
}
