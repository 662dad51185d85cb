import SatchelCore

/// The forms of the review's page: what is asked, which answers are listed, and saving it under a number.
struct ReviewForm {
    private let visit: Visit
    private let reading: ReviewReading
    private let question: ReviewQuestion

    init(_ visit: Visit, _ reading: ReviewReading) {
        self.visit = visit
        self.reading = reading
        question = reading.question
    }

    private var kits: [(value: String, text: String)] {
        question.all.map { ($0.definition.slug, visit.say($0.definition.name)) }
    }

    private var kept: HTML {
        let fields = ["kit", "day", "known", "under"].compactMap { name in
            visit.query[name].map { Field.hidden(name, $0) }
        }
        return "\(fields)"
    }

    /// The codes and names of committees, offered while typing, as long as they are few.
    private var committees: [String] {
        let tree = reading.matrix.tree
        let parents = Set(tree.nodes.compactMap(\.parentID))
        let found = tree.nodes.filter { parents.contains($0.id) }
        return found.count > 120 ? [] : found.map(\.code)
    }

    /// What is asked: day, known as of, kit, below which node.
    var html: HTML {
        let all = [(value: "", text: visit.say("Tất cả các cặp", "All kits"))] + kits
        return visit.search(
            to: "/review", visit.say("Rà soát", "Review"),
            """
            \(Field.day("day", visit.say("Tính đến ngày", "On the day"), visit.query["day"] ?? question.day.office))
            \(Field.text("known", visit.say("Theo dữ liệu nhập đến", "Data recorded up to"), visit.query["known"] ?? "", hint: visit.say("để trống: đến nay", "blank: until now"), size: 16))
            \(Field.choice("kit", visit.say("Cặp tài liệu", "Kit"), all, chosen: visit.query["kit"] ?? ""))
            \(Field.text("under", visit.say("Đơn vị (mã) và cấp dưới", "Node (code) and below"), visit.query["under"] ?? "", hint: visit.say("để trống: tất cả", "blank: all"), size: 14, suggestions: committees))
            """)
    }

    /// Which answers are listed: edition and contents apart, and whose turn it is.
    var narrowing: HTML {
        let any = (value: "", text: visit.say("bất kỳ", "any"))
        let turns = HoldingsAudit.Turn.allCases.map { (value: $0.rawValue, text: visit.say($0.text)) }
        let editions = HoldingsAudit.EditionVerdict.allCases.map {
            (value: $0.rawValue, text: visit.say($0.text))
        }
        let contents = ReviewQuestion.Contents.allCases.map {
            (value: $0.rawValue, text: visit.say($0.verdict.text))
        }
        let copies = Copy.allCases.map { (value: $0.word, text: visit.say($0.text)) }
        let told: HTML? = question.document.map { id in
            "\(Field.hidden("document", "\(id)"))"
        }
        return visit.search(
            to: "/review", visit.say("Lọc", "Show"),
            """
            \(kept)\(told)\
            \(Field.choice("edition", visit.say("Theo đợt", "Edition"), [any] + editions, chosen: question.edition?.rawValue ?? ""))
            \(Field.choice("contents", visit.say("Theo nội dung", "Contents"), [any] + contents, chosen: question.contents?.rawValue ?? ""))
            \(Field.choice("turn", visit.say("Phần việc của", "Whose turn"), [any] + turns, chosen: question.turn?.rawValue ?? ""))
            \(Field.choice("copy", visit.say("Bản", "Copy"), [any] + copies, chosen: question.copy?.word ?? ""))
            """)
    }

    /// Saving under the next number; of one kit, since each review is of one.
    var save: HTML? {
        guard visit.mayUse("review.save") else { return nil }
        func known(_ name: String) -> String { visit.form.raw(name) ?? visit.query[name] ?? "" }
        let choice: HTML =
            question.kits.count == 1
            ? Field.hidden("kit", question.kits[0].definition.slug)
            : saveKit(known("kit"))
        let fields: HTML = """
            \(choice)\(Field.hidden("day", visit.form.raw("day") ?? question.day.office))\(Field.hidden("known", known("known")))\
            \(Field.hidden("under", known("under")))\
            <p class="soft">\(visit.say("Bảng đã lập có số, không đổi nữa dù sau đó dữ liệu được ghi thêm hay sửa lại. Bộ lọc không tính: bảng có mọi nơi nhận trong phạm vi.", "A saved review has a number and never changes, whatever is recorded later. It holds all recipients in its scope, whatever is listed above."))</p>
            \(Field.text("title", visit.say("Tên gọi của bảng (nếu cần)", "What to call it (if need be)"), visit.form.raw("title") ?? ""))
            """
        return
            "<div class=\"noprint\">\(visit.card(visit.say("Lập bảng rà soát có số", "Save as a numbered review"), visit.form(to: "/review/save", visit.say("Lập bảng", "Save"), fields)))</div>"
    }

