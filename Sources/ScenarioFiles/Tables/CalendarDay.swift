/// A day of the calendar, for counting the days between two of them.
package struct CalendarDay: Sendable, Hashable, CustomStringConvertible {
    /// `2026-11-01`
    package let description: String
    /// Days since the first of March of the year 0.
    private let number: Int

    /// nil unless the text is a real day, YYYY-MM-DD.
    package init?(_ text: String) {
        guard ScalarReading.isDate(text) else { return nil }
        let parts = text.split(separator: "-").compactMap { Int($0) }
        // Years that begin in March have their leap day at the end, where it moves no month.
        let year = parts[1] > 2 ? parts[0] : parts[0] - 1
        let month = (parts[1] + 9) % 12
        number = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + parts[2]
        description = text
    }

    /// Negative when this day is the earlier one.
    package func days(since other: CalendarDay) -> Int { number - other.number }
}
