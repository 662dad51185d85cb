import SatchelCore

/// Editions: preview, submission and approval, issue, and what is asked of an issued one.
enum EditionEndpoints {
    static let all: [Endpoint] = signOff + issued

    static let edition = Record<Edition>(
        "Edition",
        [
            .text("kit", \.kit), .whole("edition", \.number), .both("name", \.name),
            .day("issuedOn", \.issuedOn),
            .text("archiveSha256", \.archiveSHA256), .whole("archiveSize", \.archiveSize),
            .dayIfAny("withdrawnOn", \.withdrawnOn), .textIfAny("instead", \.instead),
        ])

    private static let signOff: [Endpoint] = [
        .get(
            "/kits/{kit}/preview",
            Text("Đợt tới sẽ có gì, đổi gì, gửi ai.", "What the next edition would hold, change, reach."),
            with: [.on], Records.preview
        ) {
            call in
            PreviewView(
                preview: try call.register.preview(kit: call.text("kit"), on: call.day()),
                signOff: try call.register.signOff(of: call.text("kit")), labels: try call.register.labels(),
                language: call.visit.language, clock: call.office.clock)
        },
        .get(
            "/kits/{kit}/sign-off",
            Text("Đợt tới đã trình, duyệt đến đâu.", "How far the next edition has come."), Records.signOff
        ) {
            try $0.register.signOff(of: $0.text("kit"))
        },
        .list(
            "/kits/{kit}/submissions", Text("Các phiếu trình.", "The submissions."), with: [.edition],
            Records.submission, by: \.id
        ) {
            try $0.register.submissions(of: $0.text("kit"), edition: $0.wholeIfAny("edition"))
        },
        .act(
            "/kits/{kit}/submissions", Text("Trình đợt tới.", "Submit the next edition."),
            SubmissionSent.self, Records.submission, status: .created
        ) {
            call, sent in
            try call.register.submit(
                kit: call.text("kit"), on: sent.issueOn ?? call.visit.today, due: sent.dueOn, note: sent.note,
                by: try call.actor())
        },
        .act(
            "/kits/{kit}/submissions/{id}/return", Text("Trả lại phiếu trình.", "Return a submission."),
            ReturnSent.self, Records.submission
        ) {
            call, sent in
            try call.register.returnSubmission(
                of: call.text("kit"), submission: call.id(), reason: sent.reason,
                by: try call.actor(onBehalfOf: sent.onBehalfOf))
        },
        .act(
            "/kits/{kit}/submissions/{id}/approve", Text("Duyệt phiếu trình.", "Approve a submission."),
            ApprovalSent.self, Records.submission
        ) {
            call, sent in
            try call.register.approve(
                kit: call.text("kit"), submission: call.id(), settings: call.office.settings,
                by: try call.actor(onBehalfOf: sent.onBehalfOf))
        },
        .act(
            "/kits/{kit}/editions", Text("Cấp phát đợt đã duyệt.", "Issue the edition as approved."),
            IssueSent.self, edition, status: .created
        ) {
            call, sent in
            try call.register.issue(
                kit: call.text("kit"), number: sent.edition, on: sent.issueOn, due: sent.dueOn,
                office: call.office, by: try call.actor(onBehalfOf: sent.onBehalfOf))
        },
    ]

