import SatchelCore

/// The urgent removal of a document, and the removals there were: who received it, the record, the words of recall.
enum RemovalPages {
    static let routes: [Route] = [
        .get("/documents/{id}/remove", .account, outlook),
        .post("/documents/{id}/remove", shownAgain: outlook, remove),
        .get("/removals", .account, list),
        .post("/removals/finish", shownAgain: list, finish),
        .get("/removals/{number}", .account, show),
        .get("/removals/{number}/record", .account, record),
        .get("/removals/{number}/recall", .account, recall),
    ]

    private static let done: [String: Text] = [
        "removed": Text(
            "Đã gỡ. In biên bản để ký, rồi thu hồi ở các nơi dưới đây.",
            "Removed. Print the record to sign, then recall the copies listed below."),
        "finished": Text("Đã dọn sạch các tệp còn lại.", "What was left has been cleared away."),
    ]

    /// What removing would take with it; nothing changes yet. It names the document, so only who may remove sees it.
    @Sendable private static func outlook(_ visit: Visit) throws -> Answer {
        try visit.requires("document.remove")
        let document = try visit.register.document(visit.id("id"))
        let outlook = try visit.office.outlook(onRemoving: document)
        let title = visit.say("Gỡ khẩn cấp", "Urgent removal")
        let none = visit.say("không có", "none")
        func listed(_ names: [String]) -> HTML { .text(names.isEmpty ? none : names.joined(separator: ", ")) }
        let files = outlook.files.map { "\($0.name) (\(visit.size($0.blob.size)))" }
        return visit.page(
            title, at: .documents,
            """
            <div><p class="eyebrow"><a href="\(RegisterShelf.address(document.id))">\(RegisterShelf.title(document, visit))</a></p>
            <h1>\(title): \(document.citation)</h1><p>\(document.title)</p></div>
            <p class="note bad">\(visit.say("Dùng khi một tài liệu không được phép có ở đây (có dấu độ mật, nhầm tài liệu cá nhân). Gỡ rồi không lấy lại được.", "For a document that must not be here (a secrecy mark, a personal paper). There is no way back."))</p>
            \(visit.card(visit.say("Sẽ mất", "What goes"), visit.facts([
                (visit.say("Tệp", "Files"), listed(files)),
                (visit.say("Các đợt phải lập lại", "Editions made anew"), listed(outlook.editions)),
                (visit.say("Cùng nội dung tệp, cũng mất tệp", "With the same bytes, which go too"), outlook.alike.isEmpty ? nil : listed(outlook.alike)),
                (visit.say("Mẫu có thể trích dẫn, phải mở ra xem", "Templates that may quote it: look at them"), outlook.resting.isEmpty ? nil : listed(outlook.resting.map { visit.say($0) })),
                (visit.say("Vẫn còn nêu tên, vì đã ký", "Still named, because signed for"), outlook.staying.isEmpty ? nil : listed(outlook.staying)),
                (visit.say("Người đã nhận", "Who received it"), .text(counts(outlook.report, visit))),
            ])))
            \(confirmation(document, visit))
            \(receivers(outlook.report, visit))
            \(copies(outlook.report, visit))
            """)
    }

    private static func confirmation(_ document: Document, _ visit: Visit) -> HTML {
        let label = visit.say(
            document.symbol == nil
                ? Text("Ghi lại đúng tên “{name}” để xác nhận", "Write the title “{name}” to confirm")
                : Text(
                    "Ghi lại đúng số, ký hiệu “{name}” để xác nhận", "Write the symbol “{name}” to confirm"),
            ["name": document.name])
        let form = visit.form(
            to: "\(RegisterShelf.address(document.id))/remove", visit.say("Gỡ khẩn cấp", "Remove it"),
            style: "danger",
            """
            \(Field.text("reason", visit.say("Lý do, không nêu tên tài liệu", "Reason, without naming it"), visit.entered("reason"), hint: visit.say("Ví dụ: có dấu độ mật ở trang 3", "Such as: a secrecy mark on page 3"), isRequired: true))
            \(Field.text("name", label, visit.entered("name"), isRequired: true, autocomplete: "off"))
            """)
        return visit.card(visit.say("Gỡ", "Remove"), form)
    }

    @Sendable private static func remove(_ visit: Visit) throws -> Answer {
        try visit.requires("document.remove")
        let document = try visit.register.document(visit.id("id"))
        let written = visit.form["name"] ?? ""
        let isSame =
            VietnameseText.folded(written) == VietnameseText.folded(document.name)
            || document.symbol.flatMap { DocumentSymbol($0)?.key }.map { $0 == DocumentSymbol(written)?.key }
                ?? false
        guard isSame else { throw SatchelError(.confirmationDiffers, ["name": document.name]) }
        let report = try visit.office.remove(
            document, because: visit.form["reason"] ?? "", by: visit.actor())
        return .seeOther("/removals/\(report.removal?.number ?? 0)?done=removed")
    }

