import SatchelCore

/// Which kit and edition receipts are about, as the address or the form says.
struct ReceiptSubject {
    let visit: Visit
    let kits: [Kit]
    let slug: String
    let editions: [Edition]
    let edition: Edition?

    /// - Throws: `kitUnknown`, `numberBroken`.
    init(_ visit: Visit) throws {
        self.visit = visit
        kits = try visit.register.kits()
        let inUse = try visit.register.editions().first { $0.withdrawnOn == nil }?.kit
        let asked = visit.form["kit"] ?? visit.query["kit"] ?? inUse ?? kits.first?.definition.slug
        guard let asked else { throw SatchelError(.kitUnknown, ["kit": "–", "near": ""]) }
        slug = try visit.register.kit(asked).definition.slug
        let issued = try visit.register.editions(of: slug)
        let number = try visit.number("edition")
        editions = issued
        edition =
            number == nil
            ? issued.last { $0.withdrawnOn == nil } : issued.last { $0.number == number }
    }

    /// - Throws: `editionUnknown` when there is none, or none of the number asked for.
    func chosenEdition() throws -> Edition {
        guard let edition else { throw SatchelError(.editionUnknown, ["kit": slug, "edition": "–"]) }
        return edition
    }

    var name: String {
        kits.first { $0.definition.slug == slug }.map { visit.say($0.definition.name) } ?? slug
    }

    /// The form that chooses kit and edition; it only asks.
    /// - Parameter all: what a blank edition means; the latest when nil.
    func chooser(to path: String, all: String? = nil, extra: HTML? = nil) -> HTML {
        let options = kits.map { (value: $0.definition.slug, text: visit.say($0.definition.name)) }
        let numbers = editions.reversed().map { (value: "\($0.number)", text: visit.say($0.name)) }
        let any = [(value: "", text: all ?? visit.say("mới nhất", "latest"))]
        return visit.search(
            to: path, visit.say("Chọn", "Choose"),
            """
            \(Field.choice("kit", visit.say("Cặp tài liệu", "Kit"), options, chosen: slug))
            \(Field.choice("edition", visit.say("Đợt", "Edition"), any + numbers, chosen: visit.query["edition"] ?? ""))
            \(extra)
            """)
    }

    /// Kit and edition as hidden fields of a form.
    var hidden: HTML {
        "\(Field.hidden("kit", slug))\(edition.map { Field.hidden("edition", "\($0.number)") })"
    }
}

/// What a form says of how something was received: proof, copy, medium, day, persons, note.
struct ReceiptTerms {
    /// What a browser offers to choose as a scan.
    static let scans = ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"

    let proof: Proof
    let copies: [Copy]
    let medium: Medium
    let day: Day
    let person: String?
    let onBehalfOf: String?
    let note: String?
    var finding: Finding?

    /// - Parameter proof: as it is when the form does not ask.
    /// - Throws: `dateBroken`, `wordUnknown`.
    init(_ visit: Visit, proof: Proof? = nil) throws {
        let words = Proof.allCases.filter(\.isEntered).map(\.word)
        let told = visit.form["proof"]
        guard let proof = proof ?? Proof(word: told ?? Proof.handedOver.word) else {
            throw SatchelError(
                .wordUnknown, ["word": told ?? "", "near": "", "known": words.joined(separator: ", ")])
        }
        self.proof = proof
        let chosen = Copy.allCases.first { $0.word == visit.form["copy"] }
        copies = [chosen ?? .paper]
        medium =
            visit.form["medium"].flatMap(Medium.init(rawValue:)).flatMap { $0 == .decision ? nil : $0 }
            ?? .paper
        day = try visit.day("day") ?? visit.today
        person = visit.form["person"]
        onBehalfOf = visit.form["for"]
        note = visit.form["note"]
    }

    func evidence(of node: String) -> NewEvidence {
        NewEvidence(
            node: node, proof: proof, copy: copies[0], medium: medium, happenedOn: day, person: person,
            onBehalfOf: onBehalfOf, note: note, finding: finding)
    }

