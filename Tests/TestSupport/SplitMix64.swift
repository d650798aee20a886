/// A small seeded generator, so that random tests are the same on every run.
package struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    package init(seed: Int) {
        // Neighbouring seeds of the plain generator share their stream, shifted by one; this sets them far apart.
        state = UInt64(bitPattern: Int64(seed)) &* 0xD134_2543_DE82_EF95 &+ 0x2545_F491_4F6C_DD1D
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    package mutating func number(_ range: ClosedRange<Double>) -> Double {
        Double.random(in: range, using: &self)
    }

    package mutating func count(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &self)
    }

    /// True once in so many times.
    package mutating func onceIn(_ times: Int) -> Bool {
        Int.random(in: 0..<times, using: &self) == 0
    }

    package mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &self)]
    }

    /// Some of the elements in their order, at least one.
    package mutating func some<Element>(_ elements: [Element], atMost limit: Int) -> [Element] {
        let places = elements.indices.shuffled(using: &self).prefix(count(1...min(limit, elements.count)))
        return places.sorted().map { elements[$0] }
    }
}