    /// The removals there were; whether anything is left of them in the files.
    @Sendable private static func list(_ visit: Visit) throws -> Answer {
        let removals = try visit.register.removals()
        let clock = visit.office.clock
        var table = Table([
            .init(visit.say("Lần gỡ", "No.")), .init(visit.say("Lúc", "When")),
            .init(visit.say("Người gỡ", "By")), .init(visit.say("Lý do", "Reason")),
            .init(visit.say("Đã có trong các đợt", "It was in")),
            .init(visit.say("Dọn sạch", "Cleared away")),
        ])
        table.rows = visit.paged(Array(removals.reversed())).map { removal in
            [
                "<a href=\"/removals/\(Int(removal.number))\">\(visit.say("Lần", "Removal")) \(Int(removal.number))</a>",
                .text(clock.stamp(removal.at)), .text(removal.by.user), .text(removal.reason),
                .text(editions(removal.places).joined(separator: ", ")), state(removal, visit),
            ]
        }
        let none: HTML = "<p class=\"soft\">\(visit.say("Chưa có lần gỡ nào.", "There were none."))</p>"
        return visit.page(
            visit.say("Gỡ khẩn cấp", "Urgent removals"), at: .documents,
            """
            <div><p class="eyebrow"><a href="/documents">\(visit.say("Văn bản", "Documents"))</a></p>
            <h1>\(visit.say("Gỡ khẩn cấp", "Urgent removals"))</h1></div>
            \(visit.told(done))
            \(visit.card(nil, removals.isEmpty ? none : "\(table.html)\(visit.pager(removals.count))"))
            \(removals.contains { !$0.isClean } ? finishing(visit) : nil)
            """)
    }

    private static func state(_ removal: Removal, _ visit: Visit) -> HTML {
        removal.isClean
            ? Mark.ok(visit.say("đã sạch", "clean")) : Mark.bad(visit.say("còn sót", "something is left"))
    }

    private static func editions(_ places: [Removal.Place]) -> [String] {
        places.map { "\($0.kit)/\($0.edition)" }.reduce(into: [String]()) {
            if $0.last != $1 { $0.append($1) }
        }
    }

    private static func finishing(_ visit: Visit) -> HTML? {
        guard visit.mayUse("document.remove.clean") else { return nil }
        return """
            <div class="note bad"><p>\(visit.say("Lần gỡ bị ngắt giữa chừng: tài liệu đã ra khỏi sổ nhưng tệp của sổ chưa dọn hết.", "A removal was interrupted: the document is out of the register, but its files are not cleared yet."))</p>\
            \(visit.button(to: "/removals/finish", visit.say("Dọn nốt", "Clear the rest away")))</div>
            """
    }

    @Sendable private static func finish(_ visit: Visit) throws -> Answer {
        try visit.requires("document.remove")
        try visit.office.finishRemovals(by: visit.actor())
        return .seeOther("/removals?done=finished")
    }

    /// One removal: its papers, and the list people work through.
    @Sendable private static func show(_ visit: Visit) throws -> Answer {
        let number = try visit.id("number")
        let report = try visit.office.report(on: number)
        guard let removal = report.removal else {
            throw SatchelError(.removalUnknown, ["removal": "\(number)"])
        }
        let title = visit.say(Text("Lần gỡ số {n}", "Removal {n}"), ["n": "\(number)"])
        let places = editions(removal.places)
        let behalf = removal.by.onBehalfOf.map { " (\(visit.say("thay mặt", "on behalf of")) \($0))" } ?? ""
        return visit.page(
            title, at: .documents,
            """
            <div><p class="eyebrow"><a href="/removals">\(visit.say("Gỡ khẩn cấp", "Urgent removals"))</a></p><h1>\(title)</h1></div>
            \(visit.told(done))
            <div class="row"><a class="button" href="/removals/\(Int(number))/record">\(visit.say("Biên bản để in, ký", "The record to sign"))</a>\
            <a class="button second" href="/removals/\(Int(number))/recall">\(visit.say("Lời thu hồi: thư, tin nhắn, gọi điện", "Words of recall: mail, chat, telephone"))</a></div>
            \(visit.card(nil, visit.facts([
                (visit.say("Lúc", "When"), .text(visit.office.clock.stamp(removal.at))),
                (visit.say("Người gỡ", "By"), .text(removal.by.user + behalf)),
                (visit.say("Lý do", "Reason"), .text(removal.reason)),
                (visit.say("Đã có trong các đợt", "It was in"), .text(places.isEmpty ? visit.say("không đợt nào", "no edition") : places.joined(separator: ", "))),
                (visit.say("Người đã nhận", "Who received it"), .text(counts(report, visit))),
                (visit.say("Dọn sạch", "Cleared away"), state(removal, visit)),
            ])))
            \(removal.isClean ? nil : finishing(visit))
            \(receivers(report, visit))
            \(copies(report, visit))
            """)
    }
}
