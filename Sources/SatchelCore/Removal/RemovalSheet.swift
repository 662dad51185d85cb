/// The record of an urgent removal (biên bản gỡ tài liệu) to print and sign: it names nothing of what was removed.
package struct RemovalSheet: Sendable {
    package let html: String

    /// - Parameters:
    ///   - removal: the one the report is about.
    ///   - stamp: its moment in the office's zone; `day` is its calendar day.
    package init(
        _ removal: Removal, _ report: RemovalReport, stamp: String, day: Day, settings: Settings,
        language: Language
    ) {
        let title = Text("Biên bản gỡ tài liệu", "Record of a removed item")(language)
        let parts = RemovalSheetParts(
            removal: removal, report: report, stamp: stamp, office: settings.office, language: language)
        let number = Text("Lần gỡ số \(removal.number)", "Removal \(removal.number)")(language)
        let roles = [
            Text("Người gỡ", "Removed by"), Text("Người chứng kiến", "Witness"),
            Text("Người phụ trách", "In charge"),
        ]
        let body: HTML = """
            <main>
            \(PaperParts.letterhead(settings.office, date: .text(PageWords.longDate(day)(language))))
            <div class="head"><h1>\(title)</h1><p>\(number)</p></div>
            \(parts.facts)
            \(parts.editions)
            \(parts.copies)
            <div class="three">\(PaperParts.signatures(roles, language))</div>
            \(parts.receivers)
            </main>
            """
        html =
            PageShell(
                title: "\(title), \(number)", language: language,
                styles: [PageStyle.base, PageStyle.foldingTables, RemovalSheet.style], body: body
            ).html
    }

    private static let style: HTML = """
        main{counter-reset:part}section{display:grid;gap:10px;grid-template-columns:minmax(0,1fr)}.head h1{text-transform:uppercase}h2{font-size:1.12rem}section:not(.annex) h2::before{counter-increment:part;content:counter(part) ". "}
        .facts{display:grid;grid-template-columns:minmax(9rem,28%) 1fr;gap:4px 16px}.facts dt{color:var(--soft)}ul{padding-left:0;list-style:none;display:grid;gap:6px}
        .three .signs{grid-template-columns:1fr 1fr 1fr}.path{font-family:ui-monospace,"Liberation Mono",Consolas,monospace;font-size:.88em;overflow-wrap:anywhere}
        .received td.done{min-width:9rem}.received .kit th{background:var(--none-tint);font-weight:600}.received .kit{break-after:avoid}.received th,.received td{padding:7px 8px}
        @media screen and (max-width:620px){.facts,.three .signs{grid-template-columns:1fr;gap:0}.facts dd{margin-bottom:8px}.folding td.done{display:none}}
        @media print{.annex{break-before:page}.three{margin-top:16pt}h2{font-size:13pt}.received{font-size:11pt}.received td.done{min-width:34mm}li+li{margin-top:4pt}}

        """
}

/// The parts of the record.
private struct RemovalSheetParts {
    let removal: Removal
    let report: RemovalReport
    let stamp: String
    let office: String
    let language: Language

    private func section(_ title: Text, _ content: HTML) -> HTML {
        "<section><h2>\(title(language))</h2>\(content)</section>\n"
    }

    var facts: HTML {
        let user = removal.by.onBehalfOf.map { behalf in
            Text("\(removal.by.user), thay mặt \(behalf)", "\(removal.by.user), on behalf of \(behalf)")(
                language)
        }
        let places = Set(report.receivers.map { "\($0.kit) \($0.code)" }).count
        let held = Set(report.receivers.filter { $0.state == .held }.map { "\($0.kit) \($0.code)" }).count
        let rows: [(Text, String)] = [
            (Text("Thời điểm gỡ", "Removed at"), stamp),
            (Text("Người gỡ", "Removed by"), user ?? removal.by.user),
            (Text("Lý do", "Reason"), removal.reason),
            (
                Text("Đã làm", "Done"), done(language)
            ),
            (
                Text("Đã nhận", "Received"),
                Text(
                    "\(places) nơi có chứng cứ đã nhận (phụ lục), \(held) nơi còn giữ; \(report.withoutProof) lượt đã cấp mà chưa có chứng cứ",
                    "\(places) places with proof of receipt (annex), \(held) of them hold it; \(report.withoutProof) supplies without any proof"
                )(language)
            ),
        ]
        let list = rows.map { "<dt>\($0.0(language))</dt><dd>\($0.1)</dd>" as HTML }
        return section(Text("Việc gỡ", "The removal"), "<dl class=\"facts\">\(list)</dl>")
    }

    private var done: Text {
        removal.isClean
            ? Text(
                "Đã xóa nội dung và tên gọi khỏi sổ, kho và các đợt đã cấp phát; tệp này không đưa vào lại được.",
                "Contents and names erased from register, store and issued editions; the file is refused from now on."
            )
            : Text(
                "Đã gỡ khỏi sổ, kho và các đợt đã cấp phát; CHƯA dọn hết tệp của sổ, phải chạy lại lệnh gỡ.",
                "Removed from register, store and issued editions; the register's files are NOT cleared yet: repeat the command."
            )
    }

