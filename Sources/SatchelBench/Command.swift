import Foundation

/// What the command line asks of the benchmarks.
enum Command {
    case register(asJSON: Bool)
    /// The figures of backups alone.
    case backup(asJSON: Bool)
    /// Fills an office for the memory figure, in a process of its own so that the measuring one stays small.
    case fillLarge(folder: String)
    /// Builds the newest edition of a kit: the process whose memory is measured.
    case build(folder: String, kit: String, out: String)
    /// The figures of a national register alone.
    case nation(asJSON: Bool)
    case wrong

    static let usage = """
        usage: satchel-bench register [--json]
               satchel-bench backup [--json]
               satchel-bench nation [--json]

        Measures the register, or its backups or a national register alone, against their goals.
        Exit status: 0 all goals met, 1 some missed, 2 wrong usage.
        """

    init(_ arguments: [String]) {
        let words = Array(arguments.dropFirst())
        switch (words.first, words.count) {
        case ("register", 1): self = .register(asJSON: false)
        case ("register", 2) where words[1] == "--json": self = .register(asJSON: true)
        case ("backup", 1): self = .backup(asJSON: false)
        case ("backup", 2) where words[1] == "--json": self = .backup(asJSON: true)
        case ("child-fill", 2): self = .fillLarge(folder: words[1])
        case ("nation", 1): self = .nation(asJSON: false)
        case ("nation", 2) where words[1] == "--json": self = .nation(asJSON: true)
        case ("child-build", 4): self = .build(folder: words[1], kit: words[2], out: words[3])
        default: self = .wrong
        }
    }

    /// Does it and gives the exit status.
    func run() -> Int32 {
        do {
            switch self {
            case .register(let asJSON): return try RegisterBench(asJSON: asJSON).run() ? 0 : 1
            case .backup(let asJSON):
                return try RegisterBench(asJSON: asJSON).run([BackupBench.figures]) ? 0 : 1
            case .fillLarge(let folder): try LargeKit.fill(at: folder)
            case .build(let folder, let kit, let out): try LargeKit.build(at: folder, kit: kit, to: out)
            case .nation(let asJSON):
                return try RegisterBench(asJSON: asJSON).run([NationBench.figures]) ? 0 : 1
            case .wrong:
                Console.error(Command.usage)
                return 2
            }
            return 0
        } catch {
            Console.error("satchel-bench: \(error)")
            return 1
        }
    }
}

/// Standard output and error, unbuffered, and progress when somebody is watching.
enum Console {
    static func tell(_ text: String) { FileHandle.standardOutput.write(Data("\(text)\n".utf8)) }

    static func error(_ text: String) { FileHandle.standardError.write(Data("\(text)\n".utf8)) }

    static func progress(_ text: String) {
        if isatty(STDERR_FILENO) == 1 { error("… \(text)") }
    }
}
