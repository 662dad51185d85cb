import Foundation
import HTTPTypes
import Hummingbird
import SatchelCore
import Testing

@testable import SatchelWeb

/// The acts of the programs' interface: each does what the register's verb does, once.
@Suite struct APITestsActs {
    private let desk: WebDesk
    private let program: Program
    private let kit = "bi-thu-chi-bo-thon"
    private var register: Register { desk.office.register }

    init() throws {
        desk = try WebDesk()
        program = try Program(desk: desk)
    }

    @Test("a document is added, dated, related, confirmed and looked up")
    func documents() async throws {
        let body = try #require(try register.bodies().first).name
        let added = try await program.post(
            "/documents",
            [
                "symbol": "77-HD/BTCTW", "type": "Hướng dẫn", "body": .text(body),
                "title": "Về việc <script>thử</script>",
                "issuedOn": "2025-10", "verified": "source",
            ], as: .clerk)
        #expect(added.status == 201)
        let id = try #require(try added.json["id"]?.whole)
        #expect(try added.json["issuedOn"] == "2025-10")
        #expect(try added.json["title"] == "Về việc <script>thử</script>")
        let again = try await program.post(
            "/documents",
            [
                "symbol": "77-HD/BTCTW", "type": "Hướng dẫn", "body": .text(body), "title": "x",
                "issuedOn": "2025-10",
            ])
        #expect(again.status == 409)
        #expect(try again.json["title"] == "documentTwice")

        let dated = try await program.post("/documents/\(id)/dates", ["issuedOn": "2025-10-15"], as: .clerk)
        #expect(try dated.json["issuedOn"] == "2025-10-15")
        let old = try #require(
            try register.documents().first { $0.id != id && $0.dates.issuedOn.precision == 3 })
        let relation = try await program.post(
            "/relations", ["subject": .whole(id), "type": "basis", "object": .whole(old.id)], as: .clerk)
        #expect(relation.status == 201)
        let number = try #require(try relation.json["id"]?.whole)
        let confirmed = try await program.post(
            "/relations/\(number)/confirm", ["evidence": "Điều 2"], as: .clerk)
        #expect(try confirmed.json["evidence"] == "Điều 2")
        let withdrawn = try await program.post(
            "/relations/\(number)/withdraw", ["reason": "ghi nhầm"], as: .clerk)
        #expect(withdrawn.status == 204)
        #expect(withdrawn.bytes.isEmpty)
        #expect(!(try register.relations().contains { $0.id == number }))

