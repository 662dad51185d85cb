import SatchelCore

/// What issuing the next edition would do, for whoever submits or approves it.
struct NextEdition {
    let desk: KitDesk
    let preview: KitPreview
    private var visit: Visit { desk.visit }

    init(_ desk: KitDesk, _ preview: KitPreview) {
        self.desk = desk
        self.preview = preview
    }

    var facts: HTML {
        let day = preview.plan.day
        let paperOnly = preview.plan.items.count { $0.item.path == nil }
        let other = visit.search(
            to: "\(desk.path)/next", visit.say("Xem theo ngày này", "Preview this day"),
            """
            <div class="field"><label for="f-preview-on">\(visit.say("Ngày cấp phát khác", "Another day of issue"))</label>\
            <input id="f-preview-on" name="on" value="\(day.office)" inputmode="numeric" size="11"></div>
            """)
        let packed = visit.size(preview.packedSize)
        return visit.card(
            visit.say("Nếu cấp phát", "If issued"),
            """
            \(visit.facts([
                (visit.say("Ngày", "Day"), .text(day.office)),
                (visit.say("Đợt trước", "Edition before"), previous),
                (visit.say("Thay đổi", "Changes"), preview.previous == nil ? nil : .text("\(preview.changes.lines.count)")),
                (visit.say("Tài liệu", "Papers"), .text(visit.say("\(preview.plan.items.count), trong đó \(paperOnly) chỉ có bản giấy", "\(preview.plan.items.count), \(paperOnly) of them on paper only"))),
                (visit.say("Dung lượng", "Size"), .text(visit.say("\(visit.size(preview.size)), tệp nén khoảng \(packed)", "\(visit.size(preview.size)), archive about \(packed)"))),
                (visit.say("Nơi nhận", "Recipients"), .text("\(preview.recipients.count)")),
            ]))\(other)
            """)
    }

    private var previous: HTML {
        guard let previous = preview.previous else { return .text(visit.say("chưa có", "none")) }
        return
            "<a href=\"\(desk.path(edition: previous.number))\">\(PageWords.capital(visit.say(previous.name)))</a>"
    }

    /// The change list, each line with why.
    var changes: HTML {
        let title = visit.say("Thay đổi và căn cứ", "What changes, and why")
        guard preview.previous != nil else {
            return visit.card(
                title,
                "<p>\(visit.say("Đợt đầu: mọi tài liệu đều mới.", "The first edition: all is new."))</p>")
        }
        let manifest = KitManifest(
            preview.plan, changes: preview.changes, from: preview.previous?.number,
            settings: visit.office.settings)
        let reasons = preview.changes.lines.map { line in
            SlipReason(line, preview.plan).text.map { visit.say($0) }
        }
        return visit.card(title, ChangeView.table(manifest.changes, reasons: reasons, visit))
    }

    /// What somebody should look at before it is approved.
    var warnings: HTML {
        let groups = SlipWarnings(preview.plan).groups
        let title = visit.say("Điều cần xem trước khi duyệt", "To look at before approving")
        if groups.isEmpty { return visit.card(title, "<p>\(visit.say("Không có.", "Nothing."))</p>") }
        let parts = groups.map { group -> HTML in
            let isOpen: HTML? = group.lines.count <= 5 ? " open" : nil
            return """
                <details\(isOpen)><summary>\(visit.say(group.title)) (\(group.lines.count))</summary>
                <ul>\(group.lines.map { "<li>\(visit.say($0))</li>" as HTML })</ul></details>

                """
        }
        return visit.card(title, "\(parts)")
    }

    var recipients: HTML {
        let kinds = NodeKind.allCases.compactMap { kind -> HTML? in
            let count = preview.recipients.count { $0.kind == kind }
            return count == 0 ? nil : "<li>\(count) \(visit.say(kind.text))</li>"
        }
        let all: HTML =
            "<a href=\"\(desk.path)/recipients\">\(visit.say("Xem, sửa danh sách nhận", "See and change the list"))</a>"
        let nobody: HTML = "<p>\(visit.say("Chưa có nơi nhận nào.", "Nobody is on the list."))</p>"
        return visit.card(
            visit.say("Nơi nhận", "Recipients") + " (\(preview.recipients.count))", end: all,
            kinds.isEmpty ? nobody : "<ul>\(kinds)</ul>")
    }

    var contents: HTML { KitContents(desk, preview).html }
}
