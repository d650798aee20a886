/// How large a table may be before it is refused instead of read.
package struct CSVLimits: Sendable, Hashable {
    /// Size of the whole file in bytes; never above 4 GiB, because cells are addressed by 32 bits.
    package let fileBytes: Int
    /// Length of one physical line in bytes.
    package let lineBytes: Int
    /// Diagnostics of one code before "and N more like this".
    package let diagnosticsPerCode: Int

    package init(fileBytes: Int = 2 << 30, lineBytes: Int = 1 << 20, diagnosticsPerCode: Int = 20) {
        precondition(fileBytes > 0 && lineBytes > 0 && diagnosticsPerCode > 0, "limits must be positive")
        self.fileBytes = min(fileBytes, Int(UInt32.max) - 1)
        self.lineBytes = lineBytes
        self.diagnosticsPerCode = diagnosticsPerCode
    }

    /// 2 GiB a file, 1 MiB a line, 20 diagnostics of a kind.
    package static let standard = CSVLimits()
}
