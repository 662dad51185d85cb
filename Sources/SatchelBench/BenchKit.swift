import SatchelCore

/// A kit of so many documents and one template, with what it takes to fill an office for it.
struct BenchKit {
    let slug: String
    /// How many documents the definition names; those that replace them come by their relations.
    let documents: Int
    var templates = [BenchKit.template]

    static let body = "Ban Tổ chức Trung ương"
    static let template = "bien-ban"

    /// `12-HD/BTCTW`: the symbol of a document by its number, one type in turn after another.
    static func symbol(_ number: Int) -> String {
        "\(number < 10 ? "0" : "")\(number)-\(["HD", "QĐ", "KH", "CV"][number % 4])/BTCTW"
    }

    private static func type(_ number: Int) -> String {
        ["Hướng dẫn", "Quyết định", "Kế hoạch", "Công văn"][number % 4]
    }

    /// The definition: three sections of documents, and the template.
    var yaml: String {
        var text = """
            slug: \(slug)
            name: {vi: Cặp tài liệu chi bộ, en: Branch kit}
            folder: Cặp tài liệu chi bộ
            audience:
              kinds: [residential]
            sections:

            """
        for section in 0..<3 {
            let numbers = (1...documents).filter { $0 % 3 == section }
            text += """
                  - id: s\(section)
                    name: {vi: Phần \(section + 1), en: Part \(section + 1)}
                    slots:
                      - id: d\(section)
                        name: {vi: Văn bản, en: Documents}
                        documents: [\(numbers.map { "\"\(BenchKit.symbol($0))\"" }.joined(separator: ", "))]

                """
        }
        return text + """
              - id: m
                name: {vi: Biểu mẫu, en: Forms}
                slots:
                  - id: t
                    name: {vi: Biên bản, en: Minutes}
                    templates: [\(templates.joined(separator: ", "))]

            """
    }

    /// The code of a branch by its number.
    static func branch(_ number: Int) -> String { "CB\(number)" }

    /// Adds the issuing body, the template, and branches.
    func addBodyAndBranches(_ count: Int, to office: Office, from day: Day) throws {
        try addBody(to: office, on: day)
        try addBranches(count, to: office, from: day)
    }

    /// Adds branches under one committee a hundred of them under a province; two in three secretaries have a mail
    /// address.
    func addBranches(_ count: Int, to office: Office, from day: Day) throws {
        var nodes = [NewNode(code: "T", name: "Tỉnh ủy", kind: .committee, from: day)]
        nodes += (0...(count - 1) / 100).map {
            NewNode(code: "X\($0)", name: "Đảng ủy xã số \($0)", kind: .committee, parent: "T", from: day)
        }
        nodes += (0..<count).map { number in
            NewNode(
                code: BenchKit.branch(number), name: "Chi bộ thôn \(number % 100 + 1)", kind: .residential,
                parent: "X\(number / 100)", from: day,
                secretary: NewHolder(
                    person: "Nguyễn Văn \(number)", phone: "09\(10_000_000 + number)",
                    email: number % 3 == 0 ? nil : "chibo\(number)@example.vn"))
        }
        try office.register.add(nodes: nodes, by: clerk)
    }

    /// Adds the issuing body and the template.
    func addBody(to office: Office, on day: Day) throws {
        try office.register.add(bodies: [NewBody(name: BenchKit.body, code: "BTCTW")], by: clerk)
        try revise(office, on: day, 0)
    }

    /// Adds a document with its file; gives its id.
    @discardableResult
    func add(
        document number: Int, issued day: Day, file bytes: [UInt8], named name: String? = nil,
        to office: Office
    ) throws -> Int64 {
        let register = office.register
        let new = NewDocument(
            symbol: BenchKit.symbol(number), type: BenchKit.type(number), body: BenchKit.body,
            title: "Về công tác tổ chức, cán bộ số \(number)", dates: DocumentDates(issuedOn: .day(day)),
            verified: .original)
        let ids = try register.add(documents: [new], by: clerk)
        guard let id = ids.first else { throw BenchError.unexpected("no document was added") }
        try register.add(
            file: bytes, named: name ?? "van-ban-\(number).pdf", kind: .signed, to: try register.document(id),
            everyPageLookedAt: true, in: office.store, by: clerk)
        return id
    }

    /// Revises the template, so that the next edition differs.
    func revise(_ office: Office, on day: Day, _ revision: Int) throws {
        try office.register.revise(
            template: BenchKit.template, kind: .template, name: Text("Biên bản họp chi bộ", "Minutes"),
            file: Array("Mẫu biên bản, lần \(revision)".utf8), fileName: "bien-ban.docx", restsOn: [],
            madeOn: day,
            in: office.store, by: clerk)
    }
}
