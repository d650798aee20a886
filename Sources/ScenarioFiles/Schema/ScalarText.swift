/// How scalars look in messages.
enum ScalarText {
    /// `7` for 7.0, `0.25` for 0.25.
    static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
    }
}
