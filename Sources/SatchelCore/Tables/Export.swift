/// Every list the office writes out.
package enum Export: Sendable, Hashable {
    case documents, relations, bodies
    /// The organisation on a day, today for nil, with its secretaries.
    case organisation(on: Day? = nil)
    case holders(on: Day? = nil)
    /// A saved review by its number, every row.
    case review(Int)
    /// What a kit's recipients hold on a day, today for nil; below a node when its code is given.
    case audit(kit: String, on: Day? = nil, under: String? = nil)
    /// Whom to print an edition for, by copy number; the newest when no number is given.
    case printRun(kit: String, edition: Int? = nil)
    /// Whom to telephone about an edition: notices by that channel, and those by mail whose address is none.
    case telephone(kit: String? = nil, edition: Int? = nil)
    /// The list on which to enter who signed.
    case signingSheet(kit: String, edition: Int? = nil)
    case events

    /// A list is written as one of these.
    package enum Format: String, Sendable, CaseIterable {
        case csv, xlsx

        package var mediaType: String {
            switch self {
            case .csv: "text/csv; charset=utf-8"
            case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            }
        }
    }

    /// The name of its file, without day and ending.
    private var stem: Text {
        switch self {
        case .documents: Text("van-ban", "documents")
        case .relations: Text("quan-he", "relations")
        case .bodies: Text("co-quan-ban-hanh", "issuing-bodies")
        case .organisation: Text("to-chuc-dang", "organisation")
        case .holders: Text("danh-sach-bi-thu", "holders")
        case .review(let number): Text("bang-ra-soat-\(number)", "review-\(number)")
        case .audit(let kit, _, _): Text("ra-soat-\(kit)", "audit-\(kit)")
        case .printRun(let kit, _): Text("danh-sach-in-\(kit)", "print-run-\(kit)")
        case .telephone: Text("danh-sach-goi-dien", "telephone-list")
        case .signingSheet(let kit, _): Text("bang-ky-nhan-\(kit)", "signing-sheet-\(kit)")
        case .events: Text("nhat-ky", "event-log")
        }
    }

    /// The name of its file, made on a day.
    func fileName(on day: Day, _ format: Format, _ language: Language) -> String {
        "\(stem(language))-\(day.iso).\(format.rawValue)"
    }
}

extension Office {
    /// A list as a file, with the name and media type to hand it out under.
    /// - Throws: what looking the list up throws, such as `kitUnknown`, `reviewUnknown`, `nodeUnknown`; `storeFailed`.
    package func export(
        _ what: Export, as format: Export.Format, _ language: Language = .vi
    ) throws -> (name: String, mediaType: String, bytes: [UInt8]) {
        let table = try table(of: what, language)
        let bytes =
            switch format {
            case .csv: table.csv
            case .xlsx: try workbook(of: table)
            }
        return (what.fileName(on: clock.today, format, language), format.mediaType, bytes)
    }

    /// A list as a workbook.
    /// - Throws: `storeFailed`.
    package func workbook(of table: ExportTable) throws -> [UInt8] {
        try Workbook(table, author: settings.office, created: clock.now)
            .bytes(by: try draft("\(Office.randomID()).xlsx"))
    }

    /// A list with its headings and cells.
    /// - Throws: what looking it up throws.
    package func table(of what: Export, _ language: Language) throws -> ExportTable {
        switch what {
        case .documents: return try register.documentTable(language)
        case .relations: return try register.relationTable(language)
        case .bodies: return try register.bodyTable(language)
        case .organisation(let day):
            return try register.organisationTable(on: day ?? clock.today, language)
        case .holders(let day): return try register.holderTable(on: day ?? clock.today, language)
        case .review(let number):
            let review = try register.review(number)
            let names = try register.documents(of: review).mapValues(\.key)
            return try AnswerTable(review.answer, of: review.head.kit, names, register).table(language)
        case .audit(let kit, let day, let under):
            let audit = try register.audit(kit: kit, on: day ?? clock.today)
            let names = Dictionary(uniqueKeysWithValues: try register.documents().map { ($0.id, $0.key) })
            return try AnswerTable(try ReviewAnswer(audit, under: under), of: kit, names, register)
                .table(language)
        case .printRun(let kit, let number): return try printRun(of: kit, number, language)
        case .telephone(let kit, let number): return try telephoneList(of: kit, number, language)
        case .signingSheet(let kit, let number):
            return try register.signingSheet(of: kit, edition: number, on: clock.today).table(language)
        case .events: return try eventTable(language)
        }
    }
}
