import Foundation
import TestSupport
import Testing

@testable import SatchelCore

private let lan = Actor(user: "lan")
private let hoa = Actor(user: "hoa")

/// An office of two pens: lan submits, hoa approves; ready for a first edition on 01/03/2025.
private struct TwoPens {
    let board: Board
    var register: Register { board.register }

    init() throws { board = try Board.ready(settings: .standard) }

    @discardableResult
    func submit(
        on text: String = "01/03/2025", due: String? = "15/03/2025", note: String? = nil,
        by actor: Actor = lan
    ) throws -> Submission {
        try register.submit(
            kit: "cap-thon", on: day(text), due: due.map { day($0) }, note: note, by: actor)
    }

    @discardableResult
    func approve(_ submission: Int64? = nil, by actor: Actor = hoa) throws -> Submission {
        try register.approve(
            kit: "cap-thon", submission: submission, settings: board.office.settings, by: actor)
    }

    @discardableResult
    func giveBack(_ submission: Int64? = nil, _ reason: String = "thiếu văn bản", by actor: Actor = hoa)
        throws
        -> Submission
    {
        try register.returnSubmission(of: "cap-thon", submission: submission, reason: reason, by: actor)
    }

    @discardableResult
    func issue(on text: String? = nil, due: String? = nil, by actor: Actor = hoa) throws -> Edition {
        try register.issue(
            kit: "cap-thon", on: text.map { day($0) }, due: due.map { day($0) }, office: board.office,
            by: actor)
    }

    @discardableResult
    func refuse<Value>(
        _ code: SatchelError.Code, sourceLocation: SourceLocation = #_sourceLocation,
        _ verb: () throws -> Value
    ) throws -> SatchelError? {
        try expectRefused(code, leaving: register, board.store, sourceLocation: sourceLocation, verb)
    }
}

