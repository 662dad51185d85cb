import Foundation
import TestSupport
import Testing

@testable import SatchelCore

private let quan = Actor(user: "quân")
private let bp = Actor(user: "bp")

/// An office with two editions at CB1, CB2 and CB3, and an account on BP, above CB3 alone, whose role allows all.
private struct Scoped {
    let board: Board
    var register: Register { board.register }

    init() throws {
        board = try Board.withTwoEditions()
        try board.register.add(
            account: NewAccount(name: "quân", role: .administrator, from: day("01/03/2025")), by: quan)
        try board.register.add(
            account: NewAccount(name: "bp", role: .administrator, at: "BP", from: day("01/03/2025")), by: quan
        )
        for node in ["CB1", "CB3"] {
            try board.register.record([receipt(node)], of: "cap-thon", edition: 1, by: quan)
        }
    }

    /// The register as the account on BP sees it.
    var seen: Register {
        get throws { try board.office.seen(by: bp).register }
    }

    func receipt(_ node: String) -> NewEvidence {
        NewEvidence(
            node: node, proof: .acknowledged, copy: .electronic, medium: .web, happenedOn: day("05/11/2025"))
    }

    func node(_ code: String, under parent: String?) -> NewNode {
        NewNode(code: code, name: "Mới", kind: .residential, parent: parent, from: day("01/01/2025"))
    }

    func decision(
        _ kind: NewReorganisation.Kind, _ codes: [String],
        into successors: [NewReorganisation.Successor] = [],
        under parent: String? = nil
    ) -> NewReorganisation {
        NewReorganisation(
            kind, codes, into: successors, under: parent, decision: "1-QĐ", decidedOn: day("01/11/2025"),
            effectiveOn: day("01/12/2025"))
    }
}

