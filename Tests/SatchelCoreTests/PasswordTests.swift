import Crypto
import CryptoExtras
import Foundation
import GRDB
import TestSupport
import Testing

@testable import SatchelCore

@Suite("Passwords")
struct PasswordTests {
    @Test("A hash is scrypt as RFC 7914 has it, says its cost, and is never the same twice")
    func hash() throws {
        // RFC 7914, 12: the second vector.
        let key = try KDF.Scrypt.deriveKey(
            from: Data("password".utf8), salt: Data("NaCl".utf8), outputByteCount: 64, rounds: 1024,
            blockSize: 8, parallelism: 16)
        #expect(
            key.withUnsafeBytes { BlobStore.hex($0) }.hasPrefix("fdbabe1c9d3472007856e7190d01e9fe"))
        let cost = PasswordCost(logRounds: 5, blockSize: 4, parallelism: 2)
        let hash = try PasswordHash("ba con trâu đen", cost: cost)
        #expect(hash.text.hasPrefix("scrypt$5$4$2$"))
        #expect(try hash.text != PasswordHash("ba con trâu đen", cost: cost).text)
        let read = try #require(PasswordHash(hash.text))
        #expect(read.text == hash.text)
        #expect(try read.matches("ba con trâu đen"))
        // The same letters, composed otherwise.
        #expect(try read.matches("ba con trâu đen".decomposedStringWithCanonicalMapping))
        #expect(try !read.matches("ba con trâu đem"))
        #expect(PasswordCost.standard == PasswordCost(logRounds: 15, blockSize: 8, parallelism: 1))
    }

    @Test(
        "What is no hash is not read",
        arguments: [
            "", "scrypt$15$8$1$$", "bcrypt$5$4$2$AA$AA", "scrypt$99$8$1$AAAA$AAAA", "scrypt$5$4$2$AAAA",
        ])
    func broken(text: String) { #expect(PasswordHash(text) == nil) }

    @Test("A password has ten characters at least and is not the name")
    func rules() throws {
        let desk = try AccessDesk()
        try desk.add("Nguyễn Thị Thu", .administrator)
        let secret = try desk.office.invite(account: "nguyễn thị thu", by: Actor(user: "Nguyễn Thị Thu"))
        try expectRefused(.passwordTooShort, leaving: desk.register) {
            try desk.office.setPassword("chín ký t", invitation: secret)
        }
        try expectRefused(.passwordIsName, leaving: desk.register) {
            try desk.office.setPassword("nguyen thi THU", invitation: secret)
        }
        #expect(try desk.office.setPassword("mười ký tự", invitation: secret) == "Nguyễn Thị Thu")
    }

    @Test("An invitation works once, for two days, and a new one voids the older")
    func invitations() throws {
        let desk = try AccessDesk.staffed()
        let office = desk.office
        let quan = Actor(user: "quân")
        let first = try office.invite(account: "LAN", by: quan)
        let second = try office.invite(account: "lan", by: quan)
        expectError(.linkInvalid) { try office.invitation(first) }
        #expect(try office.invitation(second).account == "lan")
        #expect(
            try office.invitation(second).expires.milliseconds == desk.board.clock.now.milliseconds
                + 172_800_000)
        try office.setPassword("mật khẩu mới đây", invitation: second)
        for wrong in [second, first, "", "x", String(repeating: "A", count: 43)] {
            try expectRefused(.linkInvalid, leaving: desk.register) { try office.invitation(wrong) }
            try expectRefused(.linkInvalid, leaving: desk.register) {
                try office.setPassword("mật khẩu mới nữa", invitation: wrong)
            }
        }
        let late = try office.invite(account: "lan", by: quan)
        desk.move(hours: 48)
        expectError(.linkInvalid) { try office.setPassword("mật khẩu mới nữa", invitation: late) }
        for secret in [first, second, late] { try desk.expectNowhere(secret) }
        _ = try office.signIn(name: "lan", password: "mật khẩu mới đây")
    }

    @Test("Only administrators invite, and only those who have an account")
    func inviting() throws {
        let desk = try AccessDesk.staffed()
        try expectRefused(.roleRefused, leaving: desk.register) {
            try desk.office.invite(account: "lan", by: Actor(user: "lan"))
        }
        let error = try expectRefused(.accountUnknown, leaving: desk.register) {
            try desk.office.invite(account: "lam", by: Actor(user: "quân"))
        }
        #expect(error?.arguments["near"] == "lan")
    }

    @Test("The first administrator chooses a name and a password; from then on nobody is invited so")
    func first() throws {
        let desk = try AccessDesk()
        let old = try #require(try desk.office.inviteFirstAdministrator())
        let secret = try #require(try desk.office.inviteFirstAdministrator())
        expectError(.linkInvalid) { try desk.office.invitation(old) }
        #expect(try desk.office.invitation(secret).account == nil)
        try expectRefused(.fieldMissing, leaving: desk.register) {
            try desk.office.setPassword(AccessDesk.good, name: " ", invitation: secret)
        }
        #expect(
            try desk.office.setPassword(AccessDesk.good, name: "Quân", invitation: secret) == "Quân")
        let account = try #require(try desk.register.accounts().first)
        #expect(account.role == .administrator && account.from == day("01/03/2025") && account.to == nil)
        #expect(try desk.office.inviteFirstAdministrator() == nil)
        expectError(.linkInvalid) {
            try desk.office.setPassword(AccessDesk.good, name: "x", invitation: secret)
        }
        #expect(try desk.office.signIn(name: "quân", password: AccessDesk.good).session.account == account)
    }

    @Test("Where there are administrators without a password, one of them is invited; not somebody new")
    func firstOfSome() throws {
        let desk = try AccessDesk()
        let anybody = try #require(try desk.office.inviteFirstAdministrator())
        try desk.add("quân", .administrator)
        try expectRefused(.linkInvalid, leaving: desk.register) {
            try desk.office.setPassword(AccessDesk.good, name: "kẻ lạ", invitation: anybody)
        }
        let secret = try #require(try desk.office.inviteFirstAdministrator())
        #expect(try desk.office.invitation(secret).account == "quân")
        try desk.office.setPassword(AccessDesk.good, name: "tên khác", invitation: secret)
        #expect(try desk.register.accounts().map(\.name) == ["quân"])
        #expect(try desk.office.inviteFirstAdministrator() == nil)
    }

    @Test(
        "Whoever changes a password stays signed in; every other session ends, and the old hash is forgotten")
    func changing() throws {
        let desk = try AccessDesk.staffed()
        let office = desk.office
        let here = try office.signIn(name: "lan", password: AccessDesk.good).secret
        let there = try office.signIn(name: "lan", password: AccessDesk.good).secret
        let other = try office.signIn(name: "quân", password: AccessDesk.good).secret
        func change(_ old: String, _ new: String) throws {
            try office.changePassword(of: "lan", old: old, new: new, keeping: here)
        }
        try expectRefused(.signInRefused, leaving: desk.register) {
            try change("sai mật khẩu", "mật khẩu mới đây")
        }
        try expectRefused(.passwordTooShort, leaving: desk.register) { try change(AccessDesk.good, "ngắn") }
        try change(AccessDesk.good, "mật khẩu mới đây")
        #expect(try office.session(here) != nil && office.session(other) != nil)
        #expect(try office.session(there) == nil)
        expectError(.signInRefused) { try office.signIn(name: "lan", password: AccessDesk.good) }
        _ = try office.signIn(name: "lan", password: "mật khẩu mới đây")
        let hashes = try desk.register.read { db in
            try String.fetchAll(db, sql: "SELECT hash FROM account_password ORDER BY id")
        }
        #expect(hashes.map(\.isEmpty) == [false, true, false])
    }

    @Test(
        "Rows of passwords, invitations and tokens never change but by closing",
        arguments: [
            "UPDATE account_password SET hash = 'scrypt$4$8$1$AA$AA'",
            "UPDATE account_password SET name_key = 'x'",
            "DELETE FROM account_password", "UPDATE invitation SET until = 0", "DELETE FROM invitation",
            "UPDATE invitation SET closed = NULL", "UPDATE api_token SET account = 'lan'",
            "DELETE FROM api_token",
        ])
    func frozen(sql: String) throws {
        let desk = try AccessDesk.staffed()
        _ = try desk.office.makeToken(named: "bảng", for: "quân", by: Actor(user: "quân"))
        try expectRefused(.registerRefused, leaving: desk.register) {
            try Register.naming("register") { try desk.register.writer.write { try $0.execute(sql: sql) } }
        }
    }

    @Test("Whoever gets an account under a name that was somebody else's gets nothing of theirs")
    func nameAgain() throws {
        let desk = try AccessDesk.staffed()
        let office = desk.office
        let token = try office.makeToken(named: "máy", for: "lan", by: Actor(user: "lan"))
        let pending = try office.invite(account: "lan", by: Actor(user: "quân"))
        desk.board.clock.move(to: "10/03/2025")
        try desk.register.end(account: "lan", on: day("10/03/2025"), reason: "nghỉ", by: Actor(user: "quân"))
        // With another role from the next day on it is the same person.
        try desk.add("lan", .issuer, from: "10/03/2025")
        _ = try office.signIn(name: "lan", password: AccessDesk.good)
        #expect(try office.account(token: token)?.role == .issuer)
        try desk.register.end(account: "lan", on: day("10/03/2025"), reason: "nghỉ", by: Actor(user: "quân"))
        desk.board.clock.move(to: "20/03/2025")
        try desk.add("Lan", .clerk, from: "20/03/2025")
        expectError(.signInRefused) { try office.signIn(name: "lan", password: AccessDesk.good) }
        expectError(.linkInvalid) { try office.invitation(pending) }
        #expect(try office.account(token: token) == nil)
        #expect(try desk.register.tokens(of: "lan").isEmpty)
    }
}
