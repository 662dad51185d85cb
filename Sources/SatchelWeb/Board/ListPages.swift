import Hummingbird
import SatchelCore

/// Lists taken in from workbooks and CSV: looked at first, then taken in, all of it or nothing.
enum ListPages {
    static let routes: [Route] = [
        .get("/import", .account, all),
        .get("/import/{list}", .account, show),
        .post("/import/{list}", .account, limit: largest, shownAgain: show, preview),
        .post("/import/{list}/take", .account, shownAgain: show, take),
        .get("/blank-sheets/{file}", .account, blank),
    ]

    /// The largest form with a table, in bytes.
    private static let largest = 16 << 20

    /// The list that the address names.
    /// - Throws: `pageMissing`.
    private static func list(_ visit: Visit) throws -> ImportList {
        guard let list = ImportList(rawValue: visit.part("list")) else {
            throw SatchelError(.pageMissing, ["path": String(visit.path.prefix(100))])
        }
        return list
    }

    // MARK: Pages

    @Sendable private static func all(_ visit: Visit) throws -> Answer {
        let title = visit.say("Nhập từ bảng tính", "Import tables")
        let items = ImportList.allCases.map { list in
            "<li><a href=\"\(list.address)\">\(PageWords.capital(visit.say(list.text)))</a></li>\n" as HTML
        }
        return visit.page(
            title, at: .documents, isNarrow: true,
            """
            <h1>\(title)</h1>
            <p>\(visit.say("Chọn danh sách muốn nhập. Mỗi danh sách có mẫu bảng để điền; bảng được xem trước, có lỗi nào thì không nhập dòng nào.", "Choose the list. Each has a blank sheet to fill in; a table is previewed first, and with any mistake nothing is taken in."))</p>
            \(visit.card(nil, "<ul class=\"plain\">\(items)</ul>"))
            """)
    }

    @Sendable private static func show(_ visit: Visit) throws -> Answer {
        let list = try list(visit)
        let name = visit.say(list.text)
        let title = visit.say("Nhập \(name)", "Import \(name)")
        let isAllowed = visit.mayUse(list.verb)
        let refused: HTML =
            "<p class=\"note\">\(visit.say("Người dùng này xem được; cán bộ nghiệp vụ mới nhập được.", "You may look; clerks take tables in."))</p>"
        return visit.page(
            title, at: list.menu,
            """
            \(visit.trail([("/import", visit.say("Nhập từ bảng tính", "Import tables")), (list.page, PageWords.capital(name))]))
            <h1>\(title)</h1>
            \(taken(visit, list))
            \(try ListPreview(visit, list)?.html)
            \(isAllowed ? form(visit, list) : refused)
            \(columns(visit, list))
            """)
    }

    /// What was just taken in.
    private static func taken(_ visit: Visit, _ list: ImportList) -> HTML? {
        guard visit.query["done"] == "taken", visit.refusal == nil else { return nil }
        func count(_ name: String) -> String {
            visit.query[name].flatMap { Int($0) }.map { "\($0)" } ?? "0"
        }
        let told = visit.say(
            Text(
                "Đã nhập xong: thêm {added}, thay đổi {changed}, giữ nguyên {unchanged}.",
                "Taken in: {added} added, {changed} changed, {unchanged} left as they were."),
            ["added": count("added"), "changed": count("changed"), "unchanged": count("unchanged")])
        return """
            <div class="note ok" role="status"><p>\(told)</p><p><a href="\(list.page)">\(visit.say("Xem danh sách", "See the list")): \(visit.say(list.text))</a></p></div>

            """
    }

    private static func form(_ visit: Visit, _ list: ImportList) -> HTML {
        let day: HTML? =
            list.takesDay
            ? Field.day(
                "from", visit.say("Từ ngày, khi dòng không ghi ngày", "From, for rows without a day"),
                visit.entered("from"), hint: visit.say("Để trống: hôm nay", "Blank: today")) : nil
        return visit.card(
            visit.say("Chọn bảng", "Choose the table"),
            visit.form(
                to: list.address, visit.say("Xem trước", "Preview"), takesFiles: true,
                """
                \(Field.file("file", visit.say("Bảng (.xlsx hoặc .csv)", "Table (.xlsx or .csv)"), accept: ".xlsx,.csv", hint: visit.say("Nhiều nhất 16 MB. Xem trước chưa ghi gì.", "At most 16 MB. A preview writes nothing."), isRequired: true))
                \(day)
                """))
    }

