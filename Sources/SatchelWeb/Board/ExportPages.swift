import Hummingbird
import SatchelCore

/// Lists to take along, as a workbook or as CSV.
enum ExportPages {
    static let routes: [Route] = [.get("/export/{file}", .account, serve)]

    @Sendable private static func serve(_ visit: Visit) throws -> Answer {
        let parts = visit.part("file").split(separator: ".").map(String.init)
        guard parts.count == 2, let format = Export.Format(rawValue: parts[1]),
            let read = ExportAddress.lists[parts[0]]
        else { throw SatchelError(.pageMissing, ["path": String(visit.path.prefix(100))]) }
        let file = try visit.office.export(try read(visit), as: format, visit.language)
        return .file(file.bytes, named: file.name, as: file.mediaType)
    }
}

/// The address of each list that is written out: `/export/holders.xlsx?on=21/11/2025`.
enum ExportAddress {
    /// The lists by the words of their addresses, each read with what the address asks of it.
    static let lists: [String: @Sendable (Visit) throws -> Export] = [
        "documents": { _ in .documents },
        "relations": { _ in .relations },
        "bodies": { _ in .bodies },
        "organisation": { .organisation(on: try $0.day("on")) },
        "holders": { .holders(on: try $0.day("on")) },
        "review": { visit in
            guard let number = try visit.number("number") else {
                throw SatchelError(.fieldMissing, ["column": visit.say("Số của bảng", "Number")])
            }
            return .review(number)
        },
        "audit": { .audit(kit: try kit($0), on: try $0.day("on"), under: $0.query["under"]) },
        "print-run": { .printRun(kit: try kit($0), edition: try $0.number("edition")) },
        "telephone": { .telephone(kit: $0.query["kit"], edition: try $0.number("edition")) },
        "signing-sheet": { .signingSheet(kit: try kit($0), edition: try $0.number("edition")) },
        "events": { _ in .events },
    ]

    private static func kit(_ visit: Visit) throws -> String {
        guard let kit = visit.query["kit"] else {
            throw SatchelError(.fieldMissing, ["column": visit.say("Cặp tài liệu", "Kit")])
        }
        return kit
    }

    /// The word of a list, and what its address asks of it.
    private static func parts(_ what: Export) -> (word: String, query: [(String, String?)]) {
        switch what {
        case .documents: ("documents", [])
        case .relations: ("relations", [])
        case .bodies: ("bodies", [])
        case .organisation(let day): ("organisation", [("on", day?.iso)])
        case .holders(let day): ("holders", [("on", day?.iso)])
        case .review(let number): ("review", [("number", "\(number)")])
        case .audit(let kit, let day, let under):
            ("audit", [("kit", kit), ("on", day?.iso), ("under", under)])
        case .printRun(let kit, let edition): ("print-run", numbered(kit, edition))
        case .telephone(let kit, let edition): ("telephone", numbered(kit, edition))
        case .signingSheet(let kit, let edition): ("signing-sheet", numbered(kit, edition))
        case .events: ("events", [])
        }
    }

    private static func numbered(_ kit: String?, _ edition: Int?) -> [(String, String?)] {
        [("kit", kit), ("edition", edition.map { "\($0)" })]
    }

    /// Where a list is had in a format.
    static func of(_ what: Export, _ format: Export.Format) -> String {
        let (word, query) = parts(what)
        var fields = Fields()
        for (name, value) in query { if let value { fields.add(name, value) } }
        let asked = fields.urlEncoded
        return "/export/\(word).\(format.rawValue)\(asked.isEmpty ? "" : "?\(asked)")"
    }
}

extension Visit {
    /// Links to take a list along as a workbook and as CSV.
    /// - Parameter name: what is taken along, as told before the links.
    func exports(_ what: Export, _ name: String) -> HTML {
        """
        <span class="small noprint">\(name): <a href="\(ExportAddress.of(what, .xlsx))" download>Excel\
        <span class="hide">, \(name)</span></a> · <a href="\(ExportAddress.of(what, .csv))" download>CSV\
        <span class="hide">, \(name)</span></a></span>
        """
    }
}
