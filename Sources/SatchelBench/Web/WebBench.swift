import Foundation
import SatchelCore

/// How kits go out over HTTP, against nginx and to many who read slowly; all on this machine, in one run.
enum WebBench {
    private static let slow = 500
    private static let seconds = 20
    private static let pairs = 9
    /// Downloads over one connection, each time.
    private static let times = 8

    static func figures() throws -> [Figure] {
        let folder = try TemporaryFolder()
        let place = "\(folder.path)/office"
        Console.progress("filling an office with a kit of 60 MB")
        try LargeKit.fill(at: place, large: 3)
        let office = try Office.open(at: place)
        guard let secretary = try Secretary.all(of: LargeKit.slug, edition: 1, in: office, most: 1).first
        else {
            throw BenchError.unexpected("no notices")
        }
        let files = "\(folder.path)/files"
        try FileManager.default.createDirectory(atPath: files, withIntermediateDirectories: true)
        try writeOut(secretary, office, to: "\(files)/kit")
        let server = try Served(place)
        return try throughput(server, secretary, folder.path) + crawl(server, secretary)
    }

    /// Writes the same kit as a file, for nginx.
    private static func writeOut(_ secretary: Secretary, _ office: Office, to path: String) throws {
        let node = try secretary.download().node
        let edition = try office.register.edition(of: LargeKit.slug)
        let recipients = try office.register.recipients(of: edition, on: office.clock.today, only: [node])
        let kits = try office.personalKits(of: edition)
        for recipient in recipients.prefix(1) { try kits.archive(for: recipient).write(to: path) }
    }

    /// Ours and nginx's in turn, so that what else the machine does falls on both.
    private static func throughput(
        _ server: Served, _ secretary: Secretary, _ folder: String
    ) throws -> [Figure] {
        Console.progress("downloading from Satchel and nginx in turn")
        let nginx = try Nginx(serving: folder)
        let path = try secretary.download().path
        let length = try WebClient(port: server.port, cookie: secretary.cookie).ask(path)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
        defer { buffer.deallocate() }
        func rate(_ port: Int, _ path: String) throws -> Double {
            let client = try WebClient(port: port, cookie: secretary.cookie)
            let time = try Timing.milliseconds {
                for _ in 0..<times where try client.fetch(path, buffer) != length {
                    throw BenchError.unexpected("two different kits")
                }
            }
            return Double(length * times) / time / 1000
        }
        var (ours, theirs) = ([Double](), [Double]())
        for pair in 0...pairs {
            let our = try rate(server.port, path)
            let their = try nginx.map { try rate($0.port, "/kit") }
            if pair == 0 { continue }
            ours.append(our)
            their.map { theirs.append($0) }
        }
        if nginx == nil { Console.error("nginx is not installed: nothing to compare downloads with") }
        let (our, their) = (Timing.median(ours), theirs.isEmpty ? nil : Timing.median(theirs))
        return [
            Figure(
                "download of a branch's own kit of 60 MB, against nginx's of the same file",
                their.map { our / $0 }, "×", goal: 0.7, .least),
            Figure("  Satchel, one connection", our, "MB/s"),
            Figure("  nginx with sendfile", their, "MB/s"),
        ]
    }

    private static func crawl(_ server: Served, _ secretary: Secretary) throws -> [Figure] {
        Console.progress("\(slow) slow downloads for \(seconds) s")
        let outcome = try SlowReaders(server: server, count: slow, seconds: seconds)
            .run(try secretary.download().path, cookie: secretary.cookie)
        let p99 = outcome.health[outcome.health.count * 99 / 100]
        return [
            Figure("\(slow) slow downloads: failed", Double(outcome.failed), "", goal: 0),
            Figure("  resident meanwhile, at most", outcome.resident, "MB", goal: 250),
            Figure("  `/health` meanwhile, p99", p99, "ms", goal: 50),
            Figure("  read by all in \(seconds) s", outcome.read, "MB"),
        ]
    }
}
