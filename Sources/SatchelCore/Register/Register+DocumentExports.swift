/// The columns of the lists of documents, relations and bodies.
enum ListColumns {
    static let documents: [TableColumn] = [
        .init("Số, ký hiệu", "Symbol"), .init("Tên loại", "Type", required: true),
        .init("Cơ quan ban hành", "Issuing body", required: true),
        .init("Ngày ban hành", "Issued on", required: true, .day),
        .init("Ngày có hiệu lực", "Effective on", .day),
        .init("Ngày hết hiệu lực", "Expires on", .day), .init("Trích yếu", "Title", required: true, .wrapped),
        .init("Độ mật", "Access"), .init("Xác minh", "Verified"), .init("Nguồn", "Source"),
    ]
    static let relations: [TableColumn] = [
        .init("Văn bản", "Document", required: true),
        .init("Cơ quan ban hành", "Issuing body"), .init("Ngày ban hành", "Issued on", .day),
        .init("Quan hệ", "Relation", required: true),
        .init("Văn bản liên quan", "Other document", required: true),
        .init("Cơ quan ban hành văn bản liên quan", "Other issuing body"),
        .init("Ngày ban hành văn bản liên quan", "Other issued on", .day), .init("Từ ngày", "From", .day),
        .init("Đến ngày", "Until", .day), .init("Phạm vi", "Scope"),
        .init("Trích điều khoản", "Clause", .wrapped),
        .init("Vị trí điều khoản", "Clause at"), .init("Căn cứ xác nhận", "Evidence"),
    ]
    static let bodies: [TableColumn] = [
        .init("Tên cơ quan", "Name", required: true), .init("Ký hiệu", "Code"),
        .init("Tên gọi khác", "Aliases", .wrapped), .init("Cơ quan chủ trì", "Lead body"),
        .init("Hoạt động từ ngày", "Active from", .day), .init("Hoạt động đến ngày", "Active to", .day),
        .init("Cơ quan kế thừa", "Successor"),
    ]
}

// What imports take, written out again.
extension Register {
    /// The documents as a list that `importDocuments` reads back to the same.
    package func documentTable(_ language: Language) throws -> ExportTable {
        let rows = try documents().map { document -> [ExportTable.Cell] in
            [
                .optional(document.symbol), .text(document.type), .text(document.body),
                .date(document.dates.issuedOn), .optional(document.dates.effectiveOn),
                .optional(document.dates.expiresOn), .text(document.title),
                .text(document.access == .open ? "" : "nội bộ"), .text(document.verified.text(language)),
                .optional(document.source),
            ]
        }
        return ExportTable(Text("Văn bản", "Documents"), ListColumns.documents, rows, language)
    }

    /// The relations as a list that `importRelations` reads back to the same.
    package func relationTable(_ language: Language) throws -> ExportTable {
        let documents = Dictionary(uniqueKeysWithValues: try documents().map { ($0.id, $0) })
        let rows = try relations().compactMap { relation -> [ExportTable.Cell]? in
            guard let subject = documents[relation.subject], let object = documents[relation.object] else {
                return nil
            }
            return [
                .text(subject.name), .text(subject.body), .date(subject.dates.issuedOn),
                .text(relation.type.text(language)),
                .text(object.name), .text(object.body), .date(object.dates.issuedOn),
                .optional(relation.effectiveOn), .optional(relation.until), .optional(relation.scope),
                .optional(relation.clause), .optional(relation.clauseAt), .optional(relation.evidence),
            ]
        }
        return ExportTable(Text("Quan hệ", "Relations"), ListColumns.relations, rows, language)
    }

    /// The issuing bodies as a list that `importBodies` reads back.
    package func bodyTable(_ language: Language) throws -> ExportTable {
        let rows = try bodies().map { body -> [ExportTable.Cell] in
            [
                .text(body.name), .optional(body.code), .text(body.aliases.joined(separator: " | ")),
                .optional(body.lead), .optional(body.activeFrom), .optional(body.activeTo),
                .optional(body.successor),
            ]
        }
        return ExportTable(Text("Cơ quan ban hành", "Issuing bodies"), ListColumns.bodies, rows, language)
    }

    /// `documentTable` as CSV.
    package func exportDocuments(_ language: Language) throws -> [UInt8] { try documentTable(language).csv }

    /// `relationTable` as CSV.
    package func exportRelations(_ language: Language) throws -> [UInt8] { try relationTable(language).csv }

    /// `bodyTable` as CSV.
    package func exportBodies(_ language: Language) throws -> [UInt8] { try bodyTable(language).csv }
}
