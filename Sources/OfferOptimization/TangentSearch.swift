/// A line that a concave function nowhere exceeds and, but for rounding, meets at one place.
struct Tangent: Sendable {
    let at: Double
    /// What is reached there: the function is at least this.
    let value: Double
    /// The function is at most this there.
    let bound: Double
    let slope: Double
    /// How far rounding may have moved value and bound.
    let noise: Double

    /// The function is at most this at any place.
    func height(at place: Double) -> Double {
        bound + slope * (place - at)
    }
}

/// Finds all pieces of a concave, piecewise linear function between two places where its tangents are known.
///
/// Two neighbouring tangents cross somewhere between; either the function reaches the crossing, which then is a breakpoint, or its
/// tangent there is a piece that was not known. Both end after as many steps as there are pieces, however degenerate they are, and what
/// is not looked into yet lies between a chord and two tangents, so that its error is known.
struct TangentSearch {
    /// The function is linear from one place to the other: the line of a tangent, or a chord where the search was ended first.
    struct Piece {
        let from: Double
        let to: Double
        let line: Tangent
        let isExact: Bool

        var slope: Double { line.slope }
    }

    private enum State {
        /// The left tangent, or the right one, holds all the way.
        case left, right
        /// The left tangent holds up to here, then the right one.
        case crossing(Double)
        /// The tangents cross here, so far above the chord.
        case open(at: Double, error: Double)
        /// As open, but nobody answered.
        case givenUp(error: Double)
    }

    private struct Span {
        let left: Tangent
        let right: Tangent
        var state: State
    }

    private var spans: [Span]
    /// Of those crossings that were taken for reached though the answer there fell short of its own bound.
    private var largestShortfall = 0.0

    /// Value below which two heights are the same, relative to the function's own size.
    private static let relativeTolerance = 1e-11
    /// Distance below which two places are the same, relative to their own size.
    private static let narrowest = 1e-13

    init(between left: Tangent, and right: Tangent) {
        spans = [Self.span(left, right)]
    }

    /// Round by round, each from left to right, so that each question is close to the one before.
    ///
    /// - Parameters:
    ///   - mostPieces: no more are looked for; those that would be off by most come first.
    ///   - tangent: at a place; nil where nobody can tell.
    ///   - isOver: asked after an answer that nobody could give.
    mutating func refine(mostPieces: Int, tangent: (Double) throws -> Tangent?, isOver: () -> Bool) rethrows {
        var isStopped = false
        while !isStopped {
            let open = spans.indices.compactMap { place -> (place: Int, error: Double)? in
                if case .open(_, let error) = spans[place].state { (place, error) } else { nil }
            }
            let room = mostPieces - spans.count - 1
            guard !open.isEmpty, room > 0 else { return }
            let chosen = Set(open.sorted { ($1.error, $0.place) < ($0.error, $1.place) }.prefix(room).map(\.place))
            var next: [Span] = []
            for (place, span) in spans.enumerated() {
                guard !isStopped, chosen.contains(place), case .open(let crossing, let error) = span.state else {
                    next.append(span)
                    continue
                }
                if let found = try tangent(crossing) {
                    next += halves(of: span, at: found)
                } else if isOver() {
                    isStopped = true
                    next.append(span)
                } else {
                    next.append(Span(left: span.left, right: span.right, state: .givenUp(error: error)))
                }
            }
            spans = next
        }
    }

    private mutating func halves(of span: Span, at found: Tangent) -> [Span] {
        let height = span.left.height(at: found.at)
        let tolerance = max(Self.tolerance(span.left, span.right), Self.tolerance(found, found))
        guard found.bound < height - tolerance else {
            largestShortfall = max(largestShortfall, height - found.value - tolerance)
            return [Span(left: span.left, right: span.right, state: .crossing(found.at))]
        }
        return [Self.span(span.left, found), Self.span(found, span.right)]
    }

    private static func tolerance(_ left: Tangent, _ right: Tangent) -> Double {
        max(relativeTolerance * max(1, abs(left.bound), abs(right.bound)), 2 * (left.noise + right.noise))
    }

    private static func span(_ left: Tangent, _ right: Tangent) -> Span {
        let tolerance = Self.tolerance(left, right)
        func closed(_ state: State) -> Span { Span(left: left, right: right, state: state) }
        let steepness = left.slope - right.slope
        if left.height(at: right.at) <= right.value + tolerance || steepness <= 0 { return closed(.left) }
        if right.height(at: left.at) <= left.value + tolerance { return closed(.right) }
        let crossing = min(max(left.at + (right.height(at: left.at) - left.bound) / steepness, left.at), right.at)
        let part = (crossing - left.at) / (right.at - left.at)
        let error = left.height(at: crossing) - (left.value + part * (right.value - left.value))
        let narrow = narrowest * max(abs(left.at), abs(right.at))
        if error <= tolerance || min(crossing - left.at, right.at - crossing) <= narrow { return closed(.crossing(crossing)) }
        return closed(.open(at: crossing, error: error))
    }

    /// How far the function may lie above the pieces, 0 where every piece is known.
    var largestError: Double {
        spans.reduce(max(0, largestShortfall)) { largest, span in
            switch span.state {
            case .open(_, let error), .givenUp(let error): max(largest, error)
            case .left, .right, .crossing: largest
            }
        }
    }

    /// The pieces from left to right; neighbours that are one line are one piece.
    var pieces: [Piece] {
        var pieces: [Piece] = []
        func add(_ piece: Piece) {
            guard piece.to > piece.from else { return }
            if let last = pieces.last, let both = Self.joined(last, piece) {
                pieces[pieces.count - 1] = both
            } else {
                pieces.append(piece)
            }
        }
        for span in spans {
            let (from, to) = (span.left.at, span.right.at)
            switch span.state {
            case .left: add(Piece(from: from, to: to, line: span.left, isExact: true))
            case .right: add(Piece(from: from, to: to, line: span.right, isExact: true))
            case .crossing(let crossing):
                add(Piece(from: from, to: crossing, line: span.left, isExact: true))
                add(Piece(from: crossing, to: to, line: span.right, isExact: true))
            case .open, .givenUp:
                let slope = (span.right.value - span.left.value) / (to - from)
                let chord = Tangent(at: from, value: span.left.value, bound: span.left.value, slope: slope, noise: span.left.noise)
                add(Piece(from: from, to: to, line: chord, isExact: false))
            }
        }
        return pieces
    }

    /// Both as one, with the line of the longer, where each other's line serves as well.
    private static func joined(_ first: Piece, _ second: Piece) -> Piece? {
        let tolerance = Self.tolerance(first.line, second.line)
        guard first.isExact, second.isExact,
            abs(first.line.height(at: second.to) - second.line.height(at: second.to)) <= tolerance,
            abs(second.line.height(at: first.from) - first.line.height(at: first.from)) <= tolerance
        else { return nil }
        let line = first.to - first.from >= second.to - second.from ? first.line : second.line
        return Piece(from: first.from, to: second.to, line: line, isExact: true)
    }
}
