import Foundation
import GRDB
import TestSupport
import Testing

@testable import SatchelCore

@Suite("Removals")
struct RemovalTests {
    @Test("After a removal no file of the office holds symbol, title, file name, content or hash")
    func erased() throws {
        let board = try RemovalBoard()
        for trace in RemovalBoard.traces.dropFirst(1) {
            #expect(try !board.files(holding: trace).isEmpty, "\(trace) was never there")
        }
        let report = try board.remove()
        #expect(report.removal?.isClean == true)
        for trace in RemovalBoard.traces { #expect(try board.files(holding: trace) == [], "\(trace)") }
        #expect(!FileManager.default.fileExists(atPath: board.board.store.path(of: RemovalBoard.sha256)))
        // Another program that opens the office sees the same, and still nothing.
        let again = try Office.open(at: board.office.folder, time: { board.board.clock.now })
        #expect(try again.register.removals().count == 1)
        for trace in RemovalBoard.traces { #expect(try board.files(holding: trace) == [], "\(trace)") }
    }

    @Test("No look-up, list, label, suggestion or table finds what was removed")
    func unfindable() throws {
        let board = try RemovalBoard()
        try board.remove()
        let register = board.register
        #expect(try register.documents().map(\.id) == [1, 3])
        #expect(try register.documents(try register.known(at: board.board.clock.now)).map(\.id) == [1, 3])
        for name in ["88-HD/BTCTW", RemovalBoard.title, RemovedNames.stand, "tài liệu đã gỡ"] {
            guard case .unknown(let near) = try register.lookUp(name) else {
                Issue.record("\(name) was found")
                continue
            }
            #expect(!near.contains(RemovedNames.stand), "\(name)")
        }
        expectError(.documentUnknown) { try register.document(board.secret) }
        #expect(try register.currentFiles().keys.sorted() == [1, 3])
        #expect(try register.relations() == [])
        #expect(try register.inForce().contradictions == [])
        #expect(try register.templates().flatMap(\.restsOn) == [1])
        #expect(try register.bodies().map(\.name) == Desk.bodies.map(\.name).sorted())
        #expect(try register.labels()["document:2"] == "Tài liệu đã gỡ")
        let table = String(decoding: try register.exportDocuments(.vi), as: UTF8.self)
        #expect(!table.contains("gỡ") && table.contains("99-HD/BTCTW"))
    }

    @Test("The log keeps who, what and when of every line, and names nothing")
    func log() throws {
        let board = try RemovalBoard()
        let before = try board.register.events(limit: 10_000)
        try board.remove()
        let after = try board.register.events(limit: 10_000)
        #expect(after.prefix(before.count).map(\.verb) == before.map(\.verb))
        #expect(after.prefix(before.count).map(\.at) == before.map(\.at))
        #expect(after.dropFirst(before.count).map(\.verb) == ["document.remove", "document.remove.clean"])
        let file = try #require(
            after.first { $0.verb == "document.file" && $0.subject == RemovedNames.stand })
        #expect(file.detail?.contains("\"pages\":\"looked at by thu\"") == true)
        let dates = try #require(after.first { $0.verb == "document.dates" })
        #expect(dates.detail?.contains("10/02/2025") == false)
        // A line about another document stays as it was.
        #expect(after.filter { $0.subject == "12-HD/BTCTW@06/07/2018" }.count == 1)
    }

    @Test("Editions that held or named it are made anew, build, and say that an item was removed")
    func editions() throws {
        let board = try RemovalBoard()
        let old = try board.register.editions(of: "cap-thon").map(\.archiveSHA256)
        try board.remove()
        let editions = try board.register.editions(of: "cap-thon")
        for (edition, old) in zip(editions, old) {
            #expect(edition.archiveSHA256 != old)
            let path = "\(board.board.folder.path)/\(edition.number).zip"
            try board.office.archive(of: edition).write(to: path)
            #expect(try PrivateFile.read(path).count == Int(edition.archiveSize))
            let check = try ArchiveCheck(path)
            #expect(check.isWhole && check.extra.isEmpty)
            let gone = check.manifest.entries.filter { $0.removedOn != nil }
            let place = edition.number == 3 ? 3 : 2
            #expect(
                gone.compactMap(\.note?.vi)
                    == (edition.number == 2
                        ? [] : ["Tài liệu số \(place) của mục A1 đã được gỡ ngày 05/12/2025"]))
            #expect(try run(["unzip", "-tqq", path], in: "/").status == 0)
        }
        let changes = try board.office.manifest(of: editions[1]).changes
        #expect(changes.map(\.takeOut) == [["Tài liệu đã gỡ"]])
        #expect(changes.map(\.putIn) == [["Hướng dẫn 99-HD/BTCTW, ngày 28/10/2025"]])
        #expect(try board.office.manifest(of: editions[2]).changes == [])
        let items = try board.register.items(of: editions[0])
        #expect(items.map(\.isRemoved) == [false, true, false, false, false, false])
        #expect(items[1].path == nil && items[1].blob == nil && items[1].documentID == board.secret)
        let page = try #require(items.first { $0.path == "Mục lục.html" }?.blob)
        let html = String(decoding: try board.board.store.bytes(of: page), as: UTF8.self)
        #expect(html.contains("đã gỡ") && html.contains("Cộng: 2 tài liệu"))
        #expect(html.contains("Ngoài ra có 1 chỗ của tài liệu đã gỡ"))
    }

