import SatchelCore

/// The papers the board makes itself, and files of documents and templates.
enum TemplateEndpoints {
    static let all: [Endpoint] = [
        .list("/templates", Text("Các mẫu.", "The templates."), with: [.on], template, by: \.template.slug) {
            call in
            let inForce = try call.register.inForce()
            return try call.register.templates().map {
                View(template: $0, doubts: $0.doubts(in: inForce, on: call.day()))
            }
        },
        .get("/templates/{template}", Text("Một mẫu.", "A template."), with: [.on], template) { call in
            try found(call.text("template"), call)
        },
        .form(
            "/templates/{template}/revisions",
            Text("Thêm mẫu, hoặc bản mới của mẫu.", "Add a template, or a new revision of one."),
            RevisionSent.self, files: [.init(name: "file", isRequired: true)], template, revise),
        .act(
            "/templates/{template}/reviews",
            Text("Ghi đã rà lại mẫu, vẫn đúng.", "Record that it was looked over and is right."),
            LookedOverSent.self, template
        ) { call, sent in
            try call.register.review(
                template: call.text("template"), on: sent.on ?? call.visit.today, note: sent.note,
                by: try call.actor())
            return try found(call.text("template"), call)
        },
        .file("/templates/{template}/file", Text("Tệp của mẫu.", "A template's file."), as: anything) {
            call in
            let revision = try found(call.text("template"), call).template.revision
            return Stored.answer(revision.blob, named: revision.fileName, call)
        },
        .file("/documents/{id}/files/{file}", Text("Tệp của văn bản.", "A document's file."), as: anything) {
            call in
            let files = try call.register.files(of: call.id())
            guard let file = files.first(where: { $0.id == call.id("file") }) else {
                throw Stored.missing(call)
            }
            return Stored.answer(file.blob, named: file.name, call)
        },
        .form(
            "/documents/{id}/files", Text("Gắn tệp vào văn bản.", "Add a file to a document."), FileSent.self,
            files: [.init(name: "file", isRequired: true)], Records.file, add),
        .act(
            "/documents/{id}/files/{file}/choose", Text("Chọn tệp đưa vào cặp.", "Choose the file for kits."),
            Records.file
        ) { call in
            guard try call.register.files(of: call.id()).contains(where: { $0.id == call.id("file") }) else {
                throw Stored.missing(call)
            }
            try call.register.choose(file: call.id("file"), by: try call.actor())
            return try call.register.files(of: call.id()).first.unwrapped()
        },
    ]

    private static let anything = ["*/*"]

    /// A template with what makes it doubtful.
    struct View: Sendable {
        let template: Template
        let doubts: [Int64]
    }

    static let template = Record<View>(
        "Template",
        [
            .text("slug", \.template.slug), .word("kind", \.template.kind), .both("name", \.template.name),
            .whole("revision", \.template.revision.number), .text("fileName", \.template.revision.fileName),
            .day("madeOn", \.template.revision.madeOn), .dayIfAny("oldUntil", \.template.revision.oldUntil),
            .text("sha256", \.template.revision.blob.sha256), .whole("size", \.template.revision.blob.size),
            .wholes("restsOn", \.template.restsOn), .day("reviewedOn", \.template.reviewedOn),
            .wholes("doubts", \.doubts),
        ])

    private static func found(_ slug: String, _ call: Call) throws -> View {
        let templates = try call.register.templates()
        guard let template = templates.first(where: { $0.slug == slug }) else {
            let near = VietnameseText.suggestion(for: slug, among: templates.map(\.slug)) ?? ""
            throw SatchelError(.templateUnknown, ["template": slug, "near": near])
        }
        return View(
            template: template, doubts: template.doubts(in: try call.register.inForce(), on: call.day()))
    }

    @Sendable private static func revise(_ call: Call, _ sent: RevisionSent) throws -> View {
        let file = try call.file("file")
        let slug = call.text("template")
        try call.register.revise(
            template: slug, kind: try Template.Kind(rawValue: sent.kind).unwrapped(),
            name: Text(sent.nameVi, sent.nameEn ?? sent.nameVi), file: file.bytes, fileName: file.name,
            restsOn: sent.restsOn ?? [], madeOn: sent.madeOn ?? call.visit.today, oldUntil: sent.oldUntil,
            note: sent.note, in: call.office.store, by: try call.actor())
        return try found(slug, call)
    }

    @Sendable private static func add(_ call: Call, _ sent: FileSent) throws -> DocumentFile {
        let document = try call.register.document(call.id())
        let before = Set(try call.register.files(of: document.id).map(\.id))
        let file = try call.file("file")
        try call.register.add(
            file: file.bytes, named: file.name,
            kind: try DocumentFile.Kind(rawValue: sent.kind ?? "copy").unwrapped(),
            to: document, everyPageLookedAt: sent.everyPageLookedAt, in: call.office.store,
            by: try call.actor())
        return try call.register.files(of: document.id).first { !before.contains($0.id) }.unwrapped()
    }
}

/// Stored bytes to download.
enum Stored {
    /// A stored file under its name, in ranges too.
    static func answer(_ blob: BlobStore.Blob, named name: String, _ call: Call) -> Answer {
        .download(
            Download(blob: blob, in: call.office.store, mediaType: MediaType.of(name), fileName: name))
    }

    /// The error for a file that the document does not have.
    static func missing(_ call: Call) -> SatchelError {
        SatchelError(.fileUnknown, ["file": "\(call.id("file"))"])
    }
}

/// What comes with a template's file; documents by their ids.
struct RevisionSent: Input {
    let kind: String
    let nameVi: String
    let nameEn: String?
    let restsOn: [Int64]?
    let madeOn: Day?
    let oldUntil: Day?
    let note: String?

    static let properties: [Schema.Property] = [
        .needed("kind", .word(Template.Kind.self)), .needed("nameVi", .text), .maybe("nameEn", .text),
        .maybe("restsOn", .list(.id, most: 100)), .maybe("madeOn", .day), .maybe("oldUntil", .day),
        .maybe("note", .text),
    ]
}

/// When a template was looked over.
struct LookedOverSent: Input {
    let on: Day?
    let note: String?

    static let properties: [Schema.Property] = [.maybe("on", .day), .maybe("note", .text)]
}

/// What comes with a document's file.
struct FileSent: Input {
    let kind: String?
    /// Whoever adds it has looked at every page and found no secrecy mark.
    let everyPageLookedAt: Bool

    static let properties: [Schema.Property] = [
        .maybe("kind", .word(DocumentFile.Kind.self)), .needed("everyPageLookedAt", .flag),
    ]
}
