import Foundation

/// The audit's SQL in the `sqlite3` shell, on the same file, bound to the same parameters, asked for the same samples.
///
/// What is compared: the whole of `Register.audit` (the kit, its editions, the organisation, what was in force, every
/// row judged) against the shell's stepping through the one SELECT that finds what each recipient holds, its rows
/// written to /dev/null as lists. Two scripts that differ only in that SELECT run in turn; the difference of their
/// times leaves out the start of the process, the reading of the script and the binding. Both sides have a page cache
/// of 32 MiB, and have asked for every sample once before the time is taken.
struct ShellAudit {
    private static let repeats = 3
    private let database: String
    private let withQuery: String
    private let without: String
    private let count: Int

    /// Writes both scripts into a folder; nil when there is no sqlite3 shell.
    init?(database: String, folder: String, _ samples: [Sample]) throws {
        guard (try? Child.run("sqlite3", ["-version"]))?.status == 0 else { return nil }
        self.database = database
        withQuery = "\(folder)/with.sql"
        without = "\(folder)/without.sql"
        count = samples.count
        let head = "PRAGMA cache_size = -32768;\n.mode list\n"
        let warm = samples.map { ShellAudit.lines($0, $0.sql) }.joined()
        let idle = samples.map { ShellAudit.lines($0, "SELECT :kit") }.joined()
        for (path, body) in [(withQuery, warm), (without, idle)] {
            let text = head + warm + String(repeating: body, count: ShellAudit.repeats)
            try text.write(toFile: path, atomically: false, encoding: .utf8)
        }
    }

    private static func lines(_ sample: Sample, _ sql: String) -> String {
        let bound = sample.parameters.sorted { $0.key < $1.key }.map {
            ".parameter set :\($0.key) \($0.value)\n"
        }
        return bound.joined() + sql + ";\n"
    }

    /// Milliseconds of one query, the mean over the samples.
    func run() throws -> Double {
        let full = try time(withQuery)
        let idle = try time(without)
        return (full - idle) / Double(ShellAudit.repeats * count)
    }

    private func time(_ script: String) throws -> Double {
        try Timing.milliseconds {
            let end = try Child.run("sqlite3", ["-readonly", "-batch", "-bail", database], input: script)
            if end.status != 0 { throw BenchError.failed("sqlite3", end.status) }
        }
    }
}
