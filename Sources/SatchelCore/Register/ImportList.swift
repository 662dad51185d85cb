/// A list that can be taken in as CSV or as a workbook.
package enum ImportList: String, Sendable, CaseIterable {
    case documents, relations, bodies, organisation, reorganisations, holders

    /// What it holds.
    package var text: Text {
        switch self {
        case .documents: Text("văn bản", "documents")
        case .relations: Text("quan hệ", "relations")
        case .bodies: Text("cơ quan ban hành", "issuing bodies")
        case .organisation: Text("tổ chức đảng", "organisation")
        case .reorganisations: Text("quyết định sắp xếp tổ chức", "reorganisations")
        case .holders: Text("danh sách bí thư", "holders")
        }
    }

    /// Its columns, in the order in which they are best written.
    package var columns: [TableColumn] {
        switch self {
        case .documents: ListColumns.documents
        case .relations: ListColumns.relations
        case .bodies: ListColumns.bodies
        case .organisation: ListColumns.organisation
        case .reorganisations: ListColumns.reorganisations
        case .holders: ListColumns.holders
        }
    }

    /// The list with its headings and nothing under them, to be filled in.
    package func blank(_ language: Language) -> ExportTable { ExportTable(text, columns, [], language) }
}

/// What taking a list in comes to, or would come to.
package struct ImportOutlook: Sendable, Hashable {
    /// What a row does to the register.
    package enum Effect: String, Sendable, CaseIterable {
        case added, changed, unchanged

        package var text: Text {
            switch self {
            case .added: Text("thêm", "added")
            case .changed: Text("thay đổi", "changed")
            case .unchanged: Text("giữ nguyên", "left as it is")
            }
        }
    }

    /// One row in words.
    package struct Sample: Sendable, Hashable {
        /// The line of a CSV file, the row of a workbook's sheet.
        package let line: Int
        package let effect: Effect
        /// Its fields, those with something in them.
        package let words: String
    }

    package let added: Int
    package let changed: Int
    package let unchanged: Int
    /// The first rows, at most 20.
    package let samples: [Sample]

    package var rows: Int { added + changed + unchanged }

    /// - Parameter effects: of the rows, in their order.
    init(_ table: TableImport, _ columns: [TableColumn], _ effects: [Effect]) {
        added = effects.count { $0 == .added }
        changed = effects.count { $0 == .changed }
        unchanged = effects.count { $0 == .unchanged }
        samples = zip(table.table.rows.prefix(20), effects).map { row, effect in
            let fields = columns.indices.map { table.field(row, $0) }.filter { !$0.isEmpty }
            return Sample(line: row.line, effect: effect, words: fields.joined(separator: " · "))
        }
    }
}

extension Register {
    /// Takes a list in, all of it or nothing.
    /// - Parameter day: from when what the list does not date is; today for nil.
    /// - Throws: as the import of that list: `faultsInFile` with every mistake, `workbookRefused`.
    @discardableResult
    package func take(
        _ list: ImportList, _ bytes: [UInt8], file: String, from day: Day? = nil, by actor: Actor
    ) throws -> ImportOutlook {
        let day = day ?? clock.today
        let effects: [ImportOutlook.Effect]
        switch list {
        case .documents:
            effects = added(try importDocuments(bytes, file: file, by: actor))
        case .relations:
            effects = added(try importRelations(bytes, file: file, by: actor))
        case .bodies:
            effects = added(try importBodies(bytes, file: file, by: actor))
        case .organisation:
            effects = added(try importOrganisation(bytes, file: file, from: day, by: actor))
        case .reorganisations:
            effects = added(try importReorganisations(bytes, file: file, by: actor).count)
        case .holders:
            effects = try importHolders(bytes, file: file, from: day, by: actor)
        }
        let table = try TableImport(bytes, file: file, columns: list.columns)
        return ImportOutlook(table, list.columns, effects)
    }

    private func added(_ count: Int) -> [ImportOutlook.Effect] { Array(repeating: .added, count: count) }

    /// What taking a list in would come to; nothing is written.
    /// - Throws: as `take`.
    package func tryImport(
        _ list: ImportList, _ bytes: [UInt8], file: String, from day: Day? = nil, by actor: Actor
    ) throws -> ImportOutlook {
        try trial.take(list, bytes, file: file, from: day, by: actor)
    }
}
