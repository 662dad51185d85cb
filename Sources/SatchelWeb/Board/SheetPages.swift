import Hummingbird
import SatchelCore

/// Signing sheets: the paper to print, and a whole sheet entered at once, by ticking its rows or by the filled table.
enum SheetPages {
    static let routes: [Route] = [
        .get("/sheets", .account, show), .get("/sheets/print", .account, paper),
        .get("/sheets/form", .account, table),
        .post("/sheets", .account, limit: Route.uploadLimit, shownAgain: show, enter),
        .post("/sheets/file", .account, limit: Route.uploadLimit, shownAgain: show, enterFile),
    ]

    @Sendable private static func show(_ visit: Visit) throws -> Answer {
        let subject = try ReceiptSubject(visit)
        let title = visit.say("Bảng ký nhận", "Signing sheet")
        guard let edition = subject.edition else {
            return visit.page(
                title, at: .review,
                "<h1>\(title)</h1>\(subject.chooser(to: "/sheets"))<p>\(visit.say("Cặp này chưa cấp phát đợt nào.", "No edition of this kit was issued."))</p>"
            )
        }
        let sheet = try visit.register.signingSheet(
            of: subject.slug, edition: edition.number, on: visit.today)
        let query = "kit=\(subject.slug)&edition=\(edition.number)"
        return visit.page(
            title, at: .review,
            """
            <div class="row"><h1>\(title)</h1><span class="end row noprint">\
            <a href="/sheets/print?\(query)">\(visit.say("In bảng để ký", "Print it"))</a>\
            <a href="/sheets/form?\(query)">\(visit.say("Tải bảng CSV để điền", "Download as CSV to fill in"))</a></span></div>
            \(visit.told(done(visit)))
            \(subject.chooser(to: "/sheets", extra: try groupChoice(visit, sheet)))
            \(try SheetGrid(visit, subject, sheet).html)
            \(fileForm(visit, subject))
            """)
    }

    private static func done(_ visit: Visit) -> [String: Text] {
        func count(_ name: String) -> String {
            visit.query[name].flatMap { Int($0) }.map(String.init) ?? "0"
        }
        return [
            "entered": Text("Đã ghi \(count("n")) xác nhận.", "Recorded: \(count("n"))."),
            "file": Text(
                "\(count("signed")) nơi đã ký, \(count("unsigned")) chưa ký; ghi mới \(count("n")) xác nhận, \(count("known")) đã ghi từ trước.",
                "\(count("signed")) signed, \(count("unsigned")) did not; recorded \(count("n")), \(count("known")) were there already."
            ),
        ]
    }

    /// The committees of a sheet of more rows than one page has.
    private static func groupChoice(_ visit: Visit, _ sheet: SigningSheet) throws -> HTML? {
        if sheet.lines.count <= SheetGrid.size { return nil }
        let groups = sheet.groups.compactMap(\.committee).map {
            (value: $0.code, text: $0.name)
        }
        let all = (value: "", text: visit.say("tất cả", "all"))
        return Field.choice(
            "group", visit.say("Của", "Of"), [all] + groups, chosen: visit.query["group"] ?? "")
    }

    private static func fileForm(_ visit: Visit, _ subject: ReceiptSubject) -> HTML? {
        guard visit.mayUse("evidence.record") else { return nil }
        // Names of its own: the grid above asks for a day and a scan too.
        let fields: HTML = """
            \(subject.hidden)
            \(Field.file("table", visit.say("Bảng đã điền (CSV)", "The filled table (CSV)"), accept: ".csv,text/csv", isRequired: true))
            \(Field.day("tableDay", visit.say("Ngày ký, khi dòng đã ký mà không ghi ngày", "The day, for signed rows without one"), visit.value("tableDay")))
            \(Field.file("tableScan", visit.say("Bản quét của bảng (nếu có)", "Scan of the sheet (if any)"), accept: ".pdf,.jpg,.jpeg,.png"))
            """
        return visit.card(
            visit.say("Nhập bằng bảng đã điền", "Enter the filled table"),
            """
            <p class="soft">\(visit.say("Cột: Mã, Người ký nhận, Ngày. Dòng để trống cả người và ngày là nơi chưa ký. Có lỗi nào thì không ghi dòng nào, và mọi lỗi được chỉ ra.", "Columns: Code, Signed by, Day. A row with neither person nor day did not sign. With any mistake nothing is recorded, and all mistakes are told."))</p>
            \(visit.form(to: "/sheets/file", visit.say("Nhập bảng", "Enter"), takesFiles: true, fields))
            """)
    }

