import TestSupport
import Testing

@testable import SatchelCore

@Suite("What the next edition will hold")
struct KitPlanTests {
    /// A board with documents 1…n of these years, each with a file, and a kit that lists those given.
    private func board(_ documents: [(String, String)], listing: [String]) throws -> Board {
        let board = try Board(on: "01/01/2025")
        for (symbol, date) in documents { try board.enter(symbol, date) }
        try board.register.define(kit: Board.kit(documents: listing), file: "kit.yaml", by: tester)
        return board
    }

    private func documents(_ board: Board, on text: String) throws -> [Int64?] {
        try board.register.preview(kit: "cap-thon", on: day(text)).plan.items.map(\.item.documentID)
    }

    @Test("A document is followed to what is in force that day, through a chain; duplicates are dropped")
    func followed() throws {
        let board = try board(
            [("09-HD/BTCTW", "02/03/2012"), ("12-HD/BTCTW", "06/07/2018"), ("42-HD/BTCTW", "28/10/2025")],
            listing: ["09-HD/BTCTW", "12-HD/BTCTW"])
        try board.register.relate(2, .replaces, 1)
        try board.register.relate(3, .replaces, 2)
        // What is to come stands beside what is in force.
        #expect(try documents(board, on: "05/07/2018") == [1, 2, 3])
        #expect(try documents(board, on: "06/07/2018") == [2, 3])
        #expect(try documents(board, on: "28/10/2025") == [3])
    }

    @Test("Before a replacement takes effect the new one is put in beside the old, with its day")
    func coming() throws {
        let board = try board(
            [("12-HD/BTCTW", "06/07/2018"), ("42-HD/BTCTW", "28/10/2025")], listing: ["12-HD/BTCTW"])
        try board.register.relate(2, .replaces, 1)
        let plan = try board.register.preview(kit: "cap-thon", on: day("27/10/2025")).plan
        #expect(plan.items.map(\.item.documentID) == [1, 2])
        #expect(plan.items.map(\.item.usableFrom) == [nil, day("28/10/2025")])
        #expect(plan.warnings.contains(.coming(document: 2, from: day("28/10/2025"))))
        #expect(plan.changes(from: [plan.items[0].item]).lines.map(\.isComing) == [true])
        #expect(try documents(board, on: "28/10/2025") == [2])
    }

    @Test("What amends a document is put in beside it, itself followed to its successor")
    func amended() throws {
        let board = try board(
            [
                ("12-HD/BTCTW", "06/07/2018"), ("20-HD/BTCTW", "01/02/2020"), ("30-HD/BTCTW", "01/02/2021"),
            ], listing: ["12-HD/BTCTW"])
        try board.register.relate(2, .amends, 1)
        try board.register.relate(3, .replaces, 2)
        #expect(try documents(board, on: "31/01/2020") == [1])
        let plan = try board.register.preview(kit: "cap-thon", on: day("01/02/2020")).plan
        #expect(plan.items.map(\.item.documentID).prefix(2) == [1, 2])
        #expect(plan.items[0].status?.status == .amended)
        #expect(try documents(board, on: "01/02/2021") == [1, 3])
    }

    @Test("A suspended document stays in the kit, and somebody is told")
    func suspended() throws {
        let board = try board(
            [("12-HD/BTCTW", "06/07/2018"), ("20-HD/BTCTW", "01/02/2020")], listing: ["12-HD/BTCTW"])
        try board.register.add(
            relations: [
                NewRelation(
                    subject: 2, type: .suspends, object: 1, until: day("31/12/2020"), evidence: "Điều 1")
            ], by: tester)
        let during = try board.register.preview(kit: "cap-thon", on: day("01/03/2020")).plan
        #expect(during.items.map(\.item.documentID) == [1])
        #expect(during.warnings.contains(.suspended(document: 1)))
        let after = try board.register.preview(kit: "cap-thon", on: day("01/01/2021")).plan
        #expect(!after.warnings.contains(.suspended(document: 1)))
    }

