/// "Did you mean": finds the known word that a mistyped one was probably meant to be.
package enum Suggestion {
    /// The candidate closest to `word`, or nil when none is close.
    ///
    /// Distance counts insertions, deletions, replacements and swaps of neighbours (Damerau-Levenshtein, optimal string alignment), without
    /// regard to case and with `-` and `_` alike. About a third of the longer word may differ. Of equally close candidates the first in
    /// alphabetical order wins, so the answer does not depend on the order of `candidates`.
    package static func closest(to word: String, among candidates: some Sequence<String>) -> String? {
        let wanted = normalized(word)
        var best: (distance: Int, candidate: String)?
        for candidate in candidates {
            let known = normalized(candidate)
            let limit = min((max(wanted.count, known.count) + 1) / 3, best?.distance ?? .max)
            guard let distance = distance(wanted, known, limit: limit) else { continue }
            if let best, (best.distance, best.candidate) <= (distance, candidate) { continue }
            best = (distance, candidate)
        }
        return best?.candidate
    }

    private static func normalized(_ word: String) -> [Unicode.Scalar] {
        word.lowercased().unicodeScalars.map { $0 == "_" ? "-" : $0 }
    }

    /// The distance, or nil when it is above `limit`.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar], limit: Int) -> Int? {
        if abs(left.count - right.count) > limit { return nil }
        if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for i in 1...left.count {
            var current = [i]
            for j in 1...right.count {
                let replacement = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1)
                var cost = min(replacement, previous[j] + 1, current[j - 1] + 1)
                if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
                    cost = min(cost, beforePrevious[j - 2] + 1)
                }
                current.append(cost)
            }
            (beforePrevious, previous) = (previous, current)
        }
        return previous[right.count] <= limit ? previous[right.count] : nil
    }
}
