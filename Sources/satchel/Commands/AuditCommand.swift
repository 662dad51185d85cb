import ArgumentParser
import SatchelCore

/// `satchel audit`: who holds outdated documents on a day.
struct AuditCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "audit",
            abstract: Text(
                "Rà soát: trong một ngày, nơi nào chưa cập nhật tài liệu.",
                "Audit: who is not up to date on a day."
            ).chosen,
            discussion: Text(
                "Thoát 0 khi mọi nơi nhận đều giữ đợt mới nhất và không còn văn bản hết hiệu lực, 3 khi chưa.",
                "Exits 0 when every recipient holds the latest edition and nothing out of force, 3 otherwise."
            ).chosen)
    }

    @OptionGroup var global: GlobalOptions
    @OptionGroup var listing: ListingOptions
    @Argument(help: ArgumentHelp(Text("Cặp (mặc định tất cả).", "The kit (all).").chosen)) var kit: String?
    @Option(
        name: .long,
        help: ArgumentHelp(Text("Trong ngày này (mặc định hôm nay).", "On this day (today).").chosen))
    var on: Day?
    @Option(
        name: .long,
        help: ArgumentHelp(
            Text("Theo dữ liệu nhập đến lúc: 30/06/2025 hoặc \"30/06/2025 17:00\".", "As known at that time.")
                .chosen))
    var knownAt: String?
    @Option(name: .long, help: ArgumentHelp(Text("Chỉ dưới tổ chức này.", "Only below this node.").chosen))
    var under: String?
    @Flag(
        name: .long,
        help: ArgumentHelp(Text("Từng nơi, không chỉ tổng số.", "Every row, not only totals.").chosen))
    var all = false

    @Flag(
        name: .long,
        help: ArgumentHelp(Text("Tổng số theo từng cấp.", "Totals up the tree.").chosen))
    var totals = false

    func run() throws {
        let register = try global.office().register
        let day = on ?? register.clock.today
        let known = try knownAt.map { text in
            guard let instant = register.clock.instant(reading: text) else {
                throw SatchelError(.dateBroken, ["text": text])
            }
            return try register.known(at: instant)
        }
        let kits = try kit.map { [$0] } ?? register.kits().map(\.definition.slug)
        let names = Dictionary(uniqueKeysWithValues: try register.documents().map { ($0.id, $0.key) })
        let templates = Dictionary(
            uniqueKeysWithValues: try register.templates().map { ("template:\($0.slug)", $0.name.chosen) })
        var isInOrder = true
        var rows = totals ? AuditText.totalRows : AuditText.rows
        for slug in kits {
            let audit = try register.audit(kit: slug, on: day, known ?? .now)
            if kit == nil && audit.rows.isEmpty { continue }
            var text = AuditText(try ReviewAnswer(audit, under: under), of: slug, on: day, names: names)
            text.templates = templates
            text.sight = register.sight
            isInOrder = isInOrder && text.isInOrder
            if listing.format == .table {
                print(text.summary)
                if let knownAt {
                    print(
                        Text("  Theo dữ liệu nhập đến: {when}", "  As known at: {when}").chosen(
                            ["when": knownAt]))
                }
                if totals { text.totals.print(.table) }
                if all || text.isShort && !totals { text.table.print(.table) }
                print("")
            } else {
                rows.rows += totals ? text.totals.rows : text.table.rows
            }
        }
        if listing.format != .table { rows.print(listing.format) }
        if !isInOrder { throw ExitStatus.outdated }
    }
}

/// An audit as a person reads it on a terminal, and as rows for programs.
struct AuditText {
    static var rows: Listing {
        Listing([
            .init("kit", "Cặp", "Kit"), .init("code", "Mã", "Code"), .init("node", "Tổ chức", "Node"),
            .init("parent", "Cấp trên", "Parent"), .init("copyNumber", "Bản số", "Copy no."),
            .init("copy", "Bản", "Copy"), .init("held", "Đang giữ đợt", "Holds"),
            .init("supplied", "Đã cấp đợt", "Supplied"), .init("edition", "Theo đợt", "Edition"),
            .init("contents", "Văn bản hết hiệu lực đang giữ", "Out of force"),
            .init("extra", "Thừa", "Extra", isOptional: true),
            .init("missing", "Thiếu", "Missing", isOptional: true),
            .init("unverified", "Cần xác minh", "To be verified"),
            .init("turn", "Phần việc của", "Whose turn"),
            .init("dueOn", "Hạn", "Due"), .init("daysLate", "Trễ (ngày)", "Days late"),
            .init("withheld", "Người trước giữ đợt", "Withheld", isOptional: true),
        ])
    }

    static var totalRows: Listing {
        Listing([
            .init("kit", "Cặp", "Kit"), .init("code", "Mã", "Code"), .init("node", "Tổ chức", "Node"),
            .init("rows", "Số bản", "Copies"), .init("latest", "Mới nhất", "Latest"),
            .init("behind", "Đợt cũ", "Behind"), .init("none", "Chưa xác nhận", "No receipt"),
            .init("withdrawn", "Đã ngừng dùng", "Withdrawn"),
            .init("outdated", "Giữ văn bản hết hiệu lực", "Outdated"),
            .init("branchsTurn", "Chi bộ chưa cập nhật", "Branch's turn"),
            .init("boardsTurn", "Ban chưa cấp", "Board's turn"), .init("late", "Quá hạn", "Overdue"),
            .init("notHandedOver", "Chưa bàn giao", "Not handed over", isOptional: true),
            .init("surplus", "Thừa tài liệu", "Papers extra", isOptional: true),
            .init("incomplete", "Thiếu tài liệu", "Papers missing", isOptional: true),
        ])
    }

