/// Which rows and columns are in the basis, and at which bound the others rest. It is all that a warm start needs.
package struct LinearBasis: Sendable, Hashable {
    package enum Status: UInt8, Sendable, Hashable {
        case basic = 1
        case atLower
        case atUpper
        /// Outside the basis, without bounds, at zero.
        case free
        /// Outside the basis, both bounds equal.
        case fixed
    }

    package var rows: [Status]
    package var columns: [Status]

    package init(rows: [Status], columns: [Status]) {
        self.rows = rows
        self.columns = columns
    }
}