        let found = try await program.get("/look-up?reference=77-HD%2FBTCTW%4015/10/2025")
        #expect(try found.json["answer"] == "found")
        #expect(try found.json["documents"]?[0]?["id"]?.whole == id)
        let cited = try await program.post(
            "/look-up/citations", ["text": "Theo Hướng dẫn số 77-HD/BTCTW và 99-XX/YY"])
        #expect(try cited.json["items"]?[0]?["answer"] == "found")
    }

    @Test(
        "a file comes as a form and is given back byte for byte; without the word that it was looked at it is refused"
    )
    func files() async throws {
        let document = try #require(try register.documents().first).id
        let bytes = Array("%PDF-1.4 thử".utf8)
        let refused = try await program.form(
            "/documents/\(document)/files", [("everyPageLookedAt", "false")],
            files: [("file", "a.pdf", bytes)])
        #expect(refused.status == 422)
        #expect(try refused.json["title"] == "pagesNotLookedAt")
        let missing = try await program.form(
            "/documents/\(document)/files", [("everyPageLookedAt", "có")], files: [])
        let pointers = try missing.json["faults"]?.items.compactMap { $0["pointer"]?.text }
        #expect(pointers == ["/file", "/everyPageLookedAt"])
        let added = try await program.form(
            "/documents/\(document)/files", [("everyPageLookedAt", "true"), ("kind", "signed")],
            files: [("file", "thử.pdf", bytes)])
        #expect(added.status == 201)
        let id = try #require(try added.json["id"]?.whole)
        #expect(try added.json["sha256"]?.text == BlobStore.sha256(bytes))
        #expect(try await program.get("/documents/\(document)/files/\(id)").bytes == bytes)
        #expect(try await program.send("/documents/\(document)/files/\(id)/choose", []).status == 200)
    }

    @Test("an edition is submitted, returned, approved and issued, supplied and withdrawn")
    func editions() async throws {
        let template = try #require(try templateOfKit())
        let revised = try await program.form(
            "/templates/\(template.slug)/revisions",
            [("kind", template.kind.rawValue), ("nameVi", template.name.vi), ("nameEn", template.name.en)]
                + template.restsOn.map { ("restsOn", "\($0)") },
            files: [("file", "mẫu mới.txt", Array("bản mới".utf8))], as: .clerk)
        #expect(revised.status == 201, "\(revised.text)")
        #expect(try revised.json["restsOn"]?.items.compactMap(\.whole) == template.restsOn)
        let preview = try await program.get("/kits/\(kit)/preview")
        let number = try #require(try preview.json["edition"]?.whole)

        let submitted = try await program.post(
            "/kits/\(kit)/submissions", ["dueOn": "2025-12-05"], as: .clerk)
        #expect(submitted.status == 201, "\(submitted.text)")
        let first = try #require(try submitted.json["id"]?.whole)
        let own = try await program.post("/kits/\(kit)/submissions/\(first)/approve", [:], as: .clerk)
        #expect(own.status == 403)
        let returned = try await program.post(
            "/kits/\(kit)/submissions/\(first)/return", ["reason": "thiếu mẫu 3"], as: .issuer)
        #expect(try returned.json["verdict"]?["isApproved"] == false)
        let second = try await program.post("/kits/\(kit)/submissions", ["dueOn": "2025-12-05"], as: .clerk)
        let id = try #require(try second.json["id"]?.whole)
        let approved = try await program.post("/kits/\(kit)/submissions/\(id)/approve", [:], as: .issuer)
        #expect(try approved.json["verdict"]?["by"] == "binh")
        let issued = try await program.post("/kits/\(kit)/editions", ["edition": .whole(number)], as: .issuer)
        #expect(issued.status == 201, "\(issued.text)")
        #expect(try issued.json["edition"]?.whole == number)
        let twice = try await program.post("/kits/\(kit)/editions", ["edition": .whole(number)], as: .issuer)
        #expect(twice.status == 409)

        let recipients = try await program.get("/kits/\(kit)/editions/\(number)/recipients")
        let code = try #require(try recipients.json["items"]?[0]?["code"]?.text)
        let late = try await program.post(
            "/kits/\(kit)/editions/\(number)/supply", ["codes": [.text(code)], "dueOn": "2025-12-10"],
            as: .issuer)
        #expect(late.status == 409)
        let recorded = try await program.post(
            "/kits/\(kit)/editions/\(number)/evidence",
            [
                "items": [
                    ["node": .text(code), "proof": "handedOver", "copy": "paper", "person": "Ksor H'Lan"]
                ]
            ], as: .clerk)
        #expect(recorded.status == 201, "\(recorded.text)")
        let audit = try await program.get("/kits/\(kit)/audit?verdict=latest")
        #expect(try audit.json["items"]?.items.map { $0["code"]?.text } == [code])
        #expect(try audit.json["latest"]?.whole == number)
        let evidence = try await program.get("/kits/\(kit)/evidence?edition=\(number)")
        let row = try #require(try evidence.json["items"]?[0]?["id"]?.whole)
        #expect(
            try await program.post("/evidence/\(row)/withdraw", ["reason": "nhầm chi bộ"], as: .clerk).status
                == 204)
        let withdrawn = try await program.post(
            "/kits/\(kit)/editions/\(number)/withdraw", ["instead": "dùng lại đợt trước"], as: .issuer)
        #expect(try withdrawn.json["withdrawnOn"] == "2025-11-21")
        let recall = try await program.get("/kits/\(kit)/editions/\(number)/recall")
        #expect(recall.status == 200, "\(recall.text)")
    }

    private func templateOfKit() throws -> Template? {
        let slugs = try register.kit(kit).definition.slots.flatMap(\.entries).compactMap { entry in
            if case .template(let slug, _) = entry.content { slug } else { nil }
        }
        return try register.templates().first { slugs.contains($0.slug) }
    }

    @Test(
        "a signing sheet is entered whole; a mistake in it is told by line and column, and nothing is recorded"
    )
    func sheet() async throws {
        let edition = try register.edition(of: kit)
        let path = "/kits/\(kit)/editions/\(edition.number)/signing-sheet"
        let line = try #require(try await program.get(path).json["groups"]?[0]?["lines"]?[0]?["code"]?.text)
        let table = "Mã,Người ký nhận,Ngày\n\(line),Rơ Châm Thử,20/11/2025\nKHONG-CO,A,31/02/2025\n"
        let refused = try await program.form(path, [], files: [("sheet", "ky-nhan.csv", Array(table.utf8))])
        #expect(refused.status == 422)
        #expect(try refused.json["faults"]?.items.contains { $0["line"] == 3 } == true, "\(refused.text)")
        let good = table.split(separator: "\n").prefix(2).joined(separator: "\n") + "\n"
        let entered = try await program.form(
            path, [("proof", "handedOver")], files: [("sheet", "ky-nhan.csv", Array(good.utf8))], as: .clerk)
        #expect(entered.status == 201, "\(entered.text)")
        #expect(try entered.json["signed"] == 1)
    }

    @Test("the organisation is changed by a decision that is first tried, then entered, then taken back")
    func organisation() async throws {
        let branch = try #require(try register.recipients(of: kit, on: desk.office.clock.today).first)
        let decision: JSONValue = [
            "kind": "rename", "codes": [.text(branch.code)],
            "successors": [["code": .text(branch.code), "name": "Chi bộ tên mới"]], "decision": "12-QĐ/ĐU",
            "decidedOn": "2025-11-20", "effectiveOn": "2025-11-21",
        ]
        #expect(try await program.post("/reorganisations/preview", decision, as: .clerk).status == 200)
        #expect(try register.reorganisations().allSatisfy { $0.entered.decision != "12-QĐ/ĐU" })
        let entered = try await program.post("/reorganisations", decision, as: .clerk)
        #expect(entered.status == 201, "\(entered.text)")
        let id = try #require(try register.reorganisations().last?.id)
        #expect(try await program.get("/nodes/\(branch.code)").text.contains("Chi bộ tên mới"))
        let appointed = try await program.post(
            "/nodes/\(branch.code)/holder", ["person": "Nay H'Mới", "phone": "0900000009"], as: .clerk)
        #expect(try appointed.json["holders"]?.items.last?["person"] == "Nay H'Mới")
        #expect(
            try await program.post("/reorganisations/\(id)/take-back", ["reason": "nhầm"], as: .clerk).status
                == 204)
        #expect(
            try await program.post("/reorganisations/\(id)/take-back", ["reason": "nhầm"], as: .clerk).status
                == 404)
    }

    @Test("a kit is downloaded whole, as an update, as one branch's own, and in part")
    func archives() async throws {
        let edition = try register.edition(of: kit)
        let path = "/kits/\(kit)/editions/\(edition.number)/archive"
        let whole = try await program.get(path)
        #expect(BlobStore.sha256(whole.bytes) == edition.archiveSHA256)
        let part = try await program.get(path, [.range: "bytes=0-3"])
        #expect(part.status == 206)
        #expect(part.bytes == Array("PK\u{3}\u{4}".utf8))
        let code = try #require(try register.recipients(of: edition, on: desk.office.clock.today).first).code
        let own = try await program.get("\(path)?for=\(code)&since=\(edition.number - 1)")
        #expect(own.status == 200)
        #expect(own.bytes != whole.bytes)
    }

    @Test("a list goes out and comes in again; tried, it changes nothing")
    func lists() async throws {
        let bodies = try await program.get("/exports/bodies?format=csv&lang=vi")
        #expect(bodies.headers[.contentType]?.hasPrefix("text/csv") == true)
        #expect(try await program.get("/exports/audit").status == 422)
        #expect(try await program.get("/exports/audit?kit=\(kit)").bytes.starts(with: Array("PK".utf8)))
        let head = try #require(bodies.text.split(whereSeparator: \.isNewline).first)
        let table = head + "\r\nĐảng ủy xã Thử nghiệm\r\n"
        let count = try register.bodies().count
        let file = [(field: "file", name: "co-quan.csv", bytes: Array(table.utf8))]
        let tried = try await program.form("/imports/bodies", [("isTrial", "true")], files: file, as: .clerk)
        #expect(tried.status == 200, "\(tried.text)")
        #expect(try tried.json["added"] == 1)
        #expect(try register.bodies().count == count)
        let taken = try await program.form("/imports/bodies", [], files: file, as: .clerk)
        #expect(taken.status == 200, "\(taken.text)")
        #expect(try register.bodies().count == count + 1)
        #expect(try await program.form("/imports/khac", [], files: file).status == 404)
    }

    @Test("settings change one by one; notices are passed on; links are shown to whoever may pass them on")
    func settings() async throws {
        #expect(try await program.post("/office", ["phone": "0269 3 000 000"], as: .issuer).status == 403)
        let changed = try await program.post("/office", ["phone": "0269 3 000 000"])
        #expect(try changed.json["phone"] == "0269 3 000 000")
        #expect(try changed.json["name"]?.text == desk.office.settings.office)
        let wrong = try await program.post("/office", ["timeZone": "Asia/Khong_Co"])
        #expect(wrong.status == 422)
        let notice = try #require(try register.notices(of: kit).last)
        let path = "/kits/\(kit)/editions/\(notice.edition)/messages"
        #expect(try await Program(desk: desk, role: .viewer).get(path).status == 403)
        #expect(try await Program(desk: desk, role: .clerk).get(path).text.contains("/k#"))
        let done = try await program.post("/notices/done", ["ids": [.whole(notice.id)]], as: .clerk)
        #expect(done.status == 200, "\(done.text)")
        #expect(try register.notices(of: kit).first { $0.id == notice.id }?.isDone == true)
    }

    @Test("a body cannot succeed or lead itself")
    func itself() async throws {
        for role in ["successor", "lead"] {
            let page = try await program.post(
                "/bodies", .object(["name": "Đảng ủy Thử", role: "Đảng ủy Thử"]))
            #expect(page.status == 422)
            #expect(try page.json["title"] == "bodyNamesItself")
        }
    }

    @Test("a token is seen by its owner and by administrators, and revoked it opens nothing")
    func tokens() async throws {
        let own = try await Program(desk: desk, role: .clerk).get("/accounts/lan/tokens")
        let id = try #require(try own.json["items"]?[0]?["id"]?.whole)
        #expect(try await Program(desk: desk, role: .viewer).get("/accounts/lan/tokens").status == 403)
        #expect(try await program.send("/tokens/\(id)/revoke", [], as: .viewer).status == 403)
        #expect(try await program.send("/tokens/\(id)/revoke", []).status == 200)
        #expect(try await program.send("/tokens/\(id)/revoke", []).status == 404)
    }

    @Test("an urgent removal has to be meant")
    func removal() async throws {
        let document = try #require(try register.documents().last).id
        let unsure = try await program.post(
            "/documents/\(document)/removal", ["reason": "nhầm", "isCertain": false])
        #expect(unsure.status == 422)
        let clerk = try await program.post(
            "/documents/\(document)/removal", ["reason": "nhầm", "isCertain": true], as: .clerk)
        #expect(clerk.status == 403)
        let removed = try await program.post(
            "/documents/\(document)/removal", ["reason": "nhầm", "isCertain": true])
        #expect(removed.status == 200, "\(removed.text)")
        #expect(try await program.get("/removals/1").status == 200)
        #expect(try await program.get("/documents/\(document)").status == 404)
    }

    @Test("a kit.json is told whether it is current; a file that is none is refused")
    func currency() async throws {
        let old = try #require(try register.editions(of: kit).first)
        let manifest = try await program.get("/kits/\(kit)/editions/\(old.number)/manifest")
        let told = try await program.send("/currency", manifest.bytes)
        #expect(told.status == 200, "\(told.text)")
        #expect(try told.json["verdict"] == "behind")
        #expect(try await program.post("/currency", ["format": "x"]).status == 422)
    }
}
