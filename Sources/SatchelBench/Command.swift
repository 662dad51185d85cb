import Foundation

/// What the command line asks of the benchmarks.
enum Command {
    /// Measures the figures of a part and tells them.
    case measure(Part, asJSON: Bool)
    /// Fills an office for the memory figure, in a process of its own so that the measuring one stays small.
    case fillLarge(folder: String, large: Int)
    /// Fills the office packing is measured in.
    case fillPack(folder: String)
    /// Opens an office and no more: what the memory of others is compared with.
    case open(folder: String)
    /// Builds the newest edition of a kit: the process whose memory is measured.
    case build(folder: String, kit: String, out: String)
    /// Fills the national office in which notices are planned, or writes what is due in it on a day: the process whose
    /// memory is measured.
    case fillOutbox(folder: String)
    case remind(folder: String, day: String)
    /// Serves an office until its standard input ends: the process whose pages are measured.
    case serve(folder: String)
    case wrong

    /// What can be measured by itself.
    enum Part: String {
        case register, backup, nation, pack, web, notify

        /// What it measures, in order.
        func measures() throws -> [() throws -> [Figure]] {
            switch self {
            case .register: RegisterBench.all
            case .backup: [BackupBench.figures]
            case .nation: [NationBench.figures]
            case .pack: try PackBench.all()
            case .notify: [MailBench.figures, OutboxBench.figures]
            case .web: [WebBench.figures, PageBench.figures, AccessBench.figures]
            }
        }
    }

    static let usage = """
        usage: satchel-bench register [--json]
               satchel-bench backup [--json]
               satchel-bench nation [--json]
               satchel-bench pack [--json]
               satchel-bench web [--json]
               satchel-bench notify [--json]

        Measures the register, its backups or a national register alone, how kits are packed, or the service: how
        kits go out over HTTP (against nginx, where it is installed), how soon its pages come, how recipients are known
        and their receipts recorded; how soon the notices that are due are found and written, and how fast they go out
        (through exim4, as root); against their goals. `pack`, `web` and `notify` print the rows of the README's table.
        Exit status: 0 all goals met, 1 some missed, 2 wrong usage.
        """

    init(_ arguments: [String]) {
        let words = Array(arguments.dropFirst())
        if let part = words.first.flatMap(Part.init(rawValue:)) {
            let isRight = words.count == 1 || words.dropFirst() == ["--json"]
            self = isRight ? .measure(part, asJSON: words.count == 2) : .wrong
            return
        }
        switch (words.first, words.count) {
        case ("child-fill", 3): self = .fillLarge(folder: words[1], large: Int(words[2]) ?? 0)
        case ("child-fill-pack", 2): self = .fillPack(folder: words[1])
        case ("child-open", 2): self = .open(folder: words[1])
        case ("child-build", 4): self = .build(folder: words[1], kit: words[2], out: words[3])
        case ("child-fill-outbox", 2): self = .fillOutbox(folder: words[1])
        case ("child-remind", 3): self = .remind(folder: words[1], day: words[2])
        case ("child-serve", 2): self = .serve(folder: words[1])
        default: self = .wrong
        }
    }

    /// Does it and gives the exit status.
    func run() -> Int32 {
        do {
            switch self {
            case .measure(let part, let asJSON):
                let style: Report.Style =
                    asJSON ? .json : [.pack, .web, .notify].contains(part) ? .markdown : .table
                return try Report(style: style).run(try part.measures()) ? 0 : 1
            case .fillLarge(let folder, let large): try LargeKit.fill(at: folder, large: large)
            case .fillPack(let folder): try PackOffice(folder: folder).fill()
            case .fillOutbox(let folder): try OutboxBench.fill(folder)
            case .remind(let folder, let day): try OutboxBench.remind(folder, on: day)
            case .open(let folder): try PackMemory.open(folder)
            case .build(let folder, let kit, let out): try LargeKit.build(at: folder, kit: kit, to: out)
            case .serve(let folder): try Served.serve(folder)
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