    // MARK: Papers

    private static func sheet(_ visit: Visit) throws -> SigningSheet {
        let subject = try ReceiptSubject(visit)
        let edition = try subject.chosenEdition()
        return try visit.register.signingSheet(
            of: subject.slug, edition: edition.number, on: try visit.day("day") ?? visit.today)
    }

    @Sendable private static func paper(_ visit: Visit) throws -> Answer {
        visit.paper(
            SigningSheetPage(
                try sheet(visit), settings: visit.office.settings, language: visit.language
            ).html)
    }

    @Sendable private static func table(_ visit: Visit) throws -> Answer {
        let sheet = try sheet(visit)
        return .file(
            sheet.form(visit.language), named: "ky-nhan-\(sheet.kit.slug)-\(sheet.edition.number).csv",
            as: "text/csv; charset=utf-8")
    }

    // MARK: Entering

    /// Records what was ticked: each row's copies, by the person who stands in it, on the sheet's day.
    @Sendable private static func enter(_ visit: Visit) throws -> Answer {
        let subject = try ReceiptSubject(visit)
        let edition = try subject.chosenEdition()
        guard let day = try visit.day("day") else {
            throw SatchelError(.fieldMissing, ["column": visit.say("Ngày ký", "Day of signing")])
        }
        let signed = Copy.allCases.flatMap { copy in
            visit.form.all("signed-\(copy.word)").map { code in
                NewEvidence(
                    node: code, proof: .handedOver, copy: copy, medium: copy == .paper ? .paper : .usb,
                    happenedOn: day, person: visit.form["person-\(code)"])
            }
        }
        guard !signed.isEmpty else {
            throw SatchelError(.fieldMissing, ["column": visit.say("Đã ký", "Signed")])
        }
        try visit.register.record(
            signed, of: subject.slug, edition: edition.number, scan: try visit.scan("scan"),
            in: visit.office.store, by: try visit.recorder())
        let group = visit.form["group"].map { "&group=" + Fields.encoded($0) } ?? ""
        return .seeOther(
            "/sheets?kit=\(subject.slug)&edition=\(edition.number)\(group)&done=entered&n=\(signed.count)"
        )
    }

    /// Records the filled table, all rows or none; every mistake is told.
    @Sendable private static func enterFile(_ visit: Visit) throws -> Answer {
        let subject = try ReceiptSubject(visit)
        let edition = try subject.chosenEdition()
        guard let upload = visit.upload("table"), upload.size > 0 else {
            throw SatchelError(.fieldMissing, ["column": visit.say("Bảng đã điền", "The filled table")])
        }
        let outcome = try visit.register.enter(
            sheet: try upload.bytes(), file: upload.name, of: subject.slug, edition: edition.number,
            terms: SheetTerms(day: try visit.day("tableDay")), scan: try visit.scan("tableScan"),
            in: visit.office.store, by: try visit.recorder())
        return .seeOther(
            "/sheets?kit=\(subject.slug)&edition=\(edition.number)&done=file&n=\(outcome.recorded)"
                + "&known=\(outcome.known)&signed=\(outcome.signed)&unsigned=\(outcome.unsigned.count)")
    }
}

/// The rows of a signing sheet to tick: each with its person, the copies it is signed for, and what is recorded already.
struct SheetGrid {
    /// So many rows are on one page, as one form.
    static let size = 50
    private let visit: Visit
    private let subject: ReceiptSubject
    private let sheet: SigningSheet
    private let lines: [SigningSheet.Line]
    /// The days on which copies were signed for, by the folded code and the copy.
    private let known: [String: Day]

