import Foundation
import GRDB
import TestSupport
import Testing

@testable import SatchelCore

@Suite("Sessions")
struct SessionTests {
    @Test("Who signs in is known by the secret until twelve hours later, and by nothing that is stored")
    func signIn() throws {
        let desk = try AccessDesk.staffed()
        let office = desk.office
        let (secret, session) = try office.signIn(name: "LAN ", password: AccessDesk.good)
        #expect(session.account?.name == "lan")
        let known = try #require(try office.session(secret))
        #expect(known.account == session.account && known.csrf == session.csrf && known.holder == nil)
        #expect(known.expires.milliseconds == desk.board.clock.now.milliseconds + 43_200_000)
        #expect(known.accepts(csrf: session.csrf))
        #expect(!known.accepts(csrf: "") && !known.accepts(csrf: secret))
        let other = try office.signIn(name: "lan", password: AccessDesk.good)
        #expect(other.secret != secret && other.session.csrf != session.csrf)
        try desk.expectNowhere(secret)
        try desk.expectNowhere(session.csrf)
        try desk.expectNowhere(AccessDesk.good)
        for wrong in ["", "x", String(secret.dropLast()) + "é", String(secret.reversed())] {
            #expect(try office.session(wrong) == nil)
        }
        desk.move(hours: 11)
        #expect(try office.session(secret) != nil)
        desk.move(hours: 1)
        #expect(try office.session(secret) == nil)
    }

    @Test("Every wrong sign-in gets one answer and leaves no trace in the register")
    func refused() throws {
        let desk = try AccessDesk.staffed()
        try desk.add("mai", .clerk)
        try desk.add("đoàn", .viewer, from: "01/03/2025", to: "05/03/2025")
        try desk.invited("đoàn")
        desk.board.clock.move(to: "06/03/2025")
        for (name, password) in [
            ("lan", "sai mật khẩu rồi"), ("không có", AccessDesk.good), ("mai", AccessDesk.good), ("mai", ""),
            ("đoàn", AccessDesk.good), ("", ""),
        ] {
            let error = try expectRefused(.signInRefused, leaving: desk.register) {
                try desk.office.signIn(name: name, password: password)
            }
            #expect(error?.arguments.isEmpty == true)
        }
    }

    @Test("An unknown name is hashed for as long as a wrong password")
    func time() throws {
        let desk = try AccessDesk.staffed()
        var office = desk.office
        office.passwordCost = PasswordCost(logRounds: 12)
        let secret = try office.invite(account: "lan", by: Actor(user: "quân"))
        try office.setPassword(AccessDesk.good, invitation: secret)
        let clock = ContinuousClock()
        func least(_ name: String) throws -> Duration {
            let times = (0..<5).map { _ in
                clock.measure {
                    expectError(.signInRefused) { try office.signIn(name: name, password: "sai sai sai") }
                }
            }
            return try #require(times.min())
        }
        let (known, unknown) = (try least("lan"), try least("không có"))
        #expect(unknown > known / 3 && known > unknown / 3, "\(known) \(unknown)")
    }

    @Test("Signing out ends the session, everywhere ends all; expired rows go when somebody signs in")
    func ending() throws {
        let desk = try AccessDesk.staffed()
        let office = desk.office
        func signIn(_ name: String) throws -> String {
            try office.signIn(name: name, password: AccessDesk.good).secret
        }
        func rows() throws -> Int {
            try desk.register.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM session") ?? 0 }
        }
        let secrets = try (0..<3).map { _ in try signIn("lan") }
        let quan = try signIn("quân")
        try office.signOut(secrets[0])
        #expect(try office.session(secrets[0]) == nil && office.session(secrets[1]) != nil)
        try expectUnchanged(desk) { try office.signOut(secrets[0]) }
        try expectUnchanged(desk) { try office.signOut("x") }
        try office.signOutEverywhere(of: "Lan")
        #expect(try secrets.allSatisfy { try office.session($0) == nil })
        #expect(try office.session(quan) != nil)
        #expect(try rows() == 1)
        desk.move(hours: 12)
        _ = try signIn("lan")
        #expect(try rows() == 1)
    }

    private func expectUnchanged(_ desk: AccessDesk, _ body: () throws -> Void) throws {
        let rows = try desk.register.dump()
        try body()
        #expect(try desk.register.dump() == rows)
    }

    @Test("A session is over as soon as its account is")
    func ended() throws {
        let desk = try AccessDesk.staffed()
        let secret = try desk.office.signIn(name: "lan", password: AccessDesk.good).secret
        #expect(try desk.office.session(secret)?.account?.role == .clerk)
        try desk.register.end(account: "lan", on: day("01/03/2025"), reason: "nghỉ", by: Actor(user: "quân"))
        #expect(try desk.office.session(secret) == nil)
        try desk.add("lan", .viewer)
        #expect(try desk.office.session(secret) == nil)
    }

    @Test("Looking a session up writes nothing")
    func reading() throws {
        let desk = try AccessDesk.staffed()
        let secret = try desk.office.signIn(name: "lan", password: AccessDesk.good).secret
        let rows = try desk.register.dump()
        for _ in 0..<5 { _ = try desk.office.session(secret) }
        #expect(try desk.register.dump() == rows)
    }

    @Test("The log tells of invitations, passwords, sessions and lock-outs, and holds no secret")
    func log() throws {
        let desk = try AccessDesk.staffed()
        let office = desk.office
        let before = try #require(try desk.register.lastEvent()).id
        let invitation = try office.invite(account: "lan", by: Actor(user: "quân"))
        try office.setPassword("mật khẩu mới đây", invitation: invitation)
        let secret = try office.signIn(name: "lan", password: "mật khẩu mới đây").secret
        try office.changePassword(
            of: "lan", old: "mật khẩu mới đây", new: "mật khẩu mới nữa", keeping: secret)
        try office.signOut(secret)
        try office.signOutEverywhere(of: "lan")
        for name in ["LAN", AccessDesk.good, nil] { try office.recordLockOut(of: name, from: "192.0.2.7") }
        let token = try office.makeToken(named: "bảng", for: "lan", by: Actor(user: "lan"))
        try desk.register.revoke(token: 1, by: Actor(user: "quân"))
        let events = try desk.register.events(after: before)
        #expect(
            events.map { "\($0.verb) \($0.user) \($0.subject)" } == [
                "account.invite quân lan", "password.set lan lan", "session.begin lan lan",
                "password.change lan lan", "session.end lan lan", "session.endAll lan lan",
                "session.lock satchel lan", "session.lock satchel –", "session.lock satchel link",
                "token.make lan lan", "token.revoke quân 1",
            ])
        for text in [AccessDesk.good, invitation, secret, token, "mật khẩu mới đây", "mật khẩu mới nữa"] {
            try desk.expectNowhere(text)
        }
    }
}
