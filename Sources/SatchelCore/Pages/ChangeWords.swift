/// One line of a change list in words: what to take out of the paper folder, what to put in, and from when.
package struct ChangeWords: Sendable, Hashable {
    package let takeOut: [String]
    package let putIn: [String]
    package let note: Text?
    /// The old stays in the folder for now.
    package let isComing: Bool
    /// What the documents that come in are about, where that may be told.
    package let about: [String]

    /// The words over what is taken out: it is handed back, not destroyed.
    package static let out = Text("Rút ra (nộp lại, không hủy)", "Take out (hand back, do not destroy)")
    package static let shortOut = Text("Rút ra", "Take out")
    package static let into = Text("Đưa vào", "Put in")
    package static let remark = Text("Ghi chú", "Remarks")

    /// - Parameter titles: what documents are about, by the names they bear in the change.
    package init(_ change: KitManifest.Change, titles: [String: String] = [:]) {
        about = change.putIn.compactMap { titles[$0] }.map(ChangeWords.shortened)
        let kind = ChangeList.Kind(rawValue: change.kind)
        isComing = change.isComing
        switch kind {
        case .corrected:
            takeOut = change.takeOut.map { "\($0) (bản cũ)" }
            putIn = change.putIn.map { "\($0) (bản mới)" }
        case .moved:
            takeOut = []
            putIn = change.putIn
        case .replaced, .added, .removed, nil:
            takeOut = change.takeOut
            putIn = change.putIn
        }
        let from = change.from.flatMap { Day($0) }
        note = ChangeWords.note(
            kind, from: ChangeWords.isGuess(from, in: change) ? nil : from, isComing: change.isComing)
    }

    /// At most some two lines of a mail, cut between words.
    private static func shortened(_ title: String) -> String {
        if title.count <= 150 { return title }
        let words = title.prefix(150).split(separator: " ").dropLast()
        return words.joined(separator: " ") + "…"
    }

    /// Whether a day only stands for a month or year because the new document's own date is known no better.
    private static func isGuess(_ day: Day?, in change: KitManifest.Change) -> Bool {
        guard let day, day.day == 1 else { return false }
        let endings = ["năm \(day.year)", "tháng \(Day.twoDigits(day.month))/\(day.year)"]
        return change.putIn.contains { label in endings.contains { label.hasSuffix($0) } }
    }

    /// What takes effect later says from which day, and that the old stays until then.
    private static func note(_ kind: ChangeList.Kind?, from day: Day?, isComing: Bool) -> Text? {
        if isComing {
            let from = day.map { Text("Dùng từ \($0.office)", "For use from \($0.office)") }
            let until = Text(
                "chưa rút văn bản cũ trước ngày đó", "do not take the old one out before that day")
            return Text(
                "\(from?.vi ?? "Chưa có hiệu lực"); \(until.vi)",
                "\(from?.en ?? "Not yet in force"); \(until.en)")
        }
        switch kind {
        case .replaced: return day.map { Text("Thay từ \($0.office)", "In its place from \($0.office)") }
        case .added: return Text("Bổ sung", "New")
        case .corrected: return Text("Bản mới của cùng tài liệu", "A newer version of the same paper")
        case .moved:
            return Text(
                "Xếp sang mục khác; giữ nguyên bản đang có", "Moved to another place; keep the copy you have")
        case .removed: return Text("Không có bản thay", "Nothing in its place")
        case nil: return nil
        }
    }

    /// The line as plain text: `Rút ra: … Đưa vào: … (…)`, one part a line.
    package func lines(_ language: Language) -> [String] {
        var lines: [String] = []
        if !takeOut.isEmpty {
            lines.append("\(ChangeWords.shortOut(language)): \(takeOut.joined(separator: "; "))")
        }
        if !putIn.isEmpty { lines.append("\(ChangeWords.into(language)): \(putIn.joined(separator: "; "))") }
        if let note { lines.append("(\(note(language)))") }
        return lines
    }
}

/// A change list as a table to read on a phone and to follow beside the paper folder.
struct ChangeTable {
    let changes: [ChangeWords]
    /// Nil: Vietnamese with small English.
    let language: Language?
    /// Why each line stands there, when that is to be shown.
    var reasons: [String?] = []

    private func words(_ text: Text) -> HTML {
        language.map { .text(text($0)) } ?? PageWords.both(text)
    }

    private func label(_ text: Text) -> String { text(language ?? .vi) }

    var html: HTML {
        """
        <table class="folding changes"><thead><tr><th class="n" scope="col">\(words(Text("Số", "No.")))</th>\
        <th scope="col">\(words(ChangeWords.out))</th><th scope="col">\(words(ChangeWords.into))</th>\
        <th scope="col">\(words(ChangeWords.remark))</th></tr></thead>
        <tbody>
        \(changes.enumerated().map { row($0.offset, $0.element) })</tbody></table>
        """
    }

    private func row(_ place: Int, _ change: ChangeWords) -> HTML {
        let reason = place < reasons.count ? reasons[place] : nil
        let note: HTML = """
            \(change.note.map { "<p>\(words($0))</p>" })\(reason.map { "<p class=\"small\">\($0)</p>" })
            """
        return """
            <tr><td class="n">\(place + 1)</td>\
            \(cell(change.takeOut, ChangeWords.out, change.isComing ? "out stays" : "out"))\
            \(cell(change.putIn, ChangeWords.into, "in"))<td class="note">\(note)</td></tr>

            """
    }

    private func cell(_ names: [String], _ title: Text, _ style: String) -> HTML {
        if names.isEmpty { return "<td class=\"blank\">–</td>" }
        return
            "<td class=\"\(style)\" data-label=\"\(label(title))\">\(names.map { "<p>\(PageWords.name($0))</p>" as HTML })</td>"
    }
}
