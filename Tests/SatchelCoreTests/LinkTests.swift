import Foundation
import GRDB
import TestSupport
import Testing

@testable import SatchelCore

/// A board whose edition was supplied to CB1, CB2 and CB3 (recipients 1 to 3), and the secrets of their links.
private struct Letters {
    let board: Board
    var office: Office { board.office }
    var register: Register { board.register }

    init(_ board: Board) { self.board = board }

    static func sent() throws -> Letters {
        let board = try Board.ready()
        try board.issue("01/03/2025", due: "15/03/2025")
        return Letters(board)
    }

    func notice(_ node: String, _ edition: Int = 1) throws -> Notice {
        try #require(try register.notices(of: "cap-thon", edition: edition).last { $0.nodeCode == node })
    }

    func secret(_ node: String, _ edition: Int = 1) throws -> String {
        let parts = try office.link(for: notice(node, edition)).split(separator: "#")
        return String(try #require(parts.last))
    }

    func code(_ node: String, _ edition: Int = 1) throws -> String {
        try office.code(for: notice(node, edition)).text
    }
}

@Suite("Links of recipients")
struct LinkTests {
    @Test("A link's secret and the code on paper lead to the same person, and neither is stored")
    func holder() throws {
        let letters = try Letters.sent()
        let holder = try letters.office.linkHolder(secret: letters.secret("CB1"))
        #expect(holder.person == "Rơ Châm H'Lan" && holder.role == "Bí thư" && holder.name == holder.person)
        #expect(holder.nodeCode == "CB1" && holder.nodeName == "Chi bộ CB1" && holder.kit == "cap-thon")
        #expect(holder.nodes == [holder.nodeID])
        #expect(try letters.office.linkHolder(code: letters.code("CB1").lowercased()) == holder)
        #expect(try letters.office.linkHolder(secret: letters.secret("CB3")).person == "Siu Bình")
        let desk = try AccessDesk(letters.board)
        try desk.expectNowhere(letters.secret("CB1"))
        try desk.expectNowhere(letters.code("CB1"))
    }

    @Test("Whatever is wrong with a link or a code gets one answer, and leaves no trace")
    func invalid() throws {
        let letters = try Letters.sent()
        let (one, two) = (try letters.secret("CB1"), try letters.secret("CB2"))
        let mac = one.split(separator: ".")[2]
        var wrong = [
            "", ".", "..", one + "x", String(one.dropLast()), "2" + one.dropFirst(), "01" + one.dropFirst(),
            "+" + one, one.uppercased(), "zzzzzzzzzzzzz.1.\(mac)", "-1.1.\(mac)", "1.2.\(mac)", "99.1.\(mac)",
            two.replacing(two.split(separator: ".")[2], with: mac), one.replacing(".", with: "-"),
        ]
        let last = try #require(one.last)
        wrong.append(one.dropLast() + (last == "A" ? "B" : "A"))
        for secret in wrong {
            let error = try expectRefused(.linkInvalid, leaving: letters.register) {
                try letters.office.linkHolder(secret: secret)
            }
            #expect(error?.arguments.isEmpty == true)
        }
        let foreign = try Letters.sent().code("CB1")
        for code in ["", "x", foreign, String(try letters.code("CB1").dropLast())] {
            try expectRefused(.linkInvalid, leaving: letters.register) {
                try letters.office.linkHolder(code: code)
            }
        }
    }

    @Test("A changed address or another holder revokes link, code and session at once; the new ones work")
    func revoked() throws {
        let letters = try Letters.sent()
        let office = letters.office
        let (secret, code) = (try letters.secret("CB1"), try letters.code("CB1"))
        let session = try office.beginSession(for: office.linkHolder(secret: secret)).secret
        #expect(try office.session(session)?.holder?.nodeCode == "CB1")
        // So that codes are in memory.
        _ = try office.linkHolder(code: code)
        try letters.register.reach(
            holderAt: "CB1", phone: nil, email: "moi@cb1.example", chat: nil, from: day("01/03/2025"),
            by: tester)
        expectError(.linkInvalid) { try office.linkHolder(secret: secret) }
        expectError(.linkInvalid) { try office.linkHolder(code: code) }
        #expect(try office.session(session) == nil)
        #expect(try office.linkHolder(code: letters.code("CB1")).person == "Rơ Châm H'Lan")
        let stale = try office.linkHolder(secret: letters.secret("CB1"))
        try letters.register.appoint(
            NewHolder(person: "Kpă Lan"), at: "CB1", from: day("01/03/2025"), by: tester)
        expectError(.linkInvalid) { try office.beginSession(for: stale) }
        #expect(try office.linkHolder(secret: letters.secret("CB1")).person == "Kpă Lan")
        #expect(try office.linkHolder(code: letters.code("CB1")).person == "Kpă Lan")
    }

