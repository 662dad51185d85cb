/// The list of papers to exchange in a folder (bảng kê tài liệu thay thế, bổ sung) between two editions, to print and
/// to sign when the old papers are handed back.
package struct ChangeListPage: Sendable {
    package let html: String
    /// What stands on the page.
    let sheet: HTML

    /// - Parameters:
    ///   - from: the edition in the folder, as a label; nil for none.
    ///   - to: the edition it becomes.
    ///   - reader: whose letter it goes with. - node: whose folder it is; written in by hand when nil.
    package init(
        kit: Text, from: Text?, to: Text, changes: [KitManifest.Change], settings: Settings,
        language: Language, reader: String? = nil, node: String? = nil
    ) {
        let title = Text("Bảng kê tài liệu thay thế, bổ sung", "List of papers to exchange")(language)
        let span = from.map { Text("từ \($0.vi) sang \(to.vi)", "from \($0.en) to \(to.en)") } ?? to
        let goesWith = reader.map {
            Text("Kèm theo thư gửi \($0)", "Goes with the letter to \($0)")(language)
        }
        sheet = """
            \(PaperParts.letterhead(settings.office, date: PaperParts.openDate(language)))
            <div class="head"><p class="eyebrow">\(title)</p><h1>\(kit(language))</h1><p>\(span(language))</p>\(goesWith.map { "<p><i>\($0)</i></p>" })</div>
            \(ChangeListPage.table(changes, language))
            \(ChangeListPage.foot(settings, node, language))
            """
        let body: HTML = """
            <main>
            \(sheet)
            </main>
            """
        html =
            PageShell(
                title: "\(title) – \(to(language))", language: language,
                styles: [PageStyle.base, PageStyle.foldingTables, PageStyle.changes, ChangeListPage.style],
                body: body
            ).html
    }

    private static func table(_ changes: [KitManifest.Change], _ language: Language) -> HTML {
        if changes.isEmpty { return "<p>\(Text("Không có thay đổi.", "Nothing changes.")(language))</p>" }
        let words = changes.map { ChangeWords($0) }
        let out = words.filter { !$0.isComing }.map(\.takeOut.count).reduce(0, +)
        let sum = Text(
            "Cộng: rút ra \(out) bản, đưa vào \(words.map(\.putIn.count).reduce(0, +)) bản.",
            "In all: \(out) to take out, \(words.map(\.putIn.count).reduce(0, +)) to put in.")
        return "\(ChangeTable(changes: words, language: language).html)<p>\(sum(language))</p>"
    }

    // Apart from the styles of the pages inside archives, whose bytes are those of the day of issue.
    static let style: HTML = ".fill.wide{min-width:min(16rem,60%)}\n"

    private static func foot(_ settings: Settings, _ node: String?, _ language: Language) -> HTML {
        let hand = Text(
            "Bản rút ra nộp lại cho \(settings.office), không hủy tại chi bộ. Bản giao và bản nhận lại ghi ở dưới.",
            "Papers taken out go back to \(settings.office); the branch does not destroy them. Sign below.")
        let counts = Text("Số bản đã nộp lại:", "Papers handed back:")
        let branch = Text("Tổ chức đảng:", "Branch or committee:")
        let contact = Text("Có việc chưa rõ, gọi:", "Questions:")
        return """
            <section><p>\(hand(language))</p>
            <p>\(branch(language)) \(node.map { "<b>\($0)</b>" } ?? "<span class=\"fill wide\"></span>" as HTML)</p>
            <p>\(counts(language)) <span class="fill"></span></p>
            <p>\(contact(language)) \(PaperParts.contact(officer: settings.officer, phone: settings.phone, office: settings.office))</p>
            </section>
            \(PaperParts.signatures([Text("Người nộp lại", "Handed back by"), Text("Người nhận", "Received by")], language))
            """
    }
}
