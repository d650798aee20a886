extension [Double] {
    /// In eight sums side by side, which is several times as fast as one after the other.
    var sum: Double {
        folded(from: 0, lanes: { $0 + $1 }, numbers: { $0 + $1 })
    }

    /// Minus infinity of nothing; what is not a number does not count.
    var largest: Double {
        folded(from: -.infinity, lanes: { $0.replacing(with: $1, where: $1 .> $0) }, numbers: { Swift.max($0, $1) })
    }

    /// Infinity of nothing.
    var smallest: Double {
        folded(from: .infinity, lanes: { $0.replacing(with: $1, where: $1 .< $0) }, numbers: { Swift.min($0, $1) })
    }

    private func folded(
        from start: Double, lanes foldLanes: (SIMD8<Double>, SIMD8<Double>) -> SIMD8<Double>, numbers fold: (Double, Double) -> Double
    ) -> Double {
        withUnsafeBufferPointer { numbers in
            let whole = numbers.count / 8 * 8
            var lanes = SIMD8<Double>(repeating: start)
            for place in stride(from: 0, to: whole, by: 8) {
                lanes = foldLanes(lanes, UnsafeRawPointer(numbers.baseAddress! + place).loadUnaligned(as: SIMD8<Double>.self))
            }
            let ofLanes = lanes.indices.reduce(start) { fold($0, lanes[$1]) }
            return numbers[whole...].reduce(ofLanes, fold)
        }
    }
}
