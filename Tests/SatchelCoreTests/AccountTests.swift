import Foundation
import TestSupport
import Testing

@testable import SatchelCore

private let quan = Actor(user: "quân")

/// An office with an account of each role: quân administers, hoa issues, lan is a clerk, tra looks on.
private struct Staffed {
    let board: Board
    var register: Register { board.register }

    init(settings: Settings = .standard) throws {
        board = try Board.ready(settings: settings)
        for (name, role) in [
            ("quân", Account.Role.administrator), ("hoa", .issuer), ("lan", .clerk), ("tra", .viewer),
        ] {
            try add(name, role)
        }
    }

    func add(
        _ name: String, _ role: Account.Role, at: String? = nil, from: String = "01/03/2025",
        to: String? = nil,
        by actor: Actor = quan
    ) throws {
        try register.add(
            account: NewAccount(
                name: name, role: role, at: at, from: day(from), to: to.map { day($0) }), by: actor)
    }

    @discardableResult
    func refuse<Value>(
        _ code: SatchelError.Code, sourceLocation: SourceLocation = #_sourceLocation,
        _ verb: () throws -> Value
    ) throws -> SatchelError? {
        try expectRefused(code, leaving: register, board.store, sourceLocation: sourceLocation, verb)
    }

    /// A verb that any clerk may do.
    func work(_ name: String) throws {
        try register.add(bodies: [NewBody(name: "Cơ quan \(UUID())")], by: Actor(user: name))
    }
}

@Suite("Accounts")
struct AccountTests {
    @Test("Without accounts names are taken as given; from the first on every change needs one")
    func first() throws {
        let board = try Board()
        try board.register.add(bodies: [NewBody(name: "Huyện ủy")], by: Actor(user: "ai cũng được"))
        try board.register.add(
            account: NewAccount(name: "quân", role: .administrator, from: day("01/03/2025")),
            by: Actor(user: "ai cũng được"))
        let error = try expectRefused(.accountMissing, leaving: board.register) {
            try board.register.add(bodies: [NewBody(name: "Tỉnh ủy")], by: Actor(user: "quan"))
        }
        #expect(error?.message(in: .vi).contains("Có phải “quân”?") == true)
        try board.register.add(bodies: [NewBody(name: "Tỉnh ủy")], by: Actor(user: "Quân"))
    }

    @Test(
        "The first account is an administrator of the whole office, from today, without end",
        arguments: [
            NewAccount(name: "a", role: .issuer, from: day("01/03/2025")),
            NewAccount(name: "a", role: .administrator, from: day("02/03/2025")),
            NewAccount(name: "a", role: .administrator, from: day("01/03/2025"), to: day("01/04/2026")),
            NewAccount(name: "a", role: .administrator, at: "DU", from: day("01/03/2025")),
        ])
    func firstRefused(account: NewAccount) throws {
        let board = try Board()
        try expectRefused(.firstAccount, leaving: board.register) {
            try board.register.add(account: account, by: tester)
        }
    }

    @Test("Accounts are refused twice, backwards, without a name, at unknown nodes, and by others")
    func refused() throws {
        let office = try Staffed()
        try office.refuse(.accountTwice) { try office.add("LAN", .issuer) }
        try office.refuse(.accountTwice) {
            try office.add("lan", .issuer, from: "01/01/2024", to: "01/03/2025")
        }
        try office.add("lan", .viewer, from: "01/01/2024", to: "28/02/2025")
        try office.refuse(.datesContradict) { try office.add("mai", .clerk, to: "28/02/2025") }
        try office.refuse(.fieldMissing) { try office.add(" ", .clerk) }
        try office.refuse(.nodeUnknown) { try office.add("mai", .clerk, at: "CB9") }
        for name in ["hoa", "lan", "tra"] {
            try office.refuse(.roleRefused) { try office.add("mai", .clerk, by: Actor(user: name)) }
        }
    }

    @Test(
        "A temporary account is refused after its last day, with a message since when, and before its first")
    func temporary() throws {
        let office = try Staffed()
        try office.add("đoàn", .clerk, from: "03/03/2025", to: "10/03/2025")
        let early = try office.refuse(.accountNotYet) { try office.work("đoàn") }
        #expect(early?.message(in: .vi).contains("03/03/2025") == true)
        office.board.clock.move(to: "10/03/2025")
        try office.work("đoàn")
        office.board.clock.move(to: "11/03/2025")
        let late = try office.refuse(.accountExpired) { try office.work("đoàn") }
        #expect(late?.message(in: .vi).contains("từ 11/03/2025 không dùng được nữa") == true)
    }

