#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Paths as text, and what the file system says of them.
enum SourcePath {
    enum Kind {
        case file, folder, other, missing
    }

    /// `text` as seen from `folder`, without `.`, and without `..` behind a name.
    static func join(_ folder: String, _ text: String) -> String {
        normalized(text.hasPrefix("/") || folder.isEmpty ? text : folder + "/" + text)
    }

    static func normalized(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." {
                parts.removeLast()
            } else if part != ".." || !path.hasPrefix("/") {
                parts.append(part)
            }
        }
        return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }

    /// The folder that holds the file; empty for the current one.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    static func lastComponent(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    /// The path as a person in the current directory would write it.
    static func shown(_ path: String) -> String {
        guard path.hasPrefix("/"), let current = currentFolder, current != "/", path.hasPrefix(current + "/") else { return path }
        return String(path.dropFirst(current.utf8.count + 1))
    }

    static func absolute(_ path: String) -> String {
        join(currentFolder ?? "", path)
    }

    /// The path without symbolic links; nil where there is nothing.
    static func real(_ path: String) -> String? {
        guard let resolved = realpath(path.isEmpty ? "." : path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    static func kind(_ path: String) -> Kind {
        var status = stat()
        guard stat(path.isEmpty ? "." : path, &status) == 0 else { return .missing }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file
        case S_IFDIR: return .folder
        default: return .other
        }
    }

    static func isInside(_ path: String, _ folder: String) -> Bool {
        path == folder || folder == "/" || path.hasPrefix(folder + "/")
    }

    private static var currentFolder: String? { real(".") }
}
