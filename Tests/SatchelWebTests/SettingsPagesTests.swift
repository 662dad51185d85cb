import Foundation
import SatchelCore
import TestSupport
import Testing

@testable import SatchelWeb

/// The office's settings, its backups and checks.
@Suite struct SettingsPagesTests {
    private let desk: WebDesk

    init() throws { desk = try WebDesk() }

    private var fields: [(String, String)] {
        [
            ("office", "Ban Xây dựng Đảng xã Mới"), ("officer", "Siu Hương"), ("phone", "0269 111 222"),
            ("baseAddress", "https://cap.xa-moi.example/"), ("mailFrom", "cap@xa-moi.example"),
            ("timeZone", "Asia/Ho_Chi_Minh"), ("onePerson", "1"),
        ]
    }

    /// The page once long work is finished.
    private func settled(_ path: String) async throws -> WebDesk.Page {
        for _ in 0..<600 {
            if desk.server.site.work.current?.outcome != nil { break }
            try await Task.sleep(for: .milliseconds(50))
        }
        return try await desk.get(path)
    }

    @Test("an administrator changes the settings: they hold at once, stand in the file and in the log")
    func change() async throws {
        let sent = try await desk.post("/settings", as: .administrator, fields)
        #expect(sent.location == "/settings?done=changed")
        #expect(desk.office.settings.office == "Ban Xây dựng Đảng xã Mới")
        #expect(desk.office.settings.mayOnePersonIssue)
        let file = try Settings.read(from: "\(desk.office.folder)/settings.yaml")
        #expect(file.baseAddress == "https://cap.xa-moi.example")
        #expect(file.mail == Settings.Mail(from: "cap@xa-moi.example"))
        let event = try #require(
            desk.office.register.events(EventSearch(verb: "settings.change")).events.first)
        #expect(event.user == "quan-tri")
        #expect(event.detail?.contains("0269 111 222") == true)
        #expect(try await desk.get("/log?verb=settings.change").words.contains("đổi thiết lập"))
    }

    @Test("others see the settings and change nothing; what is wrong is refused with what was written")
    func refused() async throws {
        let before = desk.office.settings
        let viewer = try await desk.get("/settings", as: .viewer)
        #expect(viewer.words.contains(before.office))
        #expect(!viewer.words.contains("Lưu thiết lập"))
        #expect(try await desk.post("/settings", as: .issuer, fields).status == 403)
        for (name, value) in [
            ("timeZone", "Asia/Khong_Co"), ("baseAddress", "cap.xa.example"), ("mailFrom", "không phải"),
            ("office", " "),
        ] {
            let wrong = fields.map { $0.0 == name ? (name, value) : $0 }
            let page = try await desk.post("/settings", wrong)
            #expect(page.status == 422, "\(name)")
            #expect(page.text.contains("value=\"0269 111 222\""), "\(name)")
        }
        #expect(desk.office.settings == before)
        #expect(try desk.office.register.events(EventSearch(verb: "settings.change")).total == 0)
    }

    @Test(
        "the mail server's password and the gateway's secret are taken, kept when left empty, and never shown"
    )
    func secrets() async throws {
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
        let server = [("mailServer", "mail.example:587"), ("mailUser", "bxdd"), ("mailPerMinute", "60")]
        let secrets = [
            ("mailPassword", "mật-khẩu-thư"), ("webhookURL", "https://cong.example/khoa-9"),
            ("webhookSecret", secret),
        ]
        #expect(try await desk.post("/settings", fields + server + secrets).status == 303)
        #expect(desk.office.settings.mail?.password == "mật-khẩu-thư")
        #expect(desk.office.settings.webhook?.url == "https://cong.example/khoa-9")
        let page = try await desk.get("/settings")
        #expect(page.text.contains("value=\"mail.example:587\"") && page.words.contains("Đã đặt"))
        let log = try await desk.get("/log?verb=settings.change")
        let nameless = fields.map { $0.0 == "office" ? ("office", " ") : $0 }
        let refused = try await desk.post("/settings", nameless + server + secrets)
        #expect(refused.status == 422)
        let viewer = try await desk.get("/settings", as: .viewer)
        for shown in [page, log, refused, viewer] {
            for hidden in ["mật-khẩu-thư", "khoa-9", secret] { #expect(!shown.text.contains(hidden)) }
        }
        #expect(try await desk.post("/settings", fields + server).status == 303)
        #expect(desk.office.settings.mail?.password == "mật-khẩu-thư")
        #expect(desk.office.settings.webhook?.secret == secret)
        #expect(try await desk.post("/settings", fields + server + [("webhookNone", "1")]).status == 303)
        #expect(desk.office.settings.webhook == nil)
        let open = fields + [("mailServer", "mail.example"), ("mailSecurity", "none")]
        let wrong = try await desk.post("/settings", open)
        #expect(wrong.status == 422 && wrong.words.contains("chỉ gửi được qua máy chủ thư trong máy này"))
    }

    @Test(
        "the days and hours of sending and the holidays are entered; what is wrong is told by the field's label"
    )
    func sending() async throws {
        let days = ["mon", "tue", "wed", "thu", "fri", "sat"].map { ("sendingDay", $0) }
        let hours = [
            ("sendingFrom", "8:00"), ("sendingTo", "16:30"),
            ("sendingHolidays", "16/02/2026-20/02/2026\r\n01/01\r\n"),
        ]
        #expect(try await desk.post("/settings", fields + days + hours).status == 303)
        let file = try Settings.read(from: "\(desk.office.folder)/settings.yaml")
        #expect(
            file.sending
                == Settings.Sending(
                    days: days.map(\.1), from: "8:00", to: "16:30",
                    holidays: ["16/02/2026 – 20/02/2026", "01/01"]))
        let calendar = try desk.office.settings.calendar()
        #expect(!calendar.isWorking(try #require(Day("17/02/2026"))))
        let page = try await desk.get("/settings")
        #expect(page.text.contains("16/02/2026 – 20/02/2026\n01/01"))
        for (label, wrong) in [
            ("Ngày gửi thư", hours), ("Gửi từ mấy giờ", [("sendingFrom", "sáng")] + hours),
            ("Ngày nghỉ lễ, Tết", [("sendingHolidays", "Tết")] + hours),
        ] {
            let chosen = label == "Ngày gửi thư" ? [] : days
            let refused = try await desk.post("/settings", fields + chosen + wrong)
            #expect(refused.status == 422 && refused.words.contains("\(label)"), "\(label)")
            #expect(!refused.words.contains("sending."), "\(label)")
        }
        #expect(try await desk.post("/settings", fields).status == 303)
        #expect(desk.office.settings.sending == file.sending)
        let usual = ["mon", "tue", "wed", "thu", "fri"].map { ("sendingDay", $0) }
        #expect(
            try await desk.post(
                "/settings", fields + usual + [("sendingFrom", "7:30"), ("sendingTo", "17:00")]
            ).status == 303)
        #expect(desk.office.settings.sending == nil)
        let letters = fields.map { $0.0 == "phone" ? ("phone", "gọi Hương") : $0 }
        #expect(try await desk.post("/settings", letters).words.contains("có ít nhất 6 chữ số"))
    }

    @Test("a kept password goes to no other server, and nothing set is dropped because a field is empty")
    func halves() async throws {
        let server = [("mailServer", "mail.example:587"), ("mailUser", "bxdd")]
        let set = fields + server + [("mailPassword", "mật-khẩu-thư")]
        #expect(try await desk.post("/settings", set).status == 303)
        for (name, value) in [
            ("mailServer", "mail.khac.example:587"), ("mailUser", "nguoi-khac"), ("mailSecurity", "tls"),
        ] {
            let others = server.filter { $0.0 != name }
            let page = try await desk.post("/settings", fields + others + [(name, value)])
            #expect(page.status == 422 && page.words.contains("Nhập lại mật khẩu"), "\(name)")
        }
        let nameless = fields.filter { $0.0 != "mailFrom" } + server
        let refused = try await desk.post("/settings", nameless)
        #expect(refused.status == 422 && refused.words.contains("phải có địa chỉ gửi"))
        let lone = [("webhookSecret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
        let half = try await desk.post("/settings", fields + server + lone)
        #expect(half.status == 422 && half.words.contains("chưa có địa chỉ cổng"))
        #expect(desk.office.settings.mail?.server == "mail.example:587")
        #expect(desk.office.settings.mail?.password == "mật-khẩu-thư")
        let anew = [("mailServer", "mail.khac.example"), ("mailUser", "bxdd"), ("mailPassword", "khác")]
        #expect(try await desk.post("/settings", fields + anew).status == 303)
        #expect(desk.office.settings.mail?.password == "khác")
    }

    @Test("settings changed by hand are read again; while the file is broken, the last ones hold")
    func byHand() throws {
        let path = "\(desk.office.folder)/settings.yaml"
        var settings = desk.office.settings
        settings.officer = "Người mới"
        try settings.write(to: path)
        #expect(desk.office.settings.officer == "Người mới")
        try PrivateFile.write(Array("office: [".utf8), to: path)
        #expect(desk.office.settings.officer == "Người mới")
    }

    @Test("a backup is made beside the requests, is whole, and is listed")
    func backup() async throws {
        #expect(try await desk.get("/settings/backups", as: .issuer).status == 403)
        let inside = try await desk.post("/settings/backups", [("folder", desk.office.folder)])
        #expect(inside.status == 303)
        #expect(try await settled("/settings/backups").words.contains("ngoài thư mục dữ liệu"))
        let sent = try await desk.post("/settings/backups", [("folder", desk.folder.path)])
        #expect(sent.location == "/settings/backups")
        let page = try await settled("/settings/backups")
        let made = try #require(desk.office.register.backups().last)
        #expect(page.words.contains(made.path))
        #expect(page.words.contains("còn tại chỗ"))
        #expect(FileManager.default.fileExists(atPath: made.path))
    }

    @Test(
        "the folder that is offered is one that the printed unit may write, and is made when it is not there")
    func usualFolder() async throws {
        let page = try await desk.get("/settings/backups")
        let offered = try #require(page.text.firstMatch(of: /name="folder" type="text" value="([^"]*)"/))
            .output.1
        let unit = try Command.satchel(["serve", "--print-unit"], data: desk.office.folder)
        let writable = try #require(unit.output.firstMatch(of: /ReadWritePaths=(.*)/)).output.1
        #expect(writable.split(separator: " ").map(String.init) == [desk.office.folder, String(offered)])
        #expect(unit.output.contains("ExecStartPre=+/usr/bin/install -d -o satchel -m 0700 \(offered)\n"))
        _ = try await desk.post("/settings/backups", [("folder", String(offered))])
        let done = try await settled("/settings/backups")
        let made = try #require(try desk.office.register.backups().last, "\(done.words)")
        #expect(made.path.hasPrefix("\(offered)/"))
        let mode = try FileManager.default.attributesOfItem(atPath: String(offered))[.posixPermissions]
        #expect(mode as? Int == 0o700)
    }

    @Test("a backup is taken away by administrators; one moved away or replaced is not offered as itself")
    func takenAway() async throws {
        _ = try await desk.post("/settings/backups", [("folder", desk.folder.path)])
        let page = try await settled("/settings/backups")
        let address = String(
            try #require(page.text.firstMatch(of: /"(\/settings\/backups\/\d+\/archive)"/)).output.1)
        let made = try #require(try desk.office.register.backups().last)
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: made.path)))
        let whole = try await desk.get(address)
        #expect(whole.bytes == bytes)
        #expect(whole.headers[.contentDisposition]?.contains(made.fileName) == true)
        let part = try await desk.get(
            address, as: .administrator,
            [.range: "bytes=100-199", .ifRange: try #require(whole.headers[.eTag])])
        #expect(part.status == 206 && part.bytes == Array(bytes[100..<200]))
        #expect(try await desk.get(address, as: .issuer).status == 403)
        try FileManager.default.removeItem(atPath: made.path)
        #expect(try await desk.get(address).words.contains("không còn ở"))
        #expect(try await desk.get("/settings/backups").words.contains("đã chuyển đi"))
    }

    @Test("a check tells that everything is whole, and after a file is gone that it is damaged")
    func check() async throws {
        _ = try await desk.post("/settings/check")
        #expect(try await settled("/settings/check").words.contains("Nguyên vẹn"))
        let store = "\(desk.office.folder)/store"
        let file = try #require(
            FileManager.default.enumerator(atPath: store)?.compactMap { $0 as? String }.first {
                $0.count > 60
            })
        try FileManager.default.removeItem(atPath: "\(store)/\(file)")
        _ = try await desk.post("/settings/check")
        let page = try await settled("/settings/check")
        #expect(page.words.contains("Có hư hỏng"))
        #expect(page.words.contains("thiếu"))
        let repaired = try await desk.post("/settings/repair")
        #expect(repaired.words.contains("Còn 1 chỗ hỏng"))
        #expect(try await desk.post("/settings/check", as: .viewer).status == 403)
    }
}
