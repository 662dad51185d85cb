import Foundation
import TestSupport
import Testing

/// One of the program's works that is killed again and again.
struct KilledWork {
    /// The command's words.
    let arguments: [String]
    /// Whether something of it can be seen in the folders: from here on it matters most.
    let isSeen: () -> Bool
    /// Looks at what is left; `isDone` when it reported to be done.
    let look: (_ isDone: Bool) throws -> Void

    init(
        _ arguments: [String], isSeen: @escaping () -> Bool, look: @escaping (_ isDone: Bool) throws -> Void
    ) {
        self.arguments = arguments
        self.isSeen = isSeen
        self.look = look
    }
}

/// When works of one kind are killed: now anywhere in the run, now from the moment on that something of it is seen.
/// Used by one thread at a time.
final class KillTiming: @unchecked Sendable {
    private(set) var kills = 0
    private(set) var killsSeen = 0
    /// Seconds that a run takes, and the part of it after something is seen.
    private var whole = 0.0
    private var tail = 0.0
    private var random: SplitMix

    init(seed: UInt64) { random = SplitMix(state: seed) }

    /// Lets one run to its end, to know how long it takes.
    func measure(_ work: KilledWork, data: String) throws {
        let start = Date()
        let running = try Command.begin(satchel: work.arguments, data: data)
        let seen = wait(for: work, running, atMost: 60)
        let result = try running.end()
        whole = Date().timeIntervalSince(start)
        tail = max(seen.map { Date().timeIntervalSince($0) } ?? 0, 0.005)
        #expect(result.status == 0, "\(work.arguments): \(result.output)\(result.errors)")
        try work.look(true)
    }

    /// Runs works and kills them until so many more were killed in time.
    func kill(_ times: Int, data: String, _ next: () throws -> KilledWork) throws {
        let goal = kills + times
        for _ in 0..<3 * times where kills < goal { try run(try next(), data: data) }
    }

    /// Runs one and kills it after a random time, unless it is done by then.
    private func run(_ work: KilledWork, data: String) throws {
        let isAimed = random.chance(50)
        let delay = Double.random(in: 0..<(isAimed ? tail : whole) * 1.2, using: &random)
        var start = Date()
        let running = try Command.begin(satchel: work.arguments, data: data)
        if isAimed, let seen = wait(for: work, running, atMost: 60) { start = seen }
        while running.isRunning, Date().timeIntervalSince(start) < delay { usleep(200) }
        let time = Date().timeIntervalSince(start)
        let isSeen = work.isSeen()
        running.kill()
        let result = try running.end()
        #expect([0, 9].contains(result.status), "\(work.arguments): \(result.output)\(result.errors)")
        if result.status == 9 {
            kills += 1
            killsSeen += isSeen ? 1 : 0
        } else if isAimed {
            tail = (tail + time) / 2
        } else {
            whole = (whole + time) / 2
        }
        // Whatever it had printed, too, was reported.
        try work.look(result.status == 0 || !result.output.isEmpty)
    }

    private func wait(for work: KilledWork, _ running: RunningCommand, atMost seconds: Double) -> Date? {
        let end = Date().addingTimeInterval(seconds)
        while running.isRunning, Date() < end {
            if work.isSeen() { return Date() }
            usleep(100)
        }
        return nil
    }
}

/// A demo office with its backup, an archive of its newest edition, and bytes that no compression shrinks.
final class KilledOffice: @unchecked Sendable {
    static let kit = "bi-thu-chi-bo-thon"
    private let folder: TemporaryFolder
    private let noise: Data
    private let archive: Data
    private let lock = NSLock()
    private var reported: [String] = []
    let data: String
    let shelf: String
    private var backup: String { "\(folder.path)/backup.zip" }
    private var original: String { "\(folder.path)/original" }

    init() throws {
        folder = try TemporaryFolder()
        data = "\(folder.path)/demo"
        shelf = "\(folder.path)/shelf"
        try FileManager.default.createDirectory(atPath: shelf, withIntermediateDirectories: false)
        _ = try Command.satchel(["demo", "--data", data], data: data)
        let noisy = "\(folder.path)/noise"
        _ = try Command.tool("dd", ["if=/dev/urandom", "of=\(noisy)", "bs=1M", "count=4"])
        noise = try Data(contentsOf: URL(fileURLWithPath: noisy))
        let built = "\(folder.path)/whole.zip"
        let build = try Command.satchel(["edition", "build", KilledOffice.kit, "-o", built], data: data)
        #expect(build.status == 0, "\(build.errors)")
        archive = try Data(contentsOf: URL(fileURLWithPath: built))
        let backup = try Command.satchel(["backup", "\(folder.path)/backup.zip"], data: data)
        #expect(backup.status == 0, "\(backup.errors)")
        #expect(try Command.tool("cp", ["-a", "\(data)/store", original]).status == 0)
    }

