import Foundation
import TestSupport
import Testing

/// Reviews by the real command, on a demo office of their own.
@Suite struct ReviewJourneyTests {
    private let folder: TemporaryFolder
    private let kit = "bi-thu-chi-bo-thon"
    private var data: String { "\(folder.path)/demo" }

    init() throws {
        folder = try TemporaryFolder()
        _ = try Command.satchel(["demo", "--data", "\(folder.path)/demo"], data: folder.path)
    }

    @discardableResult
    private func satchel(_ arguments: String..., status: Int32 = 0) throws -> CommandResult {
        let result = try Command.satchel(arguments, data: data, in: folder.path)
        #expect(result.status == status, "\(arguments): \(result.output)\(result.errors)")
        return result
    }

    @Test("save, list, show, print, look behind a cell, compare; later receipts change nothing of it")
    func journey() throws {
        let first = try satchel("review", "save", kit, "--on", "31/08/2025", "--title", "Trước đợt 4").output
        #expect(first.hasPrefix("Bảng rà soát số 1, lập "))
        #expect(first.contains("Trước đợt 4") && first.contains("người lập thu"))
        try satchel("review", "save", kit, "--on", "21/11/2025")
        let shown = try shownEveryWay()
        let audit = try satchel("audit", kit, "--on", "21/11/2025", "--json", status: 3).output
        #expect(shown[0] == audit)
        let csv = try satchel("audit", kit, "--on", "21/11/2025", "--csv", status: 3).output
        #expect(shown[1] == csv)

        try satchel("receipt", "add", kit, "CMO-03", "--proof", "filed", "--on", "20/11/2025")
        let open = try #require(
            satchel("relation", "list", "--unconfirmed", "--json").rows.first?["id"] as? Int)
        try satchel("relation", "confirm", "\(open)", "--evidence", "bản gốc")
        #expect(try shownEveryWay() == shown)
        #expect(try satchel("audit", kit, "--on", "21/11/2025", "--csv", status: 3).output != csv)

        try behindACell()
        try compared()
        let list = try satchel("review", "list", "--json").rows
        #expect(list.map { $0["number"] as? Int } == [1, 2])
        #expect(list[0]["title"] as? String == "Trước đợt 4")
        let digest = try #require(list[1]["digest"] as? String)
        #expect(shown[3].contains("Mã kiểm tra \(digest.prefix(12))"))
        #expect(try satchel("review", "show", "2").output.contains("mã kiểm tra \(digest)"))
    }

    /// JSON, CSV and the papers of review 2.
    private func shownEveryWay() throws -> [String] {
        let papers = try ["vi", "en"].map { language in
            let path = "\(folder.path)/bang-\(language).html"
            try satchel("review", "show", "2", "--paper", path, "--lang", language)
            return try String(contentsOfFile: path, encoding: .utf8)
        }
        return [
            try satchel("review", "show", "2", "--json").output,
            try satchel("review", "show", "2", "--csv").output,
            try satchel("review", "show", "2", "--all").output,
        ] + papers
    }

    private func behindACell() throws {
        let rows = try satchel("review", "cell", "2", "cmo-03", "--copy", "paper", "--json").rows
        #expect(rows.map { $0["proof"] as? String } == ["supplied", "handedOver", "filed"])
        #expect(rows.map { $0["edition"] as? Int } == [4, 1, 3])
        #expect(rows[0]["dueOn"] as? String == "2025-11-20")
        let told = try satchel("review", "cell", "2", "CMO-03").output
        #expect(told.contains("cặp giấy: đang giữ đợt 3; đợt cũ; 2 văn bản hết hiệu lực"))
    }

    private func compared() throws {
        let rows = try satchel("review", "compare", "1", "2", "--json").rows
        let told = try satchel("review", "compare", "1", "2").output
        let counts = [("improved", "tốt hơn"), ("fellBehind", "kém hơn"), ("otherContents", "vẫn mức ấy")]
        for (code, word) in counts {
            let count = rows.count { $0["change"] as? String == code }
            #expect(count > 0 && told.contains("\(count) \(word)"))
        }
        #expect(
            try satchel("review", "compare", "1", "2", "--csv").output.split(separator: "\r\n").count == rows
                .count + 1)
    }

    @Test("what cannot be reviewed is told, and an altered review is damaged")
    func refused() throws {
        try satchel("review", "save", kit, "--on", "21/11/2025")
        try satchel("review", "save", "bi-thu-dang-uy-xa", "--on", "21/11/2025")
        for (arguments, status, message) in [
            (["save", kit, "--on", "31/12/2199"], 1, "Chưa thể lập bảng rà soát cho ngày 31/12/2199"),
            (["save", kit, "--known-at", "31/12/2199"], 1, "chưa đến"),
            (["save", kit, "--known-at", "mai"], 1, "không phải là ngày"),
            (["save", kit, "--on", "21/11/2025", "--under", "CMO-3"], 1, "Có phải “CMO-03”"),
            (["save", "bi-thu"], 1, "bi-thu"), (["show", "3"], 1, "đã lập đến số 2"),
            (["show", "một"], 64, "Giá trị 'một'"), (["compare", "1", "1"], 1, "không so với chính nó"),
            (["compare", "1", "2"], 1, "số 2 về “bi-thu-dang-uy-xa”"),
            (["compare", "1", "7"], 1, "Không có bảng rà soát số 7"),
            (["cell", "1", "CMO-3"], 1, "Có phải “CMO-03”"),
        ] as [([String], Int32, String)] {
            let result = try Command.satchel(["review"] + arguments, data: data)
            #expect(result.status == status, "\(arguments)")
            #expect(result.errors.contains(message), "\(arguments): \(result.errors)")
        }
        let alter = "DROP TRIGGER review_stays; UPDATE review SET title = 'khác'"
        #expect(try Command.tool("sqlite3", ["\(data)/register.sqlite", alter]).status == 0)
        let result = try satchel("review", "show", "1", status: 4)
        #expect(result.errors.contains("số 1 không còn giống khi lập"))
    }
}
