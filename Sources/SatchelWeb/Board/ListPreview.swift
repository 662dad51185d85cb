import SatchelCore

/// What taking a previewed table in would come to, and the button that does it.
struct ListPreview {
    let visit: Visit
    let list: ImportList
    let id: String
    let table: PreviewedTables.Table

    /// Nil when the page is about no preview.
    /// - Throws: `previewForgotten` for one that is not kept any more.
    init?(_ visit: Visit, _ list: ImportList) throws {
        guard let id = visit.form["preview"] ?? visit.query["preview"] else { return nil }
        guard
            let table = visit.site.previews.table(
                id, of: list, by: try visit.account().name, now: visit.office.clock.now)
        else {
            if visit.refusal != nil { return nil }
            throw SatchelError(.previewForgotten)
        }
        if table.isTaken { return nil }
        self.visit = visit
        self.list = list
        self.id = id
        self.table = table
    }

    var html: HTML {
        let outlook = table.outlook
        let sum = visit.say(
            Text(
                "{file}: {rows} dòng; thêm {added}, thay đổi {changed}, giữ nguyên {unchanged}. Chưa ghi gì.",
                "{file}: {rows} rows; {added} added, {changed} changed, {unchanged} left as they are. Nothing is written yet."
            ),
            [
                "file": table.file, "rows": "\(outlook.rows)", "added": "\(outlook.added)",
                "changed": "\(outlook.changed)", "unchanged": "\(outlook.unchanged)",
            ])
        let take: HTML? =
            outlook.rows == 0
            ? nil
            : visit.form(
                to: "\(list.address)/take", visit.say("Nhập", "Take it in"), Field.hidden("preview", id))
        return visit.card(
            visit.say("Xem trước: không có lỗi", "Preview: no mistakes"),
            "<p role=\"status\">\(sum)</p>\(samples)\(take)")
    }

    private var samples: HTML? {
        let outlook = table.outlook
        if outlook.samples.isEmpty { return nil }
        let rest = outlook.rows - outlook.samples.count
        let more: HTML? =
            rest > 0
            ? "<p class=\"soft\">\(visit.say("và \(rest) dòng nữa", "and \(rest) more rows"))</p>" : nil
        let rows = outlook.samples.map { sample -> [HTML] in
            [
                "\(visit.say("dòng", "row")) \(sample.line)",
                (sample.effect == .unchanged ? Mark.none : .ok)(visit.say(sample.effect.text)),
                .text(sample.words),
            ]
        }
        let table = Table(
            [
                .init(visit.say("Dòng", "Row")), .init(visit.say("Kết quả", "Effect")),
                .init(visit.say("Nội dung", "Contents")),
            ], rows: rows)
        return "\(table.html)\(more)"
    }
}
