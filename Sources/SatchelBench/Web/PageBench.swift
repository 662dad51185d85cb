import Foundation
import SatchelCore
import Synchronization

/// How soon pages of the board's desk come, how large they are, what the service holds in memory when nothing goes
/// on, and how many receipts a second it takes in over HTTP.
enum PageBench {
    private static let rounds = 25
    private static let callers = 64
    private static let secretaries = 1_000

    static func figures() throws -> [Figure] {
        let folder = try TemporaryFolder()
        Console.progress(
            "issuing \(WebOffice.slugs.count) kits, \(WebOffice.editions) editions, to \(WebOffice.branches) branches"
        )
        let office = try WebOffice.fill(at: "\(folder.path)/office")
        let cookie = try WebOffice.signIn(to: office)
        let server = try Served(office.folder)
        let client = try WebClient(port: server.port, cookie: cookie)
        _ = try client.fetch("/health")
        let idle = Figure("resident, nothing going on", server.resident, "MB", goal: 60)
        Console.progress("asking for pages")
        let pages = try pages(client, office)
        return try pages + [idle] + receipts(server, office)
    }

    // MARK: Pages

    private static func pages(_ client: WebClient, _ office: Office) throws -> [Figure] {
        let size = "\(WebOffice.branches.formatted()) branches × \(WebOffice.slugs.count) kits"
        let review = try page(client, "/review")
        let home = try page(client, "/")
        var number = 0
        let anew = try page(client, "/") {
            number += 1
            let evidence = NewEvidence(
                node: BenchKit.branch(number), proof: .downloaded, copy: .electronic, medium: .web,
                happenedOn: office.clock.today)
            try office.register.record(
                [evidence], of: WebOffice.slugs[0], edition: WebOffice.editions, by: WebOffice.board)
        }
        return [
            Figure("review page, \(size), request to last byte", review.time, "ms", goal: 30),
            Figure("home page", home.time, "ms", goal: 10),
            Figure("  the first one after something was recorded", anew.time, "ms"),
            Figure("review page, its size", review.size, "KB", goal: 60),
            Figure("home page, its size", home.size, "KB", goal: 60),
        ]
    }

    /// The median time of a page in ms, and its size in KB.
    private static func page(
        _ client: WebClient, _ path: String, before: () throws -> Void = {}
    ) throws -> (time: Double, size: Double) {
        var size = 0
        var times: [Double] = []
        for round in -3..<rounds {
            try before()
            let time = try Timing.milliseconds { size = try client.fetch(path) }
            if round >= 0 { times.append(time) }
        }
        return (Timing.median(times), Double(size) / 1e3)
    }

    // MARK: Receipts

    private static func receipts(_ server: Served, _ office: Office) throws -> [Figure] {
        Console.progress("opening the links of \(secretaries) secretaries")
        let all = try Secretary.all(
            of: WebOffice.slugs[0], edition: WebOffice.editions, in: office, most: secretaries)
        let page = try all.prefix(100).map { secretary in
            let client = try WebClient(port: server.port, cookie: secretary.cookie)
            return try Timing.milliseconds { _ = try client.fetch("/k") }
        }
        var forms: [(cookie: String, form: String)] = []
        for proof in [Proof.acknowledged, .filed] {
            for place in WebOffice.slugs.indices {
                for secretary in all {
                    let form = secretary.receipt(of: secretary.kits[place], proof)
                    form.map { forms.append((secretary.cookie, $0)) }
                }
            }
        }
        Console.progress("sending \(forms.count) receipts")
        let before = try WebOffice.evidence(in: office)
        let seconds = try send(forms, to: server.port)
        let recorded = try WebOffice.evidence(in: office) - before
        guard recorded == forms.count else {
            throw BenchError.unexpected("\(recorded) of \(forms.count) receipts")
        }
        return [
            Figure("a secretary's page, request to last byte", Timing.median(page), "ms"),
            Figure(
                "own receipts over HTTP, \(callers) connections, each durable",
                Double(forms.count) / seconds, "a second", goal: 1000, .least),
        ]
    }

    /// Sends forms over some connections at once; gives the seconds it took.
    private static func send(_ forms: [(cookie: String, form: String)], to port: Int) throws -> Double {
        let next = Mutex(0)
        let failure = Mutex<String?>(nil)
        let ended = DispatchGroup()
        let clients = try (0..<callers).map { _ in try WebClient(port: port) }
        let time = Timing.milliseconds {
            for place in clients.indices {
                ended.enter()
                let client = Lent(client: clients[place])
                Thread.detachNewThread {
                    while let one = take(forms, next) {
                        do {
                            let status = try client.client.post("/k/receipts", one.form, cookie: one.cookie)
                            if status != 303 { failure.withLock { $0 = "a receipt: \(status)" } }
                        } catch {
                            failure.withLock { $0 = "\(error)" }
                            break
                        }
                    }
                    ended.leave()
                }
            }
            ended.wait()
        }
        if let failure = failure.withLock({ $0 }) { throw BenchError.unexpected(failure) }
        return time / 1000
    }

    private static func take(
        _ forms: [(cookie: String, form: String)], _ next: borrowing Mutex<Int>
    ) -> (cookie: String, form: String)? {
        let place = next.withLock { place in
            defer { place += 1 }
            return place
        }
        return forms.indices.contains(place) ? forms[place] : nil
    }

    /// A client that one thread alone uses.
    private struct Lent: @unchecked Sendable {
        let client: WebClient
    }
}
