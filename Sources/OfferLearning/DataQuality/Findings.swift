/// Things that are not as they should be: how many, and the first few.
struct Findings: Sendable {
    static let mostExamples = 5

    private(set) var count = 0
    private(set) var examples: [DataCheck.Example] = []

    /// `make` is called only while its text can be of use.
    mutating func add(_ make: () -> DataCheck.Example) {
        count += 1
        if examples.count < Self.mostExamples { examples.append(make()) }
    }

    mutating func add(_ other: Findings) {
        count += other.count
        examples += other.examples.prefix(Self.mostExamples - examples.count)
    }
}

extension DataCheck {
    /// Failures make it fail, else doubts make it warn. `expected` is 0 and `measured` the count, unless they are given.
    init(
        _ kind: Kind, of table: String, failures: Findings, doubts: Findings, measured: Double? = nil, expected: Double = 0,
        message: String
    ) {
        let worst = failures.count > 0 ? failures : doubts
        self.init(
            kind, of: table, failures.count > 0 ? .fail : doubts.count > 0 ? .warn : .pass, count: worst.count,
            measured: measured ?? Double(worst.count), expected: expected, message: message, examples: worst.examples.sorted())
    }
}

extension DataCheck.Example: Comparable {
    package static func < (left: Self, right: Self) -> Bool {
        left.location == right.location ? left.message < right.message : left.location < right.location
    }
}

extension Int {
    /// `1 cell`, `2 cells`.
    func counted(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }
}
