import TableFiles

/// `Testing` has a `SourceLocation` too.
typealias TextPlace = TableFiles.SourceLocation
