import Foundation
import TestSupport
import Testing

/// An urgent removal by the real command, from the first look to the papers.
@Suite struct RemovalJourneyTests {
    private let folder: TemporaryFolder
    private var data: String { "\(folder.path)/demo" }
    private let kit = "bi-thu-chi-bo-thon"
    private let symbol = "42-HD/BTCTW"

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

    private func holds(_ text: String) throws -> Bool {
        try Command.tool("grep", ["-rlF", text, data]).status == 0
    }

    @Test("look first, remove, then lists, papers, archives and refusals")
    func journey() throws {
        let title = try #require(
            try satchel("document", "list", symbol, "--json").rows.first?["title"] as? String)
        #expect(try holds(symbol) && holds(title))
        let old = "\(folder.path)/cu.zip"
        try satchel("edition", "build", kit, "-o", old)
        try look(title)
        let done = try satchel("document", "remove", symbol, "--reason", "đưa vào nhầm", "--yes")
        #expect(done.output.contains("Đã gỡ (lần gỡ số 1)."))
        #expect(try !holds(symbol) && !holds(title))
        try papers(title)
        try archives(old)
        // Asked for again it is unknown, and nothing was left to clear away.
        let again = try satchel("document", "remove", symbol, "--reason", "x", "--yes", status: 1)
        #expect(again.errors.contains("Chưa có “42-HD/BTCTW” trong sổ"))
        #expect(try !satchel("log").output.contains(symbol))
    }

    private func look(_ title: String) throws {
        let before = try Command.tool("sqlite3", ["\(data)/register.sqlite", ".dump"]).output
        let looked = try satchel("document", "remove", symbol, "--reason", "đưa vào nhầm")
        #expect(looked.output.contains("Sẽ gỡ") && looked.output.contains("Chưa có gì thay đổi"))
        #expect(try Command.tool("sqlite3", ["\(data)/register.sqlite", ".dump"]).output == before)
        let told = try satchel("document", "remove", symbol, "--reason", "nhầm \(symbol)", "--yes", status: 1)
        #expect(told.errors.contains("Lý do gỡ không được nêu"))
        try satchel("document", "remove", symbol, "--reason", title, "--yes", status: 1)
    }

    private func papers(_ title: String) throws {
        let list = try satchel("removal", "list", "--json").rows
        #expect(list.count == 1)
        #expect(list.first?["clean"] as? Bool == true)
        let paper = "\(folder.path)/bien-ban.html"
        let recall = "\(folder.path)/thu-hoi.txt"
        let shown = try satchel("removal", "show", "1", "--json").rows
        #expect(!shown.isEmpty && shown.allSatisfy { $0["state"] as? String == "held" })
        try satchel("removal", "show", "1", "--paper", paper, "--recall", recall)
        for path in [paper, recall] {
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(!text.contains(symbol) && !text.contains(title))
            #expect(text.contains("đợt"))
        }
        try satchel("removal", "show", "2", status: 1)
    }

    private func archives(_ old: String) throws {
        for edition in try satchel("edition", "list", "--json").rows {
            let (kit, number) = (edition["kit"] as? String ?? "", edition["edition"] as? Int ?? 0)
            try satchel("edition", "build", kit, "\(number)", "-o", "\(folder.path)/\(kit)-\(number).zip")
        }
        let new = "\(folder.path)/moi.zip"
        try satchel("edition", "build", kit, "-o", new)
        #expect(try Command.tool("unzip", ["-tqq", new]).status == 0)
        let verified = try Command.satchel(["verify", new], data: data)
        #expect(verified.output.contains("Nguyên vẹn") && verified.output.contains("đã được gỡ ngày"))
        #expect(!verified.output.contains("khẩn cấp"))
        let stale = try satchel("verify", old, status: 3)
        #expect(stale.output.contains("Cặp này còn 1 tài liệu đã được gỡ khẩn cấp"))
    }
}