    /// The fields that ask for it.
    static func fields(_ visit: Visit, hasProof: Bool) -> HTML {
        let proofs = Proof.allCases.filter(\.isEntered).map { (value: $0.word, text: visit.say($0.text)) }
        let media = Medium.allCases.filter { $0 != .decision }.map {
            (value: $0.rawValue, text: visit.say($0.text))
        }
        let copies = Copy.allCases.reversed().map { (value: $0.word, text: visit.say($0.text)) }
        let proof: HTML? =
            hasProof
            ? Field.choice(
                "proof", visit.say("Mức xác nhận", "Proof"), proofs,
                chosen: shown(visit, "proof", Proof.handedOver.word))
            : nil
        return """
            \(proof)\(Field.radio("copy", visit.say("Bản", "Copy"), copies, chosen: shown(visit, "copy", Copy.paper.word)))
            \(Field.choice("medium", visit.say("Cách nhận", "By what way"), media, chosen: shown(visit, "medium", Medium.paper.rawValue)))
            \(Field.day("day", visit.say("Ngày", "Day"), shown(visit, "day", visit.today.office), isRequired: true))
            \(Field.text("person", hasProof ? visit.say("Người nhận", "Received by") : visit.say("Ai đối chiếu", "Compared by"), visit.value("person")))
            \(Field.text("for", visit.say("Nhận thay ai (nếu có)", "On whose behalf (if any)"), visit.value("for")))
            \(Field.text("note", visit.say("Ghi chú", "Note"), visit.value("note")))
            \(Field.file("scan", visit.say("Bản quét (PDF, JPEG, PNG; nếu có)", "Scan (PDF, JPEG, PNG; if any)"), accept: ReceiptTerms.scans))
            """
    }

    private static func shown(_ visit: Visit, _ name: String, _ known: String) -> String {
        let value = visit.value(name, known)
        return value.isEmpty && visit.refusal == nil ? known : value
    }
}

/// The form for one receipt of several nodes: those found by a search to tick, others by their codes.
struct NewReceiptForm {
    private static let shown = 60
    private let visit: Visit
    private let subject: ReceiptSubject
    private let recipients: [KitRecipient]

    init(_ visit: Visit, _ subject: ReceiptSubject) throws {
        self.visit = visit
        self.subject = subject
        let all = try subject.edition.map { try visit.register.recipients(of: $0, on: visit.today) } ?? []
        recipients = NewReceiptForm.matches(visit.query["q"] ?? visit.form["q"], all)
    }

    /// Those whose code, name, committee or secretary has the words asked for, without regard to diacritics.
    private static func matches(_ words: String?, _ all: [KitRecipient]) -> [KitRecipient] {
        guard let words else { return all }
        let asked = VietnameseText.folded(words).split(separator: " ")
        return all.filter { recipient in
            let text = VietnameseText.folded(
                [recipient.code, recipient.name, recipient.committee ?? "", recipient.secretary ?? ""]
                    .joined(separator: " "))
            return asked.allSatisfy { text.contains($0) }
        }
    }

    /// The codes ticked and written, each once.
    static func codes(_ visit: Visit) -> [String] {
        var seen: Set<String> = []
        let all = visit.form.all("node") + words(visit.form.raw("codes") ?? "", by: ["\n", ";", ",", " "])
        return all.filter { seen.insert(VietnameseText.folded($0)).inserted }
    }

    /// The words of a field of several lines.
    static func words(_ text: String, by separators: Set<Character>) -> [String] {
        text.split { separators.contains($0) }
            .map { VietnameseText.normalised(String($0)).trimmed }.filter { !$0.isEmpty }
    }

    var search: HTML {
        Field.text(
            "q",
            visit.say(
                "Tìm nơi nhận: tên, mã, xã, bí thư", "Find recipients: name, code, committee, secretary"),
            visit.query["q"] ?? "", kind: "search", size: 24)
    }

