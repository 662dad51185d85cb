extension NoticeTexts {
    /// A branch that a committee's secretary is told of.
    package struct Branch: Sendable, Hashable {
        package let name: String
        package let code: String
        /// The edition in use, when a receipt is known.
        package let held: String?
        /// Which of its copies are not up to date, when that is known.
        package let missing: String?
        package let dueOn: Day?
        /// What it lacks, where that is not the same for all.
        package let lacks: String?

        var named: String { "\(name) (\(code))\(lacks.map { ": \($0)" } ?? "")" }

        func line(_ language: Language) -> String {
            let use = held.map { Text("đang dùng \($0)", "uses \($0)")(language) }
            let due = dueOn.map { Text("hạn \($0.office)", "due \($0.office)")(language) }
            let missing = missing.map { Text("còn thiếu \($0)", "missing: \($0)")(language) }
            return ([named] + [missing, use, due].compactMap { $0 }).joined(separator: ", ")
        }
    }

    /// What the parts of one message tell its reader: a list when all are about branches below a committee.
    static func told(_ parts: [NoticeTexts], language: Language) -> [NoticeTexts] {
        guard let first = parts.first, parts.count > 1, parts.allSatisfy({ $0.kind == .escalation }) else {
            return parts
        }
        let isOfOne = Set(parts.map(\.edition)).count == 1
        let count = parts.count
        var digest = first
        let about =
            isOfOne
            ? Text(first.edition, first.edition) : Text("cặp tài liệu", "their kits")
        digest.subject = Text(
            "\(count) nơi chưa cập nhật xong \(about.vi)",
            "\(count) branches are not up to date with \(about.en)")(language)
        digest.body = [
            Text(
                "Đến ngày \(first.writtenOn.office), còn \(count) nơi sau đây chưa cập nhật xong \(about.vi):",
                "By \(first.writtenOn.office), these \(count) are not up to date with \(about.en):"
            )(language)
        ]
        digest.request =
            Text(
                "Đề nghị đồng chí nhắc và giúp những nơi này cập nhật. Nơi nào đã làm xong, xin báo lại để ban ghi vào sổ.",
                "Please remind them and help them to update. If one has done so, tell us and we will record it."
            )(language)
        digest.branches = parts.map { part in
            Branch(
                name: part.node.name, code: part.node.code, held: part.held,
                missing: part.missing, dueOn: part.dueOn, lacks: isOfOne ? nil : part.edition)
        }
        return [digest]
    }
}

/// The papers a recipient is to exchange, as a page to print and sign that goes with a mail.
package struct Exchange: Sendable {
    let slug: String
    let number: Int
    let kit: Text
    let from: Text?
    let to: Text
    let changes: [KitManifest.Change]

    /// Self-contained, and the same for the same changes.
    /// - Parameter reader: whose letter it goes with. - Parameter node: whose folder it is.
    func page(
        _ settings: Settings, _ language: Language, reader: String? = nil, node: String? = nil
    ) -> ChangeListPage {
        ChangeListPage(
            kit: kit, from: from, to: to, changes: changes, settings: settings, language: language,
            reader: reader, node: node)
    }

    /// Letters, digits and hyphens.
    var fileName: String {
        "bang-ke-\(slug.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }.prefix(30))-dot-\(number).html"
    }

    /// What the mail says of it.
    func note(_ language: Language) -> String {
        Text(
            "Bảng kê kèm theo thư này để in, đối chiếu và ký khi nộp lại bản rút ra.",
            "The list that goes with this mail is to print, check and sign when the old papers are handed back."
        )(
            language)
    }
}
