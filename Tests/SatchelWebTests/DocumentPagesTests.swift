import SatchelCore
import Testing

@testable import SatchelWeb

/// The register of documents as the board's clerk uses it.
@Suite struct DocumentPagesTests {
    private let desk: WebDesk

    init() throws { desk = try WebDesk() }

    private func id(_ reference: String) throws -> Int64 { try desk.office.register.document(reference).id }

    private static let facts = [
        ("symbol", "99-QĐ/TW"), ("type", "Quy định"), ("body", "Bộ Chính trị"),
        ("title", "Về kiểm điểm <script>"),
        ("issued", "20/11/2025"), ("access", "open"), ("verified", "original"), ("relation", "replaces"),
    ]

    @Test("the search finds without diacritics, in symbol, title and body")
    func search() async throws {
        let byTitle = try await desk.get("/documents?q=dang%20vien%20khong%20duoc%20lam")
        #expect(byTitle.words.contains("47-QĐ/TW"))
        #expect(byTitle.words.contains("37-QĐ/TW"))
        #expect(!byTitle.words.contains("30/2020/NĐ-CP"))
        let bySymbol = try await desk.get("/documents?q=30-qd%2Ftw")
        #expect(bySymbol.words.contains("30-QĐ/TW"))
        let byBody = try await desk.get("/documents?body=Ch%C3%ADnh%20ph%E1%BB%A7")
        #expect(byBody.words.contains("1 văn bản, ngày 21/11/2025"))
        let asShown = try await desk.get("/documents?q=24-Q%C4%90%2FTW%20ng%C3%A0y%2030%2F07%2F2021")
        #expect(asShown.words.contains("1 văn bản, ngày 21/11/2025"))
    }

    @Test("a list longer than fifty has pages, and totals of all of them")
    func pages() async throws {
        let first = try await desk.get("/documents")
        let count = try desk.office.register.documents().count
        #expect(first.words.contains("\(count) văn bản"))
        #expect(first.words.contains("Trang 1/2"))
        #expect(try await desk.get("/documents?page=2").words.contains("Trang 2/2"))
        #expect(first.bytes.count < 60_000)
    }

    @Test("the status is that of the day asked, as known by the end of another")
    func statusOnADay() async throws {
        let before = try await desk.get("/documents?q=29-Q%C4%90%2FTW&on=29/07/2021&status=inForce")
        #expect(before.words.contains("Thi hành Điều lệ Đảng"))
        let after = try await desk.get("/documents?q=29-Q%C4%90%2FTW&on=30/07/2021&status=inForce")
        #expect(after.words.contains("Không có văn bản nào như vậy."))
        let unborn = try await desk.get("/documents?known=01/01/1990")
        #expect(unborn.words.contains("0 văn bản"))
    }

    @Test("a day that is none is told, and what was written stays in its field")
    func brokenDay() async throws {
        let page = try await desk.get("/documents?on=31/02/2025&q=quy")
        #expect(page.status == 422)
        #expect(page.words.contains("31/02/2025"))
        #expect(page.text.contains("value=\"31/02/2025\""))
    }

    @Test("looked up: found, several, disagreeing and unknown are told apart")
    func lookUp() async throws {
        let several = try await desk.get("/documents?q=12-HD%2FBTCTW")
        #expect(several.words.contains("nhiều văn bản cùng số, ký hiệu này; chọn đúng văn bản"))
        #expect(several.words.contains("12-HD/BTCTW ngày 18/01/2022"))
        let found = try await desk.get("/documents?q=12-HD%2FBTCTW%4006%2F07%2F2018")
        #expect(found.words.contains("có trong sổ 12-HD/BTCTW ngày 06/07/2018"))
        let disagreeing = try await desk.get("/documents?q=12-HD%2FBTCTW%4001%2F01%2F1999")
        #expect(disagreeing.words.contains("không khớp"))
        let unknown = try await desk.get("/documents?q=12-HD%2FBTCTX")
        #expect(unknown.words.contains("không có trong sổ"))
    }

