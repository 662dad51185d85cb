import Foundation
import Hummingbird
import HummingbirdTesting
import NIOCore
import SatchelCore
import SatchelWeb
import Synchronization
import TestSupport

/// A server that offers one file below each name, and a kit's archive as `/kit`.
struct DownloadSite {
    private struct Context: RequestContext {
        var coreContext: CoreRequestContextStorage
        let channel: any Channel

        init(source: ApplicationRequestContextSource) {
            coreContext = .init(source: source)
            channel = source.channel
        }
    }

    /// What is offered now; a test may change it.
    final class Shelf: Sendable {
        private let downloads = Mutex<[String: Download]>([:])

        subscript(name: String) -> Download? {
            get { downloads.withLock { $0[name] } }
            set { downloads.withLock { $0[name] = newValue } }
        }
    }

    let shelf = Shelf()

    /// Runs a test with a client over a real socket.
    func run(_ test: @escaping @Sendable (SocketClient) async throws -> Void) async throws {
        let router = Router(context: Context.self)
        let shelf = shelf
        for method in [HTTPRequest.Method.get, .head] {
            router.on(":name", method: method) { request, context in
                guard let download = shelf[try context.parameters.require("name")] else {
                    throw HTTPError(.notFound)
                }
                return download.response(
                    to: request.headers, isHead: method == .head, channel: context.channel)
            }
        }
        try await SocketClient.run(test) { begun in
            Application(
                router: router,
                configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
                onServerRunning: { await begun($0.localAddress?.port ?? 0) })
        }
    }

    /// An office with one issued kit whose one file no compression shrinks, and its archive.
    static func archive(size: Int) throws -> (folder: TemporaryFolder, archive: KitArchive) {
        let folder = try TemporaryFolder()
        let clock = TestClock("2025-03-01")
        let office = try Office.create(
            at: "\(folder.path)/office", settings: .onePerson, time: { clock.now })
        let day = Day("2025-03-01") ?? .first
        let register = office.register
        try register.add(
            nodes: [
                NewNode(code: "DU", name: "Đảng ủy", kind: .committee, from: day),
                NewNode(code: "CB1", name: "Chi bộ 1", kind: .residential, parent: "DU", from: day),
            ], by: tester)
        _ = try register.revise(
            template: "so", kind: .template, name: Text("Sổ", "Book"), file: noise(size, seed: 3),
            fileName: "so.txt", restsOn: [], madeOn: day, in: office.store, by: tester)
        let yaml = """
            slug: cap-thon
            name: {vi: Cặp chi bộ thôn, en: Branch kit}
            folder: "Cặp thôn"
            audience: {kinds: [residential]}
            sections:
              - id: A
                name: {vi: Mẫu, en: Templates}
                slots:
                  - id: A1
                    name: {vi: Sổ, en: Book}
                    templates: [so]
            """
        try register.define(kit: yaml, file: "kit.yaml", by: tester)
        _ = try register.issue(kit: "cap-thon", on: day, due: nil, office: office, by: tester)
        return (folder, try office.archive(of: try register.edition(of: "cap-thon")))
    }

    /// Bytes that no compression shrinks, the same each time.
    static func noise(_ count: Int, seed: UInt64) -> [UInt8] {
        var random = SplitMix(state: seed)
        return (0..<(count + 7) / 8).flatMap { _ in
            withUnsafeBytes(of: random.next()) { Array($0) }
        }.prefix(count).map { $0 }
    }
}

/// Asks a server over one connection.
struct SocketClient: Sendable {
    struct Answer: Sendable {
        let status: HTTPResponse.Status
        let headers: HTTPFields
        let body: ByteBuffer
    }

    let port: Int
    private let client: TestClient

    /// Runs a test against an application that listens at 127.0.0.1: by number, since not every machine knows the name
    /// `localhost`.
    /// - Parameter application: tells its port once it listens.
    static func run(
        _ test: @escaping @Sendable (SocketClient) async throws -> Void,
        against application: (@escaping @Sendable (Int) async -> Void) throws -> some ApplicationProtocol
    ) async throws {
        let (ports, begun) = AsyncThrowingStream.makeStream(of: Int.self)
        let application = try application { begun.yield($0) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do { try await application.run() } catch { begun.finish(throwing: error) }
            }
            for try await port in ports {
                // The server shares the few threads of all tests.
                let patience = TestClient.Configuration(timeout: .seconds(300))
                try await TestClient.withClient(host: "127.0.0.1", port: port, configuration: patience) {
                    try await test(SocketClient(port: port, client: $0))
                }
                begun.finish()
            }
            group.cancelAll()
        }
    }

    func execute(uri: String, method: HTTPRequest.Method, headers: HTTPFields = [:]) async throws -> Answer {
        let answer = try await client.execute(
            TestClient.Request(uri, method: method, authority: "127.0.0.1", headers: headers))
        return Answer(
            status: answer.status, headers: answer.headers, body: answer.body ?? ByteBuffer())
    }
}
