import Foundation
import HTTPTypes
import SatchelCore
import Testing

@testable import SatchelWeb

/// The office's own acts by the programs' interface: long work, ways in, and what is sent to people.
@Suite struct APITestsOffice {
    private let desk: WebDesk
    private let program: Program
    private let kit = "bi-thu-chi-bo-thon"
    private var register: Register { desk.office.register }

    init() throws {
        desk = try WebDesk()
        program = try Program(desk: desk)
    }

    /// What came of work that was begun, once it is over; its state fits its schema all the time.
    private func finished(_ begun: WebDesk.Page) async throws -> JSONValue {
        #expect(begun.status == 202, "\(begun.text)")
        let address = try #require(begun.headers[.location])
        #expect(try begun.json["address"]?.text == address)
        for _ in 0..<1_200 {
            let page = try await program.get(String(address.dropFirst(Interface.root.count)))
            #expect(WorkRecords.work.schema.faults(in: try page.json, at: "") == [])
            if try page.json["state"] != "running" { return try page.json }
            try await Task.sleep(for: .milliseconds(25))
        }
        throw SatchelError(.programFailed)
    }

    @Test(
        "a backup is begun, asked for until it is there, listed, and taken away whole or from where it was cut"
    )
    func backup() async throws {
        #expect(try await program.post("/backups", [:], as: .issuer).status == 403)
        let state = try await finished(try await program.post("/backups", ["verify": true]))
        #expect(state["state"] == "done", "\(state)")
        let path = try #require(state["backup"]?["path"]?.text)
        #expect(path.hasPrefix("\(desk.office.backupFolder)/satchel-2025-11-21-"))
        let row = try #require(try await program.get("/backups").json["items"]?[0])
        #expect(row["path"]?.text == path && row["isThere"] == true)
        let address = "/backups/\(try #require(row["id"]?.whole))/archive"
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        #expect(try await program.get(address).bytes == bytes)
        let rest = try await program.get(address, [.range: "bytes=\(bytes.count / 2)-"])
        #expect(rest.status == 206)
        #expect(rest.bytes == Array(bytes[(bytes.count / 2)...]))
        #expect(try await Program(desk: desk, role: .issuer).get(address).status == 403)
        #expect(try await Program(desk: desk, role: .viewer).get("/backups").status == 403)

        try Data(bytes.dropLast(200)).write(to: URL(fileURLWithPath: path))
        #expect(try await program.get(address).status == 404)
        #expect(try await program.get("/backups/999999/archive").json["title"] == "backupUnknown")
    }

    @Test("a backup that cannot be made says why; another is not begun meanwhile")
    func failed() async throws {
        let state = try await finished(
            try await program.post("/backups", ["folder": .text("\(desk.folder.path)/khong-co")]))
        #expect(state["state"] == "failed")
        #expect(state["error"] == "fileMissing")
        #expect(state["detail"]?.text?.contains("khong-co") == true)
        #expect(try await program.get("/work/99").status == 404)
    }

