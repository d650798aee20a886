import Foundation
import TableFiles

/// The folder that runs, or exports of runs, are written into, each into a folder of its own. One process holds it at a time, by `flock`, which a killed
/// process lets go.
///
/// A run's folder is put together under `.staging` and then takes the place of the one before in one step, so that a reader finds all of
/// the old run or all of the new one, whatever happens meanwhile.
package final class OutputFolder: Sendable {
    package let path: String
    private let kind: any FolderManifest.Type
    private let descriptor: Int32

    /// Makes the folder where it is not there, holds it until the last reference is gone, and clears away what a killed run left.
    ///
    /// - Parameter kind: of the folders in it.
    /// - Throws: `OutputBusy` at once when another process holds it; `FileError`.
    package init(holding path: String, of kind: any FolderManifest.Type = RunManifest.self) throws {
        try Folder.make(path)
        self.path = path
        self.kind = kind
        descriptor = try Self.hold(path)
        try clearStaging()
    }

    /// - Returns: a descriptor whose closing lets the folder go.
    private static func hold(_ path: String) throws -> Int32 {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError(operation: .open, path: path, code: errno) }
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let code = errno
            if code == EINTR { continue }
            close(descriptor)
            throw code == EWOULDBLOCK ? OutputBusy(path: path) : FileError(operation: .lock, path: path, code: code)
        }
        return descriptor
    }

    deinit { close(descriptor) }

    /// Where a run of that name stands.
    package func folder(of name: String) -> String { Self.folder(of: name, in: path) }

    package static func folder(of name: String, in path: String) -> String {
        (path.hasSuffix("/") ? String(path.dropLast()) : path) + "/" + name
    }

    /// The same for readers that stand elsewhere.
    package func absolutePath(of name: String) -> String { URL(filePath: folder(of: name)).path(percentEncoded: false) }

    private var staging: String { folder(of: kind.staging) }

    /// Writes a run's files and puts them in the place of the run before.
    ///
    /// - Parameters:
    ///   - name: of the run's folder; one that is there must be a run's, or empty.
    ///   - files: all but the manifest, with paths within the folder.
    /// - Throws: `FileError`, with the old run untouched; `NotARunFolder`.
    package func replace(_ name: String, with files: [RunFile], manifest: some FolderManifest) throws {
        let target = folder(of: name)
        try checkPlace(of: name)
        let fresh = "\(staging)/\(name)"
        try Self.remove(fresh)
        do {
            for file in files + [RunFile(kind.fileName, manifest.bytes)] {
                let path = "\(fresh)/\(file.path)"
                try Folder.make(Self.parent(of: path))
                try WholeFile.write(file.bytes, to: path)
            }
            try Folder.sync(fresh)
            try FolderSwap.put(fresh, inPlaceOf: target, aside: "\(staging)/\(name).old")
        } catch {
            // The first error counts; what is left under .staging the next run clears away.
            try? Self.remove(fresh)
            throw error
        }
        try keepForeignFiles(from: fresh, in: target)
        try Folder.sync(path)
        try Self.remove(fresh)
    }

    /// Refuses to put a run where something else stands, before any work is done.
    package func checkPlace(of name: String) throws {
        let target = folder(of: name)
        guard FileManager.default.fileExists(atPath: target), kind.read(in: target) == nil else { return }
        if let inside = try? FileManager.default.contentsOfDirectory(atPath: target), inside.isEmpty { return }
        throw NotARunFolder(path: target, kind: kind.kind)
    }

    /// Does what a run does to the folder, twice, and takes it away again.
    ///
    /// - Throws: what a run would meet.
    package func tryOut() throws {
        let (fresh, target) = ("\(staging)/fresh", "\(staging)/target")
        for path in [fresh, target] {
            try Folder.make(path)
            try WholeFile.write(Array(path.utf8), to: "\(path)/file")
            try Folder.sync(path)
        }
        try FolderSwap.put(fresh, inPlaceOf: target, aside: "\(staging)/target.old")
        try Folder.sync(path)
        try finish()
    }

    /// Ends the work: nothing is left under `.staging`.
    package func finish() throws {
        try Self.remove(staging)
    }

    /// A run that was set aside when a process died, with nothing in its place yet, goes back.
    private func clearStaging() throws {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: staging)) ?? [] {
            let isAside = name.hasSuffix(".old")
            let target = folder(of: isAside ? String(name.dropLast(".old".count)) : name)
            if FileManager.default.fileExists(atPath: target) {
                try keepForeignFiles(from: "\(staging)/\(name)", in: target)
            } else if isAside, rename("\(staging)/\(name)", target) != 0 {
                throw FileError(operation: .rename, path: target, code: errno)
            }
        }
        try finish()
    }

    /// What people put beside a run's files, or into its folders, stays where it was.
    private func keepForeignFiles(from old: String, in target: String) throws {
        guard let manifest = kind.read(in: old) else { return }
        let paths = manifest.files.map(\.path)
        var own = Set(paths + [kind.fileName])
        let folders = Set(paths.flatMap { path in path.indices.filter { path[$0] == "/" }.map { String(path[..<$0]) } })
        own.formUnion(folders)
        var open = [""]
        while let folder = open.popLast() {
            for name in (try? FileManager.default.contentsOfDirectory(atPath: "\(old)/\(folder)")) ?? [] {
                let path = folder.isEmpty ? name : "\(folder)/\(name)"
                if folders.contains(path), Folder.isFolder("\(old)/\(path)") { open.append(path) }
                let place = "\(target)/\(path)"
                guard !own.contains(path), !FileManager.default.fileExists(atPath: place) else { continue }
                try Folder.make(Self.parent(of: place))
                guard rename("\(old)/\(path)", place) == 0 else { throw FileError(operation: .rename, path: place, code: errno) }
            }
        }
    }

    private static func parent(of path: String) -> String { String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }

    private static func remove(_ path: String) throws(FileError) {
        // On a disk for reading alone even what is not there cannot be removed.
        guard FileManager.default.fileExists(atPath: path) else { return }
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch CocoaError.fileNoSuchFile {
            return
        } catch {
            let cause = (error as? CocoaError)?.underlying as? POSIXError
            throw FileError(operation: .remove, path: path, code: cause?.code.rawValue ?? EIO)
        }
    }
}

/// Something that is no run, or no export, stands where its folder should be.
package struct NotARunFolder: Error, CustomStringConvertible {
    package let path: String
    let kind: String

    package var description: String {
        "\(path) is there and is no folder of \(kind): move it away, or name another folder with --output"
    }
}