    private static func columns(_ visit: Visit, _ list: ImportList) -> HTML {
        let other: Language = visit.language == .vi ? .en : .vi
        let table = Table(
            [
                .init(visit.say("Cột", "Column")), .init(visit.say("Tên tiếng Anh", "Name in Vietnamese")),
                .init(visit.say("Bắt buộc", "Required")), .init(visit.say("Ghi gì", "What stands in it")),
            ],
            rows: list.columns.map { column in
                [
                    "<b>\(visit.say(column.text))</b>",
                    "<span lang=\"\(other.rawValue)\">\(column.text(other))</span>",
                    .text(column.isRequired ? visit.say("có", "yes") : visit.say("không", "no")),
                    .text(visit.say(column.kind.words)),
                ]
            })
        let links = Export.Format.allCases.reversed().map { format -> HTML in
            let name = format == .xlsx ? "Excel" : "CSV"
            return """
                <a class="button second" href="/blank-sheets/\(list.rawValue).\(format.rawValue)" download>\(visit.say("Mẫu bảng", "Blank sheet")) \(name)</a>
                """
        }
        return visit.card(
            visit.say("Các cột của bảng", "The columns"),
            """
            <p>\(visit.say(list.note)) \(visit.say("Tên cột ghi bằng tiếng Việt hay tiếng Anh đều được, thứ tự nào cũng được; cột khác thì bỏ qua.", "Headings may be in either language and in any order; other columns are passed over."))</p>
            <div class="row noprint">\(links)</div>
            \(table.html)
            """)
    }

    /// A sheet with the headings, to fill in.
    @Sendable private static func blank(_ visit: Visit) throws -> Answer {
        let parts = visit.part("file").split(separator: ".").map(String.init)
        guard parts.count == 2, let list = ImportList(rawValue: parts[0]),
            let format = Export.Format(rawValue: parts[1])
        else { throw SatchelError(.pageMissing, ["path": String(visit.path.prefix(100))]) }
        let table = list.blank(visit.language)
        let bytes = format == .csv ? table.csv : try visit.office.workbook(of: table)
        let name = "\(visit.say("mau-bang", "blank"))-\(parts[0]).\(parts[1])"
        return .file(bytes, named: name, as: format.mediaType)
    }

    // MARK: Acts

    @Sendable private static func preview(_ visit: Visit) throws -> Answer {
        let list = try list(visit)
        guard let upload = visit.upload("file"), upload.size > 0 else {
            throw SatchelError(.fieldMissing, ["column": visit.say("Bảng", "Table")])
        }
        let (bytes, day) = (try upload.bytes(), try visit.day("from"))
        let outlook = try visit.register.tryImport(
            list, bytes, file: upload.name, from: day, by: visit.actor())
        let id = visit.site.previews.keep(
            .init(
                list, bytes, file: upload.name, from: day, by: try visit.account().name, outlook,
                at: visit.office.clock.now))
        return .seeOther("\(list.address)?preview=\(id)")
    }

    @Sendable private static func take(_ visit: Visit) throws -> Answer {
        let list = try list(visit)
        let id = visit.form["preview"] ?? ""
        let previews = visit.site.previews
        guard
            let table = previews.table(
                id, of: list, by: try visit.account().name, now: visit.office.clock.now)
        else { throw SatchelError(.previewForgotten) }
        let outlook = table.outlook
        let page =
            "\(list.address)?done=taken&added=\(outlook.added)&changed=\(outlook.changed)"
            + "&unchanged=\(outlook.unchanged)"
        if table.isTaken { return .seeOther(page) }
        return try Acts.once(visit, then: page) { actor in
            try visit.register.take(list, table.bytes, file: table.file, from: table.from, by: actor)
            previews.finish(id)
        }
    }
}
