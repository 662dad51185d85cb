import Foundation

/// The audit's SQL in the `sqlite3` shell, on the same file, asked for the same samples.
///
/// What is compared: the whole of `Register.audit`, every row judged, against the shell running the very statements
/// the audit runs (it tells them itself, with their values written in), its rows written to /dev/null as lists. Of two
/// scripts one asks for every sample once, the other once and then some more times: the difference of their times
/// leaves out the start of the process and the first reading of the file, and both sides ask with a page cache of
/// 32 MiB that has seen every sample.
struct ShellAudit {
    private static let repeats = 3
    private let database: String
    private let longScript: String
    private let shortScript: String
    private let count: Int

    /// Writes both scripts into a folder; nil when there is no sqlite3 shell.
    init?(database: String, folder: String, _ samples: [Sample]) throws {
        guard (try? Child.run("sqlite3", ["-version"]))?.status == 0 else { return nil }
        self.database = database
        longScript = "\(folder)/long.sql"
        shortScript = "\(folder)/short.sql"
        count = samples.count
        let head = "PRAGMA cache_size = -32768;\n.mode list\n"
        let round = samples.flatMap(\.statements).map { "\($0);\n" }.joined()
        for (path, rounds) in [(longScript, 1 + ShellAudit.repeats), (shortScript, 1)] {
            let text = head + String(repeating: round, count: rounds)
            try text.write(toFile: path, atomically: false, encoding: .utf8)
        }
    }

    /// Milliseconds of one audit's statements, the mean over the samples.
    func run() throws -> Double {
        let long = try time(longScript)
        return (long - (try time(shortScript))) / Double(ShellAudit.repeats * count)
    }

    private func time(_ script: String) throws -> Double {
        try Timing.milliseconds {
            let end = try Child.run("sqlite3", ["-readonly", "-batch", "-bail", database], input: script)
            if end.status != 0 { throw BenchError.failed("sqlite3", end.status) }
        }
    }
}