    var html: HTML {
        guard let edition = subject.edition else {
            return visit.card(
                nil,
                "<p>\(visit.say("Cặp này chưa cấp phát đợt nào.", "No edition of this kit was issued."))</p>")
        }
        let ticked = Set(visit.form.all("node") + visit.query.all("node"))
        let items = recipients.prefix(NewReceiptForm.shown).map { recipient in
            Field.tick(
                "node",
                "\(recipient.name) (\(recipient.code))" + (recipient.secretary.map { ", \($0)" } ?? ""),
                value: recipient.code, isTicked: ticked.contains(recipient.code))
        }
        let rest = recipients.count - items.count
        let more: HTML? =
            rest > 0
            ? "<p class=\"soft\">\(visit.say("Còn \(rest) nơi; ghi từ để tìm ở trên.", "\(rest) more: search above."))</p>"
            : nil
        let hidden = ticked.filter { code in
            !recipients.prefix(NewReceiptForm.shown).contains { $0.code == code }
        }
        let codes = visit.value("codes", hidden.sorted().joined(separator: "\n"))
        let fields: HTML = """
            \(subject.hidden)\(Field.hidden("q", visit.query["q"] ?? visit.form["q"] ?? ""))
            <details\(items.count <= 20 || !ticked.isEmpty ? HTML.raw(" open") : nil)><summary>\(visit.say("Nơi nhận", "Recipients")): \(recipients.count)</summary>\
            \(Field.group(visit.say("Đánh dấu những nơi đã nhận", "Tick those who received"), items))\(more)</details>
            \(Field.area("codes", visit.say("Hoặc ghi mã tổ chức, mỗi dòng một mã", "Or write codes, one on each line"), codes))
            \(ReceiptTerms.fields(visit, hasProof: true))
            """
        return visit.card(
            "\(subject.name), \(visit.say(edition.name))",
            visit.form(to: "/receipts", visit.say("Ghi xác nhận", "Record"), takesFiles: true, fields))
    }
}

/// The form for what was found otherwise than an edition.
struct FoundForm {
    private let visit: Visit
    private let subject: ReceiptSubject
    private let items: [(identity: String, name: String)]

    init(_ visit: Visit, _ subject: ReceiptSubject) throws {
        self.visit = visit
        self.subject = subject
        let labels = try visit.register.labels()
        let all = try subject.edition.map(visit.register.items) ?? []
        items = all.filter { $0.kind != .generated && !$0.isRemoved }.map {
            ($0.identity, labels[$0.identity] ?? $0.identity)
        }
    }

    var html: HTML {
        guard let edition = subject.edition else {
            return visit.card(
                nil,
                "<p>\(visit.say("Cặp này chưa cấp phát đợt nào.", "No edition of this kit was issued."))</p>")
        }
        let missing = Set(visit.form.all("missing"))
        let ticks = items.map {
            Field.tick("missing", $0.name, value: $0.identity, isTicked: missing.contains($0.identity))
        }
        let fields: HTML = """
            \(subject.hidden)
            \(Field.text("node", visit.say("Mã tổ chức", "Node's code"), visit.value("node"), isRequired: true))
            \(Field.group(visit.say("Thiếu trong cặp (có trong đợt này mà không thấy)", "Missing (in this edition, but not found)"), ticks))
            \(Field.area("extra", visit.say("Thừa trong cặp: số, ký hiệu hoặc mẫu, mỗi dòng một tài liệu", "Too many: a symbol or a template on each line"), visit.value("extra"), hint: visit.say("Ví dụ: 12-HD/BTCTW@06/07/2018", "For example: 12-HD/BTCTW@06/07/2018")))
            \(ReceiptTerms.fields(visit, hasProof: false))
            """
        return visit.card(
            "\(subject.name), \(visit.say(edition.name))",
            visit.form(
                to: "/receipts/found", visit.say("Ghi kết quả đối chiếu", "Record"), takesFiles: true, fields)
        )
    }
}
