import SatchelCore

/// What a secretary prints or looks back at: the slip with its QR code, and the history of receipts.
enum SlipPages {
    static let routes: [Route] = [
        .get("/k/slip", .holder, slip), .get("/k/history", .holder, history),
    ]

    /// Each kit's list of papers to exchange, and how to open the page again: link as QR code, and opening code.
    @Sendable private static func slip(_ visit: Visit) throws -> Answer {
        let holder = try visit.holder()
        let wanted = visit.query["recipient"]
        let kits = try visit.office.kits(of: holder).filter { wanted == nil || "\($0.recipientID)" == wanted }
        let link =
            "\(visit.office.settings.codeAddress)#\(try visit.office.linkSecret(recipient: holder.link.recipient, edition: holder.link.edition, generation: holder.link.generation))"
        let code = try visit.office.openingCode(
            recipient: holder.link.recipient, edition: holder.link.edition, generation: holder.link.generation
        )
        return visit.page(
            visit.say("Phiếu tài liệu thay thế, bổ sung", "Slip of papers to exchange"), isNarrow: true,
            """
            <div><p class="eyebrow">\(visit.office.settings.office)</p><h1>\(visit.say("Phiếu tài liệu thay thế, bổ sung", "Slip of papers to exchange"))</h1><p>\(holder.name)</p></div>
            \(try kits.map { try part($0, visit) })
            <section class="card"><h2>\(visit.say("Mở lại trang này", "Open this page again"))</h2>
            <div class="row">\(try QRCode(link).svg(size: 148, label: visit.say("Mã QR của đường dẫn riêng", "QR code of the personal link")))
            <div><p>\(visit.say("Quét mã, hoặc vào", "Scan, or open")) <b>\(visit.office.settings.codeAddress)</b></p>
            <p>\(visit.say("và nhập mã mở", "and type the code")) <b class="w">\(code.text)</b></p></div></div></section>
            \(PaperParts.signatures([Text("Người nộp lại bản cũ", "Handed the old ones back"), Text("Người nhận", "Received by")], visit.language))
            <p>\(visit.say("Có việc chưa rõ, gọi", "Questions? Call")) \(visit.contact).</p>
            <p class="noprint"><a href="/k">\(visit.say("Về trang cặp tài liệu", "Back to the kits"))</a></p>
            """)
    }

    private static func part(_ kit: HeldKit, _ visit: Visit) throws -> HTML {
        guard let current = kit.current else { return "" }
        let title = "\(visit.say(kit.name)), \(visit.say(current.edition.name))"
        let place = kit.parentName.map { "\(kit.nodeName), \($0)" } ?? kit.nodeName
        let head: HTML = """
            <p class="soft">\(place), \(visit.say("bản số", "copy")) \(kit.copyNumber)\(current.dueOn.map { ", \(visit.say("hạn", "due")) \($0.office)" as HTML })</p>
            """
        let foot = try receiptCode(of: kit, current, visit)
        guard let old = SecretaryFolder.base(of: kit, before: current.edition) else {
            return visit.card(
                title, "\(head)<p>\(visit.say("Không có gì phải thay.", "Nothing to exchange."))</p>\(foot)")
        }
        let labels = try visit.register.labels()
        let changes = try visit.office.changes(from: old, to: current.edition)
        func names(_ items: [EditionItem]) -> HTML {
            HTML.joined(items.map { .text(labels[$0.identity] ?? $0.identity) }, by: "<br>")
        }
        let table = Table(
            [
                .init(visit.say("Số", "No.")), .init(ChangeWords.out(visit.language)),
                .init(ChangeWords.into(visit.language)),
            ],
            rows: changes.lines.enumerated().map { place, line in
                ["\(place + 1)", line.kind == .moved ? "" : names(line.takeOut), names(line.putIn)]
            })
        return visit.card(title, "\(head)\(table.html)\(foot)")
    }

    /// What is read over the telephone where there is no network.
    private static func receiptCode(
        of kit: HeldKit, _ current: HeldKit.Supplied, _ visit: Visit
    ) throws -> HTML? {
        let code = try visit.office.receiptCode(
            recipient: kit.recipientID, edition: current.edition.number)
        return code.map { code in
            "<p>\(visit.say("Không có mạng thì gọi điện, đọc mã xác nhận này:", "Without a network, read this receipt code over the telephone:")) <b class=\"w\">\(code.text)</b></p>"
        }
    }

    /// Every row of evidence of the person's kits, newest first: what was recorded, when, by which way.
    @Sendable private static func history(_ visit: Visit) throws -> Answer {
        let kits = try visit.office.kits(of: try visit.holder())
        let cards = kits.map { kit -> HTML in
            let table = Table(
                [
                    .init(visit.say("Ngày", "Day")), .init(visit.say("Đợt", "Edition")),
                    .init(visit.say("Việc", "What")),
                    .init(visit.say("Bản", "Copy")), .init(visit.say("Qua", "By")),
                ],
                rows: kit.evidence.reversed().map { row in
                    [
                        .text(row.happenedOn.office), "\(row.edition)", .text(visit.say(row.proof.text)),
                        .text(visit.say(row.copy.text)), .text(visit.say(row.medium.text)),
                    ]
                })
            let body: HTML =
                kit.evidence.isEmpty
                ? "<p>\(visit.say("Chưa có xác nhận đã nhận.", "No receipt yet."))</p>" : table.html
            return visit.card("\(visit.say(kit.name)) – \(kit.nodeName)", body)
        }
        return visit.page(
            visit.say("Những lần đã nhận", "What was received"), isNarrow: true,
            """
            <h1>\(visit.say("Những lần đã nhận", "What was received"))</h1>\(cards)
            <p><a href="/k">\(visit.say("Về trang cặp tài liệu", "Back to the kits"))</a></p>
            """)
    }
}