    var editions: HTML {
        let rows = report.places.map { place -> HTML in
            let name = report.kits[place.kit]?(language) ?? place.kit
            let edition = PageWords.capital(PageWords.edition(place.edition, place.issuedOn)(language))
            return """
                <tr><td>\(name)</td><td>\(edition)</td><td>\(place.slot)</td><td class="n">\(place.number)</td></tr>

                """
        }
        let none = Text("Tài liệu chưa vào đợt nào.", "It was in no edition.")
        let table: HTML = """
            <table><thead><tr><th scope="col">\(Text("Cặp tài liệu", "Kit")(language))</th><th scope="col">\(Text("Đợt", "Edition")(language))</th>\
            <th scope="col">\(Text("Mục", "Slot")(language))</th><th class="n" scope="col">\(Text("Số", "No.")(language))</th></tr></thead>
            <tbody>\(rows)</tbody></table>
            """
        let content = rows.isEmpty ? "<p>\(none(language))</p>" : table
        return section(Text("Đã có trong các đợt", "The editions it was in"), content)
    }

    /// What the program cannot reach: whoever destroys a copy ticks it.
    var copies: HTML {
        let lead = Text(
            "Các bản sao của sổ làm trước khi gỡ vẫn còn tài liệu; phần mềm không xóa được, phải hủy từng bản và ghi ngày.",
            "Copies of the register made before still hold it; the program cannot reach them. Destroy each and note the day."
        )
        let day = Text("hủy ngày", "destroyed on")
        let lines = report.copies.map { copy -> HTML in
            let made = copy.madeOn.map { Text("sao ngày \($0.office), ", "made on \($0.office), ")(language) }
            return """
                <li><span class="box"></span><span class="path">\(copy.path)</span> \(made.map { .text($0) })\(day(language)) <span class="fill"></span></li>
                """
        }
        let more = [
            Text(
                "Bản sao lưu khác (ổ đĩa, USB, máy khác):", "Other backups (disks, sticks, other machines):"),
            Text("Tệp cặp đã đóng gói, đã gửi từ máy này:", "Kits built or sent from this machine:"),
        ].map { words -> HTML in
            """
            <li><span class="box"></span>\(words(language)) <span class="fill"></span> \(day(language)) <span class="fill"></span></li>
            """
        }
        return section(
            Text("Bản sao phải hủy", "Copies to destroy"), "<p>\(lead(language))</p><ul>\(lines)\(more)</ul>")
    }

    /// The row above those who received one edition.
    private func head(of receiver: Receiver) -> HTML {
        let name = report.kits[receiver.kit]?(language) ?? receiver.kit
        let place = report.places.first { $0.kit == receiver.kit && $0.edition == receiver.edition }
        let edition = PageWords.edition(receiver.edition, place?.issuedOn)(language)
        return "<tr class=\"kit\"><th colspan=\"6\" scope=\"colgroup\">\(name), \(edition)</th></tr>\n"
    }

    var receivers: HTML? {
        if report.receivers.isEmpty { return nil }
        let heads = [
            Text("Nơi nhận", "Place"), Text("Người nhận, điện thoại", "Person, telephone"),
            Text("Bản", "Copy"),
            Text("Chứng cứ", "Proof"), Text("Đã thu hồi, ký", "Recalled, signed"),
        ].map { "<th scope=\"col\">\($0(language))</th>" as HTML }
        var last: (kit: String, edition: Int)?
        let rows = report.receivers.enumerated().map { place, receiver -> HTML in
            let isNew = last.map { $0 != (receiver.kit, receiver.edition) } ?? true
            last = (receiver.kit, receiver.edition)
            let call = receiver.holder.map { Text("; nay gọi \($0)", "; now call \($0)")(language) } ?? ""
            let copy = "\(receiver.copy.text(language)) \(Text("số", "no.")(language)) \(receiver.copyNumber)"
            let state =
                receiver.state == .held
                ? receiver.state.text(language)
                : "\(receiver.state.text(language)) \(receiver.stateOn.office)"
            return """
                \(isNew ? head(of: receiver) : nil)<tr><td class="n">\(place + 1)</td><td>\(receiver.node) (\(receiver.code))</td><td>\(receiver.person ?? "")\(call)<br><span class="w">\(receiver.phone ?? "")</span></td>\
                <td>\(copy)</td><td>\(receiver.proof.text(language)) \(receiver.receivedOn.office); \(state)</td><td class="done"></td></tr>

                """
        }
        let title = Text("Phụ lục. Nơi đã tải hoặc đã nhận", "Annex. Who downloaded or received it")
        return """
            <section class="annex"><h2>\(title(language))</h2>
            <table class="received"><thead><tr><th class="n" scope="col">\(Text("Số", "No.")(language))</th>\(heads)</tr></thead>
            <tbody>\(rows)</tbody></table></section>
            """
    }
}
