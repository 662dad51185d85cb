/// A message for a chat group, alike for everyone: no link, and no name that is not open.
struct GroupText {
    /// The most changes it lists.
    static let longest = 8

    /// What it tells of; never an escalation, which is the committee's alone.
    let kind: Notice.Kind
    let facts: EditionFacts
    let dueOn: Day?
    /// The day a change takes effect, when it tells of that.
    let effectiveOn: Day?
    /// Whether each place has got the link of its own.
    let areLinksSent: Bool
    let settings: Settings

    func text(_ language: Language) -> String {
        let contact = NoticeTexts.contact(settings)
        let parts = [Text(settings.office, settings.office)] + said + [contact]
        let lines = parts.map { $0(language) }
        guard facts.withdrawnOn == nil, kind == .newEdition || kind == .reminder else {
            return lines.joined(separator: "\n")
        }
        return (lines.prefix(2) + changes(language) + lines.dropFirst(2)).joined(separator: "\n")
    }

    /// What happened, what is asked for, and how each place comes to its own page.
    private var said: [Text] {
        let name = facts.name
        if let day = facts.withdrawnOn {
            return [
                Text(
                    "Ngừng dùng \(name.vi), từ ngày \(day.office).",
                    "\(name.en) is withdrawn from \(day.office)."),
                Text("Việc cần làm: \(facts.instead ?? "")", "What to do: \(facts.instead ?? "")"),
            ]
        }
        if kind == .effective, let day = effectiveOn { return [takesEffect(day.office), own] }
        if kind == .reminder { return [stillBehind, askAgain, own] }
        let issued = Text(
            "Đã cấp phát \(name.vi), ngày \(facts.issuedOn.office).",
            "\(name.en) was issued on \(facts.issuedOn.office).")
        return [issued] + [ask].compactMap { $0 } + [own]
    }

    private var ask: Text? {
        dueOn.map {
            Text(
                "Đề nghị các đồng chí thay trong cặp giấy và báo đã nhận, chậm nhất ngày \($0.office).",
                "Please exchange the papers in the folder and confirm receipt by \($0.office).")
        }
    }

    private var stillBehind: Text {
        let due = dueOn.map { Text(", hạn \($0.office)", ", due \($0.office)") } ?? Text("", "")
        return Text(
            "Nhắc việc: còn nơi chưa cập nhật xong \(facts.name.vi)\(due.vi).",
            "A reminder: some are not up to date with \(facts.name.en)\(due.en).")
    }

    private var askAgain: Text {
        Text(
            "Nơi nào đã thay xong, đề nghị báo lại; nơi nào chưa, đề nghị tải về và thay trong cặp giấy.",
            "If yours is done, please say so; if not, please download it and exchange the papers.")
    }

    private func takesEffect(_ day: String) -> Text {
        Text(
            "Từ ngày \(day), dùng tài liệu mới ghi trong \(facts.name.vi); trước ngày đó chưa rút văn bản cũ.",
            "From \(day) on, use what \(facts.name.en) brought; do not take out the old papers before that day."
        )
    }

    private var own: Text {
        areLinksSent
            ? Text(
                "Đường dẫn của mỗi nơi đã gửi riêng; xin đừng gửi vào nhóm.",
                "Each place was sent a link of its own; please do not post it here.")
            : Text(
                "Đường dẫn của mỗi nơi sẽ gửi riêng; xin đừng gửi vào nhóm.",
                "Each place will be sent a link of its own; please do not post it here.")
    }

    private func changes(_ language: Language) -> [String] {
        guard let from = facts.changesFrom, !facts.changes.isEmpty else { return [] }
        let isOpen = { (change: KitManifest.Change) in
            (change.takeOut + change.putIn).allSatisfy(facts.openLabels.contains)
        }
        let shown = facts.changes.filter(isOpen).prefix(GroupText.longest)
        let rest = facts.changes.count - shown.count
        let title = Text("Thay đổi so với \(from.vi):", "Changes since \(from.en):")
        let more = Text(
            "– và \(rest) thay đổi khác, xem trang riêng.", "– and \(rest) more, see your own page.")
        let only = Text("– \(rest) thay đổi, xem trang riêng.", "– \(rest), see your own page.")
        let lines = shown.map { "– " + ChangeWords($0).lines(language).joined(separator: ". ") }
        let tail = rest == 0 ? [] : [(shown.isEmpty ? only : more)(language)]
        return [title(language)] + lines + tail
    }
}
