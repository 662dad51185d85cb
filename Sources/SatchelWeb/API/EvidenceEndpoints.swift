import SatchelCore

/// Evidence of what was received, whole signing sheets, and what became of a kit.json.
enum EvidenceEndpoints {
    static let all: [Endpoint] = [
        .list(
            "/kits/{kit}/evidence", Text("Các xác nhận của cặp.", "The evidence of a kit."),
            with: [
                .edition,
                .init(
                    "node", .text(longest: 200),
                    Text("Chỉ tổ chức mang mã này.", "Only of the node with this code.")),
                .knownAt,
            ],
            evidence, by: \.id
        ) { call in
            try call.register.evidence(
                of: call.text("kit"), edition: call.wholeIfAny("edition"), node: call.textIfAny("node"),
                try call.known())
        },
        .act(
            "/kits/{kit}/editions/{number}/evidence",
            Text("Ghi xác nhận, tất cả hoặc không.", "Record evidence, all or none."), EvidenceListSent.self,
            recorded, status: .created
        ) { call, sent in
            try call.register.record(
                try sent.items.map { try $0.new(call) }, of: call.text("kit"), edition: call.whole("number"),
                by: try call.actor())
            return sent.items.count
        },
        .form(
            "/kits/{kit}/editions/{number}/evidence-with-scan",
            Text(
                "Ghi xác nhận của một hoặc nhiều nơi kèm bản quét cho thấy tất cả.",
                "Record evidence of one node or several with the scan that shows all of it."),
            ScannedEvidenceSent.self, files: [.init(name: "scan", isRequired: true)], recorded
        ) { call, sent in
            try call.register.record(
                try sent.rows.map { try $0.new(call) }, of: call.text("kit"), edition: call.whole("number"),
                scan: try call.scan("scan"), in: call.office.store, by: try call.actor())
            return sent.node.count
        },
        .act(
            "/evidence/{id}/withdraw", Text("Rút lại xác nhận ghi nhầm.", "Take evidence back."),
            ReasonSent.self
        ) {
            call, sent in
            try call.register.withdraw(evidence: call.id(), reason: sent.reason, by: try call.actor())
        },
        .file(
            "/evidence/{id}/scan", Text("Bản quét của một xác nhận.", "The scan of a row of evidence."),
            as: ["application/pdf", "image/jpeg", "image/png"]
        ) { call in
            try scan(of: call.id(), call)
        },
        .get(
            "/kits/{kit}/editions/{number}/signing-sheet", Text("Bảng ký nhận.", "The signing sheet."),
            with: [.on], sheet
        ) { call in
            try call.register.signingSheet(
                of: call.text("kit"), edition: call.whole("number"), on: call.day())
        },
        .form(
            "/kits/{kit}/editions/{number}/signing-sheet",
            Text("Nhập cả bảng ký nhận (CSV).", "Enter a whole signing sheet (CSV)."), SheetSent.self,
            files: [.init(name: "sheet", isRequired: true), .init(name: "scan", isRequired: false)], outcome,
            enter),
        .act(
            "/currency",
            Text("Cặp của một kit.json còn mới không.", "Whether the kit of a kit.json is current."),
            currency, body: .json(.anyObject), currency(_:)),
    ]

    static let evidence = Record<Evidence>(
        "Evidence",
        [
            .whole("id", \.id), .text("node", \.node),
            .wholeIfAny("edition") { $0.edition == 0 ? nil : $0.edition },
            .proof("proof", \.proof), .copy("copy", \.copy), .word("medium", \.medium),
            .day("happenedOn", \.happenedOn), .instant("recordedAt", \.recordedAt),
            .text("recordedBy", \.recordedBy), .textIfAny("person", \.person),
            .textIfAny("onBehalfOf", \.onBehalfOf), .textIfAny("note", \.note),
            .flag("hasScan") { $0.scan != nil },
            .oneIfAny("found", finding, \.finding), .textIfAny("inheritedFrom", \.inheritedFrom),
        ])

    private static let finding = Record<Finding>(
        "Finding", [.texts("extra", \.extra), .texts("missing", \.missing)])

    private static let recorded = Record<Int>("Recorded", [.whole("recorded", \.self)])

    private static let sheet = Record<SigningSheet>(
        "SigningSheet",
        [
            .text("kit", \.kit.slug), .whole("edition", \.edition.number), .day("on", \.day),
            .many("groups", group, \.groups),
        ])

    private static let group = Record<SigningSheet.Group>(
        "SigningGroup",
        [
            .textIfAny("committee", \.committee?.code), .textIfAny("committeeName", \.committee?.name),
            .many("lines", line, \.lines),
        ])

    private static let line = Record<SigningSheet.Line>(
        "SigningLine",
        [
            .text("code", \.node.code), .text("name", \.node.name), .whole("copyNumber", \.copyNumber),
            .textIfAny("person", \.person),
        ])

    private static let outcome = Record<SheetOutcome>(
        "SheetOutcome",
        [
            .whole("edition", \.edition.number), .whole("signed", \.signed), .whole("recorded", \.recorded),
            .whole("known", \.known), .texts("unsigned", \.unsigned),
        ])

    private static func scan(of id: Int64, _ call: Call) throws -> Answer {
        .download(
            try Download(
                scan: call.register.scan(ofEvidence: id), in: call.office.store, named: "scan-\(id)"))
    }

    @Sendable private static func enter(_ call: Call, _ sent: SheetSent) throws -> SheetOutcome {
        let sheet = try call.file("sheet")
        let scan = try call.scan("scan")
        let terms = SheetTerms(
            proof: sent.proof.flatMap(Proof.init(word:)) ?? .handedOver,
            copy: Copy.allCases.first { $0.word == sent.copy } ?? .paper,
            medium: sent.medium.flatMap(Medium.init(rawValue:)) ?? .paper, day: sent.on)
        return try call.register.enter(
            sheet: sheet.bytes, file: sheet.name, of: call.text("kit"), edition: call.whole("number"),
            terms: terms, scan: scan, in: call.office.store, by: try call.actor())
    }
}