    @Test("An ended account is closed and written anew, and what was known before can still be asked")
    func ended() throws {
        let office = try Staffed()
        let before = try office.register.known(at: office.board.clock.now)
        office.board.clock.move(to: "05/03/2025")
        try office.refuse(.reasonMissing) {
            try office.register.end(account: "lan", on: day("05/03/2025"), reason: " ", by: quan)
        }
        try office.refuse(.accountUnknown) {
            try office.register.end(account: "mai", on: day("05/03/2025"), reason: "nghỉ", by: quan)
        }
        try office.work("lan")
        try office.register.end(account: "Lan", on: day("05/03/2025"), reason: "chuyển công tác", by: quan)
        try office.refuse(.accountExpired) { try office.work("lan") }
        #expect(try office.register.accounts().first { $0.name == "lan" }?.to == day("04/03/2025"))
        #expect(try office.register.accounts(before).first { $0.name == "lan" }?.to == nil)
        try office.refuse(.accountUnknown) {
            try office.register.end(account: "lan", on: day("05/03/2025"), reason: "nghỉ", by: quan)
        }
        try office.add("lan", .issuer, from: "05/03/2025")
        #expect(try office.register.accounts().filter { $0.name == "lan" }.map(\.role) == [.clerk, .issuer])
        try office.work("lan")
        // Ended from the day it began: it never was.
        try office.register.end(account: "tra", on: day("01/03/2025"), reason: "nhầm", by: quan)
        #expect(try !office.register.accounts().contains { $0.name == "tra" })
        try office.refuse(.accountMissing) { try office.work("tra") }
    }

    @Test("The last administrator cannot be ended; one for some days or for a subtree does not count")
    func lastAdministrator() throws {
        let office = try Staffed()
        func end(_ name: String = "quân", on text: String = "01/03/2025") throws {
            try office.register.end(account: name, on: day(text), reason: "nghỉ hưu", by: quan)
        }
        try office.refuse(.lastAdministrator) { try end() }
        try office.add("tạm", .administrator, to: "31/12/2030")
        try office.refuse(.lastAdministrator) { try end() }
        try office.add("dưới", .administrator, at: "DU")
        try office.refuse(.lastAdministrator) { try end() }
        try office.add("sau", .administrator, from: "01/04/2025")
        try office.refuse(.lastAdministrator) { try end(on: "15/03/2025") }
        try end(on: "01/04/2025")
        office.board.clock.move(to: "01/04/2025")
        try office.refuse(.accountExpired) { try office.work("quân") }
        try office.refuse(.lastAdministrator) {
            try office.register.end(
                account: "sau", on: day("02/04/2025"), reason: "nghỉ", by: Actor(user: "sau"))
        }
    }

    @Test("Each role may do what the table says and no more", arguments: Account.Role.least.keys.sorted())
    func roles(verb: String) throws {
        let office = try Staffed()
        let needed = Account.Role.needed(for: verb)
        for (name, role) in [
            ("tra", Account.Role.viewer), ("lan", .clerk), ("hoa", .issuer), ("quân", .administrator),
        ] {
            func tryIt() throws { try office.register.change(verb, "thử", by: Actor(user: name)) { _, _ in } }
            if role < needed {
                try office.refuse(.roleRefused, tryIt)
            } else {
                try tryIt()
                #expect(try office.register.lastEvent()?.user == name)
            }
        }
    }

    @Test("What each role is for, by some of its verbs")
    func table() {
        let told: [(String, Account.Role)] = [
            ("review.save", .viewer), ("document.add", .clerk), ("evidence.record", .clerk),
            ("notice.reminder", .clerk), ("organisation.import", .clerk), ("edition.submit", .clerk),
            ("edition.approve", .issuer), ("edition.return", .issuer), ("edition.issue", .issuer),
            ("edition.supply", .issuer), ("edition.withdraw", .issuer), ("account.delegate", .issuer),
            ("account.add", .administrator), ("account.end", .administrator), ("chưa.biết", .administrator),
        ]
        for (verb, role) in told { #expect(Account.Role.needed(for: verb) == role, "\(verb)") }
        #expect(Account.Role.allCases == [.viewer, .clerk, .issuer, .administrator])
        #expect(Account.Role.allCases.sorted() == Account.Role.allCases)
    }

    @Test("A clerk cannot issue, and nothing is packed before that is said")
    func clerk() throws {
        let office = try Staffed(settings: .onePerson)
        try office.refuse(.roleRefused) {
            try office.register.issue(kit: "cap-thon", office: office.board.office, by: Actor(user: "lan"))
        }
        _ = try office.register.issue(kit: "cap-thon", office: office.board.office, by: Actor(user: "hoa"))
    }

    @Test("What an account for a subtree signs off must lie within it")
    func outside() throws {
        let office = try Staffed()
        let register = office.register
        try office.add("bp", .issuer, at: "BP")
        let (bp, lan, hoa) = (Actor(user: "bp"), Actor(user: "lan"), Actor(user: "hoa"))
        func submit(_ actor: Actor) throws {
            _ = try register.submit(kit: "cap-thon", on: day("01/03/2025"), due: nil, by: actor)
        }
        func approve(_ actor: Actor) throws {
            _ = try register.approve(kit: "cap-thon", settings: .standard, by: actor)
        }
        func issue(_ actor: Actor) throws {
            _ = try register.issue(kit: "cap-thon", office: office.board.office, by: actor)
        }
        func supply(_ code: String) throws {
            _ = try register.supply(
                of: "cap-thon", to: [code], on: day("01/03/2025"), due: day("15/03/2025"), by: bp)
        }
        let error = try office.refuse(.outsideAccount) { try submit(bp) }
        #expect(error?.arguments["codes"] == "CB1, CB2")
        try submit(lan)
        try office.refuse(.outsideAccount) { try approve(bp) }
        try approve(hoa)
        try office.refuse(.outsideAccount) { try issue(bp) }
        try issue(hoa)
        try office.refuse(.outsideAccount) { try supply("CQ1") }
        try supply("BP")
    }
}
