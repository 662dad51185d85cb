import Foundation
import TestSupport
import Testing

@testable import SatchelCore

/// A board with an office in a folder: a committee DU with branches CB1 (mail), CB2 (chat), CQ1 (an office branch
/// without secretary) and, under the intermediate committee BP, CB3 (telephone only).
struct Board {
    let folder: TemporaryFolder
    let clock: TestClock
    let office: Office
    var register: Register { office.register }
    var store: BlobStore { office.store }

    init(
        on day: String = "01/03/2025", nodes: [NewNode] = Board.nodes, settings: Settings = .onePerson
    ) throws {
        folder = try TemporaryFolder()
        let clock = TestClock(day)
        self.clock = clock
        office = try Office.create(at: "\(folder.path)/office", settings: settings, time: { clock.now })
        try register.add(bodies: Desk.bodies, by: tester)
        try register.add(nodes: nodes, by: tester)
    }

    static let nodes: [NewNode] = {
        func node(_ code: String, _ kind: NodeKind, under parent: String?, _ secretary: NewHolder?) -> NewNode
        {
            NewNode(
                code: code, name: "Chi bộ \(code)", kind: kind, parent: parent, from: day("01/01/2020"),
                secretary: secretary)
        }
        return [
            node(
                "CB1", .residential, under: "DU", NewHolder(person: "Rơ Châm H'Lan", email: "lan@cb1.example")
            ),
            node("CB2", .residential, under: "DU", NewHolder(person: "Nay Hương", chat: "huong.cb2")),
            node("CB3", .residential, under: "BP", NewHolder(person: "Siu Bình", phone: "0900 000 003")),
            node("CQ1", .office, under: "DU", nil), node("BP", .intermediate, under: "DU", nil),
            node("DU", .committee, under: nil, NewHolder(person: "Ksor Thu", email: "thu@du.example")),
        ]
    }()

    /// A kit for residential branches with documents in slot A1 and templates in slot B1.
    static func kit(
        documents: [String], templates: [String] = [], folder: String = "Cặp thôn", slot: String = "A1",
        section: String = "Văn bản", fileNames: String = "unicode"
    ) -> String {
        var yaml = """
            slug: cap-thon
            name: {vi: Cặp chi bộ thôn, en: Branch kit}
            folder: "\(folder)"
            audience: {kinds: [residential]}
            fileNames: \(fileNames)
            sections:
              - id: A
                name: {vi: "\(section)", en: Documents}
                slots:
                  - id: "\(slot)"
                    name: {vi: Sinh hoạt, en: Meetings}

            """
        if !documents.isEmpty {
            yaml += "        documents:\n" + documents.map { "          - \($0)\n" }.joined()
        }
        if !templates.isEmpty {
            yaml += """
                  - id: B
                    name: {vi: Mẫu, en: Templates}
                    slots:
                      - id: B1
                        name: {vi: Biên bản, en: Minutes}
                        templates: [\(templates.joined(separator: ", "))]

                """
        }
        return yaml
    }

    /// Adds a document with a file that says its name.
    @discardableResult
    func enter(_ symbol: String?, _ issued: String, title: String = "về sinh hoạt", to: String? = nil) throws
        -> Int64
    {
        let id = try register.enter(symbol, issued, title: title, to: to)
        try addFile(to: id)
        return id
    }

    func addFile(to id: Int64, _ text: String = "", kind: DocumentFile.Kind = .signed) throws {
        let document = try register.document(id)
        try register.add(
            file: Array("\(document.citation) \(text)".utf8), named: "Bản ký.PDF", kind: kind, to: document,
            everyPageLookedAt: true, in: store, by: tester)
    }

    @discardableResult
    func revise(
        _ slug: String, _ text: String, name: String = "Biên bản thường kỳ", restsOn: [Int64] = [],
        madeOn: String = "01/01/2025"
    ) throws -> Int {
        try register.revise(
            template: slug, kind: .template, name: Text(name, "Minutes"), file: Array(text.utf8),
            fileName: "bien-ban.docx", restsOn: restsOn, madeOn: day(madeOn), in: store, by: tester)
    }

    /// Moves the clock to a day and issues the next edition on it.
    @discardableResult
    func issue(_ on: String, due: String? = nil) throws -> Edition {
        clock.move(to: on)
        return try register.issue(
            kit: "cap-thon", on: day(on), due: due.map { day($0) }, office: office, by: tester)
    }

    /// Records one receipt; the clock stays where it is.
    func record(
        _ node: String, _ edition: Int, _ proof: Proof, _ copy: Copy = .electronic, on happened: String
    ) throws {
        try register.record(
            [NewEvidence(node: node, proof: proof, copy: copy, medium: .web, happenedOn: day(happened))],
            of: "cap-thon", edition: edition, by: tester)
    }

    /// Ready for a first edition: 12-HD/BTCTW (id 1), the template `bien-ban`, the kit.
    static func ready(on day: String = "01/03/2025", settings: Settings = .onePerson) throws -> Board {
        let board = try Board(on: day, settings: settings)
        let id = try board.enter("12-HD/BTCTW", "06/07/2018")
        try board.revise("bien-ban", "mẫu 1", restsOn: [id])
        try board.register.define(
            kit: kit(documents: ["12-HD/BTCTW@06/07/2018"], templates: ["bien-ban"]), file: "kit.yaml",
            by: tester)
        return board
    }

    /// As `ready`, with edition 1 of 01/03/2025 (due 15/03) and edition 2 of 05/11/2025 (due 20/11), in which
    /// 42-HD/BTCTW (id 2) stands for 12-HD/BTCTW from 28/10/2025 on.
    static func withTwoEditions() throws -> Board {
        let board = try ready()
        try board.issue("01/03/2025", due: "15/03/2025")
        board.clock.move(to: "03/11/2025")
        let new = try board.enter("42-HD/BTCTW", "28/10/2025")
        try board.register.relate(new, .replaces, 1)
        try board.issue("05/11/2025", due: "20/11/2025")
        return board
    }
}

/// Runs a program of the system in a folder and gives its status and what it printed.
func run(_ command: [String], in folder: String) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
}
