package import TableFiles

/// A file of a run, ready to be written.
package struct RunFile: Sendable {
    /// Within the run's folder.
    package let path: String
    package let bytes: [UInt8]

    package init(_ path: String, _ bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    /// The document without what differs from run to run, which stands in the manifest.
    package init(_ path: String, _ document: JSONValue) {
        self.init(path, document.without("provenance", "run").bytes)
    }
}
