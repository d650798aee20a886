/// Gathers diagnostics and keeps a flood of the same problem readable.
///
/// The first `cap` diagnostics of each code in each file are kept; a note at the place of the next one says how many more there were.
package struct DiagnosticCollector: Sendable {
    /// One kind of problem in one file.
    private struct Kind: Sendable {
        let file: String
        let code: String
        var count = 0
        /// Where the first one that was not kept stands.
        var overflow: SourceLocation?
    }

    private let cap: Int
    private var kept: [Diagnostic] = []
    private var kinds: [Kind] = []
    private var latest = 0

    package init(cap: Int = 20) {
        precondition(cap > 0, "a cap of \(cap) would hide every diagnostic")
        self.cap = cap
    }

    /// Adds a diagnostic of `code` in `file`; `make` is called only while its text can still be of use.
    package mutating func add(code: String, file: String, _ make: () -> Diagnostic) {
        let kind = index(code: code, file: file)
        kinds[kind].count += 1
        if kinds[kind].count <= cap {
            kept.append(make())
        } else if kinds[kind].overflow == nil {
            kinds[kind].overflow = make().location
        }
    }

    package mutating func add(_ diagnostic: Diagnostic) {
        add(code: diagnostic.code, file: diagnostic.location.file) { diagnostic }
    }

    /// How many problems there were, kept or not.
    package var count: Int { kinds.reduce(0) { $0 + $1.count } }

    /// All that was kept, in the order of `Diagnostic`, with one "more like this" note for each code that went over the cap.
    package var diagnostics: [Diagnostic] {
        let notes = kinds.compactMap { kind in
            kind.overflow.map { place in
                Diagnostic.note(kind.code, at: place, "and \(kind.count - cap) more like this", help: "\(kind.code) from here on")
            }
        }
        return (kept + notes).sorted()
    }

    /// The kinds are few and floods are of one kind, so the latest is tried first and the rest in order.
    private mutating func index(code: String, file: String) -> Int {
        if latest < kinds.count, kinds[latest].code == code, kinds[latest].file == file { return latest }
        if let known = kinds.firstIndex(where: { $0.code == code && $0.file == file }) {
            latest = known
        } else {
            latest = kinds.count
            kinds.append(Kind(file: file, code: code))
        }
        return latest
    }
}
