/// A segment whose customers cannot be told one by one: no whole number of them, or too many.
package struct UncountableCustomers: Error {
    package let segment: String
    package let customers: Double

    /// What would do.
    package var remedy: String {
        customers <= DealtPlan.mostCustomers ? "write a whole number" : "split the segment: at most 50,000,000 customers in each"
    }
}
