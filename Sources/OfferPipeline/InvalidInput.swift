package import TableFiles

/// Input that cannot be worked with, with everything that was found wrong.
package struct InvalidInput: Error {
    package let diagnostics: [Diagnostic]

    package init(diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics
    }
}
