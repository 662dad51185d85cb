/// Short plain texts to paste into a chat: nothing in them is a secret of the office.
package enum ChatTexts {
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
