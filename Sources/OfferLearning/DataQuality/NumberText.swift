import Foundation

/// Numbers in messages.
enum NumberText {
    /// `0.52`, `12400`, `1e+09`: so many significant digits, no trailing zeros.
    static func short(_ value: Double, digits: Int = 3) -> String {
        value == 0 ? "0" : String(format: "%.\(digits)g", value)
    }
}
