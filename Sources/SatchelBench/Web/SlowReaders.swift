import Foundation
import SatchelCore
import Synchronization

/// Many who read one file slowly, and one who asks for `/health` meanwhile.
struct SlowReaders {
    /// What they found.
    struct Outcome {
        var failed = 0
        /// Read by all, in MB.
        var read = 0.0
        /// Of `/health` meanwhile, in ms.
        var health: [Double] = []
        /// What the server held in memory at most, in MB.
        var resident = 0.0
    }

    let server: Served
    let count: Int
    let seconds: Int
    /// Bytes a second that each of the slow ones reads.
    private static let pace = 64_000

    /// Lets them read.
    func run(_ path: String, cookie: String) throws -> Outcome {
        let clients = try (0..<count).map { _ in
            let client = try WebClient(port: server.port, window: 32 << 10, cookie: cookie)
            _ = try client.ask(path)
            return client
        }
        let isOver = Mutex(false)
        let outcome = Mutex(Outcome())
        let port = server.port
        let ended = DispatchGroup()
        ended.enter()
        Thread.detachNewThread {
            while !isOver.withLock({ $0 }) {
                let time = try? Timing.milliseconds { _ = try WebClient(port: port).fetch("/health") }
                // One that failed counts as the slowest.
                outcome.withLock { $0.health.append(time ?? 60_000) }
                Thread.sleep(forTimeInterval: 0.01)
            }
            ended.leave()
        }
        read(clients) { outcome.withLock { $0.resident = max($0.resident, server.resident ?? .nan) } }
        isOver.withLock { $0 = true }
        ended.wait()
        let expected = SlowReaders.pace * seconds / 2
        return outcome.withLock { outcome in
            outcome.failed = clients.count { $0.isClosed || $0.received < expected }
            outcome.read = Double(clients.reduce(0) { $0 + $1.received }) / 1e6
            outcome.health.sort()
            return outcome
        }
    }

    private func read(_ clients: [WebClient], eachTick: () -> Void) {
        let ticks = 16
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: SlowReaders.pace / ticks, alignment: 16)
        defer { buffer.deallocate() }
        let start = Date()
        for tick in 0..<seconds * ticks {
            for client in clients where !client.isClosed { client.read(into: buffer, isWaiting: false) }
            eachTick()
            let next = start.addingTimeInterval(Double(tick + 1) / Double(ticks))
            Thread.sleep(until: next)
        }
    }
}
