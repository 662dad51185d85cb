import SatchelCore

/// Leave to sign off on another's behalf (ủy quyền).
enum DelegationPages {
    /// The delegations that are not over, on the page of users.
    static func card(_ visit: Visit) throws -> HTML {
        let delegations = try visit.register.delegations().filter { $0.to.map { visit.today <= $0 } ?? true }
        let mayDelegate = visit.mayUse("account.delegate")
        let add: HTML? =
            mayDelegate
            ? "<a href=\"/accounts/delegate\">\(visit.say("Ghi ủy quyền", "Delegate"))</a>" : nil
        var columns = [
            Table.Column(visit.say("Người ủy quyền", "On behalf of")),
            .init(visit.say("Người được ủy quyền", "Who may sign off")),
            .init(visit.say("Thời gian", "Days")), .init(visit.say("Quyết định", "Decision")),
        ]
        if mayDelegate { columns.append(.init(visit.say("Việc", "Acts"))) }
        let rows = delegations.map { one -> [HTML] in
            let cells: [HTML] = [
                .text(one.fromName), .text(one.toName), .text(visit.span(one.from, one.to)),
                .text(one.decision ?? ""),
            ]
            let revoke: HTML = """
                <a href="/accounts/revoke?id=\("\(one.id)")">\(visit.say("Thôi ủy quyền số \(one.id)", "Take back no. \(one.id)"))</a>
                """
            return mayDelegate ? cells + [revoke] : cells
        }
        let none: HTML = "<p class=\"soft\">\(visit.say("Không có ủy quyền nào.", "There are none."))</p>"
        return visit.card(
            visit.say("Ủy quyền duyệt, cấp phát", "Delegations to sign off"), end: add,
            rows.isEmpty ? none : Table(columns, rows: rows).html)
    }

    private static func page(_ visit: Visit, _ title: String, _ body: HTML) -> Answer {
        visit.page(
            title, at: .accounts, isNarrow: true,
            """
            \(visit.trail([("/accounts", visit.say("Người dùng", "Users"))]))
            <h1>\(title)</h1>\(visit.card(nil, body))
            """)
    }

    @Sendable static func new(_ visit: Visit) throws -> Answer {
        let account = try visit.account()
        let own = account.role == .issuer ? account.name : nil
        let fields: HTML = """
            \(Field.text("principal", visit.say("Người ủy quyền", "On behalf of"), visit.value("principal", own), isRequired: true, autocomplete: "off"))
            \(Field.text("deputy", visit.say("Người được ủy quyền", "Who may sign off"), visit.value("deputy"), isRequired: true, autocomplete: "off"))
            \(Field.day("from", visit.say("Từ ngày", "From"), visit.value("from", visit.today.office), isRequired: true))
            \(Field.day("to", visit.say("Đến hết ngày", "Up to"), visit.value("to"), isRequired: true))
            \(Field.text("decision", visit.say("Số quyết định, giấy ủy quyền (nếu có)", "The decision (if any)"), visit.value("decision")))
            """
        return page(
            visit, visit.say("Ghi ủy quyền", "Delegate"),
            visit.form(to: "/accounts/delegate", visit.say("Ghi", "Record"), fields))
    }

    @Sendable static func delegate(_ visit: Visit) throws -> Answer {
        guard let to = try visit.day("to") else {
            throw SatchelError(.fieldMissing, ["column": visit.say("Đến hết ngày", "Up to")])
        }
        let new = NewDelegation(
            from: try visit.required("principal", visit.say("Người ủy quyền", "On behalf of")),
            to: try visit.required("deputy", visit.say("Người được ủy quyền", "Who may sign off")),
            from: try visit.day("from") ?? visit.today, to: to, decision: visit.form["decision"])
        try visit.register.delegate(new, by: try visit.actor())
        return .seeOther("/accounts?done=delegated")
    }

    @Sendable static func revoking(_ visit: Visit) throws -> Answer {
        let id = visit.form["id"] ?? visit.query["id"] ?? ""
        return page(
            visit, visit.say("Thôi ủy quyền số \(id)", "Take back delegation no. \(id)"),
            visit.form(
                to: "/accounts/revoke", visit.say("Thôi ủy quyền", "Take it back"), style: "danger",
                """
                \(Field.hidden("id", id))
                \(Field.text("reason", visit.say("Lý do", "Reason"), visit.value("reason"), isRequired: true))
                """))
    }

    @Sendable static func revoke(_ visit: Visit) throws -> Answer {
        guard let id = try visit.number("id") else {
            throw SatchelError(.delegationUnknown, ["delegation": ""])
        }
        try visit.register.revoke(
            delegation: Int64(id), reason: try visit.required("reason", visit.say("Lý do", "Reason")),
            by: try visit.actor())
        return .seeOther("/accounts?done=revoked")
    }
}