    @Test("a document says what holds of it, why, and what is in force in its place that day")
    func one() async throws {
        let page = try await desk.get("/documents/\(try id("29-QĐ/TW"))")
        #expect(page.words.contains("hết hiệu lực (đã được thay thế) từ ngày 30/07/2021"))
        #expect(page.words.contains("Đang có hiệu lực thay thế: 24-QĐ/TW ngày 30/07/2021"))
        #expect(page.words.contains("24-QĐ/TW ngày 30/07/2021 thay thế văn bản này"))
        #expect(page.text.contains("<svg class=\"line-of\""))
        let then = try await desk.get("/documents/\(try id("29-QĐ/TW"))?on=01/01/2020")
        #expect(then.words.contains("Ngày 01/01/2020 còn hiệu lực"))
        let never = try await desk.get("/documents/\(try id("29-QĐ/TW"))?on=31/02/2020")
        #expect(never.status == 422)
        #expect(never.words.contains("31/02/2020"))
    }

    @Test("documents of one symbol point at each other; one without a symbol goes by its title")
    func alike() async throws {
        let page = try await desk.get("/documents/\(try id("12-HD/BTCTW@06/07/2018"))")
        #expect(page.words.contains("Văn bản khác cùng số, ký hiệu: 12-HD/BTCTW ngày 18/01/2022"))
        let statutes = try #require(try desk.office.register.documents().first { $0.symbol == nil })
        let other = try await desk.get("/documents/\(statutes.id)")
        #expect(other.words.contains("Điều lệ Đảng Cộng sản Việt Nam"))
        #expect(other.words.contains("Ngày ban hành 01/2011"))
    }

