import TableFiles

extension CellChange {
    /// - Parameter names: of the members that hold what was shown and what is.
    func json(names: (before: String, after: String)) -> JSONValue {
        .object([
            .init("segment", .string(segment)), .init("offer", .string(offer)), .init("customers", .number(customers)),
            .init("net_value", .number(netValue)), .init(names.before, .array(before.map(\.json))),
            .init(names.after, .array(after.map(\.json))),
        ])
    }
}