    /// Totals of each committee that has recipients below it.
    var totals: Listing {
        var list = AuditText.totalRows
        let totals = answer.totals
        for committee in answer.committeesAsked {
            guard let total = totals[committee.code] else { continue }
            let counts = [
                total.rows, total[.latest], total[.behind], total[.none], total[.withdrawn], total[.outdated],
                total.branchsTurn, total.boardsTurn, total.late, total[.notHandedOver], total.surplus,
                total.incomplete,
            ]
            list.rows.append(
                [.text(kit), .text(committee.code), .text(committee.name)] + counts.map { .number($0) })
        }
        return list
    }

    let answer: ReviewAnswer
    private let kit: String
    private let day: Day
    private let names: [Int64: String]
    /// The names of templates, by the identities of edition items.
    var templates: [String: String] = [:]
    /// What of the office it tells of; nil for all.
    var sight: Sight?

    /// - Parameter names: of documents, by their ids.
    init(_ answer: ReviewAnswer, of kit: String, on day: Day, names: [Int64: String]) {
        self.answer = answer
        self.kit = kit
        self.day = day
        self.names = names
    }

    var isInOrder: Bool { answer.isInOrder }

    /// Few enough rows to be printed unasked.
    var isShort: Bool { answer.rows.count <= 12 }

    var table: Listing {
        var list = AuditText.rows
        let committees = answer.names
        for row in answer.rows {
            list.rows.append([
                .text(kit), .text(row.code), .text(row.name),
                .optional(row.parent.flatMap { committees[$0] }), .number(row.copyNumber),
                .word(row.copy.word, row.copy.text), .optional(row.held), .optional(row.supplied),
                .word(row.edition.rawValue, row.edition.text), outdated(row),
                found(row, \.extra), found(row, \.missing),
                .list(answer.contents(of: row)?.unverified.map(name) ?? []),
                turns(row),
                .optional(row.dueOn), .number(row.daysLate), .optional(row.withheld),
            ])
        }
        return list
    }

    /// The name of a document; its number in the register where it has none any more.
    private func name(_ document: Int64) -> String {
        names[document] ?? Text("văn bản #{id}", "document #{id}").chosen(["id": "\(document)"])
    }

    private func turns(_ row: ReviewRow) -> Listing.Cell {
        let words = row.turns.map(\.text.chosen).joined(separator: "; ")
        return .parts(row.turns.map { ["who": $0.rawValue] }, words)
    }

    private func outdated(_ row: ReviewRow) -> Listing.Cell {
        let documents = answer.contents(of: row)?.outdated ?? []
        let parts = documents.map { old in
            [
                "document": name(old.document), "since": old.since.iso, "status": old.status.rawValue,
                "replacedBy": old.replacedBy.map(name).joined(separator: ", "), "turn": old.turn.rawValue,
            ]
        }
        return .parts(parts, documents.map(document).joined(separator: "; "))
    }

    /// What an identity of an edition item names.
    func name(_ identity: String) -> String {
        EditionItem.document(identity).map(name) ?? templates[identity] ?? identity
    }

    private func document(_ outdated: ReviewAnswer.Outdated) -> String {
        let next = outdated.replacedBy.map(name).joined(separator: ", ")
        return Text("{old} (từ {day}{next})", "{old} (since {day}{next})").chosen([
            "old": name(outdated.document), "day": outdated.since.office,
            "next": next.isEmpty ? "" : Text(", nay là {next}", ", now {next}").chosen(["next": next]),
        ])
    }

    /// Totals, by copy and by committee, and which documents are out of force and who has to act.
    private var heading: String {
        Text(
            "Rà soát {kit}, ngày {day}: đợt mới nhất {latest}",
            "Audit of {kit} on {day}: latest edition {latest}"
        )
        .chosen(["kit": kit, "day": day.office, "latest": answer.latest.map(String.init) ?? "–"])
    }

    var summary: String {
        var lines = [Style.bold(heading)]
        if let sight {
            lines.append(
                Text("  Trong phạm vi {name} ({code})", "  Within {name} ({code})").chosen([
                    "name": sight.name, "code": sight.code,
                ]))
        }
        for copy in Copy.allCases {
            let rows = answer.rows.filter { $0.copy == copy }
            if !rows.isEmpty { lines.append("  " + AuditText.counts(copy, rows)) }
        }
        lines += outdatedLines + foundLines
        if isInOrder {
            lines.append("  " + Style.good(Text("Mọi nơi đã cập nhật.", "Everyone is up to date.").chosen))
        }
        return lines.joined(separator: "\n")
    }

    private static func counts(_ copy: Copy, _ rows: [ReviewRow]) -> String {
        let parts = HoldingsAudit.EditionVerdict.allCases.compactMap { verdict -> String? in
            let count = rows.count { $0.edition == verdict }
            return count == 0 ? nil : "\(count) \(verdict.text.chosen)"
        }
        let late = rows.count { $0.daysLate > 0 }
        let tail = late == 0 ? "" : Text("; {n} quá hạn", "; {n} overdue").chosen(["n": "\(late)"])
        return "\(copy.text.chosen): \(rows.count) = " + parts.joined(separator: " + ") + tail
    }

    private var outdatedLines: [String] {
        answer.outdated.map { old, copies in
            "  " + Style.warning("! ") + document(old)
                + Text(": {n} bản; {turn}", ": {n} copies; {turn}").chosen([
                    "n": "\(copies.values.reduce(0, +))", "turn": old.turn.text.chosen,
                ])
        }
    }
}