    @Test("An update between editions passes over what was removed, and the next edition takes its place out")
    func updates() throws {
        let board = try RemovalBoard()
        try board.remove()
        let editions = try board.register.editions(of: "cap-thon")
        let path = "\(board.board.folder.path)/cap-nhat.zip"
        try board.office.updateArchive(from: editions[0], to: editions[2]).write(to: path)
        let update = try ArchiveCheck(path)
        #expect(update.isWhole)
        // Whoever has it in a paper folder hands it back, and nobody puts it in.
        #expect(update.manifest.changes.flatMap(\.takeOut) == ["Tài liệu đã gỡ"])
        #expect(update.manifest.changes.flatMap(\.putIn) == ["Hướng dẫn 99-HD/BTCTW, ngày 28/10/2025"])
        let next = try board.board.issue("10/12/2025")
        #expect(try board.office.manifest(of: next).changes.map(\.takeOut) == [["Tài liệu đã gỡ"]])
        #expect(
            try board.register.items(of: next).compactMap(\.documentID) == [1, 3])
        let slip = SlipToSign(
            try board.register.preview(kit: "cap-thon", on: day("11/12/2025")),
            settings: board.office.settings,
            language: .vi)
        #expect(!slip.html.contains("document:2"))
    }

    @Test("Editions that never mentioned it keep their archives")
    func untouched() throws {
        let board = try RemovalBoard()
        let yaml = Board.kit(documents: ["12-HD/BTCTW@06/07/2018"]).replacing("cap-thon", with: "cap-khac")
        try board.register.define(kit: yaml, file: "kit.yaml", by: tester)
        let edition = try board.register.issue(
            kit: "cap-khac", on: day("05/12/2025"), due: nil, office: board.office, by: tester)
        let items = try board.register.items(of: edition)
        try board.remove()
        #expect(try board.register.edition(of: "cap-khac") == edition)
        #expect(try board.register.items(of: edition) == items)
        #expect(try board.register.kit("cap-khac").yaml == yaml)
        try board.office.archive(of: edition).write(to: "\(board.board.folder.path)/khac.zip")
    }

    @Test("Kit definitions lose its entries, keep their comments and still read")
    func definitions() throws {
        let board = try RemovalBoard()
        try board.remove()
        let all = try board.register.writer.read {
            try String.fetchAll($0, sql: "SELECT yaml FROM kit_definition")
        }
        #expect(all.count == 2)
        for yaml in all {
            let definition = try KitDefinition(yaml: yaml, file: "kit.yaml")
            #expect(definition.slug == "cap-thon")
            #expect(!yaml.contains("88-HD"))
        }
        let preview = try board.register.preview(kit: "cap-thon", on: day("06/12/2025"))
        #expect(preview.plan.items.compactMap(\.document?.id) == [1, 3])
    }

    @Test(
        "Audits of every day answer, accuse nobody of it, and say of other documents what they said",
        arguments: ["02/03/2025", "20/06/2025", "30/10/2025", "06/11/2025", "02/12/2025", "31/12/2025"])
    func audits(on text: String) throws {
        let board = try RemovalBoard()
        // 12-HD was replaced by what is removed: it stays replaced.
        try board.register.relate(board.secret, .replaces, 1, from: "01/06/2025")
        let instants = ["04/03/2025", "04/11/2025", "05/12/2025"].map {
            board.board.clock.office.instant(of: day($0), hour: 23)
        }
        func rows(_ known: Known) throws -> [String] {
            try board.register.audit(kit: "cap-thon", on: day(text), known).rows.map { row in
                let old = row.contents?.outdated.filter { $0.document != board.secret }.map {
                    "\($0.document) \($0.status) \($0.since.iso) \($0.replacedBy.filter { $0 != board.secret })"
                }
                return "\(row.node.code) \(row.copy) \(row.edition) \(row.held ?? 0) \(old ?? [])"
            }
        }
        let before = try ([.now] + instants.map { try board.register.known(at: $0) }).map(rows)
        try board.remove()
        let after = try ([.now] + instants.map { try board.register.known(at: $0) }).map(rows)
        #expect(after == before)
        for known in [Known.now] + (try instants.map { try board.register.known(at: $0) }) {
            let audit = try board.register.audit(kit: "cap-thon", on: day(text), known)
            let named = audit.rows.compactMap(\.contents).flatMap {
                $0.outdated.map(\.document) + $0.unverified
            }
            #expect(!named.contains(board.secret))
        }
    }

    @Test("What it replaced does not come back to life, and leads on to what replaced it")
    func chains() throws {
        let board = try RemovalBoard()
        try board.register.relate(board.secret, .replaces, 1, from: "01/06/2025")
        let before = try board.register.inForce()
        try board.remove()
        let inForce = try board.register.inForce()
        for text in ["31/05/2025", "01/06/2025", "28/10/2025", "01/01/2027"] {
            #expect(inForce.status(of: 1, on: day(text)).status == before.status(of: 1, on: day(text)).status)
        }
        #expect(inForce.current(of: 1, on: day("01/12/2025")) == [3])
        // Between the two nothing stands in its place: the officer is told, not misled.
        #expect(inForce.current(of: 1, on: day("02/06/2025")) == [])
        #expect(inForce.status(of: board.secret, on: day("01/12/2025")).status == .inForce)
        let plan = try board.register.preview(kit: "cap-thon", on: day("02/06/2025")).plan
        #expect(plan.warnings.contains(.dropped(document: 1, .superseded)))
    }

    @Test("A reason that is missing, or names it, is refused and nothing changes")
    func reasons() throws {
        let board = try RemovalBoard()
        for (reason, code) in [
            (" ", SatchelError.Code.removalReasonMissing), ("nhầm 88-HD/BTCTW", .removalReasonTells),
            ("văn bản 88 - hd/btctw", .removalReasonTells),
            ("nhầm: về việc tuyệt đối không nêu", .removalReasonTells),
            ("tệp \(RemovalBoard.fileName)", .removalReasonTells),
        ] {
            try expectRefused(code, leaving: board.register, board.board.store) { try board.remove(reason) }
        }
    }

    @Test("Looking at what would go changes nothing and tells editions, files and templates")
    func outlook() throws {
        let board = try RemovalBoard()
        let rows = try board.register.dump()
        let files = try board.board.store.dump()
        let outlook = try board.office.outlook(onRemoving: try board.register.document(board.secret))
        #expect(outlook.editions == ["cap-thon/1", "cap-thon/2", "cap-thon/3"])
        #expect(outlook.report.places.map(\.edition) == [1, 3])
        #expect(outlook.report.places.map(\.number) == [2, 3])
        #expect(outlook.files.map(\.name) == [RemovalBoard.fileName])
        #expect(outlook.resting.map(\.vi) == ["Biên bản thường kỳ"])
        #expect(outlook.report.removal == nil)
        #expect(try board.register.dump() == rows)
        #expect(try board.board.store.dump() == files)
    }
}
