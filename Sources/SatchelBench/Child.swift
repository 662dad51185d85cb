import Foundation

/// Another process, started and waited for.
enum Child {
    /// What became of it: exit status (128 + signal when it was killed) and the most memory it held, in KiB.
    struct End {
        let status: Int32
        let peakKiB: Int
    }

    /// The folder of this executable.
    static var ownFolder: String { (ownPath as NSString).deletingLastPathComponent }

    static var ownPath: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            ?? CommandLine.arguments[0]
    }

    /// Whether an executable of that name, or at that path, can be run.
    static func exists(_ program: String) -> Bool {
        let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
        let paths = program.contains("/") ? [program] : folders.map { "\($0)/\(program)" }
        return paths.contains(where: FileManager.default.isExecutableFile)
    }

    /// Runs an executable with standard input from a file and output to nowhere, its errors too when it is quiet.
    ///
    /// The peak is `ru_maxrss` of `wait4`, which Linux counts from the fork on: it is never below what this process
    /// held when it started the child, so the one that measures has to be small.
    static func run(
        _ path: String, _ arguments: [String], input: String = "/dev/null", isQuiet: Bool = false
    ) throws -> End {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        if isQuiet { posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0) }
        let words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var id: pid_t = 0
        let failure = posix_spawnp(&id, path, &actions, nil, words, environ)
        guard failure == 0 else { throw BenchError.notStarted(path, String(cString: strerror(failure))) }
        var status: Int32 = 0
        var usage = rusage()
        while wait4(id, &status, 0, &usage) < 0 {
            guard errno == EINTR else { throw BenchError.notStarted(path, String(cString: strerror(errno))) }
        }
        let signal = status & 0x7f
        return End(
            status: signal == 0 ? (status >> 8) & 0xff : 128 + signal, peakKiB: Int(usage.ru_maxrss))
    }
}

/// Why a figure could not be measured.
enum BenchError: Error, CustomStringConvertible {
    case notStarted(String, String)
    case failed(String, Int32)
    case unexpected(String)

    var description: String {
        switch self {
        case .notStarted(let path, let why): "cannot run \(path): \(why)"
        case .failed(let what, let status): "\(what) ended with status \(status)"
        case .unexpected(let what): what
        }
    }
}
