import GRDB

private let columns = ListColumns.organisation

extension ListColumns {
    static let organisation: [TableColumn] = [
        .init("Mã", "Code", required: true), .init("Tên tổ chức", "Name", required: true),
        .init("Loại hình", "Kind", required: true), .init("Mã cấp trên", "Parent"),
        .init("Mã chính thức", "Official code"), .init("Từ ngày", "From", .day), .init("Bí thư", "Secretary"),
        .init("Điện thoại", "Phone"), .init("Thư điện tử", "Email"),
        .init("Tài khoản nhắn tin", "Chat", formerly: "Nhóm trò chuyện"),
    ]
}

extension Register {
    /// Adds the nodes of a list with their secretaries, all or none; `day` is when they exist from unless the
    /// table says so.
    /// - Returns: how many. - Throws: `faultsInFile` with every mistake, `nodeCircle`, `outsideAccount`.
    package func importOrganisation(_ bytes: [UInt8], file: String, from day: Day, by actor: Actor) throws
        -> Int
    {
        var table = try TableImport(bytes, file: file, columns: columns)
        return try change(
            "organisation.import", file, by: actor,
            detail: ["sha256": BlobStore.sha256(bytes), "count": "\(table.table.rows.count)"]
        ) { db, event in
            var entry = try NodeEntry(db)
            var new: [(TableRow, NewNode)] = []
            for row in table.table.rows {
                guard let node = Register.newNode(row, &table, day) else { continue }
                try table.taking(row, columns: [:]) { try entry.insert(node, db, event) }
                new.append((row, node))
            }
            for (row, node) in new {
                try table.taking(
                    row, columns: [.nodeUnknown: 3, .nodeCircle: 3, .phoneRefused: 7, .mailRefused: 8]
                ) {
                    try entry.insertVersion(of: node, db, event)
                }
            }
            try table.faults.throwIfAny(file: file)
            try Register.refuseTreeCircle(db, on: new.map(\.1.from).max())
            try Register.refuseOutside(new: event, "organisation.import", of: actor, on: clock.today, db)
            return new.count
        }
    }

    private static func newNode(_ row: TableRow, _ table: inout TableImport, _ day: Day) -> NewNode? {
        let missing = [0, 1].filter { table.field(row, $0).isEmpty }
        for column in missing { table.fault(row, column, .fieldMissing, ["column": columns[column].text.vi]) }
        if VietnameseText.isLegacyEncoded(table.field(row, 1)) {
            table.fault(row, 1, .legacyEncoding, ["text": table.field(row, 1)])
        }
        let word = table.field(row, 2)
        let kind = NodeKind(word: word)
        if kind == nil {
            let near = VietnameseText.suggestion(for: word, among: NodeKind.allCases.map(\.text.vi)) ?? ""
            table.fault(row, 2, .kindUnknown, ["kind": word, "near": near])
        }
        let from = table.day(row, 5) ?? day
        // A row with another mistake still takes its code, so that the rows below it are not blamed.
        guard missing.isEmpty else { return nil }
        let secretary = table.optional(row, 6).map { person in
            NewHolder(
                person: person, phone: table.optional(row, 7), email: table.optional(row, 8),
                chat: table.optional(row, 9))
        }
        return NewNode(
            code: table.field(row, 0), name: table.field(row, 1), kind: kind ?? .composite,
            parent: table.optional(row, 3), officialCode: table.optional(row, 4), from: from,
            secretary: secretary)
    }

    /// The organisation on a day with its secretaries, as a list that `importOrganisation` reads back.
    package func organisationTable(on day: Day, _ language: Language) throws -> ExportTable {
        let tree = try organisation(on: day)
        let holders = try holders(on: day)
        let rows = tree.nodes.sorted { $0.code < $1.code }.map { node -> [ExportTable.Cell] in
            let holder = holders[node.id]?.first
            return [
                .text(node.code), .text(node.name), .text(node.kind.text(language)),
                .optional(node.parentID.flatMap { tree[$0]?.code }), .optional(node.officialCode),
                .day(node.from), .optional(holder?.person), .optional(holder?.phone),
                .optional(holder?.email), .optional(holder?.chat),
            ]
        }
        return ExportTable(Text("Tổ chức đảng", "Organisation"), columns, rows, language)
    }
}
