import SatchelCore

/// The one page of a secretary: each kit, what to fetch, what to exchange in the paper folder, and the two acts.
enum SecretaryPage {
    static let routes: [Route] = [
        .post("/k/receipts", .holder, shownAgain: show, acknowledge)
    ]

    @Sendable static func show(_ visit: Visit) throws -> Answer {
        let holder = try visit.holder()
        let kits = try visit.office.kits(of: holder)
        let done: HTML? = visit.query["done"].map { word in
            """
            <div class="note ok" role="status"><p>\(word == "filed"
                ? visit.say("Đã ghi nhận: đã thay xong trong cặp giấy. Cảm ơn đồng chí.", "Recorded: exchanged in the paper folder. Thank you.")
                : visit.say("Đã ghi nhận: đã tải tệp. Cảm ơn đồng chí.", "Recorded: files received. Thank you."))</p></div>
            """
        }
        let title =
            kits.count == 1 ? visit.say(kits[0].name) : visit.say("Các cặp tài liệu", "Your kits")
        return visit.page(
            title, isNarrow: true, scripts: [OpenPages.openByFragment],
            """
            <div><p class="eyebrow">\(holder.name)\(holder.person == nil ? nil : ", " as HTML)\(holder.person == nil ? nil : HTML.text(holder.nodeName))</p><h1>\(title)</h1></div>
            \(done)\(try kits.map { try card($0, isOnly: kits.count == 1, visit) })
            <section class="card"><h2>\(visit.say("Việc khác", "More"))</h2><ul class="plain">
            <li><a href="/k/check">\(visit.say("Đối chiếu cặp đang dùng", "Check the folder in use"))</a><span class="soft small">\(visit.say("chọn thư mục hoặc tệp nén trên máy; tệp không rời khỏi máy", "choose a folder or archive on this device; files never leave it"))</span></li>
            <li><a href="/k/history">\(visit.say("Những lần đã nhận", "What was received before"))</a></li>
            <li><a href="/k/slip">\(visit.say("Phiếu để in, có mã QR", "A slip to print, with a QR code"))</a></li></ul></section>
            <p class="soft">\(visit.say("Có việc chưa rõ, gọi", "Questions? Call")) \(visit.contact).</p>
            \(visit.button(to: "/k/close", visit.say("Đóng trang này trên máy dùng chung", "Close this page on a shared device"), style: "link"))
            \(OpenPages.fragmentForm(visit))
            """)
    }

    private static func card(_ kit: HeldKit, isOnly: Bool, _ visit: Visit) throws -> HTML {
        let heading: HTML =
            isOnly
            ? "<p class=\"eyebrow\">\(place(kit))</p>"
            : "<h2>\(visit.say(kit.name))</h2><p class=\"eyebrow\">\(place(kit))</p>"
        guard let newest = kit.newest else { return "<section class=\"card\">\(heading)</section>" }
        guard let current = kit.current else {
            return "<section class=\"card\">\(heading)\(stopped(newest.edition, visit))</section>"
        }
        let stop: HTML? = newest.isWithdrawn ? stopped(newest.edition, visit) : nil
        return """
            <section class="card">\(heading)\(stop)\(state(kit, current, visit))
            <p class="big">\(PageWords.capital(visit.say(current.edition.name)))</p>
            <p class="soft">\(visit.say("cấp phát", "issued")) \(current.edition.issuedOn.office). \(held(kit, visit))</p>
            \(try downloads(kit, current, visit))
            \(acts(kit, current, isOnly: isOnly, visit))</section>
            \(try SecretaryFolder.exchange(kit, current, visit))
            """
    }

    private static func place(_ kit: HeldKit) -> String {
        kit.parentName.map { "\(kit.nodeName), \($0)" } ?? kit.nodeName
    }

    /// Whether it is done, or what is still to do, and until when.
    private static func state(_ kit: HeldKit, _ current: HeldKit.Supplied, _ visit: Visit) -> HTML {
        let behind = kit.held.filter { $0.edition?.number != current.edition.number }
        if behind.isEmpty {
            return "<p>\(Mark.ok(visit.say("Đã cập nhật", "Up to date")))</p>"
        }
        let isLate = current.dueOn.map { $0 < visit.today } ?? false
        let due: HTML? = current.dueOn.map {
            "<span class=\"soft\">\(visit.say("hạn", "due")) \($0.office)</span>"
        }
        let word = isLate ? visit.say("Quá hạn", "Overdue") : visit.say("Cần cập nhật", "To be updated")
        return "<p class=\"row\">\((isLate ? Mark.bad : .late)(word))\(due)</p>"
    }

    /// What the branch has of each copy, by which evidence.
    private static func held(_ kit: HeldKit, _ visit: Visit) -> String {
        kit.held.map { copy in
            let name = visit.say(copy.copy.text)
            guard let edition = copy.edition else {
                return visit.say("\(name): chưa có xác nhận đã nhận.", "\(name): no receipt yet.")
            }
            let day = copy.evidence.map { " (\(visit.say($0.proof.text)), \($0.happenedOn.office))" } ?? ""
            return "\(PageWords.capital(name)): \(visit.say(edition.name))\(day)."
        }.joined(separator: " ")
    }

