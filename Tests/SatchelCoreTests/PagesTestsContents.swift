import Foundation
import TestSupport
import Testing

@testable import SatchelCore

struct PagesTestsContents {
    private static let evil = "Về <script>alert(1)</script> & \"ngoặc\" 'đơn'"

    /// A manifest whose every text is hostile.
    private func manifest(updateFrom: Int? = nil, putIn: [String]? = nil) throws -> KitManifest {
        let evil = PagesTestsContents.evil
        func name(_ vi: String, _ en: String = "x") -> [String: Any] { ["vi": vi, "en": en] }
        func entry(_ label: String, path: String?, status: String = "inForce", isVerified: Bool = true)
            -> [String: Any]
        {
            let facts: [String: Any] = [
                "type": "Quy định", "body": evil, "issuedOn": "2025-05-26", "status": status,
                "statusName": name("còn hiệu lực", "in force"), "isVerified": isVerified,
            ]
            var entry: [String: Any] = [
                "section": "A", "slot": "A01", "slotName": name(evil), "kind": "document", "identity": "x",
                "name": name(label, label), "title": evil, "document": facts, "note": name(evil),
            ]
            entry["path"] = path
            entry["size"] = path == nil ? nil : 1_234_567
            return entry
        }
        var json: [String: Any] = [
            "format": "satchel-kit", "version": 1, "kit": "k", "name": name(evil), "office": evil,
            "officer": evil, "phone": "0269 \"><b>", "edition": 2, "issuedOn": "2025-11-10", "folder": evil,
            "changesFrom": 1,
            "changes": [
                [
                    "kind": "replaced", "takeOut": [evil], "putIn": putIn ?? ["Quy định 2"],
                    "from": "2025-07-01",
                    "isComing": false,
                ],
                [
                    "kind": "added", "takeOut": [], "putIn": ["Quy định 3"], "from": "2026-07-01",
                    "isComing": true,
                ],
            ],
            "sections": [name("A. \(evil)"), name("B. Mẫu")],
            "entries": [
                entry("Quy định 1", path: nil, isVerified: false),
                entry("Quy định 2", path: "A. Văn bản/A01 100% \"2\".pdf"),
                entry("Quy định 4", path: "A. Văn bản/javascript:4.pdf"),
            ],
        ]
        json["updateFrom"] = updateFrom
        json["updatePaths"] = updateFrom == nil ? nil : ["A. Văn bản/A01 100% \"2\".pdf"]
        return try JSONDecoder().decode(KitManifest.self, from: JSONSerialization.data(withJSONObject: json))
    }

    @Test func `A text put into markup can neither begin nor end it`() {
        let html: HTML = "<p title=\"\("\" onclick='x")\">\("<b>&\u{0}")</p>"
        #expect(html.markup == "<p title=\"&quot; onclick=&#39;x\">&lt;b&gt;&amp;</p>")
    }

    @Test(arguments: [
        ("a b/ç.pdf", "a%20b/%C3%A7.pdf"), ("javascript:x", "javascript%3Ax"), ("//host/x", ".//host/x"),
        ("100%\"#?.pdf", "100%25%22%23%3F.pdf"),
    ])
    func `A reference to a path names no scheme and no host`(path: String, reference: String) {
        #expect(HTML.reference(toPath: path) == reference)
    }

    @Test func `The contents page escapes every text`() throws {
        let html = ContentsPage(try manifest()).html
        #expect(!html.contains("<script"))
        #expect(!html.contains("\"><b>"))
        #expect(
            html.contains("Về &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;ngoặc&quot; &#39;đơn&#39;"))
    }

    @Test func `The same manifest gives the same bytes, and they fetch nothing`() throws {
        let html = ContentsPage(try manifest()).html
        #expect(html == ContentsPage(try manifest()).html)
        #expect(!html.contains("http:") && !html.contains("https:") && !html.contains("url("))
        #expect(html.contains("default-src 'none'"))
    }

    @Test func `The contents page links each file and says what is on paper only or not verified`() throws {
        let html = ContentsPage(try manifest()).html
        #expect(html.contains("href=\"A.%20V%C4%83n%20b%E1%BA%A3n/A01%20100%25%20%222%22.pdf\""))
        #expect(html.contains("chỉ có bản giấy"))
        #expect(html.contains("chưa xác minh"))
        #expect(html.contains("PDF, 1,2 MB"))
        #expect(html.contains("Cộng: 3 tài liệu, trong đó 1 chỉ có bản giấy."))
        #expect(html.contains("Chưa có tài liệu."))
    }

    @Test func `A change that is coming says from when, and that the old stays until then`() throws {
        let html = ContentsPage(try manifest()).html
        #expect(html.contains("Dùng từ 01/07/2026; chưa rút văn bản cũ trước ngày đó"))
        #expect(html.contains("Thay từ 01/07/2025"))
        #expect(html.contains("Rút ra (nộp lại, không hủy)"))
    }

    @Test func `An update's contents page links only what is inside it`() throws {
        let html = ContentsPage(try manifest(updateFrom: 1)).html
        #expect(html.contains("chỉ có những tài liệu thay đổi từ đợt 1"))
        #expect(html.contains("2%22.pdf\""))
        #expect(!html.contains("4.pdf"))
        #expect(html.contains("giữ nguyên trong cặp đang dùng"))
    }

    @Test func `A day that only stands for a year is not told as a day`() {
        let change = KitManifest.Change(
            kind: "replaced", takeOut: ["Hướng dẫn 12-HD/BTCTW, ngày 18/01/2022"],
            putIn: ["Hướng dẫn 38-HD/BTCTW, năm 2025"], from: "2025-01-01", isComing: false)
        #expect(ChangeWords(change).note == nil)
    }

    @Test(arguments: [
        (400 as UInt64, "1 KB"), (30_500, "31 KB"), (1_249_999, "1,2 MB"), (18_600_000, "18,6 MB"),
        (1_040_000_000, "1,0 GB"),
    ])
    func `A size is told as an office reads it`(bytes: UInt64, words: String) {
        #expect(PageWords.size(bytes, .vi) == words)
    }

    @Test func `The change list page adds up what goes out and what comes in`() {
        let change = KitManifest.Change(
            kind: "replaced", takeOut: ["Quy định <1>", "Quy định 2"], putIn: ["Quy định 3"], from: nil,
            isComing: false)
        let page = ChangeListPage(
            kit: Text("Cặp <b>", "Kit"), from: Text("đợt 1", "edition 1"), to: Text("đợt 2", "edition 2"),
            changes: [change], settings: .standard, language: .vi)
        #expect(page.html.contains("rút ra 2 bản, đưa vào 1 bản"))
        #expect(page.html.contains("từ đợt 1 sang đợt 2"))
        #expect(!page.html.contains("<b>\n") && !page.html.contains("Cặp <b>") && !page.html.contains("<1>"))
    }
}
