import SatchelCore
import TestSupport
import Testing

@testable import SatchelWeb

/// The kits, one kit and an edition, as somebody who may only look sees them.
@Suite("Pages of kits") struct KitPagesTests {
    private let desk: WebDesk
    private let kit = "bi-thu-chi-bo-thon"

    init() throws { desk = try WebDesk() }

    @Test("the list tells of each kit what is in use, who has it and what would change")
    func list() async throws {
        let page = try await desk.get("/kits", as: .viewer)
        #expect(page.status == 200)
        #expect(page.words.contains("Cặp tài liệu bí thư chi bộ thôn, tổ dân phố"))
        let latest = try desk.office.register.edition(of: kit)
        #expect(page.words.contains(PageWords.capital(latest.name.vi)))
        #expect(page.words.contains("nơi có đợt \(latest.number)"))
        #expect(!page.words.contains("Cặp mới"))
        #expect(try await desk.get("/kits", as: .clerk).words.contains("Cặp mới"))
        #expect(page.bytes.count < 60_000)
    }

    @Test("a kit shows what fills each slot, what to look at and its editions, in both languages")
    func one() async throws {
        let page = try await desk.get("/kits/\(kit)", as: .viewer)
        #expect(page.status == 200)
        #expect(page.words.contains("Điều lệ Đảng"))
        #expect(page.words.contains("Các đợt đã cấp phát"))
        #expect(page.bytes.count < 60_000)
        let english = try await desk.get("/kits/\(kit)?lang=en", as: .viewer)
        #expect(english.words.contains("Editions issued"))
        let missing = try await desk.get("/kits/bi-thu-chi-bo-thom")
        #expect(missing.status == 404)
        #expect(missing.words.contains("bi-thu-chi-bo-thon"))
    }

    @Test("an edition shows its papers, what changed, and gives each file")
    func edition() async throws {
        let register = desk.office.register
        let latest = try register.edition(of: kit)
        let page = try await desk.get("/kits/\(kit)/editions/\(latest.number)", as: .viewer)
        #expect(page.status == 200)
        #expect(page.words.contains(latest.archiveSHA256))
        #expect(page.words.contains("Rút ra (nộp lại, không hủy)"))
        #expect(!page.words.contains("Ngừng dùng đợt này"))
        #expect(page.bytes.count < 60_000)
        let place = try #require(try register.items(of: latest).firstIndex { $0.blob != nil })
        let item = try register.items(of: latest)[place]
        let file = try await desk.get("/kits/\(kit)/editions/\(latest.number)/items/\(place)?keep=1")
        #expect(file.bytes.count == item.blob.map { Int($0.size) })
        #expect(try await desk.get("/kits/\(kit)/editions/\(latest.number)/items/9999").status == 404)
        #expect(try await desk.get("/kits/\(kit)/editions/99").status == 404)
    }

    @Test("an edition is withdrawn with what to do instead, and not without")
    func withdraw() async throws {
        let number = try desk.office.register.edition(of: kit).number
        let path = "/kits/\(kit)/editions/\(number)/withdraw"
        let refused = try await desk.post(path, as: .issuer, [("act", "withdraw"), ("on", "21/11/2025")])
        #expect(refused.status == 422)
        let clerk = try await desk.post(path, as: .clerk, [("act", "withdraw"), ("instead", "chờ đợt sau")])
        #expect(clerk.status == 403)
        #expect(try desk.office.register.edition(of: kit).withdrawnOn == nil)
        let broken = try await desk.post(
            path, as: .issuer, [("act", "withdraw"), ("instead", "<script>"), ("on", "31/02/2025")])
        #expect(broken.status == 422)
        #expect(broken.text.contains("value=\"&lt;script&gt;\""))
        let done = try await desk.post(path, as: .issuer, [("act", "withdraw"), ("instead", "chờ đợt sau")])
        #expect(done.status == 303)
        let twice = try await desk.post(path, as: .issuer, [("act", "withdraw"), ("instead", "chờ đợt sau")])
        #expect(twice.location == done.location)
        let page = try await desk.get(try #require(done.location), as: .issuer)
        #expect(page.words.contains("chờ đợt sau"))
    }
}
