import SatchelCore
import Testing

@testable import SatchelWeb

/// The urgent removal, from the document's page to the record.
@Suite struct RemovalPagesTests {
    private let desk: WebDesk
    private let document: Document

    init() throws {
        desk = try WebDesk()
        document = try desk.office.register.document("12-HD/BTCTW@06/07/2018")
    }

    private var path: String { "/documents/\(document.id)/remove" }

    @Test("only an administrator sees what removing would take with it, and may do it")
    func administrators() async throws {
        for role in [Account.Role.viewer, .clerk, .issuer] {
            #expect(try await desk.get(path, as: role).status == 403)
            let sent = try await desk.post(path, as: role, [("name", "12-HD/BTCTW"), ("reason", "thử")])
            #expect(sent.status == 403)
        }
        let page = try await desk.get(path)
        #expect(page.words.contains("Các đợt phải lập lại"))
        #expect(page.words.contains("Người đã nhận"))
    }

    @Test("another symbol typed, or no reason, removes nothing")
    func refused() async throws {
        let wrong = try await desk.post(path, [("name", "13-HD/BTCTW"), ("reason", "dấu độ mật")])
        #expect(wrong.status == 422)
        #expect(wrong.words.contains("chữ ghi để xác nhận không phải “12-HD/BTCTW”"))
        #expect(try await desk.post(path, [("name", "12-HD/BTCTW")]).status == 422)
        let telling = try await desk.post(
            path, [("name", "12-HD/BTCTW"), ("reason", "12-HD/BTCTW có dấu mật")])
        #expect(telling.status == 422)
        #expect(try desk.office.register.removals().isEmpty)
    }

    @Test("removed, it is found nowhere; the record and the words of recall do not name it")
    func removed() async throws {
        let sent = try await desk.post(path, [("name", "12-hd/btctw"), ("reason", "dấu độ mật ở trang 3")])
        #expect(sent.location == "/removals/1?done=removed")
        #expect(try await desk.get("/documents/\(document.id)").status == 404)
        #expect(!(try await desk.get("/documents?q=12-HD")).words.contains("06/07/2018"))
        let list = try await desk.get("/removals", as: .viewer)
        #expect(list.words.contains("dấu độ mật ở trang 3"))
        #expect(list.words.contains("đã sạch"))
        let page = try await desk.get("/removals/1")
        #expect(page.words.contains("Nơi đã tải hoặc đã nhận"))
        for paper in ["/removals/1/record", "/removals/1/recall", "/removals/1/recall?lang=en"] {
            let page = try await desk.get(paper)
            #expect(page.status == 200)
            #expect(!page.words.contains(document.title))
        }
        let policy = try await desk.get("/removals/1/record").headers[.contentSecurityPolicy]
        #expect(policy?.contains("style-src 'sha256-") == true)
        #expect(try await desk.post("/removals/finish").status == 303)
        #expect(try await desk.get("/removals/7").status == 404)
    }
}
