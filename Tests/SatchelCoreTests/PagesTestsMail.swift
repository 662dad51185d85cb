import Foundation
import TestSupport
import Testing

@testable import SatchelCore

struct PagesTestsMail {
    private static let id = "<notice-7-1762736400000-0123456789abcdef@satchel.invalid>"
    private static let settings = Settings(
        office: "Ban Xây dựng Đảng xã Ia Tul", baseAddress: "https://tai-lieu.iatul.example",
        timeZone: "Asia/Ho_Chi_Minh", officer: "Nguyễn Thị Thu", phone: "0269 385 1234",
        mail: .init(from: "bxdd@iatul.example", replyTo: "thu@iatul.example"))

    private static let change = KitManifest.Change(
        kind: "replaced", takeOut: ["Hướng dẫn <12>"], putIn: ["Hướng dẫn 42-HD/BTCTW, ngày 28/10/2025"],
        from: "2025-10-28", isComing: false)

    private func notice(
        _ kind: Notice.Kind = .newEdition, person: String? = "Rah Lan H'Yuin",
        email: String? = "thon1@x.example",
        node: String = "Chi bộ thôn Đoàn Kết"
    ) -> Notice {
        Notice(
            id: 7, kind: kind, channel: .mail, kit: "k", edition: 4, recipientID: 3, nodeCode: "T1",
            nodeName: node,
            person: person, phone: nil, email: email, chat: nil, dueOn: Day("2025-11-30"), copyNumber: 12,
            generation: 1, recordedAt: TestClock("2025-11-10").now)
    }

    private func facts(kit: String = "Cặp tài liệu bí thư chi bộ", instead: String? = nil) -> EditionFacts {
        EditionFacts(
            kit: Text(kit, "Kit"), number: 4, issuedOn: Day("2025-11-10") ?? .first, count: 24,
            changesFrom: Text("đợt 3 (02/2025)", "edition 3 (02/2025)"), changes: [PagesTestsMail.change],
            withdrawnOn: instead == nil ? nil : Day("2025-11-20"), instead: instead)
    }

    private func texts(_ notice: Notice, _ facts: EditionFacts, language: Language = .vi) -> NoticeTexts {
        NoticeTexts(
            notice, facts, RecipientDigest(facts), above: "Đảng bộ xã Chư Mố",
            on: Day("2025-11-10") ?? .first,
            link: "https://tai-lieu.iatul.example/k#geheim", settings: PagesTestsMail.settings,
            language: language)
    }

    private func mail(_ notice: Notice, _ facts: EditionFacts) throws -> [UInt8] {
        let mail = try NoticeMail(
            notice, texts(notice, facts), id: PagesTestsMail.id, settings: PagesTestsMail.settings,
            language: .vi)
        return try #require(mail).eml
    }

