/// Findings as lines for people, the first few of each kind, so that one that many segments share does not bury the others.
struct FindingLines {
    private static let most = 5

    private var kinds: [(code: String, count: Int)] = []
    private var texts: [String: [String]] = [:]

    mutating func add(code: String, _ text: String) {
        if let place = kinds.firstIndex(where: { $0.code == code }) { kinds[place].count += 1 } else { kinds.append((code, 1)) }
        if texts[code, default: []].count < Self.most { texts[code, default: []].append(text) }
    }

    /// Under a heading; none where nothing was added.
    var lines: [String] {
        guard !kinds.isEmpty else { return [] }
        return ["What to know"]
            + kinds.flatMap { kind in
                let hidden = kind.count - Self.most
                return (texts[kind.code] ?? []).flatMap { $0.wrapped(firstIndent: "  ", indent: "    ") }
                    + (hidden > 0 ? ["  ... and \(hidden) more like this (\(kind.code)): see --json"] : [])
            }
    }
}
