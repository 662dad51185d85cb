import SatchelCore

/// One document: what holds of it on a day and why, what it does to others, its files, and what rests on it.
extension DocumentPages {
    @Sendable static func show(_ visit: Visit) throws -> Answer {
        let document = try visit.register.document(visit.id("id"))
        let day = visit.query["on"].map { Day($0) } ?? visit.today
        var shown = visit
        if day == nil { shown.refusal = SatchelError(.dateBroken, ["text": visit.query["on"] ?? ""]) }
        var answer = try DocumentPage(RegisterShelf(shown, on: day ?? visit.today), document).answer
        if day == nil { answer.status = .unprocessableContent }
        return answer
    }

    static let done: [String: Text] = [
        "added": Text("Đã ghi văn bản vào sổ.", "The document was added."),
        "dates": Text("Đã ghi ngày của văn bản.", "The dates were recorded."),
        "file": Text("Đã gắn tệp.", "The file was added."),
        "chosen": Text("Đã chọn tệp đưa vào cặp từ nay.", "The file goes into kits from now on."),
        "related": Text("Đã ghi quan hệ.", "The relations were recorded."),
        "withdrawn": Text("Đã rút lại quan hệ.", "The relation was taken back."),
    ]
}

/// The page of one document.
struct DocumentPage {
    let shelf: RegisterShelf
    let document: Document
    let visit: Visit
    let relations: [Relation]

    init(_ shelf: RegisterShelf, _ document: Document) throws {
        self.shelf = shelf
        self.document = document
        visit = shelf.visit
        relations = try visit.register.relations().filter {
            $0.subject == document.id || $0.object == document.id
        }
    }

    var address: String { RegisterShelf.address(document.id) }
    func say(_ vi: String, _ en: String) -> String { visit.say(vi, en) }

    var answer: Answer {
        get throws {
            visit.page(
                RegisterShelf.name(document, visit), at: .documents, scripts: [DocumentChoice.script],
                """
                \(try head)\(visit.told(DocumentPages.done))
                \(try status)
                \(timeline)
                \(relationCard)
                \(try files)
                \(facts)
                \(try use)
                \(removal)
                """)
        }
    }

    private var head: HTML {
        get throws {
            let access: HTML? =
                document.access == .internal
                ? """
                <p>\(Mark.none(say("nội bộ", "internal"))) <span class="small soft">\(say("Không đưa tên văn bản ra ngoài tổ chức.", "Its title stays inside the organisation."))</span></p>
                """ : nil
            let title: HTML? = document.symbol == nil ? nil : "<p>\(document.title)</p>"
            let twins = try twins
            let other: HTML? =
                twins.isEmpty
                ? nil
                : """
                <p class="note">\(say("Văn bản khác cùng số, ký hiệu:", "Other documents with this symbol:")) \(HTML.joined(twins.map { "\(shelf.link($0.id)) (\($0.body))" }, by: "; "))</p>
                """
            return """
                <div><p class="eyebrow"><a href="/documents">\(say("Văn bản", "Documents"))</a> · \(document.body)</p>
                <h1>\(document.citation)</h1>\(title)</div>
                \(access)\(other)
                """
        }
    }

    /// Other documents of the same symbol: numbers restart each term.
    private var twins: [Document] {
        get throws {
            guard let symbol = document.symbol,
                case .ambiguous(let documents) = try visit.register.lookUp(symbol)
            else { return [] }
            return documents.filter { $0.id != document.id }
        }
    }

    /// What holds on the day, and which relation says so.
    private var status: HTML {
        get throws {
            let answer = shelf.inForce.status(of: document.id, on: shelf.day)
            let current = shelf.current(of: document.id)
            let amendments = shelf.inForce.amendments(of: document.id, on: shelf.day)
            let next: HTML? =
                current.isEmpty
                ? nil
                : "<p><b>\(say("Đang có hiệu lực thay thế", "In force in its place")):</b> \(shelf.links(current))</p>"
            let kept: HTML? =
                amendments.isEmpty
                ? nil
                : "<p>\(say("Dùng cùng văn bản sửa đổi", "Use it together with")): \(shelf.links(amendments.map(\.subject)))</p>"
            let doubts = answer.unconfirmed.map { relation -> HTML in
                """
                <p class="note">\(say("Cần xác minh:", "To be verified:")) \(shelf.sentence(relation, at: document.id)). \
                <a href="/relations/\(Int(relation.id))">\(say("Xác minh quan hệ này", "Verify this relation"))</a></p>
                """
            }
            let title = visit.say(Text("Ngày {day}", "On {day}"), ["day": shelf.day.office])
            return visit.card(
                title,
                """
                <p>\(RegisterShelf.mark(answer.status, visit))\(since(answer))</p>
                \(next)\(kept)\(try ended)\(doubts)
                \(visit.search(to: address, say("Xem", "Show"), Field.day("on", say("Tình trạng trong ngày khác", "Status on another day"), visit.entered("on"))))
                """)
        }
    }

