/// Words to call a removed item back with, by mail, chat and telephone: they name neither it nor what it is about.
package struct RecallTexts: Sendable {
    package let subject: String
    package let mail: String
    package let chat: String
    package let telephone: String

    package init(_ report: RemovalReport, settings: Settings, language: Language) {
        let contact = NoticeTexts.contact(settings)(language)
        let kits = RecallTexts.kits(report)
        let which = kits(language)
        subject = Text("Đề nghị thu hồi một tài liệu trong cặp", "Recall of one item of your kit")(language)
        let lead = Text(
            "\(settings.office) đã gỡ một tài liệu khỏi \(kits.vi).",
            "\(settings.office) has removed one item from \(kits.en).")(language)
        let steps = RecallTexts.steps(settings.office).map { $0(language) }
        let greeting = Text("Kính gửi đồng chí,", "Dear comrade,")(language)
        let thanks = Text("Trân trọng cảm ơn đồng chí.", "Thank you.")(language)
        mail =
            ([greeting, "", lead, ""] + steps.enumerated().map { "\($0.offset + 1). \($0.element)" }
            + ["", contact, thanks, "", settings.office]).joined(separator: "\n")
        chat = ([settings.office, lead] + steps.map { "– \($0)" } + [contact]).joined(separator: "\n")
        telephone = RecallTexts.telephone(which, settings)(language)
    }

    /// All three, one after the other, to print or to paste from.
    package func text(_ language: Language) -> String {
        let parts: [(Text, String)] = [
            (Text("THƯ ĐIỆN TỬ", "MAIL"), "\(subject)\n\n\(mail)"), (Text("TIN NHẮN", "CHAT"), chat),
            (Text("GỌI ĐIỆN", "TELEPHONE"), telephone),
        ]
        return parts.map { "── \($0.0(language))\n\n\($0.1)\n" }.joined(separator: "\n")
    }

    private static func steps(_ office: String) -> [Text] {
        [
            Text(
                "Xóa tệp cặp tài liệu đã tải của các đợt nói trên, mọi thư mục đã giải nén và mọi bản sao.",
                "Delete the kit you downloaded, for the editions named, every folder it was unpacked into and every copy."
            ),
            Text(
                "Giữ riêng bản giấy, không đọc, không sao chụp; cán bộ phụ trách sẽ gọi để nhận lại. Không tự hủy.",
                "Put the paper aside, unread and uncopied; the officer will call and take it back. Do not destroy it."
            ),
            Text(
                "Không chuyển tiếp, không chụp ảnh, không đưa vào nhóm trò chuyện dưới bất kỳ hình thức nào.",
                "Never forward it, photograph it or post it in a group."),
            Text(
                "Làm xong báo lại \(office); cặp của đợt đó sẽ được cấp lại.",
                "Tell \(office) when it is done; that edition will be supplied anew."),
        ]
    }

    private static func telephone(_ kits: String, _ settings: Settings) -> Text {
        let caller = settings.officer ?? "…"
        return Text(
            """
            – Tôi là \(caller), \(settings.office). Đồng chí đang một mình nghe máy được không?
            – Trong \(kits) có một tài liệu phải thu hồi. Qua điện thoại tôi không nêu tên; xin đồng chí cũng không nêu.
            – Đề nghị xóa tệp đã tải và mọi bản sao; bản giấy giữ riêng, tôi hẹn ngày đến nhận: ……/……/……
            – Đồng chí đã chuyển cho ai chưa? Ghi lại: ………………………………
            – Khi gặp, hai bên ký vào biên bản.
            """,
            """
            – This is \(caller), \(settings.office). Can you speak alone?
            – One item of \(kits) has to come back. I shall not name it on the telephone; please do not either.
            – Please delete the downloaded kit and every copy; put the paper aside, I shall collect it on ……/……/……
            – Have you passed it on to anybody? Note: ………………………………
            – When we meet we both sign the record.
            """)
    }

    /// The kits with their editions: `“Cặp …” đợt 1, đợt 2`.
    static func kits(_ report: RemovalReport) -> Text {
        var slugs: [String] = []
        var editions: [String: [Text]] = [:]
        for place in report.places {
            if editions[place.kit] == nil { slugs.append(place.kit) }
            let label = PageWords.edition(place.edition, place.issuedOn)
            if editions[place.kit, default: []].contains(label) { continue }
            editions[place.kit, default: []].append(label)
        }
        let parts = slugs.map { slug -> Text in
            let name = report.kits[slug] ?? Text(slug, slug)
            let list = editions[slug] ?? []
            return Text(
                "“\(name.vi)” \(list.map(\.vi).joined(separator: ", "))",
                "“\(name.en)” \(list.map(\.en).joined(separator: ", "))")
        }
        if parts.isEmpty { return Text("cặp tài liệu", "the kits") }
        return Text(
            parts.map(\.vi).joined(separator: "; "), parts.map(\.en).joined(separator: "; "))
    }
}