    private static let issued: [Endpoint] = [
        .list(
            "/editions", Text("Các đợt đã cấp phát.", "The issued editions."), with: [.kit, .knownAt],
            edition, by: \.id
        ) { call in
            try call.register.editions(of: call.textIfAny("kit"), try call.known())
        },
        .get(
            "/kits/{kit}/editions/{number}",
            Text("Một đợt và mọi thứ trong đó.", "An edition and all it holds."), Records.editionDetail
        ) { call in
            let edition = try found(call)
            return EditionDetail(
                edition: edition, items: try call.register.items(of: edition),
                labels: try call.register.labels())
        },
        .file(
            "/kits/{kit}/editions/{number}/archive",
            Text(
                "Cặp đóng gói: chung, hoặc riêng một nơi; cả cặp hoặc phần thay đổi.",
                "The archive: for all or for one, whole or what changed."),
            with: [
                .init("since", .edition, Text("Chỉ phần thay đổi từ đợt này.", "Only what changed since.")),
                .init(
                    "for", .text(longest: 200),
                    Text("Bản riêng của nơi mang mã này.", "The own kit of this node.")),
            ], as: ["application/zip"], archive),
        .file(
            "/kits/{kit}/editions/{number}/own-archives",
            Text(
                "Cặp riêng của mọi nơi nhận trong một tệp zip.", "Every recipient's own kit, in one zip."),
            with: [
                .init("since", .edition, Text("Chỉ phần thay đổi từ đợt này.", "Only what changed since."))
            ], as: ["application/zip"]
        ) { call in
            let edition = try found(call)
            let old = try call.wholeIfAny("since").map {
                try call.register.edition(of: edition.kit, number: $0)
            }
            return .download(try Download(ownKitsOf: edition, since: old, for: call.visit))
        },
        .file(
            "/kits/{kit}/editions/{number}/manifest", Text("kit.json của đợt.", "The edition's kit.json."),
            as: ["application/json"]
        ) { call in
            .file(
                try call.office.manifest(of: try found(call)).json(), named: "kit.json",
                as: "application/json")
        },
        .get(
            "/kits/{kit}/editions/{number}/changes",
            Text("Bảng kê tài liệu thay thế, bổ sung.", "The change list."),
            with: [.init("from", .edition, isRequired: true, Text("Từ đợt này.", "From this edition."))],
            Records.changes
        ) { call in
            let new = try found(call)
            let old = try call.register.edition(of: new.kit, number: call.whole("from"))
            let labels = try call.register.labels()
            return try call.office.changes(from: old, to: new).lines.map {
                NamedChange(line: $0, labels: labels)
            }
        },
        .list(
            "/kits/{kit}/editions/{number}/recipients", Text("Nơi đã được cấp.", "Whom it was supplied to."),
            with: [.on], Records.recipient, by: \.copyNumber
        ) { call in
            try call.register.recipients(of: try found(call), on: call.day())
        },
        .get(
            "/kits/{kit}/editions/{number}/recall",
            Text("Danh sách thu hồi của đợt đã ngừng dùng.", "The recall list of a withdrawn edition."),
            with: [.on, .knownAt], Records.recall
        ) { call in
            try call.register.recall(
                edition: call.whole("number"), of: call.text("kit"), on: call.day(), try call.known())
        },
        .act(
            "/kits/{kit}/editions/{number}/withdraw", Text("Ngừng dùng đợt.", "Withdraw the edition."),
            WithdrawalSent.self, edition
        ) {
            call, sent in
            try call.register.withdraw(
                edition: call.whole("number"), of: call.text("kit"), on: sent.on ?? call.visit.today,
                instead: sent.instead, by: try call.actor())
            return try found(call)
        },
        .act(
            "/kits/{kit}/editions/{number}/supply", Text("Cấp bổ sung.", "Supply late joiners."),
            SupplySent.self, supplied
        ) {
            call, sent in
            let result = try call.register.supply(
                edition: call.whole("number"), of: call.text("kit"), to: sent.codes,
                on: sent.on ?? call.visit.today, due: sent.dueOn, by: try call.actor())
            return result.nodes.map(\.code)
        },
    ]

    /// The archive of an edition, streamed.
    @Sendable private static func archive(_ call: Call) throws -> Answer {
        let edition = try found(call)
        let old = try call.wholeIfAny("since").map { try call.register.edition(of: edition.kit, number: $0) }
        guard let code = call.textIfAny("for") else {
            return .download(Download(archive: try call.office.archive(of: edition, since: old)))
        }
        let recipients = try call.register.recipients(of: edition, on: call.visit.today, only: [code])
        let kits = try call.visit.site.shelf.kits(of: edition, since: old, in: call.office)
        return .download(Download(archive: try kits.archive(for: try recipients.first.unwrapped())))
    }

    private static let supplied = Record<[String]>("Supplied", [.texts("codes", \.self)])

    /// The edition that the address names.
    /// - Throws: `kitUnknown`, `editionUnknown`.
    static func found(_ call: Call) throws -> Edition {
        try call.register.edition(of: call.text("kit"), number: call.whole("number"))
    }
}

/// What is asked for when the next edition is submitted.
struct SubmissionSent: Input {
    let issueOn: Day?
    let dueOn: Day?
    let note: String?

    static let properties: [Schema.Property] = [
        .maybe("issueOn", .day), .maybe("dueOn", .day), .maybe("note", .text),
    ]
}

/// Why a submission is returned, and on whose behalf.
struct ReturnSent: Input {
    let reason: String
    let onBehalfOf: String?

    static let properties: [Schema.Property] = [.needed("reason", .text), .maybe("onBehalfOf", .text)]
}

/// On whose behalf something is approved.
struct ApprovalSent: Input {
    let onBehalfOf: String?

    static let properties: [Schema.Property] = [.maybe("onBehalfOf", .text)]
}

/// Which edition is meant, and its days where they are not as approved.
struct IssueSent: Input {
    let edition: Int?
    let issueOn: Day?
    let dueOn: Day?
    let onBehalfOf: String?

    static let properties: [Schema.Property] = [
        .maybe("edition", .edition), .maybe("issueOn", .day), .maybe("dueOn", .day),
        .maybe("onBehalfOf", .text),
    ]
}

/// From when an edition is not to be used, and what to do instead.
struct WithdrawalSent: Input {
    let on: Day?
    let instead: String

    static let properties: [Schema.Property] = [.maybe("on", .day), .needed("instead", .text)]
}

/// Who is supplied later, and by when they are to have it in place.
struct SupplySent: Input {
    let codes: [String]
    let on: Day?
    let dueOn: Day

    static let properties: [Schema.Property] = [
        .needed("codes", .list(.text, most: 5_000)), .maybe("on", .day), .needed("dueOn", .day),
    ]
}
