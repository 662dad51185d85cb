import SatchelCore

/// The fields of one change of the organisation, by its kind, and the change they make.
struct ReorganisationFields {
    let visit: Visit
    /// The change entered before it: its decision's symbol and days are offered again.
    let last: NewReorganisation?

    var kind: NewReorganisation.Kind {
        (visit.form["kind"] ?? visit.query["kind"]).flatMap(NewReorganisation.Kind.init(rawValue:)) ?? .merge
    }

    /// When this kind is the right one.
    var explanation: String {
        switch kind {
        case .setUp: visit.say("Tổ chức mới, không từ tổ chức nào.", "A new node, made of no other.")
        case .merge:
            visit.say(
                "Nhiều tổ chức thành một. Cặp mới nhất theo sang, các bản khác thu hồi.",
                "Several nodes become one. The newest kit goes along, the other copies come back.")
        case .split:
            visit.say(
                "Một tổ chức thành nhiều. Cặp theo một nơi; nơi khác chưa có cặp.",
                "One node becomes several. The kit goes to one of them; the others have none yet.")
        case .dissolve: visit.say("Thôi hoạt động, không nơi nào kế thừa.", "It ends and nobody follows.")
        case .rename: visit.say("Chỉ đổi tên, mọi thứ khác giữ nguyên.", "Only the name changes.")
        case .move: visit.say("Về trực thuộc cấp trên khác.", "It comes under another committee.")
        case .endLevel:
            visit.say(
                "Bỏ một cấp (như cấp huyện 01/07/2025): tổ chức trực thuộc lên cấp trên, cặp và tài khoản giao nơi kế thừa.",
                "A level ends: what is below moves up, its kits and accounts go to the successors.")
        }
    }

    var html: HTML {
        let known = last
        return """
            \(own)
            \(Field.text("decision", visit.say("Số, ký hiệu quyết định", "Symbol of the decision"), visit.value("decision", known?.decision), isRequired: true))
            \(Field.day("decided", visit.say("Ngày ký", "Made on"), visit.value("decided", known?.decidedOn.office), isRequired: true))
            \(Field.day("from", visit.say("Hiệu lực từ ngày", "Effective from"), visit.value("from", known?.effectiveOn.office), hint: visit.say("Ngày đã qua hoặc sắp tới đều được.", "Past or future."), isRequired: true))
            """
    }

    private var own: HTML {
        let several = visit.say(
            "Mỗi mã một dòng, hoặc cách nhau bằng dấu phẩy.", "One a line, or parted by commas.")
        func area(_ name: String, _ label: String, hint: String, isRequired: Bool = true) -> HTML {
            Field.area(name, label, visit.value(name), hint: hint, isRequired: isRequired)
        }
        func line(_ name: String, _ label: String, isRequired: Bool = true, hint: String? = nil) -> HTML {
            Field.text(name, label, visit.value(name), hint: hint, isRequired: isRequired)
        }
        let newName = visit.say("Tên", "Name")
        switch kind {
        case .setUp:
            return "\(line("into", visit.say("Mã mới", "Its code")))\(line("name", newName))\(details)"
        case .merge:
            let hint = visit.say(
                "Mã mới, hoặc mã của một trong các tổ chức trên nếu nơi ấy nhận các nơi khác.",
                "A new code, or that of one of the above when it takes the others in.")
            let only = visit.say("Để trống nếu mã trên đã có.", "Blank if that code exists.")
            return """
                \(area("codes", visit.say("Mã các tổ chức sáp nhập", "The nodes to merge"), hint: several))
                \(line("into", visit.say("Thành tổ chức mang mã", "Into the node with the code"), hint: hint))
                \(line("name", visit.say("Tên tổ chức mới", "The new one's name"), isRequired: false, hint: only))\(details)
                """
        case .split:
            let hint = visit.say(
                "Mỗi dòng: MÃ = Tên. Đánh dấu * trước mã của nơi giữ cặp.",
                "One a line: CODE = Name. Put * before the code of the one that keeps the kits.")
            return """
                \(line("codes", visit.say("Mã tổ chức chia tách", "The node to split")))
                \(area("into", visit.say("Thành các tổ chức", "Into"), hint: hint))
                """
        case .dissolve:
            return area("codes", visit.say("Mã các tổ chức giải thể", "The nodes to dissolve"), hint: several)
        case .rename:
            return """
                \(line("codes", visit.say("Mã tổ chức", "The node's code")))\(line("name", visit.say("Tên mới", "Its new name")))
                """
        case .move:
            return """
                \(area("codes", visit.say("Mã các tổ chức chuyển", "The nodes to move"), hint: several))
                \(line("under", visit.say("Mã cấp trên mới", "The new parent's code")))
                """
        case .endLevel:
            return """
                \(area("codes", visit.say("Mã các tổ chức của cấp kết thúc", "The nodes of the level that ends"), hint: several))
                \(area("into", visit.say("Mã các nơi kế thừa cặp, tài khoản", "Codes of the successors"), hint: several, isRequired: false))
                \(line("under", visit.say("Mã cấp trên mới của tổ chức trực thuộc", "The new parent of what was below"), isRequired: false))
                """
        }
    }