    private func saveKit(_ chosen: String) -> HTML {
        // Another name than the field above it: two fields may not share an id.
        let options = kits.map { kit -> HTML in
            "<option value=\"\(kit.value)\"\(kit.value == chosen ? HTML.raw(" selected") : nil)>\(kit.text)</option>"
        }
        return """
            <div class="field"><label for="f-save-kit">\(visit.say("Cặp tài liệu", "Kit"))</label><select id="f-save-kit" name="kit">\(options)</select></div>

            """
    }
}

/// Rows of a review for a spreadsheet, as the command line writes them.
enum ReviewTable {
    private static let columns: [Text] = [
        Text("Cặp", "Kit"), Text("Mã", "Code"), Text("Tổ chức", "Node"), Text("Cấp trên", "Parent"),
        Text("Bản số", "Copy no."), Text("Bản", "Copy"), Text("Đang giữ đợt", "Holds"),
        Text("Đã cấp đợt", "Supplied"), Text("Theo đợt", "Edition"),
        Text("Văn bản hết hiệu lực đang giữ", "Out of force"), Text("Thừa", "Extra"),
        Text("Thiếu", "Missing"),
        Text("Cần xác minh", "To be verified"), Text("Phần việc của", "Whose turn"), Text("Hạn", "Due"),
        Text("Trễ (ngày)", "Days late"), Text("Người trước giữ đợt", "Withheld"),
    ]

    /// - Parameter rows: each with its kit, and the number of the edition supplied.
    static func csv(
        _ visit: Visit, known: Known, _ rows: [(kit: String, supplied: Int?, line: ReviewLine)]
    ) throws -> [UInt8] {
        let documents = try visit.register.documents(known)
        let keys = Dictionary(uniqueKeysWithValues: documents.map { ($0.id, $0.key) })
        let templates = Dictionary(
            uniqueKeysWithValues: try visit.register.templates().map {
                ("template:\($0.slug)", visit.say($0.name))
            })
        func name(_ id: Int64) -> String { keys[id] ?? visit.say("văn bản #\(id)", "document #\(id)") }
        func items(_ identities: [String]) -> String {
            identities.map { EditionItem.document($0).map(name) ?? templates[$0] ?? $0 }.joined(
                separator: "; ")
        }
        func old(_ old: ReviewAnswer.Outdated) -> String {
            let next = old.replacedBy.map(name).joined(separator: ", ")
            let now = next.isEmpty ? "" : visit.say(", nay là ", ", now ") + next
            return "\(name(old.document)) (\(visit.say("từ", "since")) \(old.since.office)\(now))"
        }
        func number(_ number: Int?) -> CSVCell { number.map { .number($0) } ?? .text("") }
        var csv = CSVWriter()
        csv.add(columns.map { visit.say($0) })
        for (kit, supplied, line) in rows {
            csv.add([
                .text(kit), .text(line.code), .text(line.name), .text(line.parent ?? ""),
                .number(line.copyNumber), .text(visit.say(line.copy.text)), number(line.held),
                number(supplied),
                .text(visit.say(line.edition.text)),
                .text((line.contents?.outdated ?? []).map(old).joined(separator: "; ")),
                .text(items(line.contents?.extra ?? [])), .text(items(line.contents?.missing ?? [])),
                .text((line.contents?.unverified ?? []).map(name).joined(separator: "; ")),
                .text(line.turns.map { visit.say($0.text) }.joined(separator: "; ")),
                .text(line.dueOn?.office ?? ""), .number(line.daysLate), number(line.withheld),
            ])
        }
        return csv.bytes
    }
}
