import SatchelCore
import TestSupport
import Testing

@testable import SatchelWeb

/// The next edition by hand of a clerk and an issuer, and what follows an issue.
@Suite("Pages of sign-off and supply") struct SignOffPagesTests {
    private let desk: WebDesk
    private let kit = "bi-thu-chi-bo-thon"
    private var register: Register { desk.office.register }

    init() throws { desk = try WebDesk() }

    /// Adds a slot with a document that the kit lacks, so that something changes.
    private func changeKit() throws {
        let old = try register.kit(kit)
        var definition = old.definition
        let held = Set(
            try register.preview(kit: kit, on: desk.office.clock.today).plan.items.compactMap(\.document?.id))
        let inForce = try register.inForce()
        let new = try #require(
            try register.documents().first {
                !held.contains($0.id)
                    && inForce.status(of: $0.id, on: desk.office.clock.today).status == .inForce
            })
        definition.sections[0].slots.append(
            .init(
                id: "A77", name: Text("Ngăn thử", "Trial"),
                entries: [.init(content: .document(reference: new.key, keptBecause: nil))]))
        try register.define(kit: try definition.yaml(), file: "kit.yaml", by: Actor(user: "lan"))
    }

    private func submit() async throws -> WebDesk.Page {
        try await desk.post(
            "/kits/\(kit)/next", as: .clerk,
            [("act", "submit"), ("on", "21/11/2025"), ("due", "10/12/2025"), ("note", "thử <b>")])
    }

    private func act(_ act: String, as role: Account.Role, _ more: [(String, String)] = []) async throws
        -> WebDesk.Page
    {
        let signOff = try register.signOff(of: kit)
        return try await desk.post(
            "/kits/\(kit)/next", as: role,
            [
                ("act", act), ("submission", "\(signOff.submission?.id ?? 0)"),
                ("edition", "\(signOff.edition)"),
            ] + more)
    }

    @Test("what a clerk submits an issuer returns with a reason, or approves and issues once")
    func whole() async throws {
        let idle = try await desk.get("/kits/\(kit)/next", as: .clerk)
        #expect(idle.words.contains("chưa có gì để trình"))
        try changeKit()
        let preview = try await desk.get("/kits/\(kit)/next", as: .clerk)
        #expect(preview.words.contains("Trình đợt 5"))
        #expect(preview.words.contains("Bổ sung"))
        #expect(preview.bytes.count < 60_000)
        #expect(try await submit().location == "/kits/\(kit)/next?done=submitted")
        #expect(try await submit().status == 422)
        #expect(try await act("approve", as: .clerk).status == 403)
        #expect(try await act("return", as: .issuer).status == 422)
        #expect(try await act("return", as: .issuer, [("reason", "thiếu hạn")]).status == 303)
        #expect(try await desk.get("/kits/\(kit)", as: .clerk).words.contains("Lý do: thiếu hạn"))
        #expect(try await submit().status == 303)
        let waiting = try await desk.get("/kits/\(kit)/next", as: .issuer)
        #expect(waiting.words.contains("Duyệt phiếu trình số"))
        #expect(waiting.text.contains("thử &lt;b&gt;"))
        let slip = try await desk.get("/kits/\(kit)/next/slip", as: .issuer)
        #expect(slip.words.contains("Phiếu trình cấp phát cặp tài liệu"))
        #expect(slip.headers[.contentSecurityPolicy]?.contains("unsafe-inline") == false)
        // The policy would drop them.
        #expect(!slip.text.contains(" style=\""))
        #expect(try await act("approve", as: .issuer).status == 303)
        #expect(try await act("approve", as: .issuer).status == 303)
        #expect(try await act("return", as: .issuer, [("reason", "thôi")]).status == 422)
        let form = [("act", "issue"), ("edition", "5")]
        let issued = try await desk.post("/kits/\(kit)/next", as: .issuer, form, once: "một")
        #expect(issued.location == "/kits/\(kit)/editions/5?done=issued")
        let again = try await desk.post("/kits/\(kit)/next", as: .issuer, form, once: "một")
        #expect(again.location == issued.location)
        #expect(try register.editions(of: kit).count == 5)
        let page = try await desk.get(try #require(issued.location), as: .issuer)
        let count = try register.recipients(of: register.edition(of: kit), on: desk.office.clock.today).count
        #expect(page.words.contains("cho \(count) nơi nhận"))
        #expect(page.text.contains("/notices/\(kit)/5/letters"))
    }

    @Test("one's own submission is not approved, and one that is out of date neither")
    func own() async throws {
        try changeKit()
        _ = try await desk.post(
            "/kits/\(kit)/next", as: .issuer, [("act", "submit"), ("on", "21/11/2025")])
        #expect(try await act("approve", as: .issuer).status == 422)
        #expect(try await act("approve", as: .administrator, [("submission", "1")]).status == 303)
        let broken = try await desk.post(
            "/kits/\(kit)/next", as: .clerk,
            [("act", "submit"), ("on", "31/02/2025"), ("note", "giữ lại tôi")])
        #expect(broken.status == 422)
        #expect(broken.words.contains("31/02/2025"))
        #expect(broken.words.contains("giữ lại tôi"))
    }

    @Test("late joiners are supplied with a due date of their own, and told when they are not on the list")
    func supply() async throws {
        let today = desk.office.clock.today
        let edition = try register.edition(of: kit)
        let supplied = Set(try register.recipients(of: edition, on: today).map(\.code))
        let node = try #require(
            try register.organisation(on: today).nodes.first {
                $0.kind == .school && !supplied.contains($0.code)
            })
        let path = "/kits/\(kit)/editions/\(edition.number)"
        #expect(try await desk.get("\(path)/supply", as: .issuer).status == 200)
        let noDue = try await desk.post("\(path)/supply", as: .issuer, [("others", node.code)])
        #expect(noDue.status == 422)
        #expect(noDue.text.contains("value=\"\(node.code)\""))
        let done = try await desk.post(
            "\(path)/supply", as: .issuer, [("others", node.code), ("due", "15/12/2025")])
        let page = try await desk.get(try #require(done.location), as: .issuer)
        #expect(page.words.contains("Không có trong danh sách nhận"))
        #expect(page.words.contains(node.name))
        let own = try await desk.get("\(path)/for/\(node.code)", as: .viewer)
        #expect(own.words.contains("15/12/2025"))
        let archive = try await desk.get("\(path)/for/\(node.code)/kit.zip", as: .viewer)
        let asked = try register.recipients(of: edition, on: today, only: [node.code])[0]
        #expect(
            BlobStore.sha256(archive.bytes)
                == (try desk.office.personalKits(of: edition).archive(for: asked).sha256))
        #expect(try await desk.get("\(path)/for/\(node.code)/letter").words.contains(node.name))
        #expect(try await desk.get("\(path)/for/KHONG-CO").status == 404)
    }

    @Test("the papers of an edition: signing sheet, print run, change list, recall list")
    func papers() async throws {
        let path = "/kits/\(kit)/editions/4"
        #expect(try await desk.get("\(path)/sheet").words.contains("Bảng ký nhận"))
        let run = try await desk.get("\(path)/print-run")
        let rows = try register.audit(kit: kit, on: desk.office.clock.today).rows
        let folders = rows.count { $0.copy == .paper && $0.supplied == 4 && $0.held != 4 }
        #expect(folders > 0)
        #expect(run.words.contains("\(folders) cặp giấy chưa có đợt này"))
        // New in edition 4: every one of these folders needs it.
        let line = try #require(run.words.firstMatch(of: /42-HD\/BTCTW, +ngày 28\/10\/2025 +A05 +(\d+)/))
        #expect(Int(line.output.1) == folders)
        #expect(try await desk.get("\(path)/recipients").words.contains("đợt 4"))
        #expect(try await desk.get("/kits/\(kit)/compare?from=1&to=4").words.contains("Rút ra"))
        #expect(try await desk.get("/kits/\(kit)/compare/paper?from=4&to=2").words.contains("từ đợt 2"))
        #expect(try await desk.get("/kits/\(kit)/compare?from=4&to=4").status == 422)
        #expect(try await desk.get("\(path)/recall").status == 422)
        try register.withdraw(
            edition: 4, of: kit, on: desk.office.clock.today, instead: "dùng lại đợt 3",
            by: Actor(user: "binh"))
        #expect(try await desk.get("\(path)/recall").words.contains("cần nộp lại"))
        #expect(try await desk.get("\(path)/recall/paper").status == 200)
        let update = try await desk.get("\(path)/kit.zip?since=3")
        let (new, old) = (try register.edition(of: kit, number: 4), try register.edition(of: kit, number: 3))
        #expect(BlobStore.sha256(update.bytes) == (try desk.office.archive(of: new, since: old).sha256))
    }

    @Test("a deputy approves on behalf of the issuer by a delegation")
    func behalf() async throws {
        try changeKit()
        _ = try await submit()
        let none = try await act("approve", as: .viewer, [("onBehalfOf", "binh")])
        #expect(none.status == 403)
        let today = desk.office.clock.today
        try register.delegate(
            NewDelegation(from: "binh", to: "kiem-tra", from: today, to: today), by: Actor(user: "binh"))
        let page = try await desk.get("/kits/\(kit)/next", as: .viewer)
        #expect(page.words.contains("Thay mặt binh"))
        #expect(try await act("approve", as: .viewer, [("onBehalfOf", "binh")]).status == 303)
        #expect(try register.signOff(of: kit).submission?.verdict?.by.onBehalfOf == "binh")
    }
}
