import CFolderExchange
import Foundation
import TableFiles

/// Puts one folder in the place of another.
enum FolderSwap {
    /// Afterwards what stood at `target` stands at `fresh`, and nothing where nothing stood.
    ///
    /// In one step where the system can exchange folders. Elsewhere the old folder stands at `aside` for a moment, from where a later
    /// process can put it back.
    static func put(_ fresh: String, inPlaceOf target: String, aside: String) throws(FileError) {
        guard FileManager.default.fileExists(atPath: target) else { return try move(fresh, to: target) }
        let code = folder_exchange(fresh, target)
        if code == 0 { return }
        guard code == ENOSYS else { throw FileError(operation: .rename, path: target, code: code) }
        try move(target, to: aside)
        do throws(FileError) {
            try move(fresh, to: target)
        } catch {
            try move(aside, to: target)
            throw error
        }
        try move(aside, to: fresh)
    }

    private static func move(_ from: String, to path: String) throws(FileError) {
        guard rename(from, path) == 0 else { throw FileError(operation: .rename, path: path, code: errno) }
    }
}