    private static func stopped(_ edition: Edition, _ visit: Visit) -> HTML {
        """
        <div class="note bad"><p><b>\(visit.say("Ngừng dùng", "Withdrawn")): \(visit.say(edition.name))</b></p><p>\(edition.instead ?? "")</p></div>
        """
    }

    /// The update, when one makes sense, and the whole kit, with sizes.
    private static func downloads(_ kit: HeldKit, _ current: HeldKit.Supplied, _ visit: Visit) throws -> HTML
    {
        let edition = current.edition
        let old = SecretaryFolder.base(of: kit, before: edition)
        let full = try visit.site.shelf.kits(of: edition, since: nil, in: visit.office)
        let path = "/k/kits/\(kit.recipientID)/\(edition.number)"
        let whole = "\(visit.say("tệp nén", "archive")) \(visit.size(full.base.length))"
        let update = try old.map { try visit.site.shelf.kits(of: edition, since: $0, in: visit.office) }
        guard let old, let update, update.base.content != .full else {
            return """
                <a class="button" href="\(path)">\(visit.say("Tải cả cặp", "Download the kit"))<small>\(whole)</small></a>
                """
        }
        return """
            <a class="button" href="\(path)?since=\(old.number)">\(visit.say("Tải phần thay thế, bổ sung", "Download what changed"))<small>\(visit.say("tệp nén", "archive")) \(visit.size(update.base.length))</small></a>
            <a class="button second" href="\(path)">\(visit.say("Tải cả cặp", "Download the whole kit"))<small>\(whole)</small></a>
            """
    }

    /// The two acts, apart: files received; papers exchanged.
    private static func acts(
        _ kit: HeldKit, _ current: HeldKit.Supplied, isOnly: Bool, _ visit: Visit
    ) -> HTML {
        func act(_ proof: Proof, _ copy: Copy, _ text: String, _ told: String, _ style: String) -> HTML {
            let rows = kit.evidence.filter {
                $0.edition == current.edition.number && $0.copy == copy && $0.proof == proof
            }
            if let row = rows.last {
                return "<p>\(Mark.ok(told)) <span class=\"soft\">\(row.happenedOn.office)</span></p>"
            }
            return visit.button(
                to: "/k/receipts", text, style: style,
                hidden: [
                    ("recipient", "\(kit.recipientID)"), ("edition", "\(current.edition.number)"),
                    ("proof", proof.word),
                ])
        }
        let copies = Set(kit.held.map(\.copy))
        let download = kit.evidence.last {
            $0.edition == current.edition.number && $0.copy == .electronic && $0.proof == .downloaded
        }
        let hasAcknowledged = kit.evidence.contains {
            $0.edition == current.edition.number && $0.proof == .acknowledged
        }
        let noted: HTML? = download.map { row in
            "<p class=\"soft\">\(visit.say("Hệ thống ghi: đã tải về", "Noted by the system: downloaded")) \(row.happenedOn.office). \(visit.say("Đồng chí mở được tệp thì bấm nút dưới đây.", "Once the files open, press the button below."))</p>"
        }
        let electronic: HTML? =
            copies.contains(.electronic)
            ? act(
                .acknowledged, .electronic, visit.say("Đã tải tệp", "Files received"),
                visit.say("Đã báo: đã tải tệp", "Told: files received"), "second wide") : nil
        let paper: HTML? =
            copies.contains(.paper)
            ? act(
                .filed, .paper, visit.say("Đã thay xong trong cặp giấy", "Exchanged in the paper folder"),
                visit.say("Đã báo: đã thay trong cặp giấy", "Told: exchanged in the folder"), "second wide")
            : nil
        let title = visit.say("Báo đã nhận", "Tell the board")
        // The only kit has no heading of its own above this one.
        return
            "\(isOnly ? "<h2>\(title)</h2>" as HTML : "<h3>\(title)</h3>")\(hasAcknowledged ? nil : noted)\(electronic)\(paper)"
    }

    @Sendable private static func acknowledge(_ visit: Visit) throws -> Answer {
        let holder = try visit.holder()
        let recipient = Int64(try visit.number("recipient") ?? 0)
        let edition = try visit.number("edition") ?? 0
        guard let proof = visit.form["proof"].flatMap(Proof.init(word:)),
            let kit = try visit.office.kit(ofRecipient: recipient, for: holder)
        else { throw SatchelError(.foreignEdition) }
        try visit.site.receipts.record(
            Receipt(
                holder: holder, recipient: recipient, kit: kit, edition: edition, proof: proof,
                request: visit.form["once"]))
        return .seeOther("/k?done=\(proof.word)")
    }
}
