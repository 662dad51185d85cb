/// The slip in a branch's own kit (phiếu giao nhận): whose copy it is, what to do with it, a receipt to sign. It opens
/// offline and prints on one A4 page. Names between double braces are filled in for each branch.
struct PersonalSlip {
    let html: String

    /// - Parameters:
    ///   - forms: the names of the forms filled in for the branch, which lie beside the slip.
    ///   - contents: where the contents page lies, from there.
    init(_ manifest: KitManifest, forms: [String], contents: String, hasDueDay: Bool) {
        let edition = PageWords.edition(manifest.edition, Day(manifest.issuedOn))
        let body: HTML = """
            <main>
            \(PersonalSlip.head(manifest, edition))
            \(PersonalSlip.facts(manifest, hasDueDay: hasDueDay))
            \(PersonalSlip.tasks(forms, contents: contents))
            \(PersonalSlip.receipt(manifest))
            </main>
            """
        html =
            PageShell(
                title: "Phiếu giao nhận: \(manifest.name.vi), \(edition.vi)", language: .vi,
                styles: [PageStyle.base, PersonalSlip.style], body: body
            ).html
    }

    private static func head(_ manifest: KitManifest, _ edition: Text) -> HTML {
        let day = Day(manifest.issuedOn)
        return """
            \(PaperParts.letterhead(manifest.office, date: .text(day.map { PageWords.longDate($0).vi } ?? "")))
            <div class="head"><p class="eyebrow">Phiếu giao nhận cặp tài liệu</p><h1>\(manifest.name.vi)</h1>
            <p><b>\(PageWords.capital(edition.vi))</b></p>
            <p class="en" lang="en">Delivery slip: \(manifest.name.en), \(edition.en)</p></div>
            """
    }

    private static func facts(_ manifest: KitManifest, hasDueDay: Bool) -> HTML {
        var facts: [(Text, HTML)] = [
            (Text("Nơi nhận", "Recipient"), "<b>{{branch}}</b>"),
            (Text("Cấp trên trực tiếp", "Committee above"), "{{committee}}"),
            (Text("Bí thư", "Secretary"), "{{secretary}}"), (Text("Bản số", "Copy"), "{{copy}}"),
            (
                Text("Cấp phát ngày", "Issued on"),
                .text(Day(manifest.issuedOn)?.office ?? manifest.issuedOn)
            ),
        ]
        if hasDueDay { facts.append((Text("Hạn thay tài liệu", "Due"), "<b>{{due}}</b>")) }
        return
            "<dl class=\"facts\">\(facts.map { "<dt>\(PageWords.both($0.0))</dt><dd>\($0.1)</dd>" as HTML })</dl>"
    }

    private static func tasks(_ forms: [String], contents: String) -> HTML {
        let tasks: [HTML] = [
            """
            Mở trang <a href="\(HTML.reference(toPath: contents))">Mục lục</a>, xem bảng tài liệu thay thế, bổ sung. \
            <span class="en" lang="en">Open the contents page and look at what changed.</span>
            """,
            PageWords.both(
                "Rút ra, đưa vào cặp giấy theo bảng đó; bản rút ra nộp lại, không hủy.",
                "Exchange the papers in your folder; hand back what you take out."),
            PageWords.both(
                "Báo đã nhận, đã thay xong: ký phiếu dưới đây gửi lại, hoặc gọi điện.",
                "Tell us when it is done: sign below and return it, or call."),
        ]
        let own: HTML? =
            forms.isEmpty
            ? nil
            : """
            <section><h2>\(PageWords.both("Mẫu đã ghi sẵn tên nơi nhận", "Forms with your names filled in"))</h2>
            <ul>\(forms.map { "<li><a href=\"\(HTML.reference(toPath: $0))\">\($0)</a></li>" as HTML })</ul></section>
            """
        return """
            <section><h2>\(PageWords.both("Việc cần làm", "What to do"))</h2>
            <ol>\(tasks.map { "<li>\($0)</li>" as HTML })</ol></section>
            \(own)
            """
    }

    private static func receipt(_ manifest: KitManifest) -> HTML {
        let contact = PaperParts.contact(
            officer: manifest.officer, phone: manifest.phone, office: manifest.office)
        return """
            <section class="receipt"><h2>\(PageWords.both("Xác nhận của nơi nhận", "Receipt"))</h2>
            <p><span class="box"></span>\(PageWords.both("Đã nhận tệp, ngày", "Files received on")) <span class="fill"></span></p>
            <p><span class="box"></span>\(PageWords.both("Đã thay xong trong cặp giấy, ngày", "Papers exchanged on")) <span class="fill"></span></p>
            <p>\(PageWords.both("Không có mạng thì gọi điện, đọc mã xác nhận này:", "Without a network, read this receipt code over the telephone:")) \
            <b class="code">{{receipt code}}</b> \
            <span class="en" lang="en">(\(manifest.phone ?? manifest.office))</span></p>
            \(PaperParts.signatures([Text("Người giao", "Handed over by"), Text("Người nhận", "Received by")], .vi))
            <p>Có việc chưa rõ, gọi \(contact) <span class="en" lang="en">Questions: call this number</span></p></section>
            """
    }

    private static let style: HTML = """
        main{max-width:820px}.code{white-space:nowrap;letter-spacing:.04em}.facts{display:grid;grid-template-columns:minmax(10rem,32%) 1fr;gap:4px 16px}.facts dt{color:var(--soft)}
        ol,ul{padding-left:1.4rem}ul{columns:2;column-gap:2.4rem}li+li{margin-top:5px}li{break-inside:avoid}section{display:grid;gap:8px}h2{font-size:1.1rem}.receipt{border-top:1.5px dashed var(--soft);padding-top:18px}
        @media screen and (max-width:620px){main{padding:18px 16px 40px;gap:22px}.letterhead{grid-template-columns:1fr;text-align:left}.letterhead .party,.letterhead .star{display:none}.head{text-align:left;justify-items:start}.facts{grid-template-columns:1fr;gap:0}.facts dd{margin-bottom:8px}ul{columns:1}}
        @media print{h2{font-size:13pt}ol,ul{padding-left:14pt}ul{font-size:11.5pt}li+li{margin-top:2pt}.receipt{padding-top:8pt;break-inside:avoid}.signs div{padding-bottom:18mm}main>*+*{margin-top:10pt}}

        """
}