    /// What Python's `email` package reads: headers and the two bodies.
    private func parsed(_ eml: [UInt8]) throws -> [String: String] {
        let script = """
            import sys, json, email, email.policy
            m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
            found = {k: str(v) for k, v in m.items()}
            found["#names"] = ",".join(k for k, v in m.items())
            found["#defects"] = str(sum((p.defects for p in m.walk()), []) + [d for v in m.values() for d in v.defects])
            found["#to"] = ";".join(a.addr_spec for a in m["To"].addresses)
            found["#from"] = ";".join(a.addr_spec for a in m["From"].addresses)
            found["#toName"] = m["To"].addresses[0].display_name
            found["#text"] = m.get_body(("plain",)).get_content()
            found["#html"] = m.get_body(("html",)).get_content()
            found["#date"] = m["Date"].datetime.isoformat()
            found["#type"] = m.get_content_type()
            for number, part in enumerate(m.iter_attachments()):
                found[f"#name{number}"] = part.get_filename()
                found[f"#page{number}"] = part.get_content()
            print(json.dumps(found))
            """
        let folder = try TemporaryFolder()
        try Data(eml).write(to: URL(fileURLWithPath: folder.path + "/mail.eml"))
        let python = Process()
        python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        python.arguments = ["python3", "-c", script]
        python.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: folder.path + "/mail.eml"))
        let out = Pipe()
        python.standardOutput = out
        try python.run()
        let bytes = out.fileHandleForReading.readDataToEndOfFile()
        python.waitUntilExit()
        return try JSONDecoder().decode([String: String].self, from: bytes)
    }

    @Test func `Another program reads the mail's subject and both bodies exactly`() throws {
        let notice = notice()
        let texts = texts(notice, facts())
        let read = try parsed(try mail(notice, facts()))
        #expect(
            read["Subject"] == "Thư báo: “Cặp tài liệu bí thư chi bộ”, đợt 4 (11/2025), hạn 30/11/2025")
        #expect(read["#text"]?.replacing("\r\n", with: "\n") == NoticeMailBody.text(texts, .vi))
        #expect(read["#html"]?.replacing("\r\n", with: "\n") == NoticeMailBody.html(texts, .vi))
        #expect(read["#text"]?.contains("https://tai-lieu.iatul.example/k#geheim") == true)
        #expect(read["#html"]?.contains("Hướng dẫn &lt;12&gt;") == true)
        #expect(read["#to"] == "thon1@x.example")
        #expect(read["#from"] == "bxdd@iatul.example")
        #expect(read["#toName"] == "Rah Lan H'Yuin")
        #expect(read["Reply-To"]?.contains("<thu@iatul.example>") == true)
        #expect(read["#date"] == "2025-11-10T08:00:00+07:00")
        #expect(read["Message-ID"] == PagesTestsMail.id)
        #expect(read["#defects"] == "[]")
    }

    @Test func `The list of changes goes with the mail as a page to print; without changes there is none`()
        throws
    {
        let notice = notice()
        let read = try parsed(try mail(notice, facts()))
        #expect(read["#type"] == "multipart/mixed")
        #expect(read["#name0"] == "bang-ke-k-dot-4.html")
        let page = try #require(texts(notice, facts()).exchange).page(PagesTestsMail.settings, .vi).html
        #expect(read["#page0"]?.replacing("\r\n", with: "\n") == page)
        #expect(page.contains("42-HD/BTCTW") && !page.contains("geheim"))
        #expect(page.utf8.count < 24_000)
        #expect(read["#page1"] == nil)
        #expect(read["#text"]?.contains("Bảng kê kèm theo thư này") == true)
        let withdrawn = try parsed(try mail(self.notice(.withdrawal), facts(instead: "Dùng lại đợt 3")))
        #expect(withdrawn["#type"] == "multipart/alternative")
        #expect(withdrawn["#text"]?.contains("Bảng kê") == false)
    }

    @Test func `Each change names what its new documents are about, as far as that is open`() throws {
        let title = "Về đánh giá, xếp loại <tổ chức đảng>"
        let facts = EditionFacts(
            kit: Text("Cặp", "Kit"), number: 4, issuedOn: Day("2025-11-10") ?? .first, count: 24,
            changesFrom: Text("đợt 3", "edition 3"), changes: [PagesTestsMail.change],
            titles: ["Hướng dẫn 42-HD/BTCTW, ngày 28/10/2025": title])
        let read = try parsed(try mail(notice(), facts))
        #expect(read["#text"]?.replacing("\r\n", with: "\n").contains("   \(title)\n") == true)
        #expect(read["#html"]?.contains("Về đánh giá, xếp loại &lt;tổ chức đảng&gt;</small>") == true)
        #expect(!NoticeMailBody.text(texts(notice(), self.facts()), .vi).contains("xếp loại"))
    }

    @Test func `A mail to be sent by hand opens as a draft; one that the program sends is none`() throws {
        let notice = notice()
        let draft = try #require(
            try NoticeMail(
                notice, parts: [texts(notice, facts())], id: PagesTestsMail.id,
                settings: PagesTestsMail.settings,
                language: .vi, isDraft: true))
        #expect(try parsed(draft.eml)["X-Unsent"] == "1")
        #expect(try parsed(try mail(notice, facts()))["X-Unsent"] == nil)
    }

    @Test func `Many branches below a committee become one list in one mail, without any link`() throws {
        let notices = ["Đoàn Kết", "Plei Rbai", "Sô Ma Lơng <1>"].map {
            notice(.escalation, person: "Đặng Văn Phúc", node: "Chi bộ thôn \($0)")
        }
        let parts = notices.map { texts($0, facts()) }
        let mail = try NoticeMail(
            notices[0], parts: parts, id: PagesTestsMail.id, settings: PagesTestsMail.settings, language: .vi)
        let read = try parsed(try #require(mail).eml)
        #expect(
            read["Subject"]
                == "3 nơi chưa cập nhật xong “Cặp tài liệu bí thư chi bộ”, đợt 4 (11/2025)")
        let text = try #require(read["#text"])
        #expect(text.hasPrefix("Kính gửi đồng chí Đặng Văn Phúc, Bí thư Đảng bộ xã Chư Mố,"))
        for line in [
            "1. Chi bộ thôn Đoàn Kết (T1), hạn 30/11/2025",
            "3. Chi bộ thôn Sô Ma Lơng <1> (T1), hạn 30/11/2025",
        ] { #expect(text.contains(line), "\(text)") }
        #expect(
            read["#html"]?.contains(
                "<td style=\"text-align:left;vertical-align:top;padding:4px 10px 4px 0\">Chi bộ thôn Sô Ma Lơng &lt;1&gt; (T1)</td>"
            ) == true)
        #expect(read["#type"] == "multipart/alternative")
        #expect(!text.contains("geheim") && read["#html"]?.contains("geheim") == false)
        #expect(read["Message-ID"] == PagesTestsMail.id)
        #expect(read["#defects"] == "[]")
        let english = NoticeTexts.told(
            notices.map { texts($0, facts(), language: .en) }, language: .en)
        #expect(english.count == 1)
        #expect(english.first?.subject == "3 branches are not up to date with “Kit”, edition 4 (11/2025)")
    }

    @Test func `The mail keeps to the line rules, and no header holds the link`() throws {
        let eml = try mail(notice(), facts(kit: String(repeating: "Đồng chí bí thư chi bộ thôn ", count: 20)))
        let text = String(decoding: eml, as: UTF8.self)
        #expect(eml.allSatisfy { $0 < 0x80 })
        #expect(!text.replacing("\r\n", with: "").contains { $0 == "\n" || $0 == "\r" })
        let lines = text.components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 78 })
        let head = try #require(text.components(separatedBy: "\r\n\r\n").first)
        #expect(!head.contains("geheim"))
    }

    @Test func `The same notice gives the same mail`() throws {
        #expect(try mail(notice(), facts()) == mail(notice(), facts()))
    }

    @Test(arguments: [
        "Bí thư\r\nBcc: evil@evil.example", "\"x\" <evil@evil.example>, ", "=?utf-8?B?ZXZpbA==?=\n",
        "a\u{2028}b\u{0}",
        "Bí thư\u{202E}", "\\\"",
    ])
    func `No name can add a header or an address`(person: String) throws {
        let read = try parsed(try mail(notice(person: person, node: person), facts(kit: person)))
        #expect(read["#to"] == "thon1@x.example")
        #expect(read["#from"] == "bxdd@iatul.example")
        let names =
            "From,To,Reply-To,Subject,Date,Message-ID,Auto-Submitted,Content-Language,MIME-Version,Content-Type"
        #expect(read["#names"] == names)
    }

    @Test(arguments: [
        "", "thon1", "a@b@c", "a b@c.example", "a@c.example\r\nBcc: x@y.example", "<a@c.example>",
        "a@c..example",
        "đ@c.example", "a@c.example, b@d.example", "\"a\"@c.example",
    ])
    func `An address that no header may carry gets no mail`(address: String) throws {
        let notice = notice(email: address)
        let mail = try NoticeMail(
            notice, texts(notice, facts()), id: PagesTestsMail.id, settings: PagesTestsMail.settings,
            language: .vi)
        #expect(mail == nil)
    }

    @Test func `An office address that is none is said, not sent`() {
        var settings = PagesTestsMail.settings
        settings.mail = .init(from: "ban xdd@x\r\nBcc: y", replyTo: nil)
        let notice = notice()
        #expect(throws: SatchelError.self) {
            _ = try NoticeMail(
                notice, texts(notice, facts()), id: PagesTestsMail.id, settings: settings, language: .vi)
        }
    }

    @Test func `An escalation speaks of the branch to the committee and carries no link`() {
        let notice = notice(.escalation, person: "Đặng Văn Phúc")
        let texts = texts(notice, facts())
        #expect(texts.greeting == "Kính gửi đồng chí Đặng Văn Phúc, Bí thư Đảng bộ xã Chư Mố")
        #expect(texts.body.first?.contains("Chi bộ thôn Đoàn Kết chưa cập nhật xong") == true)
        #expect(texts.link == nil)
        #expect(!NoticeMailBody.text(texts, .vi).contains("geheim"))
    }

    @Test func `A withdrawal says what to do instead and lists nothing to exchange`() {
        let texts = texts(notice(.withdrawal), facts(instead: "Dùng lại đợt 3"))
        #expect(texts.subject == "Ngừng dùng “Cặp tài liệu bí thư chi bộ”, đợt 4 (11/2025)")
        #expect(
            texts.body == [
                "Ban Xây dựng Đảng xã Ia Tul ngừng dùng “Cặp tài liệu bí thư chi bộ”, đợt 4 (11/2025), từ ngày 20/11/2025."
            ])
        #expect(texts.request == "Việc cần làm: Dùng lại đợt 3")
        #expect(texts.changes.isEmpty)
    }

    @Test(arguments: Notice.Kind.allCases, Language.allCases)
    func `Every kind of notice has words in both languages`(kind: Notice.Kind, language: Language) {
        let texts = texts(
            notice(kind, person: nil), facts(instead: kind == .withdrawal ? "x" : nil), language: language)
        for text in [texts.subject, texts.greeting, texts.request, texts.contact] + texts.body {
            #expect(!text.isEmpty && !text.contains("{"))
        }
    }
}