    @Test("A branch that has ended, or a transmittal taken back, opens nothing")
    func ended() throws {
        let letters = try Letters.sent()
        let (secret, code) = (try letters.secret("CB2"), try letters.code("CB2"))
        let (first, link) = (try letters.code("CB1"), try letters.secret("CB1"))
        _ = try letters.office.linkHolder(code: code)
        try letters.register.reorganise(
            [
                NewReorganisation(
                    .merge, ["CB2", "CB3"], into: [.init("CB23", name: "Chi bộ 23")], decision: "01-QĐ/ĐU",
                    decidedOn: day("01/03/2025"), effectiveOn: day("02/03/2025"))
            ], by: tester)
        letters.board.clock.move(to: "02/03/2025")
        expectError(.linkInvalid) { try letters.office.linkHolder(secret: secret) }
        expectError(.linkInvalid) { try letters.office.linkHolder(code: code) }
        #expect(try letters.office.linkHolder(code: first).nodeCode == "CB1")
        try letters.register.writer.write { db in
            try db.execute(sql: "UPDATE transmittal SET closed = 1 WHERE recipient_id = 1")
        }
        try letters.register.learn(dates: dates("06/07/2018"), of: 1, by: tester)
        expectError(.linkInvalid) { try letters.office.linkHolder(code: first) }
        expectError(.linkInvalid) { try letters.office.linkHolder(secret: link) }
    }

    @Test("Codes of editions that are issued later are found, beside those of before")
    func later() throws {
        let letters = try Letters.sent()
        let before = try letters.code("CB1")
        #expect(try letters.office.linkHolder(code: before).link.edition == 1)
        try letters.board.revise("bien-ban", "mẫu 2")
        try letters.board.issue("05/11/2025")
        let after = try letters.code("CB1", 2)
        #expect(after != before)
        #expect(try letters.office.linkHolder(code: after).link.edition == 2)
        #expect(try letters.office.linkHolder(code: before).link.edition == 1)
    }

    @Test("A recipient's session lasts two hours; where nobody is on record it is the branch's")
    func session() throws {
        let board = try Board.ready()
        try board.register.distribute(
            kit: "cap-thon", to: DistributionList(kinds: [], also: ["CQ1"]), by: tester)
        try board.issue("01/03/2025")
        let letters = Letters(board)
        let holder = try letters.office.linkHolder(secret: letters.secret("CQ1"))
        #expect(holder.person == nil && holder.name == "Chi bộ CQ1")
        let (secret, session) = try letters.office.beginSession(for: holder)
        #expect(session.holder == holder && session.account == nil)
        let known = try #require(try letters.office.session(secret))
        #expect(known.holder == holder && known.csrf == session.csrf)
        #expect(known.expires.milliseconds == board.clock.now.milliseconds + 7_200_000)
        let event = try #require(try letters.register.lastEvent())
        #expect(event.verb == "session.begin" && event.user == "Chi bộ CQ1" && event.subject == "cap-thon/1")
        try letters.office.signOut(secret)
        #expect(try letters.register.lastEvent()?.verb == "session.end")
        let other = try letters.office.beginSession(for: holder).secret
        board.clock.move(to: Instant(milliseconds: board.clock.now.milliseconds + 7_200_000))
        #expect(try letters.office.session(other) == nil)
    }

    @Test("Letters, mails and messages give the code beside the link; an escalation gives neither")
    func letters() throws {
        let letters = try Letters.sent()
        let office = letters.office
        let notices = try letters.register.notices(of: "cap-thon", edition: 1)
        let code = try letters.code("CB1")
        let page = try office.letters(for: notices)
        #expect(page.contains("hoặc vào https://satchel.example/k và nhập mã <b class=\"code\">\(code)</b>"))
        #expect(
            try office.letters(for: notices, language: .en).contains("or go to https://satchel.example/k"))
        let texts = try office.personalTexts(for: notices)
        for notice in notices {
            let text = try #require(texts.first { $0.notice == notice }).text
            let own = try office.code(for: notice).text
            #expect(text.contains("hoặc vào https://satchel.example/k và nhập mã \(own)"))
        }
        #expect(try !office.groupText(kit: "cap-thon", edition: 1).contains(code))
        _ = try letters.register.remind(kit: "cap-thon", on: day("01/03/2025"), escalating: true, by: tester)
        let above = try letters.register.notices(of: "cap-thon", edition: 1).filter { $0.kind == .escalation }
        #expect(try !office.letters(for: above).contains("nhập mã"))
    }
}