    private func names(_ path: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }

    /// Takes a new file in: as a document's or as a template's next revision.
    func ingest(_ number: Int, asTemplate: Bool) throws -> KilledWork {
        let name = "tep-\(number).\(asTemplate ? "docx" : "pdf")"
        let start = number % 1000 * 1000
        let bytes = Data("%PDF-1.7 \(number)".utf8) + noise[start..<start + 3_000_000]
        try bytes.write(to: URL(fileURLWithPath: "\(folder.path)/\(name)"))
        let place = StoredBytes(bytes, in: "\(data)/store")
        let words =
            asTemplate
            ? ["template", "revise", "bi-giet", "\(folder.path)/\(name)"]
            : ["document", "file", "24-QĐ/TW@30/07/2021", "\(folder.path)/\(name)", "--every-page-looked-at"]
        func look(_ isDone: Bool) throws {
            let files = place.files
            #expect(
                files.allSatisfy { $0 == place.name || $0.hasPrefix(place.name) && $0.hasSuffix(".part") })
            #expect(place.isWholeOrAbsent, "half a file in the store")
            #expect(!isDone || files.contains(place.name), "reported done, and not there")
            if isDone { lock.withLock { reported.append(place.sha256) } }
            place.removeDrafts()
            try FileManager.default.removeItem(atPath: "\(folder.path)/\(name)")
        }
        return KilledWork(words, isSeen: { place.isBegun }, look: look)
    }

    /// Builds the newest edition.
    func build() -> KilledWork {
        let path = "\(shelf)/cap.zip"
        func look(_ isDone: Bool) throws {
            let files = names(shelf)
            #expect(files.allSatisfy { $0 == "cap.zip" || $0.hasSuffix(".part") }, "\(files)")
            #expect(!isDone || files.contains("cap.zip"), "reported done, and not there")
            if files.contains("cap.zip") {
                #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == archive, "half an archive")
                #expect(try Command.tool("unzip", ["-tq", path]).status == 0)
            }
            for file in files { unlink("\(shelf)/\(file)") }
        }
        return KilledWork(
            ["edition", "build", KilledOffice.kit, "-o", path],
            isSeen: { [self] in !names(shelf).isEmpty }, look: look)
    }

    /// Loses some files of the store and brings them back from the backup.
    func repair(_ number: Int) -> KilledWork {
        let lost = names(original).enumerated().filter { $0.offset % 8 == number % 8 }.flatMap { _, part in
            names("\(original)/\(part)").map { "\(part)/\($0)" }
        }
        for file in lost { unlink("\(data)/store/\(file)") }
        func isThere(_ file: String) -> Bool { access("\(data)/store/\(file)", F_OK) == 0 }
        func look(_ isDone: Bool) throws {
            for file in lost {
                #expect(!isDone || isThere(file), "reported done, and not there")
                guard isThere(file) else { continue }
                let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(data)/store/\(file)"))
                let kept = try Data(contentsOf: URL(fileURLWithPath: "\(original)/\(file)"))
                #expect(bytes == kept, "half a file in the store")
            }
        }
        return KilledWork(
            ["store", "repair", backup], isSeen: { lost.contains(where: isThere) }, look: look)
    }

    /// Brings back what is lost, and has everything checked: all that was reported done is there and whole.
    func check() throws {
        let repair = try Command.satchel(["store", "repair", backup], data: data)
        #expect(repair.status == 0, "\(repair.output)\(repair.errors)")
        let check = try Command.satchel(["check", "--json"], data: data)
        #expect(check.status == 0, "\(check.output)\(check.errors)")
        for finding in check.rows {
            let kind = finding["kind"] as? String
            #expect(kind == "orphan" || kind == "draft", "\(finding)")
        }
        let sql = "SELECT sha256 FROM document_file UNION SELECT sha256 FROM template_revision"
        let known = try Command.tool("sqlite3", ["\(data)/register.sqlite", sql]).output.split(
            separator: "\n")
        let missed = Set(lock.withLock { reported }).subtracting(known.map(String.init))
        #expect(missed.isEmpty, "reported done, and not in the register")
    }
}
