import OfferModel
import TableFiles

/// Responses by (key, offer) while responses.csv is being read: one row each, or the points of a table collected from several.
struct ResponseDrafts {
    struct Point {
        let percent: Double
        let completion: Double
        let row: Int32
    }

    struct Draft {
        let organic: Double
        /// The curve; for a table the place of its points.
        let form: Form
        let row: Int32
    }

    enum Form {
        case curve(CompletionCurve)
        case table(Int)
    }

    private(set) var drafts: [Draft?]
    private(set) var tables: [[Point]] = []
    private let offerCount: Int

    init(keyCount: Int, offerCount: Int) {
        drafts = Array(repeating: nil, count: keyCount * offerCount)
        self.offerCount = offerCount
    }

    subscript(key: Int, offer: Int) -> Draft? { drafts[key * offerCount + offer] }

    /// Takes a row in. What is wrong with it in the light of the rows before is returned: code, message, help.
    mutating func add(_ content: ResponseRow, row: Int, key: Int, offer: Int) -> (first: Int, code: String, message: String, help: String)?
    {
        let place = key * offerCount + offer
        guard let draft = drafts[place] else {
            drafts[place] = Draft(organic: content.organic, form: form(of: content, row), row: Int32(row))
            return nil
        }
        let first = Int(draft.row)
        switch (draft.form, content.content) {
        case (.table(let index), .point(let percent, let completion)):
            guard draft.organic == content.organic else {
                return (
                    first, "organic-differs", "organic differs from the first row of this segment and offer",
                    "give all its points the same organic"
                )
            }
            tables[index].append(Point(percent: percent, completion: completion, row: Int32(row)))
            return nil
        case (.curve, .point), (.table, _):
            return (first, "mixed-forms", "this segment and offer have rows of different forms", "keep the rows of one form")
        case (.curve, _):
            return (first, "duplicate-response", "a second row for this segment and offer", "keep one of the two")
        }
    }

    private mutating func form(of row: ResponseRow, _ number: Int) -> Form {
        switch row.content {
        case .logistic(let intercept, let slope, let ceiling, let durationSlope):
            return .curve(.logistic(intercept: intercept, slope: slope, ceiling: ceiling, durationSlope: durationSlope))
        case .saturating(let floor, let ceiling, let halfPercent):
            return .curve(.saturating(floor: floor, ceiling: ceiling, halfPercent: halfPercent))
        case .point(let percent, let completion):
            tables.append([Point(percent: percent, completion: completion, row: Int32(number))])
            return .table(tables.count - 1)
        }
    }

    /// Sorts the points of every table; calls `onDuplicate` and `onFall` with a point that repeats or lies below the one before it.
    mutating func sortPoints(onDuplicate: (Point) -> Void, onFall: (Point) -> Void) {
        for index in tables.indices {
            tables[index].sort { ($0.percent, $0.row) < ($1.percent, $1.row) }
            for (left, right) in zip(tables[index], tables[index].dropFirst()) {
                if left.percent == right.percent {
                    onDuplicate(right)
                } else if right.completion < left.completion {
                    onFall(right)
                }
            }
        }
    }

    func response(_ draft: Draft) -> Response {
        switch draft.form {
        case .curve(let curve): Response(organic: draft.organic, curve: curve)
        case .table(let index):
            Response(
                organic: draft.organic, curve: .table(tables[index].map { CompletionPoint(percent: $0.percent, completion: $0.completion) })
            )
        }
    }
}
