import Foundation

/// Scenarios made from the one that ships, for pages that it does not show.
enum ChangedScenario {
    /// Names that would break a page that trusts them.
    static let macro = "<img src=x onerror=alert(1)> & \u{05E2}\u{05D1}\u{05E8}\u{05D9}\u{05EA} 'quoted' \u{202E}turned"
    static let title = "</title><script>alert(1)</script> & \u{0627}\u{0644}\u{0639}\u{0631}\u{0628}\u{064A}\u{0629}"

    static func names() throws -> URL {
        try copy("names") { file, text in
            switch file {
            case "segments.csv": text.replacing(",families,", with: ",\"\(macro)\",")
            case "scenario.yaml":
                text.replacing("name: Coalition launch", with: "name: \"\(title)\"")
            default: text.replacing("macro:families,", with: "\"macro:\(macro)\",")
            }
        }
    }

    /// The bank's proposal as what runs today.
    static func current() throws -> URL {
        try copy("current") { file, text in file == "scenario.yaml" ? text + "\ncurrent_plan: proposal.csv\n" : text }
    }

    /// Many segments, each like one of the launch.
    static func many(_ count: Int) throws -> URL {
        try copy("many") { file, text in
            // What speaks of single segments speaks of those that are not there.
            if file == "scenario.yaml" { return text.replacing("segment: students-campus", with: "segment: s00001") }
            let lines = text.split(separator: "\n").map(String.init)
            guard file == "segments.csv" else {
                return lines.filter { $0.hasPrefix("segment,") || $0.hasPrefix("*,") || $0.hasPrefix("macro:") }.joined(separator: "\n")
                    + "\n"
            }
            let rows = (1...count).map { number -> String in
                var cells = lines[1 + number % (lines.count - 1)].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
                let digits = String(number)
                cells[0] = "s" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
                cells[2] = String(100 + number % 50)
                return cells.joined(separator: ",")
            }
            return ([lines[0]] + rows).joined(separator: "\n") + "\n"
        }
    }

    private static func copy(_ name: String, _ change: (String, String) -> String) throws -> URL {
        let manager = FileManager.default
        let target = manager.temporaryDirectory.appending(path: "offerbench-pages-\(ProcessInfo.processInfo.processIdentifier)-\(name)")
        try manager.createDirectory(at: target, withIntermediateDirectories: true)
        let source = PageCase.shipped("coalition-launch")
        for file in ["scenario.yaml", "segments.csv", "responses.csv", "values.csv", "proposal.csv"] {
            let text = try String(contentsOf: source.appending(path: file), encoding: .utf8)
            try change(file, text).write(to: target.appending(path: file), atomically: true, encoding: .utf8)
        }
        return target
    }
}