    init(_ visit: Visit, _ subject: ReceiptSubject, _ sheet: SigningSheet) throws {
        self.visit = visit
        self.subject = subject
        self.sheet = sheet
        let group = visit.query["group"] ?? visit.form["group"]
        lines = sheet.groups.filter { group == nil || $0.committee?.code == group }.flatMap(\.lines)
        let rows = try visit.register.evidence(of: subject.slug, edition: sheet.edition.number)
        known = Dictionary(
            rows.filter { $0.proof.rawValue >= Proof.handedOver.rawValue && !$0.proof.isEnd }.map {
                ("\($0.copy.word) \(VietnameseText.folded($0.node))", $0.happenedOn)
            }, uniquingKeysWith: { first, _ in first })
    }

    var html: HTML {
        let shown = visit.paged(lines, size: SheetGrid.size)
        let copies = [Copy.paper, .electronic].filter(sheet.kit.copies.contains)
        let rows = shown.map { line -> [HTML] in
            [
                "\(line.node.name)<br><span class=\"soft small\">\(line.node.code)</span>",
                "\(line.copyNumber)", person(line),
            ] + copies.map { tick(line, $0) }
        }
        let table = Table(
            [
                .init(visit.say("Nơi nhận", "Recipient")),
                .init(visit.say("Bản số", "Copy no."), isNumber: true),
                .init(visit.say("Người ký nhận", "Signed by")),
            ] + copies.map { .init(SheetGrid.title($0, visit)) }, rows: rows)
        let pager = visit.pager(lines.count, size: SheetGrid.size)
        let title =
            "\(subject.name), \(visit.say(sheet.edition.name)): \(lines.count) \(visit.say("nơi nhận", "recipients"))"
        guard visit.mayUse("evidence.record") else { return visit.card(title, "\(table.html)\(pager)") }
        let fields: HTML = """
            \(subject.hidden)\(Field.hidden("group", visit.query["group"] ?? visit.form["group"] ?? ""))
            \(Field.day("day", visit.say("Ngày ký", "Day of signing"), visit.value("day", visit.today.office), isRequired: true))
            \(Field.file("scan", visit.say("Bản quét của bảng (PDF, JPEG, PNG; nếu có)", "Scan of the sheet (PDF, JPEG, PNG; if any)"), accept: ".pdf,.jpg,.jpeg,.png"))
            \(table.html)
            """
        return visit.card(
            title,
            """
            <p class="soft">\(visit.say("Đánh dấu những nơi đã ký trên bảng; tên người ký đã ghi sẵn, sửa khi người khác ký.", "Tick those who signed; the names are written already, change them where somebody else signed."))</p>
            \(visit.form(to: "/sheets", visit.say("Ghi các nơi đã ký", "Record those who signed"), takesFiles: true, fields))\(pager)
            """)
    }

    private static func title(_ copy: Copy, _ visit: Visit) -> String {
        copy == .paper
            ? visit.say("Ký nhận bản giấy", "Paper signed for") : visit.say("Ký nhận USB", "USB signed for")
    }

    /// The name to sign with; nothing more to write where every copy was signed for.
    private func person(_ line: SigningSheet.Line) -> HTML {
        let isDone = sheet.kit.copies.allSatisfy { day(line, $0) != nil }
        if isDone || !visit.mayUse("evidence.record") { return .text(line.person ?? "") }
        let name = "person-\(line.node.code)"
        let label = visit.say("Người ký nhận của \(line.node.name)", "Who signed for \(line.node.name)")
        return
            "<input name=\"\(name)\" aria-label=\"\(label)\" value=\"\(visit.value(name, line.person))\">"
    }

    private func day(_ line: SigningSheet.Line, _ copy: Copy) -> Day? {
        known["\(copy.word) \(VietnameseText.folded(line.node.code))"]
    }

    private func tick(_ line: SigningSheet.Line, _ copy: Copy) -> HTML {
        if let day = day(line, copy) {
            return Mark.ok(visit.say("đã ký \(day.office)", "signed \(day.office)"))
        }
        if !visit.mayUse("evidence.record") { return "" }
        let name = "signed-\(copy.word)"
        let isTicked = visit.form.all(name).contains(line.node.code)
        let label = "\(SheetGrid.title(copy, visit)): \(line.node.name)"
        return """
            <input type="checkbox" name="\(name)" value="\(line.node.code)" aria-label="\(label)"\(isTicked ? HTML.raw(" checked") : nil)>
            """
    }
}