    @Test("A repealed or expired document is left out with a warning")
    func dropped() throws {
        let board = try board(
            [("12-HD/BTCTW", "06/07/2018"), ("20-HD/BTCTW", "01/02/2020")],
            listing: ["12-HD/BTCTW", "33-HD/BTCTW"].dropLast())
        try board.register.relate(2, .repeals, 1)
        let expiring = try board.enter("33-HD/BTCTW", "2019", to: "31/12/2019")
        try board.register.define(
            kit: Board.kit(documents: ["12-HD/BTCTW", "33-HD/BTCTW"]), file: "kit.yaml", by: tester)
        let plan = try board.register.preview(kit: "cap-thon", on: day("01/02/2020")).plan
        #expect(plan.items.isEmpty)
        #expect(
            plan.warnings == [.dropped(document: 1, .repealed), .dropped(document: expiring, .expired)])
        try expectRefused(.kitEmpty, leaving: board.register, board.store) { try board.issue("01/01/2025") }
    }

    @Test("A superseded document is kept on purpose with its reason")
    func kept() throws {
        let board = try board(
            [("12-HD/BTCTW", "06/07/2018"), ("42-HD/BTCTW", "28/10/2025")],
            listing: ["42-HD/BTCTW", "{document: 12-HD/BTCTW, keep: để đối chiếu}"])
        try board.register.relate(2, .replaces, 1)
        let plan = try board.register.preview(kit: "cap-thon", on: day("28/10/2025")).plan
        #expect(plan.items.map(\.item.documentID) == [2, 1])
        #expect(plan.items.map(\.item.reason) == [nil, "để đối chiếu"])
        #expect(plan.warnings == [.kept(document: 1, reason: "để đối chiếu")])
    }

    @Test("Unconfirmed relations, lacking files, unverified entries and doubtful templates are pointed out")
    func warnings() throws {
        let board = try Board(on: "01/01/2025")
        try board.enter("12-HD/BTCTW", "06/07/2018")
        try board.register.enter("42-HD/BTCTW", "28/10/2025")
        let unverified = NewDocument(
            symbol: "50-HD/BTCTW", type: "Hướng dẫn", body: "Ban Tổ chức Trung ương", title: "x",
            dates: dates("2019"))
        try board.register.add(documents: [unverified], by: tester)
        let relation = try board.register.relate(2, .replaces, 1, evidence: nil)
        try board.register.relate(2, .repeals, 3, evidence: "Điều 2")
        try board.revise("bien-ban", "một", restsOn: [3])
        try board.register.define(
            kit: Board.kit(documents: ["12-HD/BTCTW", "42-HD/BTCTW"], templates: ["bien-ban"]),
            file: "kit.yaml", by: tester)
        let plan = try board.register.preview(kit: "cap-thon", on: day("28/10/2025")).plan
        let unconfirmed = try #require(try board.register.relations().first { $0.id == relation })
        #expect(
            plan.warnings == [
                .unconfirmed(document: 1, unconfirmed), .noFile(document: 2),
                .doubtful(template: "bien-ban", restingOn: [3]),
            ])
        #expect(plan.items.map(\.item.path).map { $0 == nil } == [false, true, false])
        try board.register.define(kit: Board.kit(documents: ["50-HD/BTCTW"]), file: "kit.yaml", by: tester)
        let other = try board.register.preview(kit: "cap-thon", on: day("27/10/2025")).plan
        #expect(other.warnings == [.noFile(document: 3), .notVerified(document: 3)])
    }

    @Test("Paths are Vietnamese or plain ASCII, with the top folder at most 100 characters")
    func paths() throws {
        let board = try Board(on: "01/01/2025")
        try board.enter("12-HD/BTCTW", "06/07/2018")
        try board.enter(nil, "01/2011", title: String(repeating: "Điều lệ: \"Đảng\" / Việt Nam? ", count: 9))
        for (names, top, path) in [
            ("unicode", "Cặp thôn - đợt 1 (05-2025)", "A. Văn bản/A1 Hướng dẫn 12-HD-BTCTW (06-07-2018).pdf"),
            ("ascii", "Cap thon - dot 1 (05-2025)", "A. Van ban/A1 Huong dan 12-HD-BTCTW (06-07-2018).pdf"),
        ] {
            try board.register.define(
                kit: Board.kit(
                    documents: ["12-HD/BTCTW", "\(try board.register.document(2).key)"].map { "'\($0)'" },
                    fileNames: names),
                file: "kit.yaml", by: tester)
            let plan = try board.register.preview(kit: "cap-thon", on: day("05/05/2025")).plan
            #expect(plan.folder == top)
            #expect(plan.items[0].item.path == path)
            let long = try #require(plan.items[1].item.path)
            #expect("\(plan.folder)/\(long)".count <= 100)
            #expect(!long.dropFirst(11).contains { "/\\:*?\"<>|".contains($0) })
        }
    }

    @Test(
        "Names that Windows cannot hold are refused with the rule",
        arguments: [
            ("Văn bản", "a:b", "Cặp", "nameBackslashColonControl"),
            ("Văn bản.", "A1", "Cặp", "nameTrailingDotOrSpace"),
            ("Văn bản", "A1", "C:\\\\Cặp", "nameAbsolute"),
            ("Văn\\\\bản", "A1", "Cặp", "nameBackslashColonControl"),
            ("Văn bản", "A1?", "Cặp", "?"), ("Hỏi/đáp", "A1", "Cặp", "/"),
            ("Văn bản", "A1", "Cặp <thôn>", "<"), ("Văn bản", "A/1", "Cặp", "/"),
            ("Văn bản", "A1", "Cặp/thôn", "/"), ("Văn bản", "CON.", "Cặp", "nameReserved"),
            (String(repeating: "Văn bản ", count: 12), "A1", "Cặp", "nameTooLong"),
        ])
    func windows(section: String, slot: String, folder: String, rule: String) throws {
        let board = try Board(on: "01/01/2025")
        try board.enter("12-HD/BTCTW", "06/07/2018")
        try board.register.define(
            kit: Board.kit(documents: ["12-HD/BTCTW"], folder: folder, slot: slot, section: section),
            file: "kit.yaml",
            by: tester)
        let error = try expectRefused(.pathRefused, leaving: board.register, board.store) {
            try board.issue("01/01/2025")
        }
        #expect(error?.arguments["rule"] == rule)
    }

    @Test("A section named after a device is refused")
    func device() throws {
        let board = try Board(on: "01/01/2025")
        try board.enter("12-HD/BTCTW", "06/07/2018")
        try board.register.define(
            kit: Board.kit(documents: ["12-HD/BTCTW"]).replacing("- id: A\n", with: "- id: CON\n"),
            file: "kit.yaml", by: tester)
        let error = try expectRefused(.pathRefused, leaving: board.register, board.store) {
            try board.issue("01/01/2025")
        }
        #expect(error?.arguments["rule"] == "nameReserved")
    }

    @Test(
        "Two items at one path, or at paths equal after case folding, are refused", arguments: ["B1", "b1"])
    func onePath(slot: String) throws {
        let board = try Board(on: "01/01/2025")
        try board.revise("mot", "một", name: "Biên bản ĐẢNG ỦY")
        try board.revise("hai", "hai", name: slot == "B1" ? "Biên bản ĐẢNG ỦY" : "biên bản Đảng ủy")
        var yaml = Board.kit(documents: [], templates: ["mot"])
        if slot == "B1" {
            yaml = yaml.replacing("[mot]", with: "[mot, hai]")
        } else {
            yaml += "      - {id: b1, name: {vi: Khác, en: Other}, templates: [hai]}\n"
        }
        try board.register.define(kit: yaml, file: "kit.yaml", by: tester)
        let error = try expectRefused(.pathTwice, leaving: board.register, board.store) {
            try board.issue("01/01/2025")
        }
        #expect(error?.arguments["path"]?.hasSuffix(".docx") == true)
    }

    @Test("Two folders equal after case folding are refused")
    func oneFolder() throws {
        let board = try Board(on: "01/01/2025")
        try board.revise("mot", "một", name: "Một")
        try board.revise("hai", "hai", name: "Hai")
        let yaml =
            Board.kit(documents: [], templates: ["mot"]) + """
                  - id: b
                    name: {vi: mẫu, en: Other}
                    slots:
                      - {id: b2, name: {vi: Khác, en: Other}, templates: [hai]}

                """
        try board.register.define(kit: yaml, file: "kit.yaml", by: tester)
        try expectRefused(.pathTwice, leaving: board.register, board.store) { try board.issue("01/01/2025") }
    }
}
