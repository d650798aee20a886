import CRandomStreams

/// A family of random numbers, one item an id. Each number is a pure function of seed, name and id, so that results depend neither on
/// the order of the work nor on the number of threads, and two runs that ask for the same item get the same number.
///
/// Each item has a uniform number with 53 bits, or two standard normals; ask a stream for one of the two kinds only.
package struct RandomStream: Sendable {
    private let stream: crandom_stream

    /// No normal is farther from 0: the uniform that its size comes from is never below 2^-52, whose normal is at 8.4904.
    package static let farthestNormal = 8.5

    /// - Parameters:
    ///   - seed: of all streams of a run.
    ///   - name: what the stream is for; different names give independent streams.
    package init(seed: UInt64, name: SIMD3<UInt32>) {
        stream = crandom_stream(
            key: (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)), counter: (name.x, name.y, name.z))
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
