import Hummingbird
import NIOCore
import NIOPosix
import Synchronization

/// How much of a download is read at a time: more for who takes it fast, less for who takes it slowly, so that
/// hundreds of slow ones fit into memory.
struct DownloadPace {
    private let channel: any Channel
    /// A channel of tests takes everything at once.
    private let isSocket: Bool
    private var length = DownloadPace.shortest
    private var stalled: Scheduled<Void>?

    /// In bytes.
    private static let shortest = 32 << 10
    private static let longest = 1 << 20
    /// What all downloads together may have in memory, as long as that leaves each its shortest piece.
    private static let budget = 16 << 20
    /// How many downloads there are now.
    private static let active = Atomic<Int>(0)
    /// Who takes nothing for so long has gone.
    private static let patience = TimeAmount.minutes(5)

    /// Reads of files block; so many of them at once.
    private static let disk: NIOThreadPool = {
        let pool = NIOThreadPool(numberOfThreads: 4)
        pool.start()
        return pool
    }()

    /// Begins a download; `leave` ends it.
    init(_ channel: any Channel) {
        self.channel = channel
        isSocket = channel.isActive
        DownloadPace.active.add(1, ordering: .relaxed)
    }

    /// Ends the download, however it went.
    mutating func leave() {
        end()
        DownloadPace.active.subtract(1, ordering: .relaxed)
    }

    /// How long the next piece may be, in bytes.
    var most: Int { min(length, max(share, DownloadPace.shortest)) }

    /// Whether it is taken so fast, and there are so few, that the next piece is read while one goes out.
    var isFast: Bool { most > DownloadPace.shortest }

    /// Of the memory for all downloads, for one piece of two.
    private var share: Int {
        DownloadPace.budget / max(1, 2 * DownloadPace.active.load(ordering: .relaxed))
    }

    /// The next piece, read off the cooperative pool; nil at the end.
    static func read(_ reader: ByteReader, most: Int) async throws -> ByteBuffer? {
        try await disk.runIfActive { try reader.next(most: most) }
    }

    /// Sends a piece, waits until there is room for another, and sets the length of the next one by how long that took.
    mutating func send(_ piece: ByteBuffer, to writer: inout any ResponseBodyWriter) async throws {
        begin()
        defer { end() }
        let begun = ContinuousClock.now
        try await writer.write(piece)
        if try await isFull() { try await writer.write(ByteBuffer()) }
        let taken = ContinuousClock.now - begun
        if taken < .milliseconds(10) {
            length = min(2 * length, DownloadPace.longest)
        } else if taken > .milliseconds(100) {
            length = max(length / 2, DownloadPace.shortest)
        }
    }

    private mutating func begin() {
        // A channel of tests is not active and has no loop that runs.
        guard channel.isActive else { return }
        let channel = channel
        stalled = channel.eventLoop.scheduleTask(in: DownloadPace.patience) {
            channel.close(promise: nil)
        }
    }

    private mutating func end() {
        stalled?.cancel()
        stalled = nil
    }

    /// Waits until the system has taken all that was written; false when the reader left before.
    func hasGone() async -> Bool {
        if !isSocket { return true }
        let end = ContinuousClock.now + .nanoseconds(DownloadPace.patience.nanoseconds)
        var wait = Duration.milliseconds(1)
        while channel.isActive, ContinuousClock.now < end {
            let left = try? await channel.getOption(ChannelOptions.bufferedWritableBytes).get()
            guard let left else { return false }
            if left == 0 { return channel.isActive }
            try? await Task.sleep(for: wait)
            if wait < .milliseconds(100) { wait = wait * 2 }
        }
        return false
    }

    /// Whether what was written waits for the reader. The channel knows only once its event loop has seen it; then
    /// another write, of nothing, comes back when there is room, and only then is more read.
    private func isFull() async throws -> Bool {
        guard channel.isActive else { return false }
        try await channel.eventLoop.submit {}.get()
        return !channel.isWritable
    }
}
