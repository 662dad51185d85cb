import GRDB

extension ListColumns {
    static let reorganisations: [TableColumn] = [
        .init("Việc", "Change", required: true), .init("Mã", "Codes", required: true),
        .init("Mã mới", "New codes"), .init("Tên mới", "New names"), .init("Loại hình", "Kind"),
        .init("Mã cấp trên", "Parent"), .init("Số quyết định", "Decision", required: true),
        .init("Ngày quyết định", "Decided", required: true, .day),
        .init("Ngày hiệu lực", "Effective", required: true, .day),
        .init("Bí thư", "Secretary"), .init("Điện thoại", "Phone"),
    ]
}

private let columns = ListColumns.reorganisations

extension Register {
    /// Enters the decisions of a list in its order, all or none. Several codes or names stand in one field parted
    /// by `;`; in a split `*` stands before the code that takes the copies over.
    /// - Returns: what followed from each. - Throws: `faultsInFile` with every mistake.
    @discardableResult
    package func importReorganisations(_ bytes: [UInt8], file: String, by actor: Actor) throws
        -> [ReorganisationOutcome]
    {
        var table = try TableImport(bytes, file: file, columns: columns)
        let rows = table.table.rows
        let read = rows.map { Register.decision($0, &table) }
        try table.faults.throwIfAny(file: file)
        let decisions = read.compactMap { $0 }
        return try change(
            "organisation.reorganise", file, by: actor,
            detail: ["sha256": BlobStore.sha256(bytes), "count": "\(decisions.count)"]
        ) { db, event in
            let outcomes = try reorganise(db, decisions, by: actor, event) { place, step in
                try table.taking(rows[place], columns: Register.places) { try step() }
                // What follows a mistake would only be blamed for it.
                try table.faults.throwIfAny(file: file)
            }
            return outcomes
        }
    }

    /// Which column a mistake is about.
    private static let places: [SatchelError.Code: Int] = [
        .nodeUnknown: 1, .nodeEnded: 1, .mergeWithItself: 1, .nodesMissing: 1, .nodeHasChildren: 1,
        .successorsMissing: 2, .successorEnded: 2, .nodeTwice: 2, .splitNeedsTwo: 2, .splitKeeperGoesOn: 2,
        .splitKeeperMissing: 2,
        .mergeNeedsOne: 2, .successorNameless: 3, .nodeCircle: 5, .parentMissing: 5, .decisionMissing: 6,
        .effectBeforeStart: 8, .decisionsContradict: 8,
    ]

    private static func decision(_ row: TableRow, _ table: inout TableImport) -> NewReorganisation? {
        let word = table.field(row, 0)
        guard let kind = NewReorganisation.Kind(word: word) else {
            let words = NewReorganisation.Kind.allCases.map(\.text.vi)
            table.fault(
                row, 0, .wordUnknown,
                [
                    "word": word, "near": VietnameseText.suggestion(for: word, among: words) ?? "",
                    "known": words.joined(separator: ", "),
                ])
            return nil
        }
        let nodeKind = table.optional(row, 4).flatMap { word -> NodeKind? in
            if let kind = NodeKind(word: word) { return kind }
            let near = VietnameseText.suggestion(for: word, among: NodeKind.allCases.map(\.text.vi)) ?? ""
            table.fault(row, 4, .kindUnknown, ["kind": word, "near": near])
            return nil
        }
        let parent = table.optional(row, 5)
        let codes = list(table.field(row, 1))
        let names = table.field(row, 3).split(separator: ";", omittingEmptySubsequences: false).map {
            String($0).trimmed
        }
        let secretary = table.optional(row, 9)
        let phone = table.optional(row, 10)
        var new = list(table.field(row, 2))
        if kind == .rename && new.isEmpty { new = codes }
        let successors = new.enumerated().map { place, code in
            NewReorganisation.Successor(
                code.trimmingStar, name: place < names.count && !names[place].isEmpty ? names[place] : nil,
                kind: kind == .endLevel ? nil : nodeKind, parent: kind == .endLevel ? nil : parent,
                keepsCopies: code.hasPrefix("*"), secretary: place == 0 ? secretary : nil,
                phone: place == 0 ? phone : nil)
        }
        for column in [7, 8] where table.field(row, column).isEmpty {
            table.fault(row, column, .fieldMissing, ["column": columns[column].text.vi])
        }
        guard let decided = table.day(row, 7), let effective = table.day(row, 8) else { return nil }
        return NewReorganisation(
            kind, codes, into: successors, under: parent, decision: table.field(row, 6), decidedOn: decided,
            effectiveOn: effective)
    }

    private static func list(_ field: String) -> [String] {
        field.split(separator: ";").map { String($0).trimmed }.filter { !$0.isEmpty }
    }
}

extension String {
    fileprivate var trimmingStar: String { hasPrefix("*") ? String(dropFirst()).trimmed : self }
}