@Suite("Sign-off")
struct SignOffTests {
    @Test("An edition goes from draft to submitted, returned, submitted again, approved and issued")
    func wholeWay() throws {
        let office = try TwoPens()
        let register = office.register
        #expect(try register.signOff(of: "cap-thon").step == .draft)
        let first = try office.submit(note: "xem kỹ mẫu biên bản")
        #expect(first.by == lan && first.note == "xem kỹ mẫu biên bản" && first.verdict == nil)
        #expect(first.at == office.board.clock.now)
        #expect(try register.signOff(of: "cap-thon").step == .submitted)
        office.board.clock.move(to: "02/03/2025")
        let returned = try office.giveBack()
        #expect(returned.verdict?.reason == "thiếu văn bản" && returned.verdict?.by == hoa)
        #expect(try register.signOff(of: "cap-thon").step == .returned)
        let second = try office.submit(on: "02/03/2025")
        #expect(second.id != first.id)
        try office.approve(second.id)
        let state = try register.signOff(of: "cap-thon")
        #expect(state.step == .approved && !state.isChanged && state.submission?.id == second.id)
        office.board.clock.move(to: "03/03/2025")
        let edition = try office.issue()
        #expect(edition.number == 1 && edition.issuedOn == day("02/03/2025"))
        let rows = try register.audit(kit: "cap-thon", on: day("03/03/2025")).rows
        #expect(rows.allSatisfy { $0.dueOn == day("15/03/2025") })
        let next = try register.signOff(of: "cap-thon")
        #expect(next.edition == 2 && next.step == .draft)
        #expect(try register.submissions(of: "cap-thon").map(\.id) == [first.id, second.id])
        let events = try register.events().suffix(5)
        #expect(
            events.map { "\($0.verb) \($0.user)" } == [
                "edition.submit lan", "edition.return hoa", "edition.submit lan", "edition.approve hoa",
                "edition.issue hoa",
            ])
        #expect(events.last?.detail?.contains("\"submission\":\"\(second.id)\"") == true)
    }

    @Test("Nothing is issued that nobody approved, and the message names the three commands")
    func notApproved() throws {
        let office = try TwoPens()
        let error = try office.refuse(.notApproved) { try office.issue() }
        for command in ["submit", "approve", "issue"] {
            let isNamed =
                error?.message(in: .vi, namesCommands: true).contains("satchel edition \(command) cap-thon")
                ?? false
            #expect(isNamed, "\(command)")
        }
        try office.submit()
        try office.refuse(.notApproved) { try office.issue() }
        try office.giveBack()
        try office.refuse(.notApproved) { try office.issue() }
    }

    @Test("What cannot be issued cannot be submitted, except on a day to come")
    func submitRefused() throws {
        let office = try TwoPens()
        try office.refuse(.dueBeforeIssue) { try office.submit(due: "28/02/2025") }
        try office.refuse(.kitUnknown) {
            try office.register.submit(kit: "cap", on: day("01/03/2025"), due: nil, by: lan)
        }
        try office.submit(on: "20/03/2025", due: nil)
        try office.approve()
        try office.refuse(.issueInFuture) { try office.issue() }
        office.board.clock.move(to: "20/03/2025")
        #expect(try office.issue().issuedOn == day("20/03/2025"))
        try office.refuse(.editionUnchanged) { try office.submit(on: "21/03/2025", due: nil) }
    }

    @Test("The same is not submitted twice, unless it was returned")
    func twice() throws {
        let office = try TwoPens()
        try office.submit()
        try office.refuse(.submittedAlready) { try office.submit() }
        try office.approve()
        try office.refuse(.submittedAlready) { try office.submit() }
        let later = try office.submit(due: "16/03/2025")
        #expect(try office.register.signOff(of: "cap-thon").step == .submitted)
        try office.giveBack(later.id)
        #expect(try office.submit(due: "16/03/2025").verdict == nil)
    }

    @Test("A verdict is on the newest submission, and given once")
    func verdicts() throws {
        let office = try TwoPens()
        try office.refuse(.notSubmitted) { try office.approve() }
        try office.refuse(.notSubmitted) { try office.giveBack() }
        let first = try office.submit()
        let second = try office.submit(due: "16/03/2025")
        try office.refuse(.submissionReplaced) { try office.approve(first.id) }
        try office.refuse(.submissionReplaced) { try office.giveBack(first.id) }
        try office.refuse(.reasonMissing) { try office.giveBack(second.id, "  ") }
        try office.giveBack(second.id)
        try office.refuse(.submissionJudged) { try office.approve(second.id) }
        try office.refuse(.submissionJudged) { try office.giveBack() }
        try office.submit(due: "16/03/2025")
        try office.approve()
        try office.refuse(.submissionJudged) { try office.giveBack() }
        try office.issue()
        try office.refuse(.notSubmitted) { try office.approve() }
    }

    @Test("A further submission takes the approval before it away")
    func overtaken() throws {
        let office = try TwoPens()
        try office.submit()
        try office.approve()
        try office.submit(due: "16/03/2025")
        try office.refuse(.notApproved) { try office.issue() }
    }

    @Test("Nobody approves or issues what they submitted, themselves or for another")
    func ownSubmission() throws {
        let office = try TwoPens()
        try office.submit()
        try office.refuse(.ownSubmission) { try office.approve(by: lan) }
        try office.refuse(.ownSubmission) { try office.approve(by: Actor(user: " LAN ")) }
        try office.register.delegate(
            NewDelegation(from: "hoa", to: "lan", from: day("01/03/2025"), to: day("31/03/2025")), by: tester)
        try office.register.delegate(
            NewDelegation(from: "lan", to: "mai", from: day("01/03/2025"), to: day("31/03/2025")), by: tester)
        try office.refuse(.ownSubmission) {
            try office.approve(by: Actor(user: "lan", onBehalfOf: "hoa"))
        }
        try office.refuse(.ownSubmission) {
            try office.approve(by: Actor(user: "mai", onBehalfOf: "lan"))
        }
        try office.approve()
        try office.refuse(.ownSubmission) { try office.issue(by: lan) }
        #expect(try office.issue().number == 1)
    }

    @Test(
        "Where one person holds both pens, an edition may be approved by who submitted it, or issued at once")
    func onePerson() throws {
        let board = try Board.ready(settings: .onePerson)
        func submit() throws {
            _ = try board.register.submit(
                kit: "cap-thon", on: board.office.clock.today, due: nil, by: lan)
        }
        try submit()
        _ = try board.register.approve(kit: "cap-thon", settings: board.office.settings, by: lan)
        #expect(try board.register.issue(kit: "cap-thon", office: board.office, by: lan).number == 1)
        try board.revise("bien-ban", "mẫu 2")
        try submit()
        board.clock.move(to: "02/03/2025")
        let second = try board.register.issue(kit: "cap-thon", office: board.office, by: lan)
        #expect(second.issuedOn == day("02/03/2025"))
        #expect(try board.register.lastEvent()?.detail?.contains("submission") == false)
        // An approval that the register has left behind counts for nothing.
        try board.revise("bien-ban", "mẫu 3")
        try submit()
        _ = try board.register.approve(kit: "cap-thon", settings: board.office.settings, by: lan)
        try board.revise("bien-ban", "mẫu 4")
        board.clock.move(to: "03/03/2025")
        let third = try board.register.issue(kit: "cap-thon", office: board.office, by: lan)
        #expect(third.issuedOn == day("03/03/2025"))
    }

    @Test(
        "What was submitted is held against the register: any change calls for a new submission",
        arguments: [
            "relation", "recipient", "recipientGone", "file", "template", "definition", "audience",
            "unconfirmed",
        ])
    func changed(_ change: String) throws {
        for isApproved in [false, true] {
            let office = try TwoPens()
            let first = try office.submit()
            if isApproved { try office.approve() }
            #expect(try !office.register.signOff(of: "cap-thon").isChanged)
            try make(change, office)
            #expect(try office.register.signOff(of: "cap-thon").isChanged)
            if isApproved {
                try office.refuse(.submissionChanged) { try office.issue() }
            } else {
                try office.refuse(.submissionChanged) { try office.approve() }
            }
            #expect(try office.submit().id != first.id)
            try office.approve()
            #expect(try office.issue().number == 1)
        }
    }

    private func make(_ change: String, _ office: TwoPens) throws {
        let (board, register) = (office.board, office.register)
        switch change {
        case "relation":
            let new = try board.enter("42-HD/BTCTW", "28/10/2024")
            try register.relate(new, .replaces, 1)
        case "unconfirmed":
            let new = try board.enter("42-HD/BTCTW", "28/10/2024")
            try register.relate(new, .replaces, 1, evidence: nil)
        case "recipient":
            try register.add(
                nodes: [NewNode(code: "CB4", name: "Chi bộ 4", kind: .residential, from: day("01/01/2025"))],
                by: tester)
        case "recipientGone":
            try register.distribute(
                kit: "cap-thon", to: DistributionList(kinds: ["residential"], except: ["CB3"]), by: tester)
        case "file":
            try board.addFile(to: 1, "bản sửa", kind: .corrected)
            try register.choose(file: 2, by: tester)
        case "template": try board.revise("bien-ban", "mẫu 2")
        case "definition":
            try register.define(
                kit: Board.kit(
                    documents: ["12-HD/BTCTW@06/07/2018"], templates: ["bien-ban"], slot: "A2"),
                file: "kit.yaml", by: tester)
        default:
            try register.distribute(
                kit: "cap-thon", to: DistributionList(kinds: ["residential", "office"]), by: tester)
        }
    }

    @Test("Another day or due date than the approved one is not approved")
    func otherDays() throws {
        let office = try TwoPens()
        try office.submit()
        try office.approve()
        office.board.clock.move(to: "05/03/2025")
        try office.refuse(.notApproved) { try office.issue(on: "05/03/2025") }
        try office.refuse(.notApproved) { try office.issue(due: "20/03/2025") }
        #expect(try office.issue(on: "01/03/2025", due: "15/03/2025").issuedOn == day("01/03/2025"))
    }

    @Test("What changes nothing of it leaves an approval standing")
    func unrelatedChange() throws {
        let office = try TwoPens()
        try office.submit()
        try office.approve()
        let other = try office.board.enter("07-HD/BTCTW", "01/01/2020", title: "về việc khác")
        try office.register.relate(other, .guides, 1)
        try office.register.define(
            kit: try office.register.kit("cap-thon").yaml, file: "kit.yaml", by: tester)
        #expect(try office.issue().number == 1)
    }

    @Test("The database keeps submissions and verdicts as they were made")
    func kept() throws {
        let office = try TwoPens()
        try office.submit()
        try office.approve()
        for sql in [
            "UPDATE submission SET due_on = NULL", "DELETE FROM submission",
            "UPDATE submission_verdict SET approved = 0, reason = 'x'", "DELETE FROM submission_verdict",
        ] {
            try office.refuse(.registerRefused) {
                try Register.naming("register") {
                    try office.register.writer.write { try $0.execute(sql: sql) }
                }
            }
        }
    }

    @Test("The slip to sign and the state say who submitted it, when and for when")
    func told() throws {
        let office = try TwoPens()
        let submission = try office.submit(note: "gấp <hôm nay>")
        let clock = office.board.office.clock
        let preview = try office.register.preview(kit: "cap-thon", on: day("01/03/2025"))
        let page = SlipToSign(
            preview, submission: (submission, at: clock.stamp(submission.at)),
            settings: office.board.office.settings, language: .vi
        ).html
        #expect(page.contains("<dt>Phiếu trình số</dt><dd>1</dd>"))
        #expect(page.contains("<dt>Người trình</dt><dd>lan, 01/03/2025 08:00</dd>"))
        #expect(page.contains("<dt>Hạn cập nhật</dt><dd>15/03/2025</dd>"))
        #expect(page.contains("gấp &lt;hôm nay&gt;"))
        let draft = SlipToSign(preview, settings: office.board.office.settings, language: .vi).html
        #expect(!draft.contains("Phiếu trình số"))
        try office.giveBack()
        #expect(
            try office.register.signOff(of: "cap-thon").lines(clock).map(\.vi) == [
                "Đợt 1, phiếu trình số 1: lan trình lúc 01/03/2025 08:00, cấp phát ngày 01/03/2025, hạn 15/03/2025 (gấp <hôm nay>); hoa trả lại lúc 01/03/2025 08:00: thiếu văn bản."
            ])
        try office.submit()
        try office.board.revise("bien-ban", "mẫu 2")
        let lines = try office.register.signOff(of: "cap-thon").lines(clock)
        #expect(lines.count == 2 && lines[1].vi.contains("cần trình lại"))
    }

    @Test("The setting is read, absent means two pens, and the file says what it is for")
    func setting() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/settings.yaml"
        for (settings, isOne) in [(Settings.standard, false), (.onePerson, true)] {
            try settings.write(to: path)
            #expect(try Settings.read(from: path) == settings)
            #expect(settings.mayOnePersonIssue == isOne)
            #expect(try String(contentsOfFile: path, encoding: .utf8).contains("# onePersonMayIssue: true"))
        }
    }
}
