package import TableFiles

/// The JSON Schema (draft-07) of a recommended config, which `config verify` holds files against.
package enum ConfigSchema {
    package static let json: JSONValue = .object(
        [
            .init("$schema", .string("http://json-schema.org/draft-07/schema#")), .init("title", .string("OfferBench recommended config")),
            .init("description", .string("what an offer engine takes in, format \(RecommendedConfig.schema)")),
        ]
            + members(
                of: object([
                    ("schema", constant(RecommendedConfig.schema)), ("id", text("^[0-9a-f]{64}$")),
                    ("scenario", object([("name", text()), ("sha256", text("^[0-9a-f]{64}$"))])), ("currency", text()),
                    ("validity", validity), ("rules", rules), ("segments", array(segment)), ("expected", expected),
                    ("provenance", provenance), ("certificate", certificate),
                    ("data", object([("verdict", choice(["pass", "warn", "fail", "not_checked"]))])), ("forced", type("boolean")),
                    ("objections", array(text())),
                ])))

    private static let validity = object([
        ("as_of", nullable(date)), ("first_month", nullable(integer(1))), ("last_month", nullable(integer(1))), ("from", nullable(date)),
        ("to", nullable(date)),
    ])

    private static let rules = object([
        ("max_total_basis_points", nullable(integer(0))), ("percent_basis", choice(["effective", "headline"])), ("holdout_share", share),
        ("monthly_cap_per_customer_minor", nullable(integer(0))), ("points_expire_after_months", nullable(integer(1))),
        ("max_redeem_share", nullable(share)), ("redemption_order", choice(["vintage", "fifo"])),
        (
            "offers",
            array(
                object([
                    ("offer", id), ("sponsor", id), ("start_month", integer(1)), ("requires", array(id)),
                    ("monthly_stop_minor", nullable(integer(0))),
                ]))
        ),
        (
            "exclusions",
            array(
                object([
                    ("offer", id), ("segment", nullable(id)), ("macro", nullable(type("string"))), ("reason", nullable(type("string"))),
                ]))
        ),
    ])

    private static let segment = object([
        ("segment", id), ("macro", nullable(type("string"))), ("customers", number(0)), ("base_basis_points", integer(0)),
        ("completed", array(id)), ("contacts", nullable(integer(0))),
        ("bundles", array(object([("bundle", integer(1)), ("share", share), ("offers", array(offer, least: 1))]))),
    ])

    private static let offer = object([
        ("offer", id), ("basis_points", integer(0)), ("monthly_cap_minor", nullable(integer(0))), ("months", integer(1)),
        ("start_month", integer(1)), ("valid_from", nullable(date)), ("valid_to", nullable(date)),
    ])

    private static let expected = object([
        ("cost_minor", nullable(integer())), ("value_minor", nullable(integer())), ("net_value_minor", nullable(integer())),
        ("worst_case_minor", nullable(integer())), ("completions", number(0)),
    ])

    private static let provenance = object([
        ("version", text()), ("seed", integer(0)), ("solver", object([("name", text()), ("version", text())])),
    ])

    private static let certificate = object([
        ("status", choice(["optimal", "feasible", "time_limit", "given"])), ("granularity", choice(["segment", "macro", "programme"])),
        ("mode", choice(["split", "single"])), ("objective", choice(["net_value", "value"])), ("value", nullable(number())),
        ("bound", nullable(number())), ("gap", nullable(number())), ("primal_violation", nullable(number(0))),
        ("dual_violation", nullable(number(0))), ("complementarity", nullable(number(0))),
    ])

    private static let id = text("^[a-z0-9][a-z0-9_-]*$")
    private static let date = text("^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")
    private static let share = JSONValue.members(["type": .string("number"), "minimum": .integer(0), "maximum": .integer(1)])

    private static func type(_ name: String) -> JSONValue { .members(["type": .string(name)]) }

    private static func constant(_ text: String) -> JSONValue { .members(["const": .string(text)]) }

    private static func choice(_ words: [String]) -> JSONValue {
        .members(["type": .string("string"), "enum": .array(words.map { .string($0) })])
    }

    private static func text(_ pattern: String? = nil) -> JSONValue {
        .object([.init("type", .string("string")), pattern.map { .init("pattern", .string($0)) } ?? .init("minLength", .integer(1))])
    }

    private static func integer(_ least: Int? = nil) -> JSONValue { limited("integer", least) }

    private static func number(_ least: Int? = nil) -> JSONValue { limited("number", least) }

    private static func limited(_ type: String, _ least: Int?) -> JSONValue {
        .object([.init("type", .string(type))] + (least.map { [.init("minimum", .integer($0))] } ?? []))
    }

    private static func array(_ items: JSONValue, least: Int = 0) -> JSONValue {
        .object([.init("type", .string("array")), .init("items", items)] + (least > 0 ? [.init("minItems", .integer(least))] : []))
    }

    private static func nullable(_ schema: JSONValue) -> JSONValue {
        .object(
            members(of: schema).map {
                $0.key == "type" ? .init("type", .array([$0.value, .string("null")])) : $0
            })
    }

    /// All members and no others.
    private static func object(_ properties: [(String, JSONValue)]) -> JSONValue {
        .members([
            "type": .string("object"), "properties": .object(properties.map { .init($0.0, $0.1) }),
            "required": .array(properties.map { .string($0.0) }), "additionalProperties": .bool(false),
        ])
    }

    private static func members(of schema: JSONValue) -> [JSONValue.Member] {
        guard case .object(let members) = schema else { preconditionFailure("a schema is an object") }
        return members
    }
}
