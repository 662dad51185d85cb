import SatchelCore

extension ReviewPages {
    /// What a review says of one recipient, in full, and what it rests on.
    @Sendable static func evidence(_ visit: Visit) throws -> Answer {
        let code = visit.query["node"] ?? ""
        let question = try ReviewQuestion(visit)
        let slug = visit.query["kit"] ?? question.kits.first?.definition.slug ?? ""
        let matrix = try visit.register.matrix(kits: [slug], on: question.day, question.known)
        let node = try matrix.tree.node(code: code)
        guard let sheet = matrix.sheets.first else {
            throw SatchelError(.kitUnknown, ["kit": slug, "near": ""])
        }
        let lines = sheet.lines.filter { $0.node == node.id }.map { line in
            ReviewLine(
                ReviewReading.Place(sheet: 0, line: line, node: node), in: matrix, kit: nil, address: "")
        }
        let rows = try visit.register.evidence(of: slug, node: node.code, question.known)
            .filter { $0.happenedOn <= question.day }
        let names = try ReviewDocuments(visit, lines.flatMap(\.documents), question.known, hasItems: true)
        let parts = lines.map { line in
            visit.card(
                PageWords.capital(visit.say(line.copy.text))
                    + visit.say(", bản số \(line.copyNumber)", ", copy no. \(line.copyNumber)"),
                full(line, visit, names))
        }
        let above = matrix.tree.ancestors(of: node.id).map(\.name).joined(separator: ", ")
        return visit.page(
            node.name, at: .review,
            """
            <p class="eyebrow">\(visit.say(sheet.kit.name)), \(visit.say("ngày", "on")) \(question.day.office)</p>
            <h1>\(node.name)</h1>
            <p class="soft">\(node.code)\(above.isEmpty ? "" : ", " + above)</p>
            \(lines.isEmpty ? visit.card(nil, "<p>\(visit.say("Không phải nơi nhận cặp này trong ngày ấy.", "Not a recipient of this kit on that day."))</p>") : nil)
            \(parts)
            \(visit.card(visit.say("Căn cứ", "What it rests on"), EvidenceTable(visit, rows, kit: slug).html))
            \(recordLink(visit, slug, node.code))
            """)
    }

    private static func recordLink(_ visit: Visit, _ kit: String, _ node: String) -> HTML? {
        guard visit.mayUse("evidence.record") else { return nil }
        let query = "kit=\(Fields.encoded(kit))&node=\(Fields.encoded(node))"
        return """
            <p class="row noprint"><a class="button second" href="/receipts/new?\(query)">\(visit.say("Ghi xác nhận thay", "Record a receipt"))</a>\
            <a class="button second" href="/receipts/found?\(query)">\(visit.say("Ghi đối chiếu thấy khác", "Record what was found"))</a></p>
            """
    }

    /// All that is said of one copy.
    static func full(_ line: ReviewLine, _ visit: Visit, _ names: ReviewDocuments) -> HTML {
        func list(_ turn: HoldingsAudit.Turn) -> HTML? {
            let all = (line.contents?.outdated ?? []).filter { $0.turn == turn }
            return all.isEmpty ? nil : HTML.joined(all.map { names.outdated($0) }, by: "<br>")
        }
        func items(_ items: [String]?) -> HTML? {
            (items ?? []).isEmpty ? nil : .text(names.items(items ?? []))
        }
        let stand = Stand(line.edition, line.turns)
        let unverified = line.contents?.unverified ?? []
        return visit.facts([
            (visit.say("Tình hình", "How it stands"), stand.mark(visit.say(stand.text))),
            (
                visit.say("Đang giữ", "Holds"),
                .text(
                    line.held.map {
                        visit.say("đợt \($0)", "edition \($0)") + " (\(visit.say(line.edition.text)))"
                    } ?? visit.say(line.edition.text))
            ),
            (
                visit.say("Người trước còn giữ", "With the holder before"),
                line.withheld.map { .text(visit.say("đợt \($0)", "edition \($0)")) }
            ),
            (visit.say("Chi bộ chưa cập nhật", "The branch has not updated"), list(.branch)),
            (visit.say("Ban chưa cấp tài liệu thay", "The board has not supplied"), list(.board)),
            (visit.say("Đối chiếu thấy thừa", "Found too many"), items(line.contents?.extra)),
            (visit.say("Đối chiếu thấy thiếu", "Found missing"), items(line.contents?.missing)),
            (
                visit.say("Cần xác minh", "To be verified"),
                unverified.isEmpty ? nil : HTML.joined(unverified.map(names.link), by: ", ")
            ),
            (visit.say("Hạn", "Due"), line.dueOn.map { .text($0.office) }),
            (
                visit.say("Trễ", "Late"),
                line.daysLate > 0 ? .text(visit.say("\(line.daysLate) ngày", "\(line.daysLate) days")) : nil
            ),
        ])
    }
}

