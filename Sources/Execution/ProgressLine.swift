/// The text of a progress bar, such as `simulating  [#########...........]  45%  450 of 1000`.
package enum ProgressLine {
    private static let barLength = 30

    /// ASCII for the bar, never longer than `columns`; what does not fit is left out, the counts first, then the bar.
    package static func text(for progress: WorkProgress, columns: Int) -> String {
        guard columns > 0 else { return "" }
        guard let fraction = progress.fraction else { return fitted("\(progress.phase) ...", columns) }
        let percent = padded("\(Int(fraction * 100))%", 4)
        let filled = Int(fraction * Double(barLength))
        let bar = "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: barLength - filled) + "]"
        let short = "\(progress.phase)  \(percent)"
        let medium = "\(progress.phase)  \(bar) \(percent)"
        if case .count(let done, let total) = progress.amount {
            let long = "\(medium)  \(padded(String(done), String(total).count)) of \(total)"
            if long.count <= columns { return long }
        }
        return medium.count <= columns ? medium : fitted(short, columns)
    }

    private static func padded(_ text: String, _ length: Int) -> String {
        String(repeating: " ", count: max(0, length - text.count)) + text
    }

    private static func fitted(_ text: String, _ columns: Int) -> String { String(text.prefix(columns)) }
}
