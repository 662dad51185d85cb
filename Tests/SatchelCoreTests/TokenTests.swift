import Foundation
import GRDB
import TestSupport
import Testing

@testable import SatchelCore

@Suite("Tokens")
struct TokenTests {
    @Test("A token acts with its account while both are valid, is shown once and revoked for good")
    func tokens() throws {
        let desk = try AccessDesk.staffed()
        let office = desk.office
        let (lan, quan) = (Actor(user: "lan"), Actor(user: "quân"))
        let token = try office.makeToken(named: " Bảng tính ", for: "Lan", until: day("10/03/2025"), by: lan)
        #expect(token.hasPrefix("satchel_") && token.count == 51)
        #expect(try office.account(token: token)?.name == "lan")
        #expect(
            try desk.register.tokens(of: "LAN") == [
                ApiToken(
                    id: 1, label: "Bảng tính", account: "lan", madeAt: desk.board.clock.now,
                    until: day("10/03/2025"))
            ])
        for wrong in [
            "", "satchel_", String(token.dropFirst(8)), token + "A", String(token.dropLast()) + "!",
        ] {
            #expect(try office.account(token: wrong) == nil)
        }
        desk.board.clock.move(to: "10/03/2025")
        #expect(try office.account(token: token) != nil)
        desk.board.clock.move(to: "11/03/2025")
        #expect(try office.account(token: token) == nil)
        let endless = try office.makeToken(named: "máy", for: "lan", by: quan)
        #expect(try office.account(token: endless) != nil)
        try desk.register.revoke(token: 2, by: lan)
        #expect(try office.account(token: endless) == nil)
        try expectRefused(.tokenUnknown, leaving: desk.register) {
            try desk.register.revoke(token: 2, by: lan)
        }
        let last = try office.makeToken(named: "máy", for: "lan", by: quan)
        try desk.register.end(account: "lan", on: day("11/03/2025"), reason: "nghỉ", by: quan)
        #expect(try office.account(token: last) == nil)
    }

    @Test("Everybody makes their own; an administrator also those of others")
    func others() throws {
        let desk = try AccessDesk.staffed()
        let office = desk.office
        let lan = Actor(user: "lan")
        try expectRefused(.tokenNotYours, leaving: desk.register) {
            try office.makeToken(named: "x", for: "quân", by: lan)
        }
        _ = try office.makeToken(named: "x", for: "quân", by: Actor(user: "quân"))
        try expectRefused(.tokenNotYours, leaving: desk.register) {
            try desk.register.revoke(token: 1, by: lan)
        }
        try expectRefused(.fieldMissing, leaving: desk.register) {
            try office.makeToken(named: " ", for: "lan", by: lan)
        }
        try expectRefused(.datesContradict, leaving: desk.register) {
            try office.makeToken(named: "x", for: "lan", until: day("28/02/2025"), by: lan)
        }
        try expectRefused(.accountMissing, leaving: desk.register) {
            try office.makeToken(named: "x", for: "ai đó", by: Actor(user: "quân"))
        }
    }
}

@Suite("Requests sent twice")
struct RequestTests {
    @Test("What was asked for under a key is done once, however often it arrives")
    func once() throws {
        let desk = try Desk()
        let lan = Actor(user: "lan", request: "một")
        func add(_ name: String, _ actor: Actor) throws {
            try desk.register.add(bodies: [NewBody(name: name)], by: actor)
        }
        try desk.register.learnNothing(by: lan)
        let event = try #require(try desk.register.lastEvent())
        let error = try expectRefused(.requestRepeated, leaving: desk.register) {
            try desk.register.learnNothing(by: Actor(user: "LAN", request: "một"))
        }
        #expect(error?.arguments == ["event": "\(event.id)", "at": "01/06/2026 08:00"])
        #expect(try desk.register.events(ofRequest: "một", by: "Lan").map(\.id) == [event.id])
        #expect(try desk.register.events(ofRequest: "hai", by: "lan").isEmpty)
        // Another key, another person, or no key at all.
        try desk.register.learnNothing(by: Actor(user: "lan", request: "hai"))
        try desk.register.learnNothing(by: Actor(user: "hoa", request: "một"))
        try desk.register.learnNothing(by: Actor(user: "lan"))
        try desk.register.learnNothing(by: Actor(user: "lan"))
        // One request may do several things.
        try add("Huyện ủy", lan)
        #expect(
            try desk.register.events(ofRequest: "một", by: "lan").map(\.verb) == ["review.save", "body.add"])
    }

    @Test("What was refused may be sent again under its key; keys are forgotten after two days")
    func again() throws {
        let desk = try Desk()
        let lan = Actor(user: "lan", request: "một")
        struct Refusal: Error {}
        #expect(throws: Refusal.self) {
            try desk.register.change("review.save", "1", by: lan) { _, _ in throw Refusal() }
        }
        try desk.register.learnNothing(by: lan)
        let later = desk.clock.now.milliseconds + 172_800_000
        desk.clock.move(to: Instant(milliseconds: later - 1))
        expectError(.requestRepeated) { try desk.register.learnNothing(by: lan) }
        desk.clock.move(to: Instant(milliseconds: later))
        try desk.register.learnNothing(by: lan)
        let rows = try desk.register.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM request") }
        #expect(rows == 1)
    }

    @Test("The answer to a request is kept for two days, the first one, up to 64 KiB")
    func answers() throws {
        let desk = try Desk()
        let register = desk.register
        func answer(_ body: [UInt8], sent: String = "a") -> StoredAnswer {
            StoredAnswer(
                status: 201, mediaType: "application/json", body: body,
                requestDigest: BlobStore.sha256(Array(sent.utf8)))
        }
        #expect(try register.answer(to: "một", of: "lan") == nil)
        try register.store(answer: answer([1, 2]), to: "một", of: "lan")
        try register.store(answer: answer([3], sent: "b"), to: "một", of: "lan")
        #expect(try register.answer(to: "một", of: "LAN") == answer([1, 2]))
        #expect(try register.answer(to: "một", of: "hoa") == nil)
        #expect(try register.answer(to: "hai", of: "lan") == nil)
        #expect(
            try register.store(answer: answer([UInt8](repeating: 0, count: 65_536)), to: "hai", of: "lan"))
        #expect(try register.answer(to: "hai", of: "lan")?.body.count == 65_536)
        #expect(
            try !register.store(answer: answer([UInt8](repeating: 0, count: 65_537)), to: "ba", of: "lan"))
        #expect(try register.answer(to: "ba", of: "lan") == nil)
        desk.clock.move(to: Instant(milliseconds: desk.clock.now.milliseconds + 172_800_000))
        #expect(try register.answer(to: "một", of: "lan") == nil)
        try register.store(answer: answer([4]), to: "ba", of: "lan")
        let rows = try register.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM answer") }
        #expect(rows == 1)
    }

    @Test("An urgent removal forgets the answers that are kept")
    func removed() throws {
        let board = try RemovalBoard()
        let title = Array(RemovalBoard.title.utf8)
        try board.register.store(
            answer: StoredAnswer(
                status: 200, mediaType: "text/plain", body: title, requestDigest: BlobStore.sha256(title)),
            to: "một", of: "lan")
        try board.remove()
        #expect(try board.register.answer(to: "một", of: "lan") == nil)
        #expect(try board.files(holding: RemovalBoard.title) == [])
    }
}

extension Register {
    /// A change that changes nothing but the log.
    fileprivate func learnNothing(by actor: Actor) throws {
        try change("review.save", "1", by: actor) { _, _ in }
    }
}
