import SatchelCore

/// Adding one node with its secretary, as it has always been; what a decision sets up is a reorganisation.
enum NewNodePage {
    @Sendable static func show(_ visit: Visit) throws -> Answer {
        visit.page(
            visit.say("Thêm tổ chức", "Add a node"), at: .organisation, isNarrow: true,
            """
            \(visit.trail([("/organisation", visit.say("Tổ chức đảng", "Organisation"))]))
            <h1>\(visit.say("Thêm tổ chức", "Add a node"))</h1>
            <p class="soft">\(visit.say("Dùng khi bổ sung tổ chức đã có từ trước vào sổ. Tổ chức mới lập theo quyết định thì ghi ở", "For nodes that exist already and were left out. What a decision sets up is entered at")) \
            <a href="/reorganisations/new?kind=setUp">\(visit.say("Sắp xếp tổ chức", "Reorganisations"))</a>.</p>
            \(visit.card(nil, visit.form(to: "/organisation-new", visit.say("Thêm", "Add"), fields(visit))))
            """)
    }

    private static func fields(_ visit: Visit) -> HTML {
        """
        \(Field.text("code", visit.say("Mã (do ban đặt, không trùng)", "Code (the office's own, no two alike)"), visit.value("code"), isRequired: true))
        \(Field.text("name", visit.say("Tên tổ chức", "Name"), visit.value("name"), isRequired: true))
        \(NodeField.kind(visit, chosen: visit.value("kind", "residential")))
        \(Field.text("parent", visit.say("Mã cấp trên", "Code of the one above"), visit.value("parent", visit.query["under"]), hint: visit.say("Để trống nếu là cấp trên cùng.", "Blank for the topmost.")))
        \(Field.text("officialCode", visit.say("Mã chính thức (nếu có)", "Official code (if any)"), visit.value("officialCode")))
        \(Field.day("from", visit.say("Có từ ngày", "Exists from"), visit.value("from", visit.today.office), isRequired: true))
        \(NodeField.person(visit, visit.say("Bí thư (nếu đã biết)", "Secretary (if known)")))
        """
    }

    @Sendable static func add(_ visit: Visit) throws -> Answer {
        let code = try visit.required("code", visit.say("Mã", "Code"))
        let secretary = visit.form["person"].map { person in
            NewHolder(
                person: person, phone: visit.form["phone"], email: visit.form["email"],
                chat: visit.form["chat"])
        }
        let node = NewNode(
            code: code, name: try visit.required("name", visit.say("Tên tổ chức", "Name")),
            kind: try NodeField.kind(in: visit) ?? .composite, parent: visit.form["parent"],
            officialCode: visit.form["officialCode"], from: try visit.day("from") ?? visit.today,
            secretary: secretary)
        try visit.register.add(nodes: [node], from: code, by: try visit.actor())
        return .seeOther(NodePath.of(code) + "?done=added")
    }
}

/// Fields that forms about nodes share.
enum NodeField {
    /// - Parameter blank: what leaving it open means; nil when it must be chosen.
    static func kind(
        _ visit: Visit, chosen: String, blank: String? = nil, name: String = "kind"
    ) -> HTML {
        let open = blank.map { [("", $0)] } ?? []
        return Field.choice(
            name, visit.say("Loại hình", "Kind"),
            open + NodeKind.allCases.map { ($0.rawValue, visit.say($0.text)) }, chosen: chosen)
    }

    /// The kind chosen; nil when it was left open.
    /// - Throws: `kindUnknown`.
    static func kind(in visit: Visit, name: String = "kind") throws -> NodeKind? {
        guard let word = visit.form[name] else { return nil }
        guard let kind = NodeKind(rawValue: word) else { throw SatchelError(.kindUnknown, ["kind": word]) }
        return kind
    }

    /// A person and how to reach them.
    static func person(_ visit: Visit, _ label: String, isRequired: Bool = false) -> HTML {
        """
        \(Field.text("person", label, visit.value("person"), isRequired: isRequired, autocomplete: "off"))
        \(contacts(visit, nil))
        """
    }

    /// How somebody is reached.
    static func contacts(_ visit: Visit, _ known: Holder?) -> HTML {
        """
        \(Field.text("phone", visit.say("Điện thoại", "Telephone"), visit.value("phone", known?.phone), kind: "tel", autocomplete: "off"))
        \(Field.text("email", visit.say("Thư điện tử", "Mail"), visit.value("email", known?.email), kind: "email", autocomplete: "off"))
        \(Field.text("chat", visit.say("Tài khoản Zalo/tin nhắn của bí thư", "The secretary's own chat account"), visit.value("chat", known?.chat), autocomplete: "off"))
        """
    }
}
