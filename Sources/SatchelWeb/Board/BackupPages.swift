import Foundation
import SatchelCore

/// Backups: the ones made, and one more to take away.
enum BackupPages {
    static let routes: [Route] = [
        .get("/settings/backups", .account, show),
        .post("/settings/backups", shownAgain: show, make),
        .get("/settings/backups/{id}/archive", .account, archive),
    ]

    @Sendable private static func show(_ visit: Visit) throws -> Answer {
        try visit.requires("backup.make")
        let backups = Array(try visit.register.backups().reversed())
        let columns = [
            Table.Column(visit.say("Lúc", "When")), .init(visit.say("Ai", "Who")),
            .init(visit.say("Tệp trên máy chủ", "File on the server")), .init(visit.say("Loại", "Kind")),
        ]
        let rows = visit.paged(backups).map { backup -> [HTML] in
            let link = visit.whole(
                """
                <a href="/settings/backups/\("\(backup.event)")/archive">\(visit.say("Tải về", "Download"))<span class="hide">: \(backup.fileName)</span></a>
                """)
            let there: HTML = "\(Mark.ok(visit.say("còn tại chỗ", "there"))) \(link)"
            let place: HTML = """
                \(backup.path) \(backup.isThere ? there : Mark.none(visit.say("đã chuyển đi", "moved away")))
                """
            let kind =
                backup.base == nil ? visit.say("đầy đủ", "full") : visit.say("nối tiếp", "incremental")
            return [
                .text(visit.register.clock.stamp(backup.madeAt)), .text(backup.madeBy), place, .text(kind),
            ]
        }
        let none: HTML =
            "<p>\(Mark.bad(visit.say("Chưa có bản sao lưu nào.", "There is no backup yet.")))</p>"
        let table: HTML = "\(Table(columns, rows: Array(rows)).html)\(visit.pager(backups.count))"
        return visit.page(
            visit.say("Sao lưu", "Backups"), at: .settings,
            """
            \(visit.trail([("/settings", visit.say("Thiết lập", "Settings"))]))
            <h1>\(visit.say("Sao lưu", "Backups"))</h1>
            \(WorkCard(kinds: [.backup], visit: visit).html)
            \(visit.card(visit.say("Sao lưu ngay", "Back up now"), form(visit)))
            \(visit.card(visit.say("Các bản đã làm", "Backups made"), backups.isEmpty ? none : table))
            """)
    }

    private static func form(_ visit: Visit) -> HTML {
        let hint = visit.say(
            "Một thư mục trên máy chủ, ngoài thư mục dữ liệu: tốt nhất là ổ đĩa khác. Xong thì tải về được ở danh sách dưới đây.",
            "A folder on the server, outside the data folder: best on another disk. Once made it can be downloaded from the list below."
        )
        return visit.form(
            to: "/settings/backups", visit.say("Sao lưu", "Back up"),
            """
            <p>\(visit.say("Gồm sổ, kho tài liệu, thiết lập và cả khóa bí mật của đường dẫn: cất giữ như thư mục dữ liệu. Trong lúc sao lưu mọi người vẫn làm việc được.", "Register, store, settings and the secret key of the links too: keep it as safe as the data folder. Everybody can go on working meanwhile."))</p>
            \(Field.text("folder", visit.say("Ghi vào thư mục", "Into the folder"), visit.value("folder", visit.office.backupFolder), hint: hint, isRequired: true))
            \(Field.text("since", visit.say("Nối tiếp bản sao lưu (đường dẫn trên máy chủ)", "On top of the backup (its path on the server)"), visit.value("since"), hint: visit.say("Để trống: bản đầy đủ. Ghi thì chỉ gồm tài liệu mà bản ấy chưa có; giữ cả hai.", "Blank: a full one. Else only documents that one does not have; keep both.")))
            \(Field.tick("verify", visit.say("Đọc lại từng tệp để chắc chắn (lâu hơn)", "Read every file back to be sure (takes longer)"), isTicked: visit.form.isTicked("verify")))
            """)
    }

