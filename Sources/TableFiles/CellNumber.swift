/// What a cell says when it is read as a decimal number.
package enum CellNumber: Sendable, Equatable {
    /// A finite number, correctly rounded.
    case value(Double)
    /// Nothing but spaces.
    case blank
    /// Text that is not a decimal number: words, hexadecimal, thousands separators, a decimal comma.
    case notANumber
    /// Infinity, NaN, or a decimal number beyond the range of Double.
    case notFinite
}