    /// What a node that begins is like, as far as it differs from those before it.
    private var details: HTML {
        let same = visit.say("như tổ chức trước", "as before")
        return """
            \(NodeField.kind(visit, chosen: visit.value("kindOfNode"), blank: kind == .setUp ? nil : same, name: "kindOfNode"))
            \(Field.text("under", visit.say("Mã cấp trên", "Code of the one above"), visit.value("under"), hint: kind == .setUp ? nil : same))
            \(Field.text("secretary", visit.say("Bí thư (nếu đã biết)", "Secretary (if known)"), visit.value("secretary"), autocomplete: "off"))
            \(Field.text("phone", visit.say("Điện thoại bí thư", "The secretary's telephone"), visit.value("phone"), kind: "tel", autocomplete: "off"))
            """
    }

    /// The change a form describes.
    /// - Throws: `fieldMissing`, `dateBroken`, `kindUnknown`, `lineBroken`.
    static func change(in visit: Visit) throws -> NewReorganisation {
        let kind = ReorganisationFields(visit: visit, last: nil).kind
        let decision = try visit.required(
            "decision", visit.say("Số, ký hiệu quyết định", "Symbol of the decision"))
        guard let decided = try visit.day("decided") else {
            throw SatchelError(.fieldMissing, ["column": visit.say("Ngày ký", "Made on")])
        }
        guard let from = try visit.day("from") else {
            throw SatchelError(.fieldMissing, ["column": visit.say("Hiệu lực từ ngày", "Effective from")])
        }
        let codes = kind == .setUp ? [] : list(visit.form.raw("codes"))
        let hasParent = kind == .move || kind == .endLevel
        return NewReorganisation(
            kind, codes, into: try successors(kind, codes, visit),
            under: hasParent ? visit.form["under"] : nil,
            decision: decision, decidedOn: decided, effectiveOn: from)
    }

    private static func successors(
        _ kind: NewReorganisation.Kind, _ codes: [String], _ visit: Visit
    ) throws -> [NewReorganisation.Successor] {
        switch kind {
        case .setUp, .merge:
            guard let code = visit.form["into"] else { return [] }
            return [
                .init(
                    code, name: visit.form["name"], kind: try NodeField.kind(in: visit, name: "kindOfNode"),
                    parent: visit.form["under"], secretary: visit.form["secretary"],
                    phone: visit.form["phone"])
            ]
        case .split:
            return try (visit.form.raw("into") ?? "").split(separator: "\n").map(String.init)
                .filter { !$0.trimmed.isEmpty }.map(successor)
        case .rename: return codes.prefix(1).map { .init($0, name: visit.form["name"]) }
        case .endLevel: return list(visit.form.raw("into")).map { .init($0) }
        case .dissolve, .move: return []
        }
    }

    private static func successor(_ line: String) throws -> NewReorganisation.Successor {
        let sides = line.split(separator: "=", maxSplits: 1).map {
            VietnameseText.normalised(String($0)).trimmed
        }
        guard sides.count == 2, !sides[1].isEmpty else {
            throw SatchelError(.lineBroken, ["text": line.trimmed])
        }
        let keeps = sides[0].hasPrefix("*")
        let code = keeps ? String(sides[0].dropFirst()).trimmed : sides[0]
        return .init(code, name: sides[1], keepsCopies: keeps)
    }

    private static func list(_ text: String?) -> [String] {
        VietnameseText.normalised(text ?? "").split { ",;\n".contains($0) }.map { $0.trimmed }
            .filter { !$0.isEmpty }
    }
}
