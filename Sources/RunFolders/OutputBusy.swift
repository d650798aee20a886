/// Another process holds the output folder.
package struct OutputBusy: Error, CustomStringConvertible {
    package let path: String

    package var description: String { "another run holds \(path): wait for its end, or name another folder with --output" }
}