    @Test("a check tells that a file is gone, a repair with the file brings it back")
    func check() async throws {
        #expect(try await program.send("/check", [], as: .issuer).status == 403)
        let whole = try await finished(try await program.send("/check", []))
        #expect(whole["check"]?["isDamaged"] == false, "\(whole)")
        let document = try #require(
            try register.documents().first { try !register.files(of: $0.id).isEmpty })
        let file = try #require(try register.files(of: document.id).first)
        let bytes = try await program.get("/documents/\(document.id)/files/\(file.id)").bytes
        try FileManager.default.removeItem(atPath: desk.office.store.path(of: file.blob.sha256))
        let damaged = try await finished(try await program.send("/check", []))
        #expect(damaged["check"]?["isDamaged"] == true)
        #expect(damaged["check"]?["findings"]?[0]?["kind"] == "missing")
        let left = try await program.form("/repair", [], files: [])
        #expect(try left.json["left"]?.count == 1, "\(left.text)")
        let mended = try await program.form("/repair", [], files: [("file", "van-ban.pdf", bytes)])
        #expect(try mended.json["mended"]?[0]?["sha256"]?.text == file.blob.sha256, "\(mended.text)")
        #expect(try mended.json["left"]?.count == 0)
        #expect(try await program.form("/repair", [], files: [], as: .clerk).status == 403)
    }

    @Test("an invitation's address is told once and kept nowhere; it sets the password once")
    func invitation() async throws {
        let path = "/accounts/lan/invitation"
        #expect(try await program.send(path, [], as: .issuer).status == 403)
        #expect(try await program.send("/accounts/khong-co/invitation", []).status == 404)
        let key = UUID().uuidString
        let made = try await program.send(path, [], key: key)
        #expect(made.status == 201, "\(made.text)")
        let address = try #require(try made.json["address"]?.text)
        let secret = String(try #require(address.split(separator: "#").last))
        let again = try await program.send(path, [], key: key)
        #expect(again.headers[.idempotencyReplayed] == "true")
        #expect(try again.json == ["account": "lan"])
        #expect(try desk.office.invitation(secret).account == "lan")
        try desk.office.setPassword("một câu dài khác hẳn", invitation: secret)
        #expect(throws: SatchelError.self) { try desk.office.invitation(secret) }
    }

    @Test("a program makes a token for its own account and no other's, told once; revoked it opens nothing")
    func tokens() async throws {
        let key = UUID().uuidString
        let sent: JSONValue = ["label": "kho", "until": "2025-12-31"]
        let made = try await program.post("/tokens", sent, as: .viewer, key: key)
        #expect(made.status == 201, "\(made.text)")
        #expect(try made.json["token"]?["account"] == "kiem-tra")
        #expect(try made.json["token"]?["until"] == "2025-12-31")
        let secret = try #require(try made.json["secret"]?.text)
        let replayed = try await program.post("/tokens", sent, as: .viewer, key: key)
        #expect(try replayed.json["secret"] == nil)
        #expect(try replayed.json["token"] == made.json["token"])
        let other = try await program.post("/tokens", ["label": "a", "account": "lan"])
        #expect(try other.json["faults"]?[0]?["pointer"] == "/account")
        #expect(try await program.post("/tokens", ["label": "a", "until": "2025-11-01"]).status == 422)

        let nobody = try Program(desk: desk, role: nil)
        #expect(try await nobody.get("/office", [.authorization: "Bearer \(secret)"]).status == 200)
        let id = try #require(try made.json["token"]?["id"]?.whole)
        #expect(try await program.send("/tokens/\(id)/revoke", [], as: .viewer).status == 200)
        #expect(try await nobody.get("/office", [.authorization: "Bearer \(secret)"]).status == 401)
    }

    @Test("mails, chat texts and letters of an edition, with the links in them, go to clerks alone")
    func notices() async throws {
        let mailed = try #require(
            try register.notices(NoticeSearch(channel: .mail)).last { $0.kind == .newEdition })
        let path = "/kits/\(mailed.kit)/editions/\(mailed.edition)"
        let mails = try await program.get("\(path)/mails?limit=200&all=true")
        let own = try #require(try mails.json["items"]?.items.first { $0["id"]?.whole == mailed.id })
        let eml = try #require(own["eml"]?.text)
        #expect(eml.hasPrefix("From: ") && eml.contains("\r\nTo: ") && eml.contains("\r\n\r\n--=_satchel_"))
        #expect(try desk.office.mails(for: [mailed]).map(\.eml) == [Array(eml.utf8)])
        #expect(own["email"]?.text == mailed.email)
        let letters = try await program.get("\(path)/letters?all=true")
        #expect(letters.headers[.contentType] == "text/html")
        #expect(letters.text.contains("/k#"))
        for place in ["mails", "letters", "messages"] {
            #expect(try await Program(desk: desk, role: .viewer).get("\(path)/\(place)").status == 403)
        }
    }

    @Test("the evidence behind a line of a saved review is what was known then")
    func review() async throws {
        let saved = try await program.post("/reviews", ["kit": .text(kit)])
        let number = try #require(try saved.json["number"]?.whole)
        let held = try #require(
            try register.review(Int(number)).answer.rows.first { $0.held != nil && $0.copy == .paper })
        let path = "/reviews/\(number)/evidence?node=\(held.code)"
        let rows = try await program.get(path).json["items"]?.items ?? []
        #expect(!rows.isEmpty)
        let edition = try register.edition(of: kit).number
        let recorded = try await program.post(
            "/kits/\(kit)/editions/\(edition)/evidence",
            ["items": [["node": .text(held.code), "proof": "lost", "copy": "paper"]]])
        #expect(recorded.status == 201, "\(recorded.text)")
        #expect(try await program.get(path).json["items"]?.items == rows)
        let paper = try await program.get("\(path)&copy=paper").json["items"]?.items ?? []
        #expect(!paper.isEmpty && paper.allSatisfy { $0["copy"] == "paper" })
        #expect(try await program.get("/reviews/\(number)/evidence").status == 422)
        #expect(try await program.get("/reviews/\(number)/evidence?node=KHONG-CO").status >= 400)
    }

    @Test("one scan shows the evidence of several nodes, and a handover")
    func scans() async throws {
        let scan = Array("%PDF-1.4 biên bản".utf8)
        let edition = try register.edition(of: kit)
        let nodes = try register.recipients(of: edition, on: desk.office.clock.today).prefix(2).map(\.code)
        let recorded = try await program.form(
            "/kits/\(kit)/editions/\(edition.number)/evidence-with-scan",
            nodes.map { ("node", $0) } + [("proof", "handedOver"), ("copy", "paper")],
            files: [("scan", "bien-ban.pdf", scan)], as: .clerk)
        #expect(try recorded.json == ["recorded": 2], "\(recorded.text)")
        for node in nodes {
            let row = try #require(try register.evidence(of: kit, edition: edition.number, node: node).last)
            #expect(row.scan == BlobStore.sha256(scan))
            #expect(try await program.get("/evidence/\(row.id)/scan").bytes == scan)
        }
        let path = "/nodes/\(nodes[0])"
        _ = try await program.post("\(path)/holder", ["person": "Nay H'Mới"], as: .clerk)
        let minutes = Array("%PDF-1.4 bàn giao".utf8)
        let wrong = try await program.form(
            "\(path)/handover-with-scan", [], files: [("scan", "a.exe", Array("MZ".utf8))], as: .clerk)
        #expect(wrong.status == 422)
        let handed = try await program.form(
            "\(path)/handover-with-scan", [("note", "BB 12")], files: [("scan", "bb.pdf", minutes)],
            as: .clerk)
        #expect(handed.status == 200, "\(handed.text)")
        let row = try #require(
            try register.evidence(of: kit, node: nodes[0]).last { $0.proof == .takenOver })
        #expect(row.scan == BlobStore.sha256(minutes) && row.note == "BB 12")
        let twice = try await program.form(
            "\(path)/handover-with-scan", [], files: [("scan", "c.pdf", Array("%PDF- khác".utf8))], as: .clerk
        )
        #expect(twice.status == 422)
        #expect(
            !FileManager.default.fileExists(
                atPath: desk.office.store.path(of: BlobStore.sha256(Array("%PDF- khác".utf8)))))
    }

    @Test("a contact that is known no longer is taken away by name; the others stay")
    func contacts() async throws {
        let code = try #require(try register.recipients(of: kit, on: desk.office.clock.today).first).code
        _ = try await program.post(
            "/nodes/\(code)/holder", ["person": "Siu Bút", "phone": "0900 000 001", "chat": "Bút"], as: .clerk
        )
        let sent = try await program.post(
            "/nodes/\(code)/contact", ["email": "but@xa.example", "without": ["chat"]], as: .clerk)
        #expect(sent.status == 200, "\(sent.text)")
        let day = desk.office.clock.today
        let node = try register.organisation(on: day).node(code: code).id
        let holder = try #require(try register.holders(on: day)[node]?.first)
        #expect(holder.phone == "0900 000 001" && holder.chat == nil && holder.email == "but@xa.example")
        let both = try await program.post(
            "/nodes/\(code)/contact", ["phone": "1", "without": ["phone"]], as: .clerk)
        #expect(try both.json["faults"]?[0]?["pointer"] == "/phone")
    }

    @Test("every recipient's own kit comes in one archive, each as it is made alone")
    func bundle() async throws {
        let edition = try register.edition(of: kit)
        let path = "/kits/\(kit)/editions/\(edition.number)/own-archives"
        let page = try await program.get(path)
        #expect(page.status == 200)
        #expect(page.headers[.contentDisposition]?.contains("cap-rieng.zip") == true)
        let recipients = try register.recipients(of: edition, on: desk.office.clock.today)
        let own = try desk.office.personalKits(of: edition).archive(for: recipients[3]).plan.bytes()
        #expect(Data(page.bytes).range(of: Data(own)) != nil)
        let half = page.bytes.count / 2
        let rest = try await program.get(
            path, [.range: "bytes=\(half)-", .ifRange: try #require(page.headers[.eTag])])
        #expect(rest.status == 206 && rest.bytes == Array(page.bytes[half...]))
        let update = try await program.get("\(path)?since=\(edition.number - 1)")
        #expect(update.status == 200 && update.bytes.count < page.bytes.count)
    }
}
