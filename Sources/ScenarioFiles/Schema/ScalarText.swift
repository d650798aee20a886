/// How scalars look in messages.
enum ScalarText {
    /// `7` for 7.0, `0.9` for 0.8999999999999999: twelve decimals are enough for people.
    static func number(_ value: Double) -> String {
        let shown = abs(value) < 1000 && abs(value) > 1e-6 ? (value * 1e12).rounded() / 1e12 : value
        return shown == shown.rounded() && abs(shown) < 1e15 ? "\(Int64(shown))" : "\(shown)"
    }
}
