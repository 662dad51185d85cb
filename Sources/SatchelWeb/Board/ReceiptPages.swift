import Hummingbird
import SatchelCore

/// Receipts and other evidence, recorded on behalf of recipients: one for several nodes at once, what was found
/// otherwise, taking back what was entered wrongly, and the scans.
enum ReceiptPages {
    static let routes: [Route] = [
        .get("/receipts", .account, list), .get("/receipts/new", .account, new),
        .post("/receipts", .account, limit: Route.uploadLimit, shownAgain: new, record),
        .get("/receipts/found", .account, found),
        .post("/receipts/found", .account, limit: Route.uploadLimit, shownAgain: found, recordFound),
        .get("/receipts/{id}/scan", .account, scan), .get("/receipts/{id}/withdraw", .account, withdrawForm),
        .post("/receipts/{id}/withdraw", .account, shownAgain: withdrawForm, withdraw),
    ]

    // MARK: What was recorded

    @Sendable private static func list(_ visit: Visit) throws -> Answer {
        let subject = try ReceiptSubject(visit)
        let edition = try visit.number("edition")
        let node = visit.query["node"]
        let all = try visit.register.evidence(of: subject.slug, edition: edition, node: node)
        let rows = Array(visit.paged(Array(all.reversed())))
        return visit.page(
            visit.say("Các xác nhận", "Receipts"), at: .review,
            """
            <div class="row"><h1>\(visit.say("Các xác nhận đã ghi", "Receipts recorded"))</h1><span class="end row noprint">\
            <a href="/receipts/new?kit=\(subject.slug)">\(visit.say("Ghi xác nhận thay", "Record receipts"))</a>\
            <a href="/sheets?kit=\(subject.slug)">\(visit.say("Bảng ký nhận", "Signing sheet"))</a></span></div>
            \(visit.told(done))
            \(ReceiptCodePages.field(visit))
            \(subject.chooser(to: "/receipts", all: visit.say("mọi đợt", "all editions"), extra: Field.text("node", visit.say("Mã tổ chức (để trống: tất cả)", "Node's code (blank: all)"), node ?? "", size: 14)))
            \(visit.card(nil, "\(EvidenceTable(visit, rows, kit: subject.slug, hasNodes: true).html)\(visit.pager(all.count))"))
            """)
    }

    static let done = [
        "recorded": Text("Đã ghi {n} xác nhận.", "Recorded: {n}."),
        "known": Text(
            "Xác nhận này đã ghi từ trước cho ngày ấy; vẫn một dòng.",
            "This receipt was recorded for that day before; one row stays."),
        "found": Text("Đã ghi kết quả đối chiếu.", "What was found is recorded."),
        "withdrawn": Text("Đã rút lại xác nhận.", "Took it back."),
    ]

    // MARK: One receipt for several nodes

    @Sendable private static func new(_ visit: Visit) throws -> Answer {
        let subject = try ReceiptSubject(visit)
        let form = try NewReceiptForm(visit, subject)
        return visit.page(
            visit.say("Ghi xác nhận thay", "Record receipts"), at: .review,
            """
            <h1>\(visit.say("Ghi xác nhận thay cho nơi nhận", "Record receipts for recipients"))</h1>
            \(subject.chooser(to: "/receipts/new", extra: form.search))
            \(form.html)
            """)
    }

    @Sendable private static func record(_ visit: Visit) throws -> Answer {
        let subject = try ReceiptSubject(visit)
        let edition = try subject.chosenEdition()
        let codes = NewReceiptForm.codes(visit)
        guard !codes.isEmpty else {
            throw SatchelError(.fieldMissing, ["column": visit.say("Nơi nhận", "Recipients")])
        }
        let terms = try ReceiptTerms(visit)
        try visit.register.record(
            codes.map { terms.evidence(of: $0) }, of: subject.slug, edition: edition.number,
            scan: try visit.scan("scan"), in: visit.office.store, by: try visit.recorder())
        return .seeOther(
            "/receipts?kit=\(subject.slug)&edition=\(edition.number)&done=recorded&n=\(codes.count)")
    }

    // MARK: Found otherwise

