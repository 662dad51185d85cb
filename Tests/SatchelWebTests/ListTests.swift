import HTTPTypes
import SatchelCore
import Testing

@testable import SatchelWeb

/// Lists taken in from tables and taken along as tables, as a clerk does it.
@Suite struct ListTests {
    private let desk: WebDesk

    init() throws { desk = try WebDesk() }

    private static let good: [ExportTable.Cell] = [
        .text("98-QĐ/TW"), .text("Quy định"), .text("Bộ Chính trị"), .text("20/11/2025"), .none, .none,
        .text("Về <script> trong bảng"), .none, .none, .none,
    ]

    /// A workbook of documents.
    private func documents(_ rows: [[ExportTable.Cell]]) throws -> [UInt8] {
        try desk.office.workbook(
            of: ExportTable(Text("Văn bản", "Documents"), ImportList.documents.columns, rows, .vi))
    }

    private func preview(
        _ list: ImportList, _ bytes: [UInt8], named name: String, as role: Account.Role = .clerk
    ) async throws -> WebDesk.Page {
        try await desk.post(list.address, as: role, files: [("file", name, bytes)])
    }

    @Test("a fault is told by its cell, nothing is taken in, and nothing can be confirmed")
    func fault() async throws {
        var row = ListTests.good
        row[3] = .text("31/02/2025")
        let count = try desk.office.register.documents().count
        let page = try await preview(.documents, try documents([ListTests.good, row]), named: "v.xlsx")
        #expect(page.status == 422)
        #expect(page.words.contains("v.xlsx: 1 lỗi, chưa nhập gì."))
        #expect(page.words.firstMatch(of: #/ô D\d+:/#) != nil)
        #expect(page.words.contains("31/02/2025"))
        #expect(!page.text.contains("name=\"preview\""))
        #expect(try desk.office.register.documents().count == count)
    }

    @Test("more than two hundred faults are counted, and two hundred told")
    func manyFaults() async throws {
        var row = ListTests.good
        row[3] = .text("31/02/2025")
        let bytes = try documents(Array(repeating: row, count: 250))
        let page = try await preview(.documents, bytes, named: "v.xlsx")
        #expect(page.words.contains("250 lỗi"))
        #expect(page.words.contains("… và 50 lỗi nữa"))
        #expect(page.words.matches(of: #/ô D\d+:/#).count == 200)
        #expect(page.bytes.count < 60_000)
    }