@Suite("One page of a person")
struct HeldKitTests {
    @Test("The page tells what was supplied, what is held of each copy and by which evidence")
    func kits() throws {
        let board = try Board.withTwoEditions()
        let letters = Letters(board)
        board.clock.move(to: "10/11/2025")
        try board.record("CB1", 1, .downloaded, on: "02/03/2025")
        try board.record("CB1", 1, .acknowledged, on: "03/03/2025")
        try board.record("CB1", 1, .filed, .paper, on: "04/03/2025")
        try board.record("CB1", 2, .downloaded, on: "06/11/2025")
        let kits = try letters.office.kits(of: letters.office.linkHolder(secret: letters.secret("CB1", 2)))
        let kit = try #require(kits.first)
        #expect(kits.count == 1)
        #expect(kit.nodeCode == "CB1" && kit.nodeName == "Chi bộ CB1" && kit.parentName == "Chi bộ DU")
        #expect(kit.slug == "cap-thon" && kit.name.vi == "Cặp chi bộ thôn" && kit.copyNumber == 1)
        #expect(kit.supplied.map(\.edition.number) == [2, 1])
        #expect(kit.supplied.map(\.dueOn) == [day("20/11/2025"), day("15/03/2025")])
        #expect(kit.newest?.edition.number == 2 && kit.current?.edition.issuedOn == day("05/11/2025"))
        #expect(kit.held.map(\.copy) == [.electronic, .paper])
        #expect(kit.held.map(\.edition?.number) == [2, 1])
        #expect(kit.held.map(\.evidence?.proof) == [.downloaded, .filed])
        #expect(kit.evidence.map(\.proof) == [.downloaded, .acknowledged, .filed, .downloaded])
        try board.register.withdraw(
            edition: 2, of: "cap-thon", on: day("10/11/2025"), instead: "dùng lại đợt 1", by: tester)
        let after = try #require(
            try letters.office.kits(of: letters.office.linkHolder(secret: letters.secret("CB1", 2))).first)
        #expect(after.newest?.isWithdrawn == true && after.newest?.edition.instead == "dùng lại đợt 1")
        #expect(after.current?.edition.number == 1)
        #expect(after.held.first?.edition?.withdrawnOn == day("10/11/2025"))
    }

    @Test("What an earlier holder has not handed over is told, and is not held")
    func withheld() throws {
        let board = try Board.withTwoEditions()
        let letters = Letters(board)
        board.clock.move(to: "10/11/2025")
        try board.record("CB2", 1, .filed, .paper, on: "04/03/2025")
        try board.register.appoint(
            NewHolder(person: "Kpă Lan"), at: "CB2", from: day("09/11/2025"), by: tester)
        let kit = try #require(
            try letters.office.kits(of: letters.office.linkHolder(secret: letters.secret("CB2", 2))).first)
        #expect(kit.held.map(\.edition?.number) == [nil, nil])
        #expect(kit.held.map(\.withheld) == [nil, 1])
    }

    @Test(
        "One person has one page for all branches: the same name and telephone or address, today",
        arguments: [
            (NewHolder(person: "siu bình", phone: "0900.000.003"), true),
            (NewHolder(person: "Siu Bình", phone: "0900 000 004"), false),
            (NewHolder(person: "Siu Bình"), false),
            (NewHolder(person: "Siu Bảo", phone: "0900 000 003"), false),
        ])
    func samePerson(other: NewHolder, isSame: Bool) throws {
        let board = try Board.ready()
        try board.register.appoint(other, at: "CB2", from: day("01/03/2025"), by: tester)
        try board.issue("01/03/2025")
        let letters = Letters(board)
        let holder = try letters.office.linkHolder(secret: letters.secret("CB3"))
        let kits = try letters.office.kits(of: holder)
        #expect(kits.map(\.nodeCode) == (isSame ? ["CB3", "CB2"] : ["CB3"]))
    }

    @Test("Addresses are compared without regard to case")
    func address() throws {
        let board = try Board.ready()
        try board.register.appoint(
            NewHolder(person: "Rơ Châm H'Lan", email: "LAN@cb1.example"), at: "CB2", from: day("01/03/2025"),
            by: tester)
        try board.issue("01/03/2025")
        let letters = Letters(board)
        #expect(
            try letters.office.kits(of: letters.office.linkHolder(secret: letters.secret("CB2"))).map(
                \.nodeCode)
                == ["CB2", "CB1"])
        board.clock.move(to: "02/03/2025")
        try board.register.appoint(NewHolder(person: "Mai"), at: "CB1", from: day("02/03/2025"), by: tester)
        #expect(
            try letters.office.kits(of: letters.office.linkHolder(secret: letters.secret("CB2"))).map(
                \.nodeCode)
                == ["CB2"])
    }
}
