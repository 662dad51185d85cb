import Foundation
import SatchelCore
import Synchronization

/// What it takes to know who is there: signing in, opening a page by link and by code; and recipients' own receipts,
/// each on the disk before its caller goes on.
enum AccessBench {
    private static let branches = 3_000
    private static let editions = 4
    private static let callers = 64
    private static let slug = "chi-bo"

    static func figures() throws -> [Figure] {
        Console.progress("issuing \(editions) editions to \(branches) branches")
        let folder = try TemporaryFolder()
        let office = try filled("\(folder.path)/office")
        // As a server does that somebody has opened a page of.
        _ = try office.register.countToday(kit: slug)
        let opening = try Self.opening(office)
        Console.progress("recording receipts")
        let holders = try holders(in: office)
        let perSecond = try record(office, holders)
        let page = try Timing.milliseconds {
            for holder in holders.prefix(300) { _ = try office.kits(of: holder) }
        }
        return opening + [
            Figure("a recipient's page: all that it tells", page / 300, "ms"),
            Figure(
                "own receipts of \(branches) branches, \(callers) callers, each durable", perSecond,
                "a second",
                goal: 1000, .least),
        ]
    }

    private static func filled(_ path: String) throws -> Office {
        guard let first = Day("2025-01-06") else { throw BenchError.unexpected("no such day") }
        let clock = SetClock()
        clock.move(to: first)
        let office = try Office.create(at: path, settings: onePerson, time: clock.time)
        var kit = ChangingKit(slug: slug, documents: 20)
        try kit.kit.addBodyAndBranches(branches, to: office, from: first.advanced(by: -60))
        try kit.begin(in: office, issued: first.advanced(by: -400))
        for number in 1...editions {
            let day = first.advanced(by: number * 30)
            clock.move(to: day)
            try kit.change(before: number, on: day, in: office)
            _ = try office.register.issue(
                kit: slug, on: day, due: day.advanced(by: 10), office: office, by: clerk)
        }
        return office
    }

    private static func secrets(in office: Office) throws -> [String] {
        try office.register.notices(of: slug, edition: editions).map { notice in
            try office.linkSecret(
                recipient: notice.recipientID, edition: notice.edition, generation: notice.generation)
        }
    }

    private static func holders(in office: Office) throws -> [LinkHolder] {
        let secrets = Set(try secrets(in: office)).sorted()
        return try secrets.map { try office.linkHolder(secret: $0) }
    }

    private static func opening(_ office: Office) throws -> [Figure] {
        let notices = try office.register.notices(of: slug, edition: 2)
        guard let notice = notices.first else { throw BenchError.unexpected("no notices") }
        let secret = try office.linkSecret(
            recipient: notice.recipientID, edition: notice.edition, generation: notice.generation)
        let code = try office.code(for: notice).text
        let first = try Timing.milliseconds { _ = try office.linkHolder(code: code) }
        func mean(_ body: () throws -> Void) throws -> Double {
            try Timing.milliseconds { for _ in 0..<500 { try body() } } / 500
        }
        let next = try mean { _ = try office.linkHolder(code: code) }
        let link = try mean { _ = try office.linkHolder(secret: secret) }
        let session = try office.beginSession(for: office.linkHolder(secret: secret)).secret
        let known = try mean { _ = try office.session(session) }
        let hash = Timing.milliseconds { _ = try? office.signIn(name: "ai", password: "không biết") }
        return [
            Figure("code of one of \(branches * editions) transmittals, the first time", first, "ms"),
            Figure("  afterwards", next, "ms"),
            Figure("link of a recipient", link, "ms"),
            Figure("session of a recipient", known, "ms"),
            Figure("signing in: one scrypt hash", hash, "ms"),
        ]
    }

    /// - Returns: receipts a second.
    private static func record(_ office: Office, _ holders: [LinkHolder]) throws -> Double {
        let desk = ReceiptDesk(office.register)
        let receipts = holders.flatMap { holder in
            [Proof.acknowledged, .filed].map { proof in
                Receipt(
                    holder: holder, recipient: holder.link.recipient, kit: slug, edition: editions,
                    proof: proof, request: "\(holder.link.recipient) \(proof)")
            }
        }
        let next = Mutex(0)
        let failed = Mutex(0)
        let ended = DispatchGroup()
        let time = Timing.milliseconds {
            for _ in 0..<callers {
                ended.enter()
                Thread.detachNewThread {
                    while true {
                        let place = next.withLock { place in
                            defer { place += 1 }
                            return place
                        }
                        guard place < receipts.count else { break }
                        do { try desk.record(receipts[place]) } catch { failed.withLock { $0 += 1 } }
                    }
                    ended.leave()
                }
            }
            ended.wait()
        }
        let count = try office.register.evidence(of: slug).count
        guard failed.withLock({ $0 }) == 0, count == receipts.count else {
            throw BenchError.unexpected("\(count) of \(receipts.count) receipts")
        }
        return Double(receipts.count) / time * 1000
    }
}
