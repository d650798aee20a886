/// The days of a plan's months, month 1 being the month of the business date.
struct PlanCalendar: Sendable {
    private let year: Int
    private let month: Int

    /// - Parameter asOf: YYYY-MM-DD; nil, or anything else, for no calendar.
    init?(asOf: String?) {
        let parts = (asOf ?? "").split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3, (1...9999).contains(parts[0]), (1...12).contains(parts[1]) else { return nil }
        year = parts[0]
        month = parts[1]
    }

    /// The first day of a month of the plan, YYYY-MM-DD.
    func firstDay(ofMonth number: Int) -> String { text(of: number, day: 1) }

    /// The last day of a month of the plan, YYYY-MM-DD.
    func lastDay(ofMonth number: Int) -> String {
        let (year, month) = calendarMonth(number)
        let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
        return text(of: number, day: [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1])
    }

    private func calendarMonth(_ number: Int) -> (year: Int, month: Int) {
        let months = year * 12 + month - 1 + number - 1
        return (months / 12, months % 12 + 1)
    }

    private func text(of number: Int, day: Int) -> String {
        let (year, month) = calendarMonth(number)
        func digits(_ value: Int, _ count: Int) -> String {
            String(repeating: "0", count: max(0, count - String(value).count)) + String(value)
        }
        return "\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))"
    }
}
