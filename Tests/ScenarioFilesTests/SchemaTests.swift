import ScenarioFiles
import Testing

@Suite("The schema of scenario.yaml")
struct SchemaTests {
    /// Every object of the schema with a name for messages.
    private static func objects(_ object: SchemaObject, _ name: String) -> [(name: String, object: SchemaObject)] {
        [(name, object)] + object.fields.flatMap { field in inner(field.type).map { objects($0, "\(name).\(field.key)") } ?? [] }
    }

    private static func inner(_ type: SchemaType) -> SchemaObject? {
        switch type {
        case .object(let object): object
        case .list(let item, _, _): inner(item)
        default: nil
        }
    }

    @Test("Keys are unique and explained")
    func keys() {
        for (name, object) in Self.objects(ScenarioSchema.root, "scenario") {
            #expect(Set(object.fields.map(\.key)).count == object.fields.count, "\(name)")
            #expect(object.fields.allSatisfy { !$0.doc.isEmpty && !$0.doc.contains("\n") }, "\(name)")
        }
    }

    @Test("Defaults pass their own validation: written out, they change nothing")
    func defaults() throws {
        let filled = try #require(try SmallScenario.read().resolved).lines.map(\.text).joined(separator: "\n")
        let reading = try SmallScenario.read(["scenario.yaml": filled])
        #expect(reading.errors == [])
        #expect(reading.resolved?.lines.contains { $0.origin.label == "default" } == false)
    }

    @Test("Lists with ids have them first and required")
    func identifiers() {
        for (name, object) in Self.objects(ScenarioSchema.root, "scenario") {
            guard let id = object["id"] else { continue }
            #expect(object.fields[0].key == "id", "\(name)")
            if case .required = id.presence { continue }
            Issue.record("\(name).id is not required")
        }
    }
}
