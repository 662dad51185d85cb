import SatchelCore

/// Who holds kits at a node: appointed, reached otherwise, handed over to.
enum HolderPages {
    /// A page with one form about a node.
    private static func page(
        _ visit: Visit, _ title: String, to page: String, _ button: String, _ intro: String,
        takesFiles: Bool = false, _ fields: HTML
    ) throws -> Answer {
        let node = try visit.register.organisation(on: visit.today).node(code: visit.part("code"))
        return visit.page(
            title, at: .organisation, isNarrow: true,
            """
            \(visit.trail([("/organisation", visit.say("Tổ chức đảng", "Organisation")), (NodePath.of(node.code), node.name)]))
            <h1>\(title)</h1>
            <p>\(intro)</p>
            \(visit.card(nil, visit.form(to: NodePath.of(node.code, page), button, takesFiles: takesFiles, fields)))
            """)
    }

    private static func holder(_ visit: Visit) throws -> Holder? {
        let node = try visit.register.organisation(on: visit.today).node(code: visit.part("code"))
        return try visit.register.holders(on: visit.today)[node.id]?.first
    }

    @Sendable static func appointing(_ visit: Visit) throws -> Answer {
        try page(
            visit, visit.say("Ghi người giữ cặp mới", "Record a new holder"), to: "appoint",
            visit.say("Ghi người mới", "Record"),
            visit.say(
                "Người trước thôi giữ từ hôm trước ngày này. Đường dẫn đã gửi không dùng được nữa; cặp chờ ghi bàn giao.",
                "The one before holds it up to the day before. Links sent no longer work; the kit waits for its handover."
            ),
            """
            \(NodeField.person(visit, visit.say("Họ và tên", "Name"), isRequired: true))
            \(Field.text("role", visit.say("Chức vụ", "Office held"), visit.value("role", "Bí thư"), isRequired: true))
            \(Field.day("from", visit.say("Từ ngày", "From"), visit.value("from", visit.today.office), isRequired: true))
            """)
    }

    @Sendable static func appoint(_ visit: Visit) throws -> Answer {
        let holder = NewHolder(
            person: try visit.required("person", visit.say("Họ và tên", "Name")),
            role: visit.form["role"] ?? "Bí thư", phone: visit.form["phone"], email: visit.form["email"],
            chat: visit.form["chat"])
        try visit.register.appoint(
            holder, at: visit.part("code"), from: try visit.day("from") ?? visit.today, by: try visit.actor())
        return .seeOther(NodePath.of(visit.part("code")) + "?done=appointed")
    }

    @Sendable static func reaching(_ visit: Visit) throws -> Answer {
        let known = try holder(visit)
        return try page(
            visit, visit.say("Đổi cách liên lạc", "Change contacts"), to: "contact",
            visit.say("Đổi", "Change"),
            visit.say(
                "Người giữ: \(known?.person ?? "–"). Đổi xong, đường dẫn đã gửi trước đây không dùng được nữa. Ô để trống là không còn cách liên lạc ấy.",
                "Holder: \(known?.person ?? "–"). Links sent before then no longer work. What is blank is known no longer."
            ),
            """
            \(NodeField.contacts(visit, known))
            \(Field.day("from", visit.say("Từ ngày", "From"), visit.value("from", visit.today.office), isRequired: true))
            """)
    }

    @Sendable static func reach(_ visit: Visit) throws -> Answer {
        // The form shows what is known: a field that came back blank was emptied.
        let (phone, email, chat) = (visit.form.raw("phone"), visit.form.raw("email"), visit.form.raw("chat"))
        try visit.register.reach(
            holderAt: visit.part("code"), phone: phone, email: email, chat: chat,
            from: try visit.day("from") ?? visit.today, by: try visit.actor())
        return .seeOther(NodePath.of(visit.part("code")) + "?done=reached")
    }

    @Sendable static func handing(_ visit: Visit) throws -> Answer {
        let history = try visit.register.history(of: visit.part("code"))
        let waiting = history.held.filter { $0.edition == nil && $0.withheld != nil }
        let copies = waiting.map { held in
            visit.say(
                Text("{kit} bản số {n}, {copy}, đợt {edition}", "{kit} copy {n}, {copy}, edition {edition}"),
                [
                    "kit": held.kit, "n": "\(held.copyNumber)", "copy": held.copy.text(visit.language),
                    "edition": "\(held.withheld ?? 0)",
                ])
        }
        let what =
            copies.isEmpty
            ? visit.say("Không có bản nào chờ bàn giao.", "Nothing waits to be handed over.")
            : visit.say("Sẽ ghi bàn giao: ", "To be handed over: ") + copies.joined(separator: "; ") + "."
        return try page(
            visit, visit.say("Ghi bàn giao cặp", "Record a handover"), to: "handover",
            visit.say("Ghi bàn giao", "Record it"),
            visit.say(
                "Người giữ mới \(try holder(visit)?.person ?? "–") đã nhận cặp từ người trước. \(what)",
                "The new holder \(try holder(visit)?.person ?? "–") took the kit over from the one before. \(what)"
            ), takesFiles: true,
            """
            \(Field.day("on", visit.say("Ngày bàn giao", "Day of the handover"), visit.value("on", visit.today.office), isRequired: true))
            \(Field.text("note", visit.say("Ghi chú, số biên bản", "Note, number of the minutes"), visit.value("note")))
            \(Field.file("scan", visit.say("Bản quét biên bản (không bắt buộc)", "The scanned minutes (may be left out)"), accept: ReceiptTerms.scans, hint: visit.say("PDF, JPEG hoặc PNG, tối đa 50 MB", "PDF, JPEG or PNG, up to 50 MB")))
            """)
    }

    @Sendable static func handOver(_ visit: Visit) throws -> Answer {
        let copies = try visit.register.handOver(
            at: visit.part("code"), on: try visit.day("on") ?? visit.today, note: visit.form["note"],
            scan: try visit.scan("scan"), in: visit.office.store, by: try visit.actor())
        return .seeOther(NodePath.of(visit.part("code")) + "?done=handed&n=\(copies.count)")
    }
}