/// A verb that the account on BP tries.
private struct Trial: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let verb: @Sendable (Scoped) throws -> Void

    init(_ name: String, _ verb: @escaping @Sendable (Scoped) throws -> Void) {
        testDescription = name
        self.verb = verb
    }

    static let outside: [Trial] = [
        Trial("evidence.record") {
            try $0.register.record(
                [$0.receipt("CB3"), $0.receipt("CB1")], of: "cap-thon", edition: 1, by: bp)
        },
        Trial("evidence.record with a scan") {
            try $0.register.record(
                [$0.receipt("CB1")], of: "cap-thon", edition: 1,
                scan: try Scan(Array("%PDF-1.4\n".utf8), name: "a.pdf"), in: $0.board.store, by: bp)
        },
        Trial("a signing sheet") {
            _ = try $0.register.enter(
                sheet: Array("Mã,Người ký nhận,Ngày\nCB1,Lan,05/11/2025\n".utf8), file: "ky.csv",
                of: "cap-thon", in: $0.board.store, by: bp)
        },
        Trial("evidence.withdraw") {
            let row = try $0.register.evidence(of: "cap-thon", node: "CB1").first
            try $0.register.withdraw(evidence: try #require(row).id, reason: "nhầm", by: bp)
        },
        Trial("holder.appoint") {
            try $0.register.appoint(NewHolder(person: "A"), at: "CB1", from: day("05/11/2025"), by: bp)
        },
        Trial("holder.reach") {
            try $0.register.reach(
                holderAt: "CB1", phone: "0900 000 001", email: nil, chat: nil, from: day("05/11/2025"), by: bp
            )
        },
        Trial("holder.handOver") { try $0.register.handOver(at: "CB1", on: day("05/11/2025"), by: bp) },
        Trial("holder.import") {
            try $0.register.importHolders(
                Array("Mã,Họ tên\nCB3,A\nCB1,B\n".utf8), file: "a.csv", from: day("05/11/2025"), by: bp)
        },
        Trial("organisation.add below another") {
            try $0.register.add(nodes: [$0.node("N", under: "DU")], by: bp)
        },
        Trial("organisation.add at the top") {
            try $0.register.add(nodes: [$0.node("N", under: nil)], by: bp)
        },
        Trial("organisation.import") {
            _ = try $0.register.importOrganisation(
                Array("Mã,Tên tổ chức,Loại hình,Mã cấp trên\nN,Chi bộ,chi bộ thôn,DU\n".utf8), file: "a.csv",
                from: day("05/11/2025"), by: bp)
        },
        Trial("organisation.rename") {
            try $0.register.reorganise(
                [$0.decision(.rename, ["CB1"], into: [.init("CB1", name: "Khác")])], by: bp)
        },
        Trial("organisation.move out") {
            try $0.register.reorganise([$0.decision(.move, ["CB3"], under: "DU")], by: bp)
        },
        Trial("organisation.merge") {
            try $0.register.reorganise(
                [$0.decision(.merge, ["CB3", "CB1"], into: [.init("CB3")])], by: bp)
        },
        Trial("organisation.setUp outside") {
            try $0.register.reorganise(
                [$0.decision(.setUp, [], into: [.init("N", name: "N", kind: .residential, parent: "DU")])],
                by: bp)
        },
        Trial("organisation.endLevel of its own") {
            try $0.register.reorganise([$0.decision(.endLevel, ["BP"])], by: bp)
        },
        Trial("organisation.preview") {
            _ = try $0.register.preview($0.decision(.dissolve, ["CB1"]), by: bp)
        },
        Trial("organisation.takeBack") {
            try $0.register.reorganise(
                [$0.decision(.rename, ["CB1"], into: [.init("CB1", name: "Khác")])], by: quan)
            let id = try #require(try $0.register.reorganisations().last).id
            try expectRefused(.outsideAccount, leaving: $0.register) { [register = $0.register] in
                try register.takeBack(reorganisation: id, reason: "nhầm", by: bp)
            }
            throw SatchelError(.outsideAccount)
        },
        Trial("notice.done") { try $0.register.finish(notices: $0.register.notices().map(\.id), by: bp) },
        Trial("notice.reminder") {
            _ = try $0.register.remind(kit: "cap-thon", on: day("05/11/2025"), by: bp)
        },
        Trial("edition.withdraw") {
            try $0.register.withdraw(
                edition: 2, of: "cap-thon", on: day("05/11/2025"), instead: "đợt 1", by: bp)
        },
        Trial("review.save") {
            _ = try $0.register.save(
                reviewOf: "cap-thon", on: day("05/11/2025"), under: "DU", office: "Đảng ủy", by: bp)
        },
        Trial("account.add") {
            try $0.register.add(
                account: NewAccount(name: "x", role: .viewer, at: "CB1", from: day("05/11/2025")), by: bp)
        },
    ]

    static let ofAll: [Trial] = [
        Trial("body.add") { try $0.register.add(bodies: [NewBody(name: "Cơ quan")], by: bp) },
        Trial("document.add") {
            _ = try $0.register.add(documents: [newDocument("1-HD/X", "01/01/2025")], by: bp)
        },
        Trial("relation.add") {
            _ = try $0.register.add(relations: [NewRelation(subject: 2, type: .guides, object: 1)], by: bp)
        },
        Trial("template.review") {
            try $0.register.review(template: "bien-ban", on: day("05/11/2025"), note: nil, by: bp)
        },
        Trial("account.add") {
            try $0.register.add(
                account: NewAccount(name: "x", role: .viewer, from: day("05/11/2025")), by: bp)
        },
        Trial("account.end") {
            try $0.register.end(account: "quân", on: day("06/11/2025"), reason: "nghỉ", by: bp)
        },
        Trial("account.invite") { _ = try $0.board.office.invite(account: "quân", by: bp) },
        Trial("review.save") {
            _ = try $0.register.save(reviewOf: "cap-thon", on: day("05/11/2025"), office: "Đảng ủy", by: bp)
        },
        Trial("settings.change") {
            var settings = $0.board.office.settings
            settings.office = "Khác"
            try $0.board.office.change(settings: settings, by: bp)
        },
    ]

    static let ofOthersKit: [Trial] = [
        Trial("kit.define") {
            let kit = try $0.register.kit("cap-thon")
            try $0.register.define(kit: kit.yaml, file: "kit.yaml", by: bp)
        },
        Trial("kit.distribute") {
            try $0.register.distribute(
                kit: "cap-thon", to: DistributionList(kinds: ["residential"], under: "BP"), by: bp)
        },
        Trial("kit.give") {
            try $0.register.give(kit: "cap-thon", to: ["BP"], from: day("05/11/2025"), by: bp)
        },
    ]
}

@Suite("Accounts on a subtree: what they may write")
struct ScopeWritingTests {
    @Test("What concerns a node outside is refused before anything is written", arguments: Trial.outside)
    fileprivate func outside(_ trial: Trial) throws {
        let office = try Scoped()
        // The first look of a day brings what is kept of it up to date.
        _ = try office.register.notices()
        if trial.testDescription == "organisation.takeBack" {
            expectError(.outsideAccount) { try trial.verb(office) }
        } else {
            try expectRefused(.outsideAccount, leaving: office.register, office.board.store) {
                try trial.verb(office)
            }
        }
    }

