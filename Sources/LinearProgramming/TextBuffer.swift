/// Text on its way to a sink, in pieces of some 64 KiB: a file of gigabytes never stands in memory.
struct TextBuffer {
    private static let pieceSize = 1 << 16

    private var bytes: [UInt8] = []
    /// Length of the line that is being written.
    private(set) var lineLength = 0

    init() {
        bytes.reserveCapacity(Self.pieceSize + 1_024)
    }

    mutating func write(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        lineLength += text.utf8.count
    }

    /// The shortest digits that read back as the same number.
    mutating func write(_ value: Double) {
        // Every whole number up to here is exact, and `Int` writes it without ".0".
        if value.magnitude < 1e15, value == value.rounded() {
            write(Int(value).description)
        } else {
            write(value.description)
        }
    }

    mutating func endLine() {
        bytes.append(UInt8(ascii: "\n"))
        lineLength = 0
    }

    /// Hands the text on once there is enough of it.
    mutating func drain<Failure: Error>(into sink: (UnsafeRawBufferPointer) throws(Failure) -> Void) throws(Failure) {
        if bytes.count >= Self.pieceSize { try flush(into: sink) }
    }

    mutating func flush<Failure: Error>(into sink: (UnsafeRawBufferPointer) throws(Failure) -> Void) throws(Failure) {
        try unsafeBytes { (piece) throws(Failure) in try sink(piece) }
        bytes.removeAll(keepingCapacity: true)
    }

    /// `withUnsafeBytes` of an array, with the failure type kept.
    private func unsafeBytes<Failure: Error>(_ body: (UnsafeRawBufferPointer) throws(Failure) -> Void) throws(Failure) {
        var failure: Failure?
        bytes.withUnsafeBytes { piece in
            do throws(Failure) { try body(piece) } catch { failure = error }
        }
        if let failure { throw failure }
    }
}
