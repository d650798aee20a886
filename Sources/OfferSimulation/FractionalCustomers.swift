/// A segment whose customers cannot be told one by one.
package struct FractionalCustomers: Error {
    package let segment: String
    package let customers: Double
}
