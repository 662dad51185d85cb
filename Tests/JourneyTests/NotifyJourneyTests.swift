import Foundation
import SatchelCore
import TestSupport
import Testing

/// What a clerk does with the outbox by the real command.
@Suite struct NotifyJourneyTests {
    private let folder: DemoFolder
    private let kit = "bi-thu-chi-bo-thon"

    init() throws { folder = try DemoFolder() }

    @discardableResult
    private func satchel(_ arguments: String..., status: Int32 = 0) throws -> CommandResult {
        try folder.satchel(arguments, status: status)
    }

    private func ids(_ state: String) throws -> [Int] {
        try satchel("notify", "list", kit, "--state", state, "--json").rows.compactMap { $0["id"] as? Int }
    }

    @Test(
        "letters and mails are private files about what waits alone; what was passed on comes when asked for")
    func handedOn() throws {
        try satchel("notify", "remind", kit)
        try satchel("notify", "letters", "-o", "thu.html")
        let path = "\(folder.path)/thu.html"
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let letters = try String(contentsOfFile: path, encoding: .utf8)
        #expect(letters.contains("Thư nhắc cập nhật cặp tài liệu"))
        #expect(!letters.contains("Thư báo cấp phát cặp tài liệu"))
        try satchel("notify", "letters", kit, "--all", "--kind", "newEdition", "-o", "ca.html")
        #expect(
            try String(contentsOfFile: "\(folder.path)/ca.html", encoding: .utf8)
                .contains("Thư báo cấp phát cặp tài liệu"))
        let english = try Command.satchel(
            ["notify", "letters", kit, "-o", "vi.html"], data: "\(folder.path)/demo",
            environment: ["LANG": "en_US.UTF-8"], in: folder.path)
        #expect(english.status == 0, "\(english.errors)")
        #expect(try String(contentsOfFile: "\(folder.path)/vi.html", encoding: .utf8).contains("Kính gửi"))
        try satchel("notify", "letters", kit, "--lang", "en", "-o", "en.html")
        #expect(try String(contentsOfFile: "\(folder.path)/en.html", encoding: .utf8).contains("To "))
        try satchel("notify", "mails", "--into", "mails")
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/mails")
        #expect(!names.isEmpty && names.allSatisfy { $0.hasSuffix(".eml") })
        let mail = try String(contentsOfFile: "\(folder.path)/mails/\(names[0])", encoding: .utf8)
        #expect(mail.contains("X-Unsent: 1\r\n"))
        try satchel("notify", "letters", "KHONG-CO", "-o", "x.html", status: 1)
    }

    @Test("numbers that are unknown or passed on already are named, and a command that did nothing says so")
    func numbers() throws {
        try satchel("notify", "remind", kit)
        let waiting = try ids("waiting")
        let (first, second) = (try #require(waiting.first), try #require(waiting.dropFirst().first))
        let unknown = try satchel("notify", "done", "999999", status: 1).output
        #expect(unknown.contains("999999: không có thư số này"))
        #expect(try satchel("notify", "done", "\(first)").output == "Đã ghi 1 thư đã chuyển.\n")
        let again = try satchel("notify", "done", "\(first)", "\(second)").output
        #expect(again.contains("Đã ghi 1 thư") && again.contains("! \(first): đã "))
        let retried = try satchel("notify", "retry", "\(first)", status: 1).output
        #expect(retried.contains("\(first): đã "))
        try satchel("notify", "retry")
    }

    @Test("the list is of a kit, a branch or a state that there is")
    func list() throws {
        try satchel("notify", "remind", kit)
        #expect(try satchel("notify", "list", "KHONG-CO", status: 1).errors.contains("KHONG-CO"))
        try satchel("notify", "list", "--node", "KHONG-CO", status: 1)
        let history = try satchel("notify", "list", "--node", "CMO-02", "--json").rows
        #expect(history.count > 1 && history.allSatisfy { $0["code"] as? String == "CMO-02" })
        let called = try satchel("notify", "list", "--telephone", "--state", "done", "--json").rows
        #expect(!called.isEmpty)
        #expect(
            called.allSatisfy {
                $0["channel"] as? String == "telephone" && $0["state"] as? String == "done"
            })
        let help = try satchel("help", "notify", "list").output.split(separator: /\s+/).joined(separator: " ")
        #expect(help.contains("notNeeded (không còn cần)") && help.contains("<cặp>"))
    }

    @Test("a group is reminded by its own text, and an escalation is refused")
    func group() throws {
        try satchel("notify", "remind", kit)
        #expect(try satchel("notify", "group", kit, "--kind", "reminder").output.contains("Nhắc việc"))
        let refused = try satchel("notify", "group", kit, "--kind", "escalation", status: 1)
        #expect(refused.errors.contains("chỉ gửi riêng bí thư cấp trên"))
    }
}
