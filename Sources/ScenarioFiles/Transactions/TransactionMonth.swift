/// The month of a transaction: out of a date such as 2026-10-31, a month such as 2026-10, or a running number.
enum TransactionMonth: Equatable {
    /// Months since the year 0.
    case calendar(Int)
    case number(Int)

    /// nil when the text is none of them.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        if let number = Self.number(bytes[...], digits: 1...4) {
            self = .number(number)
            return
        }
        guard bytes.count >= 7, bytes[4] == UInt8(ascii: "-"), let year = Self.number(bytes[..<4], digits: 4...4),
            let month = Self.number(bytes[5..<7], digits: 2...2), (1...12).contains(month)
        else { return nil }
        if bytes.count > 7 {
            guard bytes.count >= 10, bytes[7] == UInt8(ascii: "-"), let day = Self.number(bytes[8..<10], digits: 2...2),
                (1...31).contains(day)
            else { return nil }
            // A time of day may follow.
            guard bytes.count == 10 || bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " ") else { return nil }
        }
        self = .calendar(year * 12 + month - 1)
    }

    var isCalendar: Bool {
        switch self {
        case .calendar: true
        case .number: false
        }
    }

    var value: Int {
        switch self {
        case .calendar(let value), .number(let value): value
        }
    }

    /// As it would be written in a table.
    static func text(_ value: Int, isCalendar: Bool) -> String {
        guard isCalendar else { return String(value) }
        let month = value % 12 + 1
        return padded(value / 12, to: 4) + "-" + padded(month, to: 2)
    }

    private static func padded(_ value: Int, to digits: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    private static func number(_ bytes: ArraySlice<UInt8>, digits: ClosedRange<Int>) -> Int? {
        guard digits.contains(bytes.count) else { return nil }
        var value = 0
        for byte in bytes {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return value
    }
}
