package import OfferLearning
import TableFiles

/// Tables that can be read and computed with, but that no answer should rest on unless somebody says so.
package struct DataFailure: Error, CustomStringConvertible {
    package let quality: DataQuality

    init(_ quality: DataQuality) {
        self.quality = quality
    }

    /// One for each failed check, then what to do.
    package var lines: [String] {
        let failures = quality.failures.map { check in
            let place = check.examples.first.map { "\($0.location): " } ?? ""
            return "\(place)data check failed: tables.\(check.table): \(check.name): \(check.message)"
        }
        let count = failures.count == 1 ? "1 data check" : "\(failures.count) data checks"
        return failures + ["\(count) failed: mend the tables, or go on with --accept-data-failures; see `offerbench check-data`"]
    }

    package var description: String { lines.joined(separator: "\n") }
}
