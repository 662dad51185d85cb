import SatchelCore
import Testing

@testable import SatchelWeb

/// Templates: the doubtful ones first with the reason, revised and reviewed.
@Suite struct TemplatePagesTests {
    private let desk: WebDesk

    init() throws {
        desk = try WebDesk()
        let register = desk.office.register
        let new = try register.document("42-HD/BTCTW").id
        let old = try register.document("36-HD/VPTW").id
        try register.add(
            relations: [
                NewRelation(
                    subject: new, type: .replaces, object: old, effectiveOn: Day("20/11/2025"),
                    evidence: "thử")
            ], by: Actor(user: "lan"))
    }

    @Test("doubtful templates come first and say which document is out of force since when")
    func doubtful() async throws {
        let page = try await desk.get("/templates")
        let doubtful = try #require(page.words.range(of: "Biên bản hội nghị đảng ủy xã"))
        let sound = try #require(page.words.range(of: "Báo cáo tháng của chi bộ"))
        #expect(doubtful.lowerBound < sound.lowerBound)
        #expect(
            page.words.contains(
                "36-HD/VPTW ngày 03/04/2018 hết hiệu lực (đã được thay thế) từ 20/11/2025, nay là 42-HD/BTCTW ngày 28/10/2025"
            ))
        #expect(page.words.contains("{{chi bộ}}"))
    }

    @Test("looked over and found right, it is doubtful no more")
    func review() async throws {
        let path = "/templates/bien-ban-hop-dang-uy"
        #expect(try await desk.get(path).words.contains("Cần xem lại, vì:"))
        #expect(try await desk.post("\(path)/review", as: .viewer).status == 403)
        let sent = try await desk.post("\(path)/review", as: .clerk, [("note", "thể thức không đổi")])
        #expect(sent.status == 303)
        let page = try await desk.get(path)
        #expect(!page.words.contains("Cần xem lại, vì:"))
        #expect(page.words.contains("21/11/2025, lan: thể thức không đổi"))
    }

    @Test("the next revision keeps what it rested on, unless that is unticked, and adds what is ticked")
    func revise() async throws {
        let register = desk.office.register
        let old = try #require(try register.templates().first { $0.slug == "bien-ban-hop-dang-uy" })
        let base = try register.document("42-HD/BTCTW").id
        _ = try desk.act(
            "/templates/{slug}/revise", as: .clerk,
            [("other", "\(base)"), ("oldUntil", "31/12/2025"), ("revisionNote", "theo HD 42")],
            file: ("bien-ban.txt", Array("Biên bản mới".utf8)), parts: ["slug": old.slug])
        let page = try await desk.get("/templates/\(old.slug)")
        #expect(page.words.contains("31/12/2025 theo HD 42"))
        #expect(try register.templates().first { $0.slug == old.slug }?.restsOn == [base])
        #expect(try await desk.get("/templates/\(old.slug)/blank").text == "Biên bản mới")
        #expect(
            try await desk.get("/templates/\(old.slug)/revisions/1").bytes.count
                == Int(old.revision.blob.size))
    }

    @Test("a new template gets its code from its name; a code that is taken or broken is refused")
    func new() async throws {
        let file = ("de-cuong.txt", Array("Đề cương".utf8))
        let answer = try desk.act(
            "/templates/new", as: .clerk, [("name", "Đề cương Nghị quyết 57"), ("kind", "outline")],
            file: file)
        #expect(answer.headers[.location] == "/templates/de-cuong-nghi-quyet-57?done=revised")
        let taken = try await desk.post("/templates/new", as: .clerk, [("name", "Đề cương nghị quyết 57")])
        #expect(taken.words.contains("Đã có mẫu mang mã “de-cuong-nghi-quyet-57”."))
        let broken = try await desk.post("/templates/new", as: .clerk, [("name", "x"), ("slug", "Đề cương")])
        #expect(broken.status == 422)
        #expect(try await desk.get("/templates/khong-co").status == 404)
    }
}
