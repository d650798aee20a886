import CRandomStreams

/// Philox 4x32-10, a random function of counter and key (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3",
/// SC 2011).
package enum Philox {
    package static func block(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
        var words = SIMD4<UInt32>()
        withUnsafeBytes(of: counter) { counter in
            withUnsafeBytes(of: key) { key in
                withUnsafeMutableBytes(of: &words) { words in
                    crandom_philox(
                        counter.assumingMemoryBound(to: UInt32.self).baseAddress, key.assumingMemoryBound(to: UInt32.self).baseAddress,
                        words.assumingMemoryBound(to: UInt32.self).baseAddress)
                }
            }
        }
        return words
    }
}