    @Sendable private static func make(_ visit: Visit) throws -> Answer {
        let folder = try visit.required("folder", visit.say("Thư mục", "Folder"))
        try BackupWork(into: folder, since: visit.form["since"], isVerified: visit.form.isTicked("verify"))
            .begin(in: visit, by: try visit.actor())
        return .seeOther("/settings/backups")
    }

    /// A backup to take away: it goes on where a download was cut.
    @Sendable private static func archive(_ visit: Visit) throws -> Answer {
        try visit.requires("backup.make")
        return .download(try Download(backup: try visit.register.backup(event: try visit.id("id"))))
    }
}

/// A backup to be made beside the requests.
struct BackupWork {
    /// Nil for the usual folder.
    private let folder: String?
    private let base: String?
    private let isVerified: Bool

    /// - Parameter base: the path of the backup it goes on top of.
    init(into folder: String?, since base: String?, isVerified: Bool) {
        self.folder = folder
        self.base = base
        self.isVerified = isVerified
    }

    /// Begins it. - Throws: as `Register.permit`, `backupExists`, `notPermitted`, `workGoesOn`.
    @discardableResult
    func begin(in visit: Visit, by actor: Actor) throws -> LongWork.State {
        try visit.register.permit("backup.make", to: actor)
        let (office, base, isVerified) = (visit.office, base, isVerified)
        let path = try office.newBackupPath(in: folder)
        return try visit.site.work.begin(.backup, by: actor.user, at: office.clock.now, visit.language) {
            try office.backUp(to: path, since: base, verifying: isVerified, by: actor, progress: $0)
            let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? UInt64
            return .backup(path: path, size: size ?? 0)
        }
    }
}

/// How far long work is, or what came of it.
struct WorkCard {
    let kinds: Set<LongWork.Kind>
    let visit: Visit

    var html: HTML? {
        guard let state = visit.site.work.current else { return nil }
        let since = visit.say(
            Text("{work}, từ {at}, do {who}", "{work}, since {at}, by {who}"),
            [
                "work": PageWords.capital(state.kind.text(visit.language)),
                "at": visit.register.clock.stamp(state.begunAt), "who": state.begunBy,
            ])
        guard let outcome = state.outcome else {
            return visit.card(
                visit.say("Đang làm", "Going on"),
                """
                <p>\(since): \(state.share)%</p>
                \(Bar.html([(colour: "ok", count: state.share), (colour: "none-tint", count: 100 - state.share)], label: "\(state.share)%"))
                <p><a href="\(visit.path)">\(visit.say("Xem lại tiến độ", "Look again"))</a> <span class="soft">\(visit.say("Có thể rời trang này; việc vẫn tiếp tục.", "You may leave this page; the work goes on."))</span></p>
                """)
        }
        return kinds.contains(state.kind)
            ? visit.card(
                visit.say("Lần vừa rồi", "The last time"), "<p class=\"soft\">\(since)</p>\(told(outcome))")
            : nil
    }

    private func told(_ outcome: LongWork.Outcome) -> HTML {
        switch outcome {
        case .backup(let path, let size):
            let text = visit.say(
                Text("Xong: {path}, {size}.", "Done: {path}, {size}."),
                ["path": path, "size": visit.size(size)])
            return "<div class=\"note ok\" role=\"status\"><p>\(text)</p></div>"
        case .checked(let report): return CheckSummary(report: report, visit: visit).html
        case .repaired(let report): return RepairSummary(report: report, visit: visit).html
        case .failed(let error):
            let lines = error.message(in: visit.language).split(separator: "\n").map(String.init)
            return """
                <div class="note bad" role="alert">\(lines.map { "<p>\($0)</p>" as HTML })</div>
                """
        }
    }
}