    @Sendable private static func found(_ visit: Visit) throws -> Answer {
        let subject = try ReceiptSubject(visit)
        return visit.page(
            visit.say("Đối chiếu thấy khác", "Found otherwise"), at: .review,
            """
            <h1>\(visit.say("Ghi kết quả đối chiếu thấy khác", "Record what was found otherwise"))</h1>
            <p>\(visit.say("Chọn đợt gần nhất với những gì thấy trong cặp, rồi đánh dấu tài liệu thiếu và ghi tài liệu thừa. Những xác nhận trước đó của bản này không tính nữa.", "Choose the edition nearest to what was found, tick what is missing and write what is too many. Earlier evidence of this copy counts no longer."))</p>
            \(subject.chooser(to: "/receipts/found", extra: visit.query["node"].map { Field.hidden("node", $0) }))
            \(try FoundForm(visit, subject).html)
            """)
    }

    @Sendable private static func recordFound(_ visit: Visit) throws -> Answer {
        let subject = try ReceiptSubject(visit)
        let edition = try subject.chosenEdition()
        let extra = NewReceiptForm.words(visit.form.raw("extra") ?? "", by: ["\n", ";"])
        let finding = Finding(
            extra: try extra.map(visit.register.identity), missing: visit.form.all("missing"))
        var terms = try ReceiptTerms(visit, proof: .foundOtherwise)
        terms.finding = finding
        let node = try visit.required("node", visit.say("Mã tổ chức", "Node's code"))
        try visit.register.record(
            [terms.evidence(of: node)], of: subject.slug, edition: edition.number,
            scan: try visit.scan("scan"), in: visit.office.store, by: try visit.recorder())
        return .seeOther(
            "/receipts?kit=\(subject.slug)&node=\(Fields.encoded(node))&done=found")
    }

    // MARK: Scans and taking back

    private static func id(_ visit: Visit) throws -> Int64 {
        guard let id = Int64(visit.part("id")) else {
            throw SatchelError(.numberBroken, ["text": visit.part("id")])
        }
        return id
    }

    /// The scan, to look at: what it is, its beginning says.
    @Sendable private static func scan(_ visit: Visit) throws -> Answer {
        let id = try id(visit)
        return .download(
            try Download(
                scan: visit.register.scan(ofEvidence: id), in: visit.office.store, named: "ban-quet-\(id)",
                isInline: true))
    }

    @Sendable private static func withdrawForm(_ visit: Visit) throws -> Answer {
        let id = try id(visit)
        let (kit, node) = (visit.value("kit"), visit.value("node"))
        let rows =
            kit.isEmpty
            ? []
            : try visit.register.evidence(of: kit, node: node.isEmpty ? nil : node).filter { $0.id == id }
        let fields: HTML = """
            \(Field.hidden("kit", kit))\(Field.hidden("node", node))
            \(Field.text("reason", visit.say("Lý do rút lại", "Why"), visit.value("reason"), isRequired: true))
            """
        return visit.page(
            visit.say("Rút lại một xác nhận", "Take back a receipt"), at: .review, isNarrow: true,
            """
            <h1>\(visit.say("Rút lại một xác nhận ghi nhầm", "Take back what was entered wrongly"))</h1>
            \(rows.isEmpty ? nil : visit.card(nil, EvidenceTable(visit, rows, kit: kit).html))
            <p class="soft">\(visit.say("Dòng đã ghi vẫn còn trong nhật ký; từ nay không tính nữa.", "The row stays in the log; from now on it does not count."))</p>
            \(visit.card(nil, visit.form(to: "/receipts/\(id)/withdraw", visit.say("Rút lại", "Take back"), style: "danger", fields)))
            """)
    }

    @Sendable private static func withdraw(_ visit: Visit) throws -> Answer {
        let reason = try visit.required("reason", visit.say("Lý do rút lại", "Why"))
        try visit.register.withdraw(evidence: try id(visit), reason: reason, by: try visit.actor())
        guard let kit = visit.form["kit"] else { return .seeOther("/receipts?done=withdrawn") }
        let node = visit.form["node"].map { "&node=" + Fields.encoded($0) } ?? ""
        return .seeOther("/receipts?kit=\(Fields.encoded(kit))\(node)&done=withdrawn")
    }
}

extension Visit {
    /// Who records evidence. On whose behalf a person received is said by the evidence itself, not by the log.
    /// - Throws: `signInNeeded`.
    func recorder() throws -> Actor {
        Actor(user: try account().name, onBehalfOf: nil, request: form["once"])
    }

    /// The scan chosen in a field; nil when none was.
    /// - Throws: `fileTooLarge`, `scanRefused`.
    func scan(_ field: String) throws -> Scan? {
        guard let upload = upload(field), upload.size > 0 else { return nil }
        if upload.size > Scan.largest { return try Scan([], name: upload.name) }
        return try Scan(try upload.bytes(), name: upload.name)
    }
}