/// Rows of evidence as a table of a page.
struct EvidenceTable {
    private let visit: Visit
    private let rows: [Evidence]
    private let kit: String
    private let hasNodes: Bool

    /// - Parameter hasNodes: whether the rows are of several nodes.
    init(_ visit: Visit, _ rows: [Evidence], kit: String, hasNodes: Bool = false) {
        self.visit = visit
        self.rows = rows
        self.kit = kit
        self.hasNodes = hasNodes
    }

    var html: HTML {
        if rows.isEmpty {
            return "<p>\(visit.say("Chưa có xác nhận nào.", "Nothing was recorded."))</p>"
        }
        return Table(
            [
                .init(visit.say("Ngày", "Day")), .init(visit.say("Xác nhận", "Proof")),
                .init(visit.say("Bản, đợt", "Copy, edition")), .init(visit.say("Ai", "Who")),
                .init(visit.say("Ghi lúc", "Recorded")), .init(visit.say("Bản quét, ghi chú", "Scan, note")),
            ], rows: rows.map(row)
        ).html
    }

    private func row(_ row: Evidence) -> [HTML] {
        let edition = row.edition == 0 ? "" : visit.say(", đợt \(row.edition)", ", edition \(row.edition)")
        let node: HTML? =
            hasNodes
            ? "<br><a class=\"small\" href=\"\(ReviewPages.evidenceAddress(visit, kit: kit, node: row.node))\">\(row.node)</a>"
            : nil
        let person = [row.person, row.onBehalfOf.map { visit.say("thay \($0)", "for \($0)") }].compactMap(
            \.self)
        return [
            "\(row.happenedOn.office)\(node)",
            "\(visit.say(row.proof.text)) <span class=\"soft small\">\(visit.say(row.medium.text))</span>",
            "\(visit.say(row.copy.text))\(edition)", .text(person.joined(separator: ", ")),
            "\(visit.office.clock.stamp(row.recordedAt)) <span class=\"soft small\">\(row.recordedBy)</span>",
            more(row),
        ]
    }

    private func more(_ row: Evidence) -> HTML {
        let mayWithdraw =
            visit.mayUse("evidence.withdraw") && ![.inherited, .holderChanged].contains(row.proof)
        let id = String(row.id)
        let parts: [HTML?] = [
            row.scan.map { _ in
                "<a href=\"/receipts/\(id)/scan\">\(visit.say("Xem bản quét", "See the scan"))</a>"
            },
            row.note.map { .text($0) },
            row.inheritedFrom.map { .text(visit.say("nhận lại từ \($0)", "inherited from \($0)")) },
            mayWithdraw
                ? "<a class=\"noprint\" href=\"/receipts/\(id)/withdraw?kit=\(Fields.encoded(kit))&amp;node=\(Fields.encoded(row.node))\">\(visit.say("Rút lại", "Take back"))</a>"
                : nil,
        ]
        return HTML.joined(parts.compactMap(\.self), by: "<br>")
    }
}
