import Foundation
import TestSupport
import Testing

/// One office from an empty folder to its third audit, by the real command.
@Suite struct JourneyTests {
    let folder: TemporaryFolder
    var data: String { "\(folder.path)/office" }

    init() throws { folder = try TemporaryFolder() }

    /// Runs `satchel`, expecting a status, and gives what it printed.
    @discardableResult
    private func satchel(_ arguments: String..., status: Int32 = 0) throws -> CommandResult {
        let result = try Command.satchel(arguments, data: data, in: folder.path)
        #expect(result.status == status, "\(arguments): \(result.output)\(result.errors)")
        return result
    }

    private func write(_ name: String, _ text: String) throws -> String {
        let path = "\(folder.path)/\(name)"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    @Test("draft, kit, issue, receipts, supersede, next edition, audit on three days")
    func journey() throws {
        try setUp()
        try issueFirst()
        try supersede()
        try auditThreeDays()
        try checkArchives()
    }

    private func setUp() throws {
        try satchel("init", "--bare", "--office", "Ban Xây dựng Đảng xã Thử", "--one-person-may-issue")
        try satchel("body", "add", "Ban Tổ chức Trung ương", "--code", "BTCTW")
        let documents = try write(
            "van-ban.csv",
            """
            \u{FEFF}Số, ký hiệu;Tên loại;Cơ quan ban hành;Ngày ban hành;Trích yếu;Xác minh\r
            05-HD/BTCTW;Hướng dẫn;Ban Tổ chức Trung ương;02/03/2018;Về sinh hoạt;đã đối chiếu bản gốc\r
            7-HD/BTCTW;Hướng dẫn;Ban Tổ chức Trung ương;04/05/2019;Về nghiệp vụ;đã đối chiếu bản gốc\r
            """)
        try satchel("document", "import", documents)
        for (symbol, text) in [
            ("05-HD/BTCTW", "Nội dung hướng dẫn 05"),
            ("07-HD/BTCTW", JourneyTests.long("Nội dung hướng dẫn 07")),
        ] {
            let file = try write("\(symbol.prefix(2)).txt", text)
            try satchel("document", "file", symbol, file, status: 1)
            try satchel("document", "file", symbol, file, "--every-page-looked-at")
        }
        #expect(try satchel("document", "show", "05-HD/BTCTW").output.contains("[1] 05.txt"))
        try satchel("document", "choose", "1")
        try satchel(
            "template", "revise", "bien-ban", try write("bien-ban.txt", "BIÊN BẢN"), "--name", "Biên bản họp",
            "--rests-on", "05-HD/BTCTW", "--made-on", "01/02/2020")
        let organisation = try write(
            "to-chuc.csv",
            """
            Mã,Tên tổ chức,Loại hình,Mã cấp trên,Từ ngày,Bí thư,Điện thoại,Thư điện tử
            X,Đảng bộ xã Thử,đảng ủy,,01/01/2015,Trần Văn A,,
            X-1,Chi bộ thôn 1,chi bộ thôn,X,01/01/2015,Lê Thị B,0900000001,b@thu.example
            X-2,Chi bộ thôn 2,chi bộ thôn,X,01/01/2015,Siu C,0900000002,
            X-3,Chi bộ trường,chi bộ trường học,X,01/01/2015,Nay D,0900000003,
            """)
        try satchel("organisation", "import", organisation)
        let kit = try write(
            "kit.yaml",
            """
            slug: thon
            name: {vi: Cặp thôn, en: Village kit}
            folder: Cặp thôn
            audience: {kinds: [residential]}
            sections:
              - id: A
                name: {vi: Văn bản, en: Documents}
                slots:
                  - {id: A1, name: {vi: Sinh hoạt, en: Meetings}, documents: [05-HD/BTCTW@02/03/2018]}
                  - {id: A2, name: {vi: Nghiệp vụ, en: Work}, documents: [07-HD/BTCTW]}
                  - {id: B1, name: {vi: Biên bản, en: Minutes}, templates: [bien-ban]}
            """)
        try satchel("kit", "define", kit)
    }

    private func issueFirst() throws {
        let preview = try satchel("edition", "preview", "thon", "--on", "01/03/2020")
        #expect(preview.output.contains("2 nơi nhận"))
        try satchel("edition", "issue", "thon", "--number", "1", "--on", "01/03/2020", "--due", "15/03/2020")
        let twice = try satchel("edition", "issue", "thon", "--number", "1", "--on", "02/03/2020", status: 1)
        #expect(twice.errors.contains("đã cấp phát"))
        for medium in [["--medium", "web"], ["--medium", "paper", "--proof", "filed"]] {
            let result = try Command.satchel(
                ["receipt", "add", "thon", "X-1", "X-2", "--on", "05/03/2020"] + medium, data: data)
            #expect(result.status == 0)
        }
        let outside = try satchel("receipt", "add", "thon", "X-3", status: 1)
        #expect(outside.errors.contains("chưa được cấp"))
        try satchel("audit", "thon", "--on", "31/03/2020")
    }

    private func supersede() throws {
        try satchel(
            "document", "add", "--symbol", "09-HD/BTCTW", "--type", "Hướng dẫn", "--body",
            "Ban Tổ chức Trung ương",
            "--issued", "10/06/2021", "--title", "Về sinh hoạt, bản mới", "--verified")
        try satchel(
            "document", "file", "09-HD/BTCTW", try write("09.txt", "Nội dung hướng dẫn 09"),
            "--every-page-looked-at")
        try satchel("relation", "add", "09-HD/BTCTW", "thay thế", "05-HD/BTCTW")
        try satchel("audit", "thon", "--on", "01/07/2021")
        let relation = try satchel("relation", "list", "--unconfirmed", "--json").rows
        #expect(relation.count == 1)
        try satchel("relation", "confirm", "1", "--evidence", "Điều 9, bản gốc")
        let preview = try satchel("edition", "preview", "thon", "--on", "01/08/2021")
        #expect(preview.output.contains("05-HD/BTCTW@02/03/2018 → 09-HD/BTCTW@10/06/2021"))
        #expect(preview.output.contains("Mẫu “Biên bản họp” dựa trên văn bản đã hết hiệu lực"))
        try satchel("edition", "issue", "thon", "--on", "01/08/2021", "--due", "15/08/2021")
        try satchel("receipt", "add", "thon", "X-1", "--medium", "web", "--on", "03/08/2021")
    }

    private func auditThreeDays() throws {
        // 31/03/2020: both branches hold edition 1 in both copies, nothing is out of force.
        try satchel("audit", "thon", "--on", "31/03/2020")
        // 01/07/2021: 09-HD replaced 05-HD on 10/06, and the board has not supplied it: 4 copies, no branch is late.
        let between = try satchel("audit", "thon", "--on", "01/07/2021", "--json", status: 3).rows
        #expect(between.map { $0["edition"] as? String } == ["latest", "latest", "latest", "latest"])
        #expect(
            between.map { ($0["turn"] as? [[String: String]])?.first?["who"] } == [
                "board", "board", "board", "board",
            ])
        // 20/08/2021: only X-1's electronic copy is edition 2; three copies are behind and five days late.
        let after = try satchel("audit", "thon", "--on", "20/08/2021", "--json", status: 3).rows
        let told = after.map { row in
            "\(row["code"] ?? "") \(row["copy"] ?? "") \(row["edition"] ?? "") \(row["held"] ?? "") \(row["daysLate"] ?? "")"
        }
        #expect(
            told == [
                "X-1 electronic latest 2 0", "X-1 paper behind 1 5", "X-2 electronic behind 1 5",
                "X-2 paper behind 1 5",
            ])
        let old = after[1]["contents"] as? [[String: String]]
        #expect(old?.first?["document"] == "05-HD/BTCTW@02/03/2018")
        #expect(old?.first?["since"] == "2021-06-10")
        #expect(old?.first?["replacedBy"] == "09-HD/BTCTW@10/06/2021")
    }

    private func checkArchives() throws {
        let zip = "\(folder.path)/cap.zip"
        try satchel("edition", "build", "thon", "-o", zip)
        #expect(try Command.tool("unzip", ["-t", zip]).status == 0)
        #expect(try Command.tool("7z", ["t", zip]).status == 0)
        #expect(try Command.tool("python3", ["-m", "zipfile", "-t", zip]).status == 0)
        try satchel("verify", zip)
        let old = "\(folder.path)/cu.zip"
        try satchel("edition", "build", "thon", "1", "-o", old)
        try satchel("verify", old, status: 3)
        try satchel("edition", "withdraw", "thon", "1", "--instead", "dùng đợt 2", "--on", "01/09/2021")
        let withdrawn = try satchel("verify", old, status: 3)
        #expect(withdrawn.output.contains("Ngừng dùng: dùng đợt 2"))
        let kinds = try satchel("notices", "list", "thon", "--edition", "1", "--json").rows.map {
            $0["kind"] as? String
        }
        // What told of the edition itself waits no longer.
        #expect(kinds == ["withdrawal", "withdrawal"])
        try satchel("unpack", zip, "--into", "\(folder.path)/ra")
        let top = "\(folder.path)/ra/Cặp thôn - đợt 2 (08-2021)"
        #expect(try Command.tool("sha256sum", ["-c", "SHA256SUMS"], in: top).status == 0)
        try satchel("verify", top)
        // As a system that writes names in NFD leaves them.
        let page = "\(top)/Mục lục.html"
        let elsewhere = "\(top)/\("Mục lục.html".decomposedStringWithCanonicalMapping)"
        #expect(rename(page, elsewhere) == 0)
        try satchel("verify", top)
        #expect(rename(elsewhere, page) == 0)
        try satchel("unpack", zip, "--into", "\(folder.path)/ra", status: 1)
        try "sửa".write(toFile: "\(top)/kit.json.txt", atomically: true, encoding: .utf8)
        try satchel("verify", top)
        try FileManager.default.removeItem(atPath: "\(top)/Mục lục.html")
        let damaged = try satchel("verify", top, status: 4)
        #expect(damaged.output.contains("Thiếu: Mục lục.html"))
        let update = "\(folder.path)/cap-nhat.zip"
        try satchel("edition", "build", "thon", "2", "--from", "1", "-o", update)
        let names = try Command.tool("unzip", ["-Z1", update]).output.split(separator: "\n")
        // One document changed; with it the contents page, the list of sums and kit.json.
        #expect(names.count == 4)
        try checkPersonalKit()
    }

    private func checkPersonalKit() throws {
        let zip = "\(folder.path)/rieng.zip"
        try satchel("kit", "build", "thon", "2", "--for", "X-1", "-o", zip)
        #expect(try satchel("verify", zip).output.contains("Bản số 1 của Chi bộ thôn 1 (X-1)"))
        let slip = try Command.tool("unzip", ["-p", zip, "*/Dành riêng/Phiếu giao nhận.html"]).output
        #expect(slip.contains("Lê Thị B") && slip.contains("15/08/2021"))
        let all = "\(folder.path)/tat-ca"
        #expect(try satchel("kit", "build", "thon", "--for-all", all).output.contains("2 cặp riêng"))
        let files = try FileManager.default.contentsOfDirectory(atPath: all).sorted()
        #expect(files == ["X-1 Chi bộ thôn 1.zip", "X-2 Chi bộ thôn 2.zip"])
        #expect(try Command.tool("cmp", [zip, "\(all)/\(files[0])"]).status == 0)
        try satchel("kit", "build", "thon", "--for", "X-3", status: 1)
        try satchel("kit", "build", "thon", "--for", "X-1", "--for-all", all, status: 64)
        try satchel("check")
    }

    /// A text that no compression makes much smaller.
    private static func long(_ text: String) -> String {
        var random = SplitMix(state: 7)
        return text
            + String(
                (0..<30_000).map { _ in "0123456789abcdefghijklmnopqrstuv".randomElement(using: &random)! })
    }
}
