/// What the columns of a table are for, and what they are called in the file at hand.
package struct ColumnNames<Role>: Sendable where Role: RawRepresentable & CaseIterable & Hashable & Sendable, Role.RawValue == String {
    private let names: [Role: String]

    /// - Parameter names: where they differ from the roles' own names.
    package init(_ names: [Role: String] = [:]) {
        self.names = names
    }

    /// The name that was given to the column, or that of its role.
    package subscript(role: Role) -> String { names[role] ?? role.rawValue }

    /// Of columns that need not be there, those to be read if they are: a name that was given to another role is that role's alone.
    func optional(_ roles: [Role]) -> [Role] { roles.filter { names[$0] == nil && !names.values.contains($0.rawValue) } }

    /// Two roles that one column would be read for, the one that it was named for first; nil where every column says one thing.
    ///
    /// - Parameter roles: those that are read under their own names where they have no other.
    package func shared(among roles: [Role]) -> (named: Role, other: Role, column: String)? {
        for named in Role.allCases {
            guard let column = names[named] else { continue }
            let others = Role.allCases.filter { $0 != named && (names[$0] != nil || roles.contains($0)) }
            if let other = others.first(where: { self[$0] == column }) { return (named, other, column) }
        }
        return nil
    }

    /// Of columns that need not be there, those that somebody named, and that must be there for it.
    func named(_ roles: [Role]) -> [Role] { roles.filter { names[$0] != nil } }
}
