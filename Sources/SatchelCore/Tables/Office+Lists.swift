// Lists that are only written out.
extension Office {
    func printRun(of kit: String, _ number: Int?, _ language: Language) throws -> ExportTable {
        let columns: [TableColumn] = [
            .init("Bản số", "Copy no.", .number), .init("Mã", "Code"), .init("Tên tổ chức", "Name"),
            .init("Cấp trên", "Parent"), .init("Bí thư", "Secretary"), .init("Hạn", "Due", .day),
        ]
        let edition = try register.edition(of: kit, number: number)
        let rows = try register.recipients(of: edition, on: clock.today).map { one -> [ExportTable.Cell] in
            [
                .number(one.copyNumber), .text(one.code), .text(one.name), .optional(one.committee),
                .optional(one.secretary), .optional(one.dueOn),
            ]
        }
        return ExportTable(Text("Danh sách in", "Print run"), columns, rows, language)
    }

    /// One row a reader; the last columns are left to whoever telephones.
    func telephoneList(of kit: String?, _ number: Int?, _ language: Language) throws -> ExportTable {
        let columns: [TableColumn] = [
            .init("Người nhận", "Person"), .init("Chức vụ", "Role"), .init("Tổ chức", "Branch or committee"),
            .init("Mã", "Code"), .init("Điện thoại", "Phone"), .init("Việc", "About", .wrapped),
            .init("Hạn", "Due", .day), .init("Hạn gọi", "Call by", .day),
            .init("Kết quả", "Result", .wrapped), .init("Ngày gọi", "Called on", .day),
        ]
        let calendar = try settings.calendar()
        let names = Dictionary(
            uniqueKeysWithValues: try register.kits().map { ($0.definition.slug, $0.definition.name) })
        let rows = try calls(of: kit, number).map { call -> [ExportTable.Cell] in
            let about = call.subjects.map { subject in
                let first = subject.notices[0]
                let kit = names[first.kit]?(language) ?? first.kit
                let edition = PageWords.edition(first.edition, nil)(language)
                let codes = subject.isEscalation ? ": \(subject.codes.joined(separator: ", "))" : ""
                return "\(subject.text(language)), \(kit), \(edition)\(codes)"
            }
            return [
                .optional(call.reader.person), .optional(call.reader.role), .text(call.reader.name),
                .text(call.reader.code), .optional(call.reader.phone),
                .text(about.joined(separator: "; ")), .optional(call.dueOn),
                .day(callBy(call, calendar)), .none, .none,
            ]
        }
        return ExportTable(Text("Danh sách gọi điện", "Telephone list"), columns, rows, language)
    }

    func eventTable(_ language: Language) throws -> ExportTable {
        let columns: [TableColumn] = [
            .init("Số", "No.", .number), .init("Lúc", "When"), .init("Ai", "Who"), .init("Thay mặt", "For"),
            .init("Việc", "What"), .init("Về", "Of"), .init("Chi tiết", "Detail", .wrapped),
        ]
        var rows: [[ExportTable.Cell]] = []
        var last: Int64 = 0
        while true {
            let events = try register.events(after: last, limit: 10_000)
            guard let end = events.last else { break }
            last = end.id
            rows += events.map { event in
                [
                    .number(Int(event.id)), .text(clock.stamp(event.instant)), .text(event.user),
                    .optional(event.onBehalfOf), .text(event.verb), .text(event.subject),
                    .optional(event.detail),
                ]
            }
        }
        return ExportTable(Text("Nhật ký", "Event log"), columns, rows, language)
    }
}

/// Every row of a review's answer as a list.
struct AnswerTable {
    private let answer: ReviewAnswer
    private let kit: String
    private let names: [Int64: String]
    private let templates: [String: Text]

    /// - Parameter names: of documents, by their ids.
    init(_ answer: ReviewAnswer, of kit: String, _ names: [Int64: String], _ register: Register) throws {
        self.answer = answer
        self.kit = kit
        self.names = names
        templates = Dictionary(
            uniqueKeysWithValues: try register.templates().map { ("template:\($0.slug)", $0.name) })
    }

    private static let columns: [TableColumn] = [
        .init("Cặp", "Kit"), .init("Mã", "Code"), .init("Tổ chức", "Node"), .init("Cấp trên", "Parent"),
        .init("Bản số", "Copy no.", .number), .init("Bản", "Copy"),
        .init("Đang giữ đợt", "Holds", .number), .init("Đã cấp đợt", "Supplied", .number),
        .init("Theo đợt", "Edition"), .init("Văn bản hết hiệu lực đang giữ", "Out of force", .wrapped),
        .init("Thừa", "Extra", .wrapped), .init("Thiếu", "Missing", .wrapped),
        .init("Cần xác minh", "To be verified", .wrapped), .init("Phần việc của", "Whose turn"),
        .init("Hạn", "Due", .day), .init("Trễ (ngày)", "Days late", .number),
        .init("Người trước giữ đợt", "Withheld", .number),
    ]

    func table(_ language: Language) -> ExportTable {
        let committees = answer.names
        let rows = answer.rows.map { row -> [ExportTable.Cell] in
            let contents = answer.contents(of: row)
            func list(_ items: [String]?) -> ExportTable.Cell { .text((items ?? []).joined(separator: "; ")) }
            return [
                .text(kit), .text(row.code), .text(row.name),
                .optional(row.parent.flatMap { committees[$0] }),
                .number(row.copyNumber), .text(row.copy.text(language)), .optional(row.held),
                .optional(row.supplied), .text(row.edition.text(language)),
                list(contents?.outdated.map { outdated($0, language) }),
                list(contents?.extra.map { name($0, language) }),
                list(contents?.missing.map { name($0, language) }),
                list(contents?.unverified.map { name($0, language) }),
                list(row.turns.map { $0.text(language) }), .optional(row.dueOn), .number(row.daysLate),
                .optional(row.withheld),
            ]
        }
        return ExportTable(Text("Rà soát", "Review"), Self.columns, rows, language)
    }

    /// The name of a document; its number in the register where it has none any more.
    private func name(_ document: Int64, _ language: Language) -> String {
        names[document] ?? Text("văn bản #\(document)", "document #\(document)")(language)
    }

    private func name(_ identity: String, _ language: Language) -> String {
        EditionItem.document(identity).map { name($0, language) } ?? templates[identity]?(language)
            ?? identity
    }

    private func outdated(_ old: ReviewAnswer.Outdated, _ language: Language) -> String {
        let next = old.replacedBy.map { name($0, language) }.joined(separator: ", ")
        let tail = next.isEmpty ? Text("", "") : Text(", nay là \(next)", ", now \(next)")
        let since = Text("từ \(old.since.office)", "since \(old.since.office)")
        return "\(name(old.document, language)) (\(since(language))\(tail(language)))"
    }
}
