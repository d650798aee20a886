/// A place in a text file that a person can jump to.
///
/// `line` and `column` count from 1. `column` counts Unicode scalars from the start of the physical line. A problem of a file as a whole
/// (missing, unreadable, empty) is placed at 1:1.
package struct SourceLocation: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let file: String
    package let line: Int
    package let column: Int

    package init(file: String, line: Int = 1, column: Int = 1) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// `file:line:column`, the form that editors and terminals turn into a link.
    package var description: String { "\(file):\(line):\(column)" }

    package static func < (left: SourceLocation, right: SourceLocation) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
}
