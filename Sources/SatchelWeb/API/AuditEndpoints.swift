import SatchelCore

/// Audits, the numbered reviews saved of them, and urgent removals.
enum AuditEndpoints {
    static let all: [Endpoint] =
        reviews + removals + [
            Endpoint(
                method: .get, path: "/kits/{kit}/audit",
                summary: Text("Rà soát: trong một ngày, ai giữ gì.", "The audit: who holds what on a day."),
                parameters: [
                    .on, .knownAt, .under,
                    .init(
                        "turn", .word(HoldingsAudit.Turn.self),
                        Text("Chỉ phần việc của bên này.", "Only where it is this one's turn.")),
                    .init(
                        "verdict", .word(HoldingsAudit.EditionVerdict.self),
                        Text("Chỉ những nơi như vậy.", "Only those that stand so.")),
                ] + Paging.parameters, body: .none, status: .ok, success: .json(auditPage), run: audit)
        ]

    private static let reviews: [Endpoint] = [
        .list(
            "/reviews", Text("Các bảng rà soát đã lưu.", "The saved reviews."), AuditRecords.saved,
            by: \.head.number
        ) {
            try $0.register.reviews()
        },
        .act(
            "/reviews", Text("Lưu bảng rà soát.", "Save a review."), ReviewSent.self, AuditRecords.saved,
            status: .created
        ) { call, sent in
            let review = try call.register.save(
                reviewOf: sent.kit, on: sent.on ?? call.visit.today,
                knownAt: sent.knownAt.flatMap(Instant.init(rfc3339:)), under: sent.under, title: sent.title,
                office: call.office.settings.office, by: try call.actor())
            return try call.register.reviews().last { $0.head.number == review.head.number }.unwrapped()
        },
        Endpoint(
            method: .get, path: "/reviews/{number}",
            summary: Text("Một bảng rà soát, đúng như đã lưu.", "A review, as it was saved."),
            parameters: Paging.parameters, body: .none, status: .ok, success: .json(auditPage), run: saved),
        .list(
            "/reviews/{number}/evidence",
            Text(
                "Căn cứ của một nơi trong bảng: các xác nhận đã biết khi lập bảng.",
                "What a review's line rests on: the evidence known when it was saved."),
            with: [
                .init(
                    "node", .text(longest: 200), isRequired: true,
                    Text("Mã tổ chức.", "The code of the node.")),
                .init("copy", .copy, Text("Chỉ bản này.", "Only of this copy.")),
            ], EvidenceEndpoints.evidence, by: \.id
        ) { call in
            let copy = call.textIfAny("copy").flatMap { word in Copy.allCases.first { $0.word == word } }
            let review = try call.register.review(call.whole("number"))
            return try call.register.evidence(behind: review, of: call.text("node"), copy: copy)
        },
        .get(
            "/reviews/{number}/comparison", Text("So với một bảng sau.", "Compared with a later review."),
            with: [
                .init("with", .edition, isRequired: true, Text("Số của bảng sau.", "The later one's number."))
            ],
            AuditRecords.comparison
        ) { call in
            try ReviewComparison(
                from: try call.register.review(call.whole("number")),
                to: try call.register.review(call.whole("with")))
        },
    ]

    private static let removals: [Endpoint] = [
        .list(
            "/removals", Text("Các lần gỡ khẩn cấp.", "The urgent removals."), AuditRecords.removal,
            by: \.number
        ) {
            try $0.register.removals()
        },
        .get(
            "/removals/{id}", Text("Một lần gỡ, nơi đã nhận.", "A removal, and who received it."),
            AuditRecords.removalReport
        ) {
            try $0.office.report(on: $0.id())
        },
        .get(
            "/documents/{id}/removal",
            Text("Gỡ văn bản này thì mất gì.", "What removing the document would take."), AuditRecords.outlook
        ) {
            try $0.office.outlook(onRemoving: try $0.register.document($0.id()))
        },
        .act(
            "/finish-removals",
            Text("Dọn nốt phần còn lại của các lần gỡ.", "Clear away what removals left."),
            AuditRecords.cleared
        ) { try $0.office.finishRemovals(by: try $0.actor()) },
        .act(
            "/documents/{id}/removal",
            Text("Gỡ khẩn cấp, không lấy lại được.", "Remove it; there is no way back."), RemovalSent.self,
            AuditRecords.removalReport
        ) { call, sent in
            guard sent.isCertain else { throw InputFaults.refusal("/isCertain", .notAmong(["true"])) }
            return try call.office.remove(
                try call.register.document(call.id()), because: sent.reason, by: try call.actor())
        },
    ]

    private static let auditPage = Schema.object(
        "AuditPage",
        [
            .needed("kit", .free), .needed("on", .day), .maybe("latest", .count), .needed("isInOrder", .flag),
            .needed("totals", AuditRecords.totals.schema),
            .needed("items", .list(AuditRecords.row.schema, most: .max)), .needed("next", .cursor),
        ])

    @Sendable private static func audit(_ call: Call) throws -> Answer {
        let audit = try call.register.audit(kit: call.text("kit"), on: call.day(), try call.known())
        let answer = try ReviewAnswer(audit, under: call.textIfAny("under"))
        let turn = call.textIfAny("turn").flatMap(HoldingsAudit.Turn.init(rawValue:))
        let verdict = call.textIfAny("verdict").flatMap(HoldingsAudit.EditionVerdict.init(rawValue:))
        let rows = answer.rows.filter { row in
            (turn.map { row.turns.contains($0) } ?? true) && (verdict.map { row.edition == $0 } ?? true)
        }
        return try page(answer, rows, audit.kit, audit.day, call)
    }

    @Sendable private static func saved(_ call: Call) throws -> Answer {
        let review = try call.register.review(call.whole("number"))
        return try page(review.answer, review.answer.rows, review.head.kit, review.head.day, call)
    }

    private static func page(
        _ answer: ReviewAnswer, _ rows: [ReviewRow], _ kit: String, _ day: Day, _ call: Call
    ) throws -> Answer {
        let paging = Paging(call)
        let last = try paging.after(Int.self) ?? -1
        let wanted = rows.lazy.map { (key: $0.copyNumber * 2 + $0.copy.rawValue, row: $0) }
            .filter { $0.key > last }.sorted { $0.key < $1.key }
        let page = wanted.prefix(paging.limit)
        var more: [String: JSONValue] = [
            "kit": .text(kit), "on": .text(day.iso), "isInOrder": .flag(answer.isInOrder),
            "totals": AuditRecords.totals.json(answer.total),
        ]
        more["latest"] = answer.latest.map { .whole(Int64($0)) }
        return paging.answer(
            page.map { AuditRecords.row.json((row: $0.row, contents: answer.contents(of: $0.row))) },
            next: wanted.count > paging.limit ? page.last.map { "\($0.key)" } : nil, more: more)
    }
}

/// What a review is to be of, and as known when.
struct ReviewSent: Input {
    let kit: String
    let on: Day?
    let knownAt: String?
    let under: String?
    let title: String?

    static let properties: [Schema.Property] = [
        .needed("kit", .text), .maybe("on", .day), .maybe("knownAt", .instant), .maybe("under", .text),
        .maybe("title", .text),
    ]
}

/// Why a document is removed, without naming it; and that it is meant.
struct RemovalSent: Input {
    let reason: String
    let isCertain: Bool

    static let properties: [Schema.Property] = [.needed("reason", .text), .needed("isCertain", .flag)]
}
