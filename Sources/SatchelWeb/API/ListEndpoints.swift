import SatchelCore

/// Whole lists, out as workbooks or CSV and in again.
enum ListEndpoints {
    static let all: [Endpoint] = [
        .file(
            "/exports/{export}", Text("Xuất một danh sách.", "A whole list as a file."),
            with: [
                .init(
                    "format", .word(Export.Format.self),
                    Text("xlsx (mặc định) hoặc csv.", "xlsx (usual) or csv.")),
                .on, .kit, .edition, .under,
                .init("review", .edition, Text("Số của bảng rà soát.", "The number of a review.")),
            ], as: Export.Format.allCases.map { $0.mediaType.replacing("; charset=utf-8", with: "") }, export),
        .form(
            "/imports/{list}",
            Text("Nhận cả danh sách, tất cả hoặc không.", "Take a list in, all of it or nothing."),
            ListSent.self, files: [.init(name: "file", isRequired: true)], outlook, status: .ok
        ) { call, sent in
            let list = try ImportList(rawValue: call.text("list")).unwrapped()
            let file = try call.file("file")
            let take = sent.isTrial ?? false ? call.register.tryImport : call.register.take
            return try take(list, file.bytes, file.name, sent.from, try call.actor())
        },
    ]

    /// The lists that can be written out.
    static let exports = [
        "documents", "relations", "bodies", "organisation", "holders", "review", "audit", "print-run",
        "telephone", "signing-sheet", "events",
    ]

    private static let outlook = Record<ImportOutlook>(
        "ImportOutlook",
        [
            .whole("added", \.added), .whole("changed", \.changed), .whole("unchanged", \.unchanged),
            .many("samples", sample, \.samples),
        ])

    private static let sample = Record<ImportOutlook.Sample>(
        "ImportSample", [.whole("line", \.line), .word("effect", \.effect), .text("words", \.words)])

    @Sendable private static func export(_ call: Call) throws -> Answer {
        let format = call.textIfAny("format").flatMap(Export.Format.init(rawValue:)) ?? .xlsx
        let file = try call.office.export(try list(call), as: format, call.visit.language)
        return .file(file.bytes, named: file.name, as: file.mediaType)
    }

    private static func list(_ call: Call) throws -> Export {
        func kit() throws -> String {
            guard let kit = call.textIfAny("kit") else { throw InputFaults.refusal("?kit", .missing) }
            return kit
        }
        let (day, edition) = (call.dayIfAny("on"), call.wholeIfAny("edition"))
        switch call.text("export") {
        case "relations": return .relations
        case "bodies": return .bodies
        case "organisation": return .organisation(on: day)
        case "holders": return .holders(on: day)
        case "review":
            guard let number = call.wholeIfAny("review") else {
                throw InputFaults.refusal("?review", .missing)
            }
            return .review(number)
        case "audit": return .audit(kit: try kit(), on: day, under: call.textIfAny("under"))
        case "print-run": return .printRun(kit: try kit(), edition: edition)
        case "telephone": return .telephone(kit: call.textIfAny("kit"), edition: edition)
        case "signing-sheet": return .signingSheet(kit: try kit(), edition: edition)
        case "events": return .events
        default: return .documents
        }
    }
}

/// Whether a list is only tried, and from when what it does not date is.
struct ListSent: Input {
    let isTrial: Bool?
    let from: Day?

    static let properties: [Schema.Property] = [.maybe("isTrial", .flag), .maybe("from", .day)]
}
