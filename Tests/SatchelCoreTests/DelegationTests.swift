import TestSupport
import Testing

@testable import SatchelCore

private let lan = Actor(user: "lan")
private let forHoa = Actor(user: "mai", onBehalfOf: "hoa")

@Suite("Delegation")
struct DelegationTests {
    private let board: Board
    private var register: Register { board.register }

    init() throws { board = try Board.ready(settings: .standard) }

    private func delegate(
        _ from: String = "hoa", _ to: String = "mai", _ first: String = "03/03/2025",
        _ last: String = "10/03/2025", by actor: Actor = tester
    ) throws {
        try register.delegate(
            NewDelegation(
                from: from, to: to, from: day(first), to: day(last), decision: "05-QĐ/ĐU"), by: actor)
    }

    private func submit() throws {
        _ = try register.submit(kit: "cap-thon", on: day("01/03/2025"), due: nil, by: lan)
    }

    @discardableResult
    private func approve(by actor: Actor = forHoa) throws -> Submission {
        try register.approve(kit: "cap-thon", settings: board.office.settings, by: actor)
    }

    private func addStaff() throws {
        for (name, role) in [
            ("quân", Account.Role.administrator), ("hoa", .issuer), ("bình", .issuer), ("lan", .clerk),
            ("mai", .clerk),
        ] {
            try register.add(
                account: NewAccount(name: name, role: role, from: day("01/03/2025")),
                by: Actor(user: "quân"))
        }
    }

    @Test("One acts on behalf of another within the days of the delegation, and the log says for whom")
    func window() throws {
        try submit()
        try delegate()
        for text in ["01/03/2025", "02/03/2025", "11/03/2025"] {
            board.clock.move(to: text)
            try expectRefused(.delegationMissing, leaving: register) { try approve() }
        }
        try delegate("hoa", "mai", "11/03/2025", "11/03/2025")
        let submission = try approve()
        #expect(submission.verdict?.by == forHoa)
        #expect(submission.text(board.clock.office).vi.contains("mai (thay mặt hoa) duyệt"))
        #expect(try register.lastEvent()?.onBehalfOf == "hoa")
        _ = try register.issue(kit: "cap-thon", office: board.office, by: forHoa)
        #expect(try register.lastEvent()?.onBehalfOf == "hoa")
    }

    @Test("A return and an issue on behalf of another need a delegation too; the other way round is none")
    func others() throws {
        try submit()
        try delegate("hoa", "mai", "01/03/2025", "10/03/2025")
        try expectRefused(.delegationMissing, leaving: register) {
            try register.returnSubmission(
                of: "cap-thon", reason: "thiếu", by: Actor(user: "hoa", onBehalfOf: "mai"))
        }
        try approve()
        try expectRefused(.delegationMissing, leaving: register) {
            try register.issue(
                kit: "cap-thon", office: board.office, by: Actor(user: "mai", onBehalfOf: "bình"))
        }
    }

    @Test("A delegation taken back lets nobody act, and is still known for the time before")
    func revoked() throws {
        try submit()
        try delegate("hoa", "mai", "01/03/2025", "10/03/2025")
        let before = try register.known(at: board.clock.now)
        board.clock.move(to: "02/03/2025")
        try expectRefused(.reasonMissing, leaving: register) {
            try register.revoke(delegation: 1, reason: "", by: tester)
        }
        try register.revoke(delegation: 1, reason: "về sớm", by: tester)
        try expectRefused(.delegationMissing, leaving: register) { try approve() }
        try expectRefused(.delegationUnknown, leaving: register) {
            try register.revoke(delegation: 1, reason: "về sớm", by: tester)
        }
        #expect(try register.delegations().isEmpty)
        #expect(try register.delegations(before).map(\.decision) == ["05-QĐ/ĐU"])
    }

    @Test("A delegation to oneself, backwards, or without a name is refused")
    func refused() throws {
        try expectRefused(.delegationToSelf, leaving: register) { try delegate("hoa", "Hoa") }
        try expectRefused(.fieldMissing, leaving: register) { try delegate("hoa", " ") }
        try expectRefused(.datesContradict, leaving: register) {
            try delegate("hoa", "mai", "10/03/2025", "03/03/2025")
        }
    }

    @Test("With accounts, an issuer delegates in their own name, to somebody with an account")
    func accounts() throws {
        try addStaff()
        let (hoa, binh, quan) = (Actor(user: "hoa"), Actor(user: "bình"), Actor(user: "quân"))
        try expectRefused(.roleRefused, leaving: register) { try delegate(by: lan) }
        try expectRefused(.delegationNotYours, leaving: register) { try delegate(by: binh) }
        try expectRefused(.delegationNotIssuer, leaving: register) { try delegate("lan", "mai", by: quan) }
        try expectRefused(.accountMissing, leaving: register) { try delegate("hoa", "vân", by: hoa) }
        try delegate(by: hoa)
        try delegate("bình", "mai", by: quan)
        try expectRefused(.delegationNotYours, leaving: register) {
            try register.revoke(delegation: 1, reason: "thôi", by: binh)
        }
        try register.revoke(delegation: 2, reason: "thôi", by: binh)
    }

    @Test(
        "With accounts, who acts on behalf of an issuer has that role for it, while both accounts are valid")
    func actingRole() throws {
        try addStaff()
        let quan = Actor(user: "quân")
        try submit()
        try delegate("hoa", "mai", "01/03/2025", "31/03/2025", by: quan)
        try expectRefused(.roleRefused, leaving: register) { try approve(by: Actor(user: "mai")) }
        try expectRefused(.roleRefused, leaving: register) {
            try register.change("edition.withdraw", "cap-thon/1", by: forHoa) { _, _ in }
        }
        try approve()
        board.clock.move(to: "05/03/2025")
        try register.end(account: "hoa", on: day("05/03/2025"), reason: "nghỉ", by: quan)
        try expectRefused(.accountExpired, leaving: register) {
            try register.issue(kit: "cap-thon", office: board.office, by: forHoa)
        }
    }
}
