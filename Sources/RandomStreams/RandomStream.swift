import CRandomStreams

/// A family of random numbers, one item an id. Each number is a pure function of seed, name and id, so that results depend neither on
/// the order of the work nor on the number of threads, and two runs that ask for the same item get the same number.
///
/// Each item has a uniform number with 53 bits, or two standard normals; ask a stream for one of the two kinds only.
package struct RandomStream: Sendable {
    private let stream: crandom_stream

    /// No normal is farther from 0: the uniform that its size comes from is never below 2^-56, which is at 8.811.
    package static let farthestNormal = 8.82
    /// The same where four bits of that uniform are known and not 0: 1/16 is at 2.3549.
    package static let farthestUsualNormal = 2.355

    /// - Parameters:
    ///   - seed: of all streams of a run.
    ///   - name: what the stream is for; different names give independent streams.
    package init(seed: UInt64, name: SIMD3<UInt32>) {
        stream = crandom_stream(
            key: (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)), counter: (name.x, name.y, name.z))
    }

    /// Two independent standard normals for each id.
    package func normals(_ ids: [UInt32]) -> (first: [Double], second: [Double]) {
        pairs(ids) { stream, first, second in crandom_normals(stream, ids, ids.count, first, second, nil) }
    }

    /// The same, and for each id 24 random bits that have no part in them.
    package func normalsAndBits(_ ids: [UInt32]) -> (first: [Double], second: [Double], bits: [UInt32]) {
        var bits = [UInt32](repeating: 0, count: ids.count)
        let (first, second) = pairs(ids) { stream, first, second in
            crandom_normals(stream, ids, ids.count, first, second, &bits)
        }
        return (first, second, bits)
    }

    /// Two independent standard normals for each id, whose size is known in part beforehand.
    ///
    /// - Parameters:
    ///   - sizes: random bits of each id. Where the four bits from `shift` on are not 0, neither normal is farther from 0 than
    ///     `farthestUsualNormal`.
    package func normals(_ ids: [UInt32], sizes: [UInt32], shift: Int) -> (first: [Double], second: [Double]) {
        precondition(sizes.count == ids.count, "bits for \(sizes.count) of \(ids.count) ids")
        return pairs(ids) { stream, first, second in
            crandom_normals_of_sizes(stream, ids, ids.count, sizes, UInt32(shift), first, second)
        }
    }

    private func pairs(
        _ ids: [UInt32], _ fill: (UnsafePointer<crandom_stream>, UnsafeMutablePointer<Double>?, UnsafeMutablePointer<Double>?) -> Void
    ) -> (first: [Double], second: [Double]) {
        var second: [Double] = []
        let first = filled(ids) { stream, first in
            second = [Double](unsafeUninitializedCapacity: ids.count) { buffer, count in
                fill(stream, first, buffer.baseAddress)
                count = ids.count
            }
        }
        return (first, second)
    }

    /// A uniform of each id, in [0, 1).
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
