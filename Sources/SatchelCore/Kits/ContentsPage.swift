/// `Mục lục.html`: the contents of an archive as a page that opens offline and prints on A4.
///
/// Made from the manifest alone: same manifest, same bytes.
package struct ContentsPage: Sendable {
    package let html: String

    package init(_ manifest: KitManifest) {
        let contents = ContentsList(manifest)
        let edition = PageWords.edition(manifest.edition, Day(manifest.issuedOn))
        let body: HTML = """
            <main>
            \(ContentsPage.head(manifest, edition))
            \(ContentsPage.update(manifest))
            \(ContentsPage.changes(manifest))
            \(contents.html)
            \(ContentsPage.foot(manifest, contents))
            </main>
            """
        html =
            PageShell(
                title: "Mục lục: \(manifest.name.vi), \(edition.vi)", language: .vi,
                styles: [PageStyle.base, PageStyle.foldingTables, PageStyle.changes, ContentsList.style],
                body: body
            ).html
    }

    private static func head(_ manifest: KitManifest, _ edition: Text) -> HTML {
        let day = Day(manifest.issuedOn)
        let issued = Text(
            "\(edition.vi), cấp phát ngày \(day?.office ?? manifest.issuedOn)",
            "\(edition.en), issued on \(day?.office ?? manifest.issuedOn)")
        let contact = PaperParts.contact(
            officer: manifest.officer, phone: manifest.phone, office: manifest.office)
        return """
            \(PaperParts.letterhead(manifest.office, date: .text(day.map { PageWords.longDate($0).vi } ?? "")))
            <div class="head"><p class="eyebrow">Mục lục cặp tài liệu</p><h1>\(manifest.name.vi)</h1>
            <p><b>\(PageWords.capital(issued.vi))</b></p>
            <p class="en" lang="en">Contents: \(manifest.name.en), \(issued.en)</p>
            <p>Có việc chưa rõ, gọi \(contact)<br><span class="en" lang="en">For questions, call this number</span></p></div>
            """
    }

    private static func update(_ manifest: KitManifest) -> HTML? {
        guard let from = manifest.updateFrom else { return nil }
        let words = Text(
            """
            Đây là phần cập nhật: chỉ có những tài liệu thay đổi từ đợt \(from). Tài liệu ghi “giữ nguyên” thì dùng bản \
            trong cặp đang dùng.
            """,
            "This is an update: only what changed since edition \(from) is inside. What is marked “unchanged” is in the folder you have."
        )
        return "<p class=\"notice\">\(words.vi)<br><span class=\"en\" lang=\"en\">\(words.en)</span></p>"
    }

    private static func changes(_ manifest: KitManifest) -> HTML {
        guard let from = manifest.changesFrom else {
            return """
                <p>\(PageWords.both(Text("Đây là đợt đầu của cặp tài liệu.", "This is the first edition of the kit.")))</p>
                """
        }
        let title = Text(
            "Tài liệu thay thế, bổ sung so với đợt \(from)", "What changed since edition \(from)")
        let words = manifest.changes.map { ChangeWords($0) }
        let table: HTML =
            words.isEmpty
            ? "<p>\(PageWords.both(Text("Không có thay đổi.", "Nothing changed.")))</p>"
            : ChangeTable(changes: words, language: nil).html
        return "<section><h2>\(PageWords.both(title))</h2>\(table)</section>"
    }

    private static func foot(_ manifest: KitManifest, _ contents: ContentsList) -> HTML {
        let sum = Text(
            "Cộng: \(contents.count) tài liệu, trong đó \(contents.paperOnly) chỉ có bản giấy.",
            "In all: \(contents.count), of which \(contents.paperOnly) on paper only.")
        let gone = Text(
            " Ngoài ra có \(contents.removed) chỗ của tài liệu đã gỡ.",
            " Besides, \(contents.removed) removed.")
        let all = contents.removed == 0 ? sum : Text(sum.vi + gone.vi, sum.en + gone.en)
        let how = Text(
            "Bấm vào tên để mở tài liệu. Nếu không mở được, giải nén cả cặp ra một thư mục rồi mở lại trang này.",
            "Tap a name to open the document. If nothing opens, unpack the whole kit into a folder first.")
        return """
            <footer><p>\(PageWords.both(all))</p>
            <p class="noprint">\(PageWords.both(how))</p></footer>
            """
    }
}
