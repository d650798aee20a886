import Foundation
import Testing

@Suite struct SchemaFileTests {
    /// `offerbench schema NAME > schemas/NAME.schema.json` writes them.
    @Test(arguments: ["scenario", "config"])
    func theShippedSchemaIsThePrintedOne(name: String) throws {
        let path = Repository.tests.deletingLastPathComponent().appending(path: "schemas/\(name).schema.json")
        let run = try OfferbenchRun("schema", name)
        #expect(run.ending == .exited(0))
        #expect(try Array(Data(contentsOf: path)) == run.outputBytes, "write it again with `offerbench schema \(name)`")
        #expect(try JSON(run.outputBytes)["$schema"].string == "http://json-schema.org/draft-07/schema#")
    }
}
