import Foundation
import TestSupport
import Testing

/// The way of an edition through two hands, by the real command.
@Suite struct SignOffJourney {
    private let folder: TemporaryFolder
    private var data: String { "\(folder.path)/office" }

    init() throws { folder = try TemporaryFolder() }

    /// Runs `satchel` as somebody, expecting a status, and gives what it printed.
    @discardableResult
    private func satchel(_ user: String, _ arguments: String..., status: Int32 = 0) throws -> CommandResult {
        let result = try Command.satchel(arguments + ["--as", user], data: data, in: folder.path)
        #expect(result.status == status, "\(arguments): \(result.output)\(result.errors)")
        return result
    }

    private func write(_ name: String, _ text: String) throws -> String {
        let path = "\(folder.path)/\(name)"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    private func setUp() throws {
        try satchel("quân", "init", "--bare")
        try satchel("quân", "account", "add", "quân", "--role", "administrator")
        try satchel("quân", "account", "add", "hoa", "--role", "issuer")
        try satchel("quân", "account", "add", "lan", "--role", "clerk")
        for revision in 1...2 { try revise(revision) }
        let organisation = try write(
            "to-chuc.csv",
            """
            Mã,Tên tổ chức,Loại hình,Mã cấp trên,Từ ngày,Bí thư,Điện thoại
            X,Đảng bộ xã Thử,đảng ủy,,01/01/2015,Trần Văn A,
            X-1,Chi bộ thôn 1,chi bộ thôn,X,01/01/2015,Lê Thị B,0900000001
            X-2,Chi bộ trường,chi bộ trường học,X,01/01/2015,Nay D,0900000003
            """)
        try satchel("lan", "organisation", "import", organisation)
        let kit = try write(
            "kit.yaml",
            """
            slug: thon
            name: {vi: Cặp thôn, en: Village kit}
            folder: Cặp thôn
            audience: {kinds: [residential]}
            sections:
              - id: A
                name: {vi: Mẫu, en: Forms}
                slots: [{id: A1, name: {vi: Biên bản, en: Minutes}, templates: [bien-ban]}]
            """)
        try satchel("lan", "kit", "define", kit)
    }

    private func revise(_ revision: Int) throws {
        try satchel(
            "lan", "template", "revise", "bien-ban", try write("bien-ban.txt", "BIÊN BẢN \(revision)"),
            "--name", "Biên bản họp", "--made-on", "0\(revision)/02/2020")
    }

    @Test("An administrator invites to set a password, by an address that no line of the log holds")
    func invited() throws {
        try satchel("quân", "init", "--bare")
        try satchel("quân", "account", "add", "quân", "--role", "administrator")
        try satchel("quân", "account", "add", "lan", "--role", "clerk")
        let told = try satchel("quân", "account", "invite", "lan").output
        let secret = try #require(
            told.firstMatch(of: /\nhttps:\/\/satchel\.example\/welcome#([A-Za-z0-9_-]{43})\n/)?.output.1)
        let log = try satchel("quân", "log").output
        #expect(log.contains("account.invite") && !log.contains(secret))
        try satchel("lan", "account", "invite", "quân", status: 77)
        try satchel("quân", "account", "invite", "mai", status: 1)
    }

    @Test("submit, return, submit, approve, issue by two names; then supply and recall")
    func journey() throws {
        try setUp()
        try submitTwice()
        try issue()
        try supplyAndRecall()
    }

    private func submitTwice() throws {
        let refused = try satchel("hoa", "edition", "issue", "thon", status: 1)
        #expect(refused.errors.contains("satchel edition approve thon"))
        let slip = "\(folder.path)/phieu.html"
        let submitted = try satchel(
            "lan", "edition", "submit", "thon", "--on", "01/03/2020", "--due", "15/03/2020", "--slip", slip)
        #expect(submitted.output.contains("Phiếu trình số 1: lan trình lúc"))
        #expect(try String(contentsOfFile: slip, encoding: .utf8).contains("<dd>15/03/2020</dd>"))
        try satchel("lan", "edition", "approve", "thon", status: 77)
        let returned = try satchel("hoa", "edition", "return", "thon", "--reason", "mẫu cũ")
        #expect(returned.output.contains("hoa trả lại lúc"))
        let preview = try satchel("lan", "edition", "preview", "thon", "--on", "01/03/2020")
        #expect(preview.output.contains(": mẫu cũ."))
        try revise(3)
        try satchel("lan", "edition", "submit", "thon", "--on", "02/03/2020", "--due", "15/03/2020")
        try satchel("hoa", "edition", "approve", "thon", "--submission", "1", status: 1)
    }

    private func issue() throws {
        try revise(4)
        let changed = try satchel("hoa", "edition", "approve", "thon", status: 1)
        #expect(changed.errors.contains("Trình lại: satchel edition submit thon"))
        try satchel("lan", "edition", "submit", "thon", "--on", "03/03/2020", "--due", "15/03/2020")
        try satchel("hoa", "edition", "approve", "thon", "--submission", "3")
        let status = try satchel("lan", "edition", "status", "thon")
        #expect(status.output.contains("hoa duyệt lúc"))
        let issued = try satchel("hoa", "edition", "issue", "thon")
        #expect(issued.output.contains("Đã cấp phát đợt 1 (03/2020)"))
        let rows = try satchel("lan", "edition", "status", "thon", "1", "--json").rows
        #expect(rows.map { $0["verdict"] as? String } == ["returned", "submitted", "approved"])
        #expect(rows.map { $0["submittedBy"] as? String } == ["lan", "lan", "lan"])
        let log = try satchel("lan", "log", "--json").rows.map {
            "\($0["verb"] ?? "") \($0["user"] ?? "")"
        }
        #expect(
            log.filter { $0.hasPrefix("edition.") } == [
                "edition.submit lan", "edition.return hoa", "edition.submit lan", "edition.submit lan",
                "edition.approve hoa", "edition.issue hoa",
            ])
    }

    private func supplyAndRecall() throws {
        let supplied = try satchel("hoa", "edition", "supply", "thon", "X-2", "--due", "31/12/2100")
        #expect(supplied.output.contains("Chi bộ trường (X-2) không có trong danh sách nhận"))
        try satchel("lan", "edition", "supply", "thon", "X", "--due", "31/12/2100", status: 77)
        try satchel("lan", "receipt", "add", "thon", "X-1", "--proof", "filed", "--on", "05/03/2020")
        try satchel("hoa", "edition", "recall", "thon", "1", status: 1)
        try satchel("hoa", "edition", "withdraw", "thon", "1", "--instead", "chờ đợt 2")
        let recall = try satchel("lan", "edition", "recall", "thon", "1", "--json").rows
        let told = recall.map { "\($0["code"] ?? "") \($0["copy"] ?? "") \($0["state"] ?? "")" }
        #expect(
            told == [
                "X-1 electronic noReceipt", "X-1 paper held", "X-2 electronic noReceipt",
                "X-2 paper noReceipt",
            ])
        #expect(recall[1]["instead"] as? String == "chờ đợt 2")
        try satchel("lan", "receipt", "add", "thon", "X-1", "--edition", "1", "--proof", "returned")
        let table = try satchel("lan", "edition", "recall", "thon", "1")
        #expect(table.output.contains("cặp giấy: còn 0, đã trả 1, báo mất 0"))
        try satchel("lan", "edition", "recall", "thon", "1", "--paper", "\(folder.path)/thu-hoi.html")
        #expect(
            try String(contentsOfFile: "\(folder.path)/thu-hoi.html", encoding: .utf8).contains("Ký nộp lại"))
    }

    @Test("delegation, temporary accounts and the last administrator, by the command")
    func accounts() throws {
        try setUp()
        let last = try satchel("quân", "account", "end", "quân", "--reason", "nghỉ", status: 1)
        #expect(last.errors.contains("quản trị cuối cùng"))
        try satchel(
            "quân", "account", "add", "đoàn", "--role", "viewer", "--from", "01/01/2020", "--to", "31/01/2020"
        )
        let expired = try satchel("đoàn", "body", "add", "Huyện ủy", status: 77)
        #expect(expired.errors.contains("từ 01/02/2020 không dùng được nữa"))
        let missing = try satchel("ai đó", "body", "add", "Huyện ủy", status: 77)
        #expect(missing.errors.contains("Chưa có tài khoản “ai đó”"))
        try satchel("quân", "account", "add", "mai", "--role", "clerk")
        try satchel("lan", "edition", "submit", "thon")
        try satchel("mai", "edition", "approve", "thon", "--on-behalf-of", "hoa", status: 1)
        try satchel(
            "hoa", "account", "delegate", "hoa", "mai", "--to", "31/12/2100", "--decision", "05-QĐ/ĐU")
        let approved = try satchel("mai", "edition", "approve", "thon", "--on-behalf-of", "hoa")
        #expect(approved.output.contains("mai (thay mặt hoa) duyệt lúc"))
        #expect(try satchel("mai", "account", "delegations", "--json").rows.count == 1)
        try satchel("hoa", "account", "revoke", "1", "--reason", "về sớm")
        try satchel("mai", "edition", "issue", "thon", "--on-behalf-of", "hoa", status: 1)
        let roles = try satchel("mai", "account", "list", "--json").rows.map { $0["role"] as? String }
        #expect(roles == ["issuer", "clerk", "clerk", "administrator", "viewer"])
    }
}
