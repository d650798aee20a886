import Foundation
import Testing

/// `offerbench run` when things go wrong around it. More kills, a full disk and strict times on demand: scripts/run-check.py.
@Suite struct RunFaultTests {
    private static let full = PaperScenario().adding(
        """
        stresses: [{ id: rush, uptake: 0.5 }]
        simulation: { replications: 3 }
        """)

    private func arguments(_ words: String...) -> [[UInt8]] { words.map { Array($0.utf8) } }

    /// Whatever the moment, the run folders are the old ones or the new ones, and a resumed run ends where one without a kill does.
    @Test func afterAKillTheNextRunEndsInTheSameBytes() throws {
        let folder = try Self.full.written()
        try folder.write("schema: offerbench/1\nextends: ../paper\nbudgets: [{ id: total, amount: 1200 }]\n", to: "variant/scenario.yaml")
        func run(_ output: String, _ amount: Int, limit: Duration = .seconds(120)) throws -> OfferbenchRun {
            try OfferbenchRun(
                bytes: arguments("run", "paper", "variant", "--output", output, "--set", "budgets.total.amount=\(amount)"), in: folder.path,
                limit: limit)
        }
        var results: [Int: [String: [UInt8]]] = [:]
        let start = ContinuousClock.now
        for amount in [1_000, 1_500] {
            #expect(try run("clean", amount).ending == .exited(0))
            results[amount] = try FolderContents("\(folder.path)/clean").withoutRunFields
        }
        let usual = (ContinuousClock.now - start) / 2
        var moments = SplitMix64(seed: 20_261_124)
        var killed = 0
        for number in 0..<20 {
            let amount = number.isMultiple(of: 2) ? 1_500 : 1_000
            let share = Double(moments.next() >> 11) * 0x1p-53
            if try run("out", amount, limit: usual * share).ending == .timedOut { killed += 1 }
            for name in ["paper", "variant"] where FileManager.default.fileExists(atPath: "\(folder.path)/out/\(name)") {
                let found = try FolderContents("\(folder.path)/out/\(name)").withoutRunFields
                let whole = results.values.map { Self.part($0, of: name) }
                #expect(whole.contains(found), "kill \(number): \(name) is neither the old run nor the new one")
            }
            let resumed = try run("out", amount)
            #expect(resumed.ending == .exited(0), "kill \(number): \(resumed.messages)")
            #expect(try FolderContents("\(folder.path)/out").withoutRunFields == results[amount], "kill \(number)")
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/out").sorted() == ["paper", "runs.sqlite", "variant"])
            let list = try JSON(OfferbenchRun("runs", "list", "out", "--json", in: folder.path).outputBytes)
            #expect(try list.items.count { try $0["state"].string == "done" } >= 2)
        }
        #expect(killed >= 10)
    }

    private static func part(_ files: [String: [UInt8]], of name: String) -> [String: [UInt8]] {
        let own = files.filter { $0.key.hasPrefix("\(name)/") }
        return Dictionary(uniqueKeysWithValues: own.map { (String($0.key.dropFirst(name.count + 1)), $0.value) })
    }

    @Test func manyAtOnceWriteOneRunAndTheOthersAreTurnedAway() throws {
        let folder = try Self.full.written()
        let endings = SharedEndings()
        DispatchQueue.concurrentPerform(iterations: 20) { [path = folder.path] _ in
            if let run = try? OfferbenchRun("run", "paper", "--output", "out", in: path) { endings.add(run.ending) }
        }
        #expect(endings.all.count == 20 && endings.all.allSatisfy { $0 == .exited(0) || $0 == .exited(5) })
        #expect(endings.all.contains(.exited(0)))
        #expect(try JSON(OfferbenchRun("runs", "list", "out", "--json", in: folder.path).outputBytes).items.count == 1)
    }

    @Test func aHeldFolderIsBusy() throws {
        let folder = try PaperScenario().written()
        try FileManager.default.createDirectory(atPath: "\(folder.path)/out", withIntermediateDirectories: true)
        let descriptor = open("\(folder.path)/out", O_RDONLY | O_DIRECTORY)
        defer { close(descriptor) }
        #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        let run = try OfferbenchRun("run", "paper", "--output", "out", in: folder.path)
        #expect(run.ending == .exited(5) && run.output.isEmpty)
        #expect(run.messages.contains("another run holds out"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/out").isEmpty)
    }

    /// A file that would grow beyond a limit stands for a disk that is full.
    @Test func aFailedWriteLeavesTheOldRunAsItWas() throws {
        let folder = try Self.full.written()
        #expect(try OfferbenchRun("run", "paper", "--output", "out", in: folder.path).ending == .exited(0))
        let old = try FolderContents("\(folder.path)/out/paper")
        var lines = Self.full.segments.split(separator: "\n").map(String.init)
        lines[0] += ",note"
        lines[1] += "," + String(repeating: "x", count: 900_000)
        try folder.write(lines.joined(separator: "\n") + "\n", to: "paper/segments.csv")
        let words = arguments("run", "paper", "--output", "out")
        for blocks in [1_000, 40] {
            let failed = try OfferbenchRun(bytes: words, in: folder.path, setup: "ulimit -f \(blocks)")
            #expect(failed.ending == .exited(74), "\(blocks): \(failed.messages)")
            #expect(failed.messages.contains(/cannot write .*File too large|the run store/), "\(blocks): \(failed.messages)")
            #expect(try FolderContents("\(folder.path)/out/paper") == old, "\(blocks)")
        }
        #expect(try OfferbenchRun("run", "paper", "--output", "out", in: folder.path).ending == .exited(0))
        #expect(try FolderContents("\(folder.path)/out/paper") != old)
        try folder.write("", to: "file")
        #expect(try OfferbenchRun("run", "paper", "--output", "file", in: folder.path).ending == .exited(74))
        #expect(try OfferbenchRun("run", "paper", "--output", "/dev/null/out", in: folder.path).ending == .exited(74))
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func aSignalEndsTheWorkAndWritesNothingHalf(signal: Int32) throws {
        let folder = try PaperScenario().adding("simulation: { replications: 1000000 }").written()
        let words = arguments("run", "paper", "--output", "out", "--progress", "json")
        let run = try OfferbenchRun(bytes: words, in: folder.path, limit: .milliseconds(700), signal: signal)
        #expect(run.ending == .exited(4), "\(run.messages)")
        #expect(try JSON(Array(#require(run.outputLines.last).utf8))["interrupted"].number == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/out") == ["runs.sqlite"])
    }
}

/// Endings of runs that end on several threads.
private final class SharedEndings: @unchecked Sendable {
    private let lock = NSLock()
    private var endings: [OfferbenchRun.Ending] = []

    func add(_ ending: OfferbenchRun.Ending) { lock.withLock { endings.append(ending) } }

    var all: [OfferbenchRun.Ending] { lock.withLock { endings } }
}

/// A generator of the moments of kills: the same in every run of the tests.
private struct SplitMix64 {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
