import SatchelCore

/// Reading everything again, and bringing back what is missing.
enum CheckPages {
    static let routes: [Route] = [
        .get("/settings/check", .account, show),
        .post("/settings/check", shownAgain: show, check),
        .post("/settings/repair", limit: Route.uploadLimit, shownAgain: show, repair),
    ]

    @Sendable private static func show(_ visit: Visit) throws -> Answer {
        try visit.requires("store.repair")
        return visit.page(
            visit.say("Kiểm tra, sửa kho", "Check and repair"), at: .settings, isNarrow: true,
            """
            \(visit.trail([("/settings", visit.say("Thiết lập", "Settings"))]))
            <h1>\(visit.say("Kiểm tra, sửa kho tài liệu", "Check and repair"))</h1>
            \(WorkCard(kinds: [.check, .repair], visit: visit).html)
            \(visit.card(
                visit.say("Kiểm tra", "Check"),
                """
                <p>\(visit.say("Đọc lại sổ, từng tệp trong kho và từng đợt đã cấp phát, so với lúc ghi. Không thay đổi gì.", "Reads the register, every stored file and every issued edition again and compares them. Nothing is changed."))</p>
                \(visit.form(to: "/settings/check", visit.say("Kiểm tra ngay", "Check now"), .empty))
                """))
            \(visit.card(
                visit.say("Sửa", "Repair"),
                visit.form(
                    to: "/settings/repair", visit.say("Sửa kho", "Repair"), takesFiles: true,
                    """
                    <p>\(visit.say("Đưa lại tệp thiếu, tệp bị thay đổi từ tệp gốc, tệp zip của cặp hoặc bản sao lưu; dọn bản nháp bỏ dở quá một ngày. Tệp lớn hơn 300 MB: satchel store repair trên máy chủ.", "Brings missing and altered files back from an original, a kit's zip or a backup; clears away drafts older than a day. Above 300 MB: satchel store repair on the server."))</p>
                    \(Field.file("file", visit.say("Tệp để lấy lại (không bắt buộc)", "The file to take from (may be left out)"), accept: ".zip,.pdf,.docx,.doc,.xlsx,.odt,.txt"))
                    """)))
            """)
    }

    @Sendable private static func check(_ visit: Visit) throws -> Answer {
        try begin(in: visit, by: try visit.actor())
        return .seeOther("/settings/check")
    }

    /// Begins a check beside the requests. - Throws: as `Register.permit`, `workGoesOn`.
    @discardableResult
    static func begin(in visit: Visit, by actor: Actor) throws -> LongWork.State {
        try visit.register.permit("store.repair", to: actor)
        let office = visit.office
        return try visit.site.work.begin(.check, by: actor.user, at: office.clock.now, visit.language) {
            progress in .checked(try office.check { progress($0, $1) })
        }
    }

    /// Within the request: the file that came with it is gone afterwards.
    @Sendable private static func repair(_ visit: Visit) throws -> Answer {
        let paths = visit.upload("file").map { $0.size > 0 ? [$0.path] : [] } ?? []
        let report = try visit.office.repair(from: paths, by: try visit.actor())
        return visit.page(
            visit.say("Sửa kho", "Repair"), at: .settings, isNarrow: true,
            """
            \(visit.trail([("/settings", visit.say("Thiết lập", "Settings")), ("/settings/check", visit.say("Kiểm tra, sửa kho", "Check and repair"))]))
            <h1>\(visit.say("Sửa kho tài liệu", "Repair"))</h1>
            \(visit.card(nil, RepairSummary(report: report, visit: visit).html))
            """)
    }
}

/// What a check found, worst first.
struct CheckSummary {
    let report: CheckReport
    let visit: Visit

    var html: HTML {
        let verdict =
            report.isDamaged
            ? Mark.bad(visit.say("Có hư hỏng", "Damaged")) : Mark.ok(visit.say("Nguyên vẹn", "Whole"))
        let read = visit.say(
            Text(
                "Đã đọc lại {blobs} tệp trong kho ({size}), {editions} đợt.",
                "Read {blobs} stored files ({size}) and {editions} editions again."),
            [
                "blobs": "\(report.blobs)", "size": visit.size(report.bytes),
                "editions": "\(report.editions)",
            ])
        return "<p>\(verdict) \(read)</p>\(FindingList(findings: report.findings, visit: visit).html)"
    }
}

/// What a repair did, and what is left.
struct RepairSummary {
    let report: RepairReport
    let visit: Visit

    var html: HTML {
        let done = visit.say(
            Text(
                "Đã đưa lại {n} tệp, dọn {drafts} bản nháp.",
                "Brought back {n} files, cleared away {drafts} drafts."),
            ["n": "\(report.mended.count)", "drafts": "\(report.drafts.count)"])
        let left: HTML =
            report.left.isEmpty
            ? Mark.ok(visit.say("Kho nguyên vẹn", "The store is whole"))
            : Mark.bad(visit.say("Còn \(report.left.count) chỗ hỏng", "\(report.left.count) still damaged"))
        let removed = report.removed.map { _ in
            visit.say(
                "Tệp là byte của tài liệu đã gỡ khẩn cấp, không nhận lại. Hủy tệp này.",
                "These are bytes of an urgent removal, not taken back. Destroy the file.")
        }
        let inexact = report.inexact.map { _ in
            visit.say(
                "Tệp đúng nội dung, nhưng nén lại không ra đúng số byte cũ; cần bản sao lưu hoặc zip của cặp.",
                "The right contents, but compressed again not as many bytes; a backup or a kit's zip is needed."
            )
        }
        let refused = report.refused.map { $0.error.message(in: visit.language) }
        return """
            <p>\(left) \(done)</p>
            \((removed + inexact + refused).map { "<p>\(Mark.late(visit.say("chú ý", "note"))) \($0)</p>" as HTML })
            \(FindingList(findings: report.left, visit: visit).html)
            """
    }
}

/// Findings with where they matter and what to do.
private struct FindingList {
    let findings: [CheckFinding]
    let visit: Visit

    var html: HTML? {
        if findings.isEmpty { return nil }
        let items = findings.sorted { !$0.kind.isHarmless && $1.kind.isHarmless }.prefix(100).map {
            finding -> HTML in
            let mark: Mark = finding.kind.isHarmless ? .none : .bad
            let places = finding.places.prefix(5).map { visit.say($0) }.joined(separator: "; ")
            return """
                <li><span>\(mark(visit.say(finding.kind.text))) \(finding.subject)</span>\
                <span class="soft small">\(places)</span><span class="small">\(visit.say(finding.kind.advice))</span></li>
                """
        }
        return "<ul class=\"plain\">\(items)</ul>"
    }
}