    @Test("a document is added with what it replaces in one act, and its title stays text")
    func add() async throws {
        let old = try id("124-QĐ/TW")
        let sent = try await desk.post(
            "/documents/new", as: .clerk,
            DocumentPagesTests.facts + [("other", "\(old)"), ("evidence", "Điều 20")])
        #expect(sent.status == 303)
        let page = try await desk.get(try #require(sent.location), as: .clerk)
        #expect(page.words.contains("Đã ghi văn bản vào sổ."))
        #expect(page.text.contains("Về kiểm điểm &lt;script&gt;"))
        #expect(page.words.contains("Văn bản này thay thế 124-QĐ/TW ngày 04/10/2023"))
        #expect(page.words.contains("đã xác nhận Điều 20"))
    }

    @Test("a secret document is refused, and the form keeps what was written")
    func secret() async throws {
        var facts = DocumentPagesTests.facts
        facts[5] = ("access", "Tuyệt mật")
        let count = try desk.office.register.documents().count
        let page = try await desk.post("/documents/new", as: .clerk, facts)
        #expect(page.status == 422)
        #expect(page.text.contains("value=\"99-QĐ/TW\""))
        #expect(page.words.contains("Tuyệt mật"))
        #expect(try desk.office.register.documents().count == count)
    }

    @Test("a day the calendar lacks is refused; a year alone is taken as it is")
    func partialDates() async throws {
        var facts = DocumentPagesTests.facts
        facts[4] = ("issued", "31/02/2025")
        let refused = try await desk.post("/documents/new", as: .clerk, facts)
        #expect(refused.status == 422)
        #expect(refused.words.contains("31/02/2025"))
        facts[4] = ("issued", "2025")
        let sent = try await desk.post("/documents/new", as: .clerk, facts)
        let path = try #require(sent.location)
        #expect(try await desk.get(path).words.contains("Quy định 99-QĐ/TW, năm 2025"))
        let learnt = try await desk.post(
            String(path.prefix { $0 != "?" }) + "/dates", as: .clerk, [("issued", "11/2025")])
        #expect(try await desk.get(try #require(learnt.location)).words.contains("tháng 11/2025"))
    }

    @Test("what was looked for and not ticked is never guessed")
    func notTicked() async throws {
        let page = try await desk.post(
            "/documents/new", as: .clerk, DocumentPagesTests.facts + [("find", "12-HD/BTCTW")])
        #expect(page.status == 422)
        #expect(page.words.contains("chưa đánh dấu văn bản nào"))
        #expect(page.words.contains("nhiều văn bản cùng số, ký hiệu; xem kỹ ngày và cơ quan."))
        #expect(page.words.contains("12-HD/BTCTW ngày 06/07/2018"))
    }

    @Test("without script a button shows the candidates and keeps the form")
    func withoutScript() async throws {
        let old = try id("124-QĐ/TW")
        let page = try await desk.post(
            "/documents/new", as: .clerk,
            DocumentPagesTests.facts + [("find", "thi hanh dieu le"), ("other", "\(old)"), ("look", "1")])
        #expect(page.status == 200)
        #expect(page.text.contains("value=\"99-QĐ/TW\""))
        #expect(page.text.contains("name=\"other\" value=\"\(old)\" checked"))
        #expect(page.words.contains("24-QĐ/TW ngày 30/07/2021"))
    }

    @Test("suggestions are a piece of a page, at most ten, and tell when there are none")
    func suggestions() async throws {
        let some = try await desk.get("/documents/suggest?q=quy%20dinh")
        #expect(some.text.components(separatedBy: "<label").count == 11)
        #expect(some.words.contains("văn bản nữa; gõ thêm chữ"))
        let none = try await desk.get("/documents/suggest?q=%3Cscript%3E")
        #expect(none.words.contains("Không có trong sổ."))
        #expect(try await desk.get("/documents/suggest?q=a", as: nil).status == 303)
    }

    @Test("a viewer sees no form and is refused when sending one")
    func viewer() async throws {
        let path = "/documents/\(try id("29-QĐ/TW"))"
        let page = try await desk.get(path, as: .viewer)
        #expect(!page.text.contains("action=\"\(path)/relations\""))
        let sent = try await desk.post("/documents/new", as: .viewer, DocumentPagesTests.facts)
        #expect(sent.status == 403)
        #expect(try await desk.get("/documents/new", as: .viewer).status == 403)
        #expect(try await desk.get("/documents/999999", as: .viewer).status == 404)
        #expect(try await desk.get("/documents/khong", as: .viewer).status == 404)
    }

    @Test("the pages speak English when asked")
    func english() async throws {
        let list = try await desk.get("/documents?lang=en")
        #expect(list.words.contains("Add a document"))
        let page = try await desk.get("/documents/\(try id("29-QĐ/TW"))?lang=en")
        #expect(page.words.contains("superseded since 30/07/2021"))
        #expect(
            try await desk.get("/documents/new?lang=en").words.contains("Which document does it replace?"))
    }

    @Test("a file goes in with the document, comes out as it was, and a web page named .pdf is refused")
    func file() async throws {
        let bytes = Array("%PDF-1.7\nchữ ký số".utf8)
        let answer = try desk.act(
            "/documents/new", as: .clerk, DocumentPagesTests.facts + [("pages", "1"), ("kind", "signed")],
            file: ("99.pdf", bytes))
        let path = String(try #require(answer.headers[.location]).prefix { $0 != "?" })
        let page = try await desk.get(path)
        #expect(page.words.contains("99.pdf đưa vào cặp bản ký số"))
        let number = try #require(page.text.firstMatch(of: /files\/(\d+)"/)).output.1
        #expect(try await desk.get("\(path)/files/\(number)").bytes == bytes)
        #expect(throws: SatchelError.self) {
            try desk.act(
                "/documents/{id}/files", as: .clerk, [("pages", "1")], file: ("x.pdf", Array("<html>".utf8)),
                parts: ["id": String(path.split(separator: "/").last ?? "")])
        }
    }
}