    @Test("a good table is previewed, then taken in without being sent again, and once however often")
    func taken() async throws {
        let count = try desk.office.register.documents().count
        let sent = try await preview(.documents, try documents([ListTests.good]), named: "v.xlsx")
        let address = try #require(sent.location)
        let page = try await desk.get(address, as: .clerk)
        #expect(page.words.contains("v.xlsx: 1 dòng; thêm 1, thay đổi 0, giữ nguyên 0. Chưa ghi gì."))
        #expect(page.text.contains("98-QĐ/TW · Quy định · Bộ Chính trị"))
        #expect(page.text.contains("Về &lt;script&gt; trong bảng"))
        #expect(try desk.office.register.documents().count == count)
        #expect(try await desk.get(address, as: .issuer).status == 422)
        let id = try #require(address.split(separator: "=").last.map(String.init))
        for _ in 0..<2 {
            let taken = try await desk.post(
                "/import/documents/take", as: .clerk, [("preview", id)], once: "a")
            let done = try await desk.get(try #require(taken.location), as: .clerk)
            #expect(done.words.contains("Đã nhập xong: thêm 1, thay đổi 0, giữ nguyên 0."))
        }
        #expect(try desk.office.register.documents().count == count + 1)
    }

    @Test("a preview is kept for an hour, for its list and whoever made it")
    func forgotten() async throws {
        let sent = try await preview(.documents, try documents([ListTests.good]), named: "v.xlsx")
        let id = try #require(sent.location?.split(separator: "=").last.map(String.init))
        func take(_ list: String, as role: Account.Role) async throws -> WebDesk.Page {
            try await desk.post("/import/\(list)/take", as: role, [("preview", id)])
        }
        #expect(try await take("relations", as: .clerk).status == 422)
        #expect(try await take("documents", as: .issuer).words.contains("không còn được giữ"))
        desk.clock.move(to: Instant(milliseconds: desk.clock.now.milliseconds + 3_600_000))
        let late = try await take("documents", as: .clerk)
        #expect(late.words.contains("không còn được giữ"))
        #expect(late.text.contains("href=\"/import/documents?lang=en\""))
    }

    @Test("a list taken along is taken in again and changes nothing")
    func roundTrip() async throws {
        let file = try await desk.get("/export/holders.xlsx", as: .viewer)
        #expect(file.headers[.contentType] == Export.Format.xlsx.mediaType)
        let count = try desk.office.register.holders(on: desk.office.clock.today).values.reduce(0) {
            $0 + $1.count
        }
        let sent = try await preview(.holders, file.bytes, named: "a.xlsx")
        let page = try await desk.get(try #require(sent.location), as: .clerk)
        #expect(page.words.contains("a.xlsx: \(count) dòng; thêm 0, thay đổi 0, giữ nguyên \(count)."))
    }

    @Test("every list that can be taken in has its page and its blank sheets", arguments: ImportList.allCases)
    func blanks(list: ImportList) async throws {
        let page = try await desk.get(list.address, as: .clerk)
        for column in list.columns { #expect(page.words.contains(column.text.vi)) }
        for format in Export.Format.allCases {
            let address = "/blank-sheets/\(list.rawValue).\(format.rawValue)"
            #expect(page.text.contains(address))
            let sheet = try await desk.get(address, as: .clerk)
            let sent = try await preview(list, sheet.bytes, named: "a.\(format.rawValue)")
            let tried = try await desk.get(try #require(sent.location), as: .clerk)
            #expect(tried.words.contains(": 0 dòng;"))
            #expect(!tried.text.contains("/take\""))
        }
        #expect(try await desk.get("\(list.address)?lang=en").words.contains("Blank sheet"))
        #expect(try await desk.get("/import", as: .clerk).text.contains("href=\"\(list.address)\""))
        let viewer = try await desk.get(list.address, as: .viewer)
        #expect(!viewer.text.contains("type=\"file\""))
        let refused = try await preview(list, list.blank(.vi).csv, named: "a.csv", as: .viewer)
        #expect(refused.status == 403)
    }

    @Test("every list that is written out has an address, in both formats")
    func exports() async throws {
        let register = desk.office.register
        let edition = try #require(register.editions().first { $0.withdrawnOn == nil })
        let (kit, number) = (edition.kit, edition.number)
        let review = try register.save(
            reviewOf: kit, on: desk.office.clock.today, office: "Ban", by: Actor(user: "quan-tri"))
        let day = try #require(Day("20/11/2025"))
        let all: [Export] = [
            .documents, .relations, .bodies, .organisation(on: day), .holders(),
            .review(review.head.number), .audit(kit: kit, on: day),
            .printRun(kit: kit, edition: number),
            .telephone(kit: kit, edition: number), .signingSheet(kit: kit, edition: number), .events,
        ]
        var words: Set<String> = []
        for what in all {
            for format in Export.Format.allCases {
                let address = ExportAddress.of(what, format)
                words.insert(String(address.dropFirst("/export/".count).prefix { $0 != "." }))
                let file = try await desk.get(address, as: .viewer)
                #expect(file.status == 200, "\(address)")
                #expect(file.headers[.contentType] == format.mediaType)
                let known = try desk.office.export(what, as: format)
                #expect(file.bytes == known.bytes, "\(address)")
                #expect(file.headers[.contentDisposition]?.contains(known.name) == true)
            }
        }
        #expect(words == Set(ExportAddress.lists.keys))
        #expect(try await desk.get("/export/khong.csv").status == 404)
        #expect(try await desk.get("/export/audit.csv").status == 422)
        #expect(try await desk.get("/export/documents.csv", as: nil).status == 303)
        let pages = [
            "/documents", "/relations", "/bodies", "/organisation", "/review?kit=\(kit)",
            "/reviews/\(review.head.number)", "/kits/\(kit)/editions/\(number)", "/log", "/notices",
        ]
        for page in pages {
            #expect(try await desk.get(page, as: .viewer).text.contains("href=\"/export/"), "\(page)")
        }
    }

    @Test("a file goes over the wire with the document, and comes back in parts as it was")
    func uploaded() async throws {
        let bytes = Array("%PDF-1.7\r\n--\r\nchữ ký số\r\n".utf8)
        let facts = [
            ("symbol", "97-QĐ/TW"), ("type", "Quy định"), ("body", "Bộ Chính trị"), ("title", "Về tệp"),
            ("issued", "20/11/2025"), ("access", "open"), ("verified", "original"), ("relation", "replaces"),
            ("pages", "1"), ("kind", "signed"),
        ]
        let sent = try await desk.post(
            "/documents/new", as: .clerk, facts, files: [("file", "Bản ký 97.pdf", bytes)])
        let path = String(try #require(sent.location).prefix { $0 != "?" })
        let page = try await desk.get(path, as: .clerk)
        #expect(page.words.contains("Bản ký 97.pdf đưa vào cặp bản ký số"))
        let number = try #require(page.text.firstMatch(of: /files\/(\d+)"/)).output.1
        let whole = try await desk.get("\(path)/files/\(number)")
        #expect(whole.bytes == bytes)
        #expect(whole.headers[.contentType] == "application/pdf")
        #expect(whole.headers[.contentDisposition]?.hasPrefix("inline") == true)
        let part = try await desk.get("\(path)/files/\(number)", as: .viewer, [.range: "bytes=1-3"])
        #expect(part.status == 206)
        #expect(part.bytes == Array("PDF".utf8))
    }

    @Test("on a form shown again the other language leads to a page that can be opened")
    func otherLanguage() async throws {
        let document = try #require(try desk.office.register.documents().first)
        let path = "/documents/\(document.id)"
        let page = try await desk.post("\(path)/dates", as: .clerk, [("issued", "31/02/2025")])
        #expect(page.status == 422)
        #expect(page.text.contains("<a href=\"\(path)?lang=en\""))
        #expect(Routes.page(above: "/kits/import", of: "/kits/import") == "/kits")
        #expect(Routes.page(above: "/sign-out", of: "/sign-out") == "/")
    }
}
