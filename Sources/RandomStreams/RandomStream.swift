import CRandomStreams

/// A family of random numbers, one item an id. Each number is a pure function of seed, name and id, so that results depend neither on
/// the order of the work nor on the number of threads, and two runs that ask for the same item get the same number.
///
/// Each item has two independent uniform numbers with 53 bits, or two standard normals; ask a stream for one of the two kinds only.
package struct RandomStream: Sendable {
    private let stream: crandom_stream

    /// - Parameters:
    ///   - seed: of all streams of a run.
    ///   - name: what the stream is for; different names give independent streams.
    package init(seed: UInt64, name: SIMD3<UInt32>) {
        stream = crandom_stream(
            key: (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)), counter: (name.x, name.y, name.z))
    }

    /// An item that an event of a stated probability happens to.
    package struct Hit: Sendable {
        /// Place among the ids asked for.
        package let place: Int
        private let first: UInt64
        private let second: UInt64

        fileprivate init(place: Int, first: UInt64, second: UInt64) {
            self.place = place
            self.first = first
            self.second = second
        }

        package func firstIsBelow(_ probability: Probability) -> Bool { first < probability.limit }

        package func secondIsBelow(_ probability: Probability) -> Bool { second < probability.limit }
    }

    /// A probability as uniforms meet it, times 2^53; certainty is above every uniform.
    package struct Probability: Sendable, Comparable {
        fileprivate let limit: UInt64

        package init(_ probability: Double) {
            limit = UInt64(min(1, max(0, probability)) * 0x1p53)
        }

        package static func < (left: Self, right: Self) -> Bool { left.limit < right.limit }
    }

    /// The items whose first uniform is below one probability or whose second is below another, in the order of the ids.
    package func hits(among ids: [UInt32], first: Probability, second: Probability) -> [Hit] {
        guard first.limit > 0 || second.limit > 0, !ids.isEmpty else { return [] }
        return withUnsafePointer(to: stream) { stream in
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: ids.count) { places in
                withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * ids.count) { uniforms in
                    let seconds = uniforms.baseAddress! + ids.count
                    let count = crandom_select(
                        stream, ids, ids.count, first.limit, second.limit, places.baseAddress, uniforms.baseAddress, seconds)
                    return (0..<count).map { Hit(place: Int(places[$0]), first: uniforms[$0], second: seconds[$0]) }
                }
            }
        }
    }

    /// Two independent standard normals for each id.
    package func normals(_ ids: [UInt32]) -> (first: [Double], second: [Double]) {
        var second: [Double] = []
        let first = filled(ids) { stream, first in
            second = [Double](unsafeUninitializedCapacity: ids.count) { buffer, count in
                crandom_normals(stream, ids, ids.count, first, buffer.baseAddress)
                count = ids.count
            }
        }
        return (first, second)
    }

    /// The first uniform of each id, in [0, 1).
    package func uniforms(_ ids: [UInt32]) -> [Double] {
        filled(ids) { stream, uniforms in crandom_uniforms(stream, ids, ids.count, uniforms) }
    }

    private func filled(_ ids: [UInt32], _ fill: (UnsafePointer<crandom_stream>, UnsafeMutablePointer<Double>?) -> Void) -> [Double] {
        withUnsafePointer(to: stream) { stream in
            [Double](unsafeUninitializedCapacity: ids.count) { buffer, count in
                fill(stream, buffer.baseAddress)
                count = ids.count
            }
        }
    }
}

extension [Double] {
    /// exp of each element, the same bits on every processor.
    package mutating func exponentiate() {
        withUnsafeMutableBufferPointer { crandom_exp($0.baseAddress, $0.count) }
    }
}