    @Test("What is of the whole office is refused", arguments: Trial.ofAll)
    fileprivate func ofAll(_ trial: Trial) throws {
        let office = try Scoped()
        let error = try expectRefused(.wholeOfficeNeeded, leaving: office.register, office.board.store) {
            try trial.verb(office)
        }
        #expect(error?.message(in: .vi).contains("phạm vi BP") == true)
    }

    @Test("A kit of others is refused", arguments: Trial.ofOthersKit)
    fileprivate func ofOthersKit(_ trial: Trial) throws {
        let office = try Scoped()
        try expectRefused(.kitOfOthers, leaving: office.register) { try trial.verb(office) }
        try office.register.give(kit: "cap-thon", to: ["BP"], from: day("05/11/2025"), by: quan)
        try trial.verb(office)
    }

    @Test("Every verb is of the whole office, or listed with what it is about")
    func reaches() {
        let ofAll = Account.Role.least.keys.filter { Account.reach(of: $0) == .office }.sorted()
        #expect(
            ofAll == [
                "backup.make", "body.add", "body.end", "document.add", "document.dates", "document.file",
                "document.file.choose", "document.import", "document.remove", "document.remove.clean",
                "notice.write", "relation.add", "relation.confirm", "relation.import", "relation.withdraw",
                "settings.change", "store.repair", "template.review", "template.revise",
            ])
    }

    @Test("Within its subtree it may do what its role allows")
    func inside() throws {
        let office = try Scoped()
        let register = office.register
        try register.record([office.receipt("CB3")], of: "cap-thon", edition: 2, by: bp)
        office.board.clock.move(to: "07/11/2025")
        try register.appoint(NewHolder(person: "Siu Mới"), at: "CB3", from: day("06/11/2025"), by: bp)
        try register.handOver(at: "CB3", on: day("07/11/2025"), by: bp)
        try register.add(nodes: [office.node("N1", under: "BP"), office.node("N2", under: "N1")], by: bp)
        try register.reorganise(
            [
                office.decision(.rename, ["CB3"], into: [.init("CB3", name: "Khác")]),
                office.decision(.setUp, [], into: [.init("N3", name: "N", kind: .residential, parent: "N1")]),
            ], by: bp)
        try register.takeBack(reorganisation: 1, reason: "nhầm", by: bp)
        try register.add(
            account: NewAccount(name: "x", role: .viewer, at: "CB3", from: day("05/11/2025")), by: bp)
        let seen = try office.seen
        #expect(try seen.remind(kit: "cap-thon", on: day("05/11/2025"), by: bp) == 1)
        #expect(try seen.finish(notices: seen.notices().map(\.id), by: bp) > 0)
        let review = try seen.save(reviewOf: "cap-thon", on: day("05/11/2025"), office: "Đảng ủy", by: bp)
        #expect(review.head.under == "BP")
        #expect(Set(review.answer.rows.map(\.code)) == ["CB3"])
    }

    @Test("A kit it makes is its node's own, for whom it will within the subtree")
    func ownKit() throws {
        let office = try Scoped()
        let yaml = Board.kit(documents: ["42-HD/BTCTW@28/10/2025"]).replacing("cap-thon", with: "cap-rieng")
        try office.register.define(kit: yaml, file: "kit.yaml", by: bp)
        #expect(try office.register.owners(of: "cap-rieng", on: day("05/11/2025")) == ["BP"])
        try office.register.define(kit: yaml, file: "kit.yaml", by: bp)
        #expect(try office.register.owners(of: "cap-rieng", on: day("05/11/2025")) == ["BP"])
        try expectRefused(.outsideAccount, leaving: office.register) {
            try office.register.distribute(
                kit: "cap-rieng", to: DistributionList(kinds: ["residential"]), by: bp)
        }
        try expectRefused(.outsideAccount, leaving: office.register) {
            try office.register.give(kit: "cap-rieng", to: ["DU"], from: day("05/11/2025"), by: bp)
        }
        try office.register.distribute(
            kit: "cap-rieng", to: DistributionList(kinds: ["residential"], under: "BP"), by: bp)
        let edition = try office.register.issue(kit: "cap-rieng", office: office.board.office, by: bp)
        #expect(try office.register.recipients(of: edition, on: day("05/11/2025")).map(\.code) == ["CB3"])
        try office.register.define(
            kit: Board.kit(documents: []).replacing("cap-thon", with: "cap-chung"), file: "kit.yaml", by: quan
        )
        #expect(try office.register.owners(of: "cap-chung", on: day("05/11/2025")) == [])
    }
}
