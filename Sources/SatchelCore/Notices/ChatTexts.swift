/// Short plain texts to paste into a chat: nothing in them is a secret of the office.
package enum ChatTexts {
    /// The most changes a group message lists.
    static let longest = 8

    /// A message for a group, alike for everyone: no link, and no name that is not open.
    package static func group(
        _ facts: EditionFacts, dueOn: Day?, settings: Settings, language: Language
    ) -> String {
        let name = facts.name
        let contact = NoticeTexts.contact(settings)(language)
        if let day = facts.withdrawnOn {
            let stop = Text(
                "Ngừng dùng \(name.vi), từ ngày \(day.office).", "\(name.en) is withdrawn from \(day.office)."
            )
            let instead = Text("Việc cần làm: \(facts.instead ?? "")", "What to do: \(facts.instead ?? "")")
            return [settings.office, stop(language), instead(language), contact].joined(separator: "\n")
        }
        let issued = Text(
            "Đã cấp phát \(name.vi), ngày \(facts.issuedOn.office).",
            "\(name.en) was issued on \(facts.issuedOn.office).")
        let ask = dueOn.map {
            Text(
                "Đề nghị các đồng chí thay trong cặp giấy và báo đã nhận, chậm nhất ngày \($0.office).",
                "Please exchange the papers in the folder and confirm receipt by \($0.office).")
        }
        let own = Text(
            "Đường dẫn của mỗi nơi đã gửi riêng; xin đừng gửi vào nhóm.",
            "Each place was sent a link of its own; please do not post it here.")
        let lines = [settings.office, issued(language)] + changes(facts, language)
        return (lines + [ask?(language), own(language), contact].compactMap { $0 }).joined(separator: "\n")
    }

    private static func changes(_ facts: EditionFacts, _ language: Language) -> [String] {
        guard let from = facts.changesFrom, !facts.changes.isEmpty else { return [] }
        let isOpen = { (change: KitManifest.Change) in
            (change.takeOut + change.putIn).allSatisfy(facts.openLabels.contains)
        }
        let shown = facts.changes.filter(isOpen).prefix(longest)
        let rest = facts.changes.count - shown.count
        let title = Text("Thay đổi so với \(from.vi):", "Changes since \(from.en):")
        let more = Text(
            "– và \(rest) thay đổi khác, xem trang riêng.", "– and \(rest) more, see your own page.")
        let only = Text("– \(rest) thay đổi, xem trang riêng.", "– \(rest), see your own page.")
        let lines = shown.map { "– " + ChangeWords($0).lines(language).joined(separator: ". ") }
        let tail = rest == 0 ? [] : [(shown.isEmpty ? only : more)(language)]
        return [title(language)] + lines + tail
    }

    /// A message for one person, with the link; names no papers, for it too stands in a chat.
    package static func personal(_ texts: NoticeTexts, language: Language) -> String {
        let branches = texts.branches.map { "– " + $0.line(language) }
        var lines = [texts.greeting + ":"] + texts.body + branches + [texts.request]
        if texts.changesTitle != nil {
            let count = texts.changes.count
            lines.append(
                Text(
                    "Có \(count) thay đổi, xem ở trang riêng.", "There are \(count) changes; see your page.")(
                        language))
        }
        if let link = texts.link {
            lines += [texts.linkTitle, link, texts.codeNote?.line, texts.linkNote].compactMap { $0 }
        }
        return (lines + [texts.contact]).joined(separator: "\n")
    }
}
