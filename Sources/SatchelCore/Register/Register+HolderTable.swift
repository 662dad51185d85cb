import GRDB

extension ListColumns {
    static let holders: [TableColumn] = [
        .init("Mã", "Code", required: true), .init("Họ tên", "Person", required: true),
        .init("Chức vụ", "Role"), .init("Điện thoại", "Phone"), .init("Thư điện tử", "Email"),
        .init("Tài khoản nhắn tin", "Chat", formerly: "Nhóm trò chuyện"), .init("Từ ngày", "From", .day),
    ]
}

// The list of those who hold kits (danh sách bí thư).
extension Register {
    /// Who is to hold a node's kits, as a row says.
    private struct Appointment {
        let code: String
        let holder: NewHolder
        let from: Day
    }

    private struct Term: Hashable {
        let node: Int64
        let role: String
        let from: Day
    }

    /// Appoints the holders of a list, all or none: a person who holds already is only reached otherwise, and whoever
    /// the list says the same of stays as recorded. What a row leaves empty of how a person is reached stays too.
    /// - Parameter day: from when rows without a day hold.
    /// - Returns: what each row did. - Throws: `faultsInFile` with every mistake, `outsideAccount`.
    @discardableResult
    package func importHolders(
        _ bytes: [UInt8], file: String, from day: Day, by actor: Actor
    ) throws -> [ImportOutlook.Effect] {
        var table = try TableImport(bytes, file: file, columns: ListColumns.holders)
        let rows = table.table.rows
        return try change(
            "holder.import", file, by: actor,
            detail: ["sha256": BlobStore.sha256(bytes), "count": "\(rows.count)"]
        ) { db, event in
            var trees: [Day: OrganisationTree] = [:]
            var terms: Set<Term> = []
            var effects: [ImportOutlook.Effect] = []
            var touched: Set<Int64> = []
            var named: Set<Int64> = []
            for row in rows {
                guard let entry = Register.appointment(row, &table, day) else { continue }
                try table.taking(
                    row, columns: [.nodeUnknown: 0, .holderTwice: 0, .phoneRefused: 3, .mailRefused: 4]
                ) {
                    let tree = try trees[entry.from] ?? Register.organisation(db, on: entry.from, .now)
                    trees[entry.from] = tree
                    let node = try tree.node(code: entry.code)
                    named.insert(node.id)
                    let role = VietnameseText.folded(entry.holder.role)
                    guard terms.insert(Term(node: node.id, role: role, from: entry.from)).inserted else {
                        throw SatchelError(
                            .holderTwice,
                            ["code": node.code, "role": entry.holder.role, "day": entry.from.office])
                    }
                    let effect = try Register.enter(entry, at: node, db, event)
                    effects.append(effect)
                    if effect != .unchanged { touched.insert(node.id) }
                }
            }
            try Register.refuseOutside(named, "holder.import", of: actor, on: clock.today, db)
            try table.faults.throwIfAny(file: file)
            if !touched.isEmpty { try Register.follow(db, nodes: touched, today: clock.today, event) }
            return effects
        }
    }

    private static func appointment(
        _ row: TableRow, _ table: inout TableImport, _ day: Day
    ) -> Appointment? {
        let before = table.faults.all.count
        for column in [0, 1] where table.field(row, column).isEmpty {
            table.fault(row, column, .fieldMissing, ["column": ListColumns.holders[column].text.vi])
        }
        let person = table.field(row, 1)
        if VietnameseText.isLegacyEncoded(person) { table.fault(row, 1, .legacyEncoding, ["text": person]) }
        let from = table.day(row, 6) ?? day
        guard table.faults.all.count == before else { return nil }
        var holder = NewHolder(
            person: person, phone: table.optional(row, 3), email: table.optional(row, 4),
            chat: table.optional(row, 5))
        if let role = table.optional(row, 2) { holder.role = role }
        return Appointment(code: table.field(row, 0), holder: holder, from: from)
    }

    private static func enter(
        _ entry: Appointment, at place: OrganisationNode, _ db: Database, _ event: Int64
    ) throws -> ImportOutlook.Effect {
        let node = place.id
        let role = VietnameseText.folded(entry.holder.role)
        let present = try holders(db, on: entry.from, .now, at: [node])[node]?.first {
            VietnameseText.folded($0.role) == role
        }
        try entry.holder.checkContacts(of: place.code, knownAs: present)
        guard let present else {
            try appoint(db, entry.holder, at: node, from: entry.from, event)
            return .added
        }
        var next = entry.holder
        next.role = present.role
        if VietnameseText.folded(present.person) == VietnameseText.folded(next.person) {
            next.phone = next.phone ?? present.phone
            next.email = next.email ?? present.email
            next.chat = next.chat ?? present.chat
            let isSame =
                (next.person, next.phone, next.email, next.chat)
                == (present.person, present.phone, present.email, present.chat)
            if isSame { return .unchanged }
        }
        try appoint(db, next, at: node, from: entry.from, event)
        return .changed
    }

    /// Who holds kits on a day, as a list that `importHolders` reads back.
    package func holderTable(on day: Day, _ language: Language) throws -> ExportTable {
        let tree = try organisation(on: day)
        let holders = try holders(on: day)
        let rows = tree.nodes.sorted { $0.code < $1.code }.flatMap { node in
            (holders[node.id] ?? []).map { holder -> [ExportTable.Cell] in
                [
                    .text(node.code), .text(holder.person), .text(holder.role), .optional(holder.phone),
                    .optional(holder.email), .optional(holder.chat), .day(holder.from),
                ]
            }
        }
        return ExportTable(Text("Danh sách bí thư", "Holders"), ListColumns.holders, rows, language)
    }
}