    private func since(_ answer: InForce.Answer) -> HTML {
        let day: HTML? = answer.since.map { " \(say("từ ngày", "since")) <b>\($0.office)</b>" }
        guard let relation = answer.relation else { return "\(day)" }
        let clause = RelationPages.clause(relation)
        let quote: HTML? = clause == "" ? nil : "<br><span class=\"small soft\">\(clause)</span>"
        return "\(day), \(say("vì", "because")) \(shelf.sentence(relation, at: document.id))\(quote)"
    }

    /// A body that has ended needs its successor's care.
    private var ended: HTML? {
        get throws {
            let bodies = try visit.register.bodies()
            guard let body = bodies.first(where: { $0.id == document.bodyID }), body.hasEnded(by: shelf.day)
            else { return nil }
            let next = body.successor.map {
                visit.say(Text(" Kế thừa: {name}.", " Successor: {name}."), ["name": $0])
            }
            let last = body.activeTo?.office ?? ""
            let told = visit.say(
                Text(
                    "Cơ quan ban hành đã kết thúc hoạt động ngày {day}.", "The issuing body ended on {day}."),
                ["day": last])
            return "<p class=\"note\">\(told)\(next ?? "")</p>"
        }
    }

    private var facts: HTML {
        let dates = document.dates
        let unknown = say("chưa rõ", "not known")
        let issued = dates.issuedOn == .unknown ? unknown : dates.issuedOn.office
        let effective =
            dates.effectiveOn?.office
            ?? (dates.issuedOn.earliest == nil ? unknown : say("từ ngày ban hành", "from the day of issue"))
        return visit.card(
            say("Thông tin", "Details"),
            """
            \(visit.facts([
                (say("Tên loại", "Type"), .text(document.type)),
                (say("Cơ quan ban hành", "Issuing body"), .text(document.body)),
                (say("Ngày ban hành", "Issued on"), .text(issued)),
                (say("Ngày có hiệu lực", "Effective on"), .text(effective)),
                (say("Ngày cuối còn hiệu lực", "Last day in force"), dates.expiresOn.map { .text($0.office) }),
                (say("Phạm vi phổ biến", "Access"), .text(visit.say(document.access.text))),
                (say("Xác minh", "Verified"), document.verified.isVerified ? .text(visit.say(document.verified.text)) : Mark.late(visit.say(document.verified.text))),
                (say("Lấy từ đâu", "Source"), document.source.map { .text($0) }),
            ]))
            \(datesForm)
            """)
    }

    private var datesForm: HTML? {
        guard visit.mayUse("document.dates") else { return nil }
        let dates = document.dates
        let issued = dates.issuedOn == .unknown ? "" : dates.issuedOn.office
        let isOpen = visit.form.has("issued") || dates.issuedOn.precision < 3
        return visit.folded(
            say("Bổ sung, đính chính ngày", "Complete or correct the dates"), isOpen: isOpen,
            visit.form(
                to: "\(address)/dates", say("Ghi ngày", "Record the dates"), style: "second",
                """
                \(Field.text("issued", say("Ngày ban hành", "Issued on"), visit.entered("issued", issued), hint: say("Chỉ biết tháng hoặc năm thì ghi 10/2025 hoặc 2025.", "If only month or year is known: 10/2025 or 2025.")))
                \(Field.day("effective", say("Ngày có hiệu lực", "Effective on"), visit.entered("effective", dates.effectiveOn?.office)))
                \(Field.day("expires", say("Ngày cuối còn hiệu lực", "Last day in force"), visit.entered("expires", dates.expiresOn?.office)))
                """))
    }

    private var removal: HTML? {
        guard visit.mayUse("document.remove") else { return nil }
        return """
            <p class="small"><a href="\(address)/remove">\(say("Gỡ khẩn cấp văn bản này khỏi sổ, kho và mọi đợt …", "Urgent removal from register, store and all editions …"))</a></p>
            """
    }
}
