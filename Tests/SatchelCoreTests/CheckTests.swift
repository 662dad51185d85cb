import Foundation
import GRDB
import TestSupport
import Testing

@testable import SatchelCore

/// A board with two editions, a receipt with its scan, and what a test breaks in its folder.
struct CheckedBoard {
    let board: Board
    var office: Office { board.office }
    var folder: String { office.folder }

    init() throws {
        board = try Board.withTwoEditions()
        board.clock.move(to: "06/11/2025")
        let scan = try Scan(Array("%PDF-1.7 ký nhận".utf8), name: "ky-nhan.pdf")
        try board.register.record(
            [
                NewEvidence(
                    node: "CB1", proof: .filed, copy: .paper, medium: .paper, happenedOn: day("06/11/2025"))
            ],
            of: "cap-thon", edition: 2, scan: scan, in: board.store, by: tester)
        try board.record("CB2", 2, .downloaded, on: "06/11/2025")
    }

    /// The blob of the file of a document.
    func blob(ofDocument id: Int64) throws -> BlobStore.Blob {
        try #require(try board.register.files(of: id).first).blob
    }

    func path(_ blob: BlobStore.Blob) -> String { board.store.path(of: blob.sha256) }

    /// Runs SQL by another program, past the register's own guards.
    func sql(_ text: String) throws {
        let result = try run(["sqlite3", "\(folder)/register.sqlite", text], in: "/")
        #expect(result.status == 0, "\(result.output)")
    }

    /// What a check finds, as `kind subject`.
    func found() throws -> [String] {
        try office.check().findings.map { "\($0.kind.rawValue) \($0.subject)" }
    }

    /// Makes the table of today's holdings speak of today.
    func makeHoldings() throws { _ = try board.register.countToday(kit: "cap-thon") }
}

@Suite("Checking an office")
struct CheckTests {
    private let checked: CheckedBoard
    private var board: Board { checked.board }
    private var office: Office { checked.office }

    init() throws { checked = try CheckedBoard() }

    @Test("A whole office has no findings, and a check changes nothing")
    func whole() throws {
        try checked.makeHoldings()
        let (rows, files) = (try board.register.dump(), try board.store.dump())
        let blobs = try board.register.blobs().count
        let report = try office.check()
        #expect(report.findings == [])
        #expect(!report.isDamaged && report.hasComparedHoldings)
        #expect(report.editions == 2 && report.blobs == blobs)
        #expect(try board.register.dump() == rows)
        #expect(try board.store.dump() == files)
        #expect(office.storedFiles().allSatisfy { !$0.isDraft })
    }

    @Test("Progress reaches the end, a step at a time")
    func progress() throws {
        let told = Told()
        _ = try office.check { told.add($0, of: $1) }
        let steps = told.steps
        #expect(steps.last.map { $0.done == $0.total && $0.total > 0 } == true)
        #expect(steps.map(\.done) == steps.map(\.done).sorted())
    }

    @Test("A stored file with any byte flipped, cut short, longer, or not a file is altered")
    func altered() throws {
        let blob = try checked.blob(ofDocument: 1)
        let path = checked.path(blob)
        let packed = try PrivateFile.read(path)
        var kinds = packed.indices.map { place in
            var bytes = packed
            bytes[place] ^= 0x01
            return bytes
        }
        kinds += [Array(packed.dropLast()), packed + [0], []]
        for bytes in kinds {
            try PrivateFile.write(bytes, to: path)
            let findings = try office.check().findings
            #expect(findings.map(\.kind) == [.altered] && findings.first?.sha256 == blob.sha256)
        }
        unlink(path)
        #expect(mkdir(path, 0o700) == 0)
        #expect(try office.check().findings.map(\.kind) == [.altered])
        rmdir(path)
        #expect(symlink("/dev/zero", path) == 0)
        #expect(try office.check().findings.map(\.kind) == [.altered])
    }

    @Test("A missing file is told with every place that uses it")
    func missing() throws {
        let document = try checked.blob(ofDocument: 1)
        let template = try #require(try board.register.templates().first).revision.blob
        let scan = BlobStore.sha256(Array("%PDF-1.7 ký nhận".utf8))
        for sha256 in [document.sha256, template.sha256, scan] { unlink(board.store.path(of: sha256)) }
        let report = try office.check()
        #expect(report.isDamaged && report.findings.allSatisfy { $0.kind == .missing })
        let uses = Dictionary(uniqueKeysWithValues: report.findings.map { ($0.sha256 ?? "", $0.uses) })
        #expect(uses.count == 3)
        #expect(
            uses[document.sha256]?.first == .document("12-HD/BTCTW@06/07/2018", file: "Bản ký.PDF"))
        #expect(
            uses[document.sha256]?.last.map { use in
                if case .edition("cap-thon", 1, _) = use { true } else { false }
            } == true)
        #expect(uses[template.sha256]?.count == 3)
        #expect(uses[template.sha256]?.first == .template("bien-ban", revision: 1))
        #expect(uses[scan] == [.scan(kit: "cap-thon", edition: 2, node: "CB1")])
        #expect(report.findings.allSatisfy { $0.subject.hasPrefix("store/") && $0.bytes ?? 0 > 0 })
    }

    @Test("The blank form of a template is a use of it too")
    func blankForm() throws {
        try board.register.revise(
            template: "thuong-ky", kind: .template, name: Text("Biên bản", "Minutes"),
            file: try Shipped.bytes("templates/bien-ban-thuong-ky.docx"), fileName: "bien-ban.docx",
            restsOn: [], madeOn: day("06/11/2025"), in: board.store, by: tester)
        let template = try #require(try board.register.templates().first { $0.slug == "thuong-ky" })
        let blank = try #require(template.revision.blank)
        for blob in [blank, template.revision.blob] { unlink(checked.path(blob)) }
        let findings = try office.check().findings
        #expect(Set(findings.compactMap(\.sha256)) == [blank.sha256, template.revision.blob.sha256])
        #expect(findings.allSatisfy { $0.uses == [.template("thuong-ky", revision: 1)] })
    }

    @Test("What nobody names, and drafts broken off, are told and do no harm")
    func leftOver() throws {
        let orphan = try board.store.ingest(Array("thừa".utf8), name: "x")
        let part = "\(board.store.folder)/\(orphan.sha256.prefix(2))/abc.part"
        try PrivateFile.write([1, 2, 3], to: part)
        try PrivateFile.makeFolder("\(checked.folder)/drafts")
        try PrivateFile.write([1, 2], to: "\(checked.folder)/drafts/1-kit.zip")
        try PrivateFile.write([1], to: "\(board.store.folder)/ghi-chu.txt")
        let report = try office.check()
        #expect(!report.isDamaged)
        #expect(report.count(.orphan) == 2 && report.count(.draft) == 2)
        #expect(report.findings.first { $0.sha256 == orphan.sha256 }?.bytes == orphan.storedSize)
        #expect(report.findings.first { $0.subject == "drafts/1-kit.zip" }?.bytes == 2)
    }

    @Test("Bytes of an urgent removal are not missed, and told when they are still there")
    func removal() throws {
        let blob = try checked.blob(ofDocument: 1)
        let packed = try PrivateFile.read(checked.path(blob))
        try office.remove(try board.register.document(1), because: "có độ mật", by: tester)
        #expect(try checked.found() == [])
        try PrivateFile.makeFolder("\(board.store.folder)/\(blob.sha256.prefix(2))")
        try PrivateFile.write(packed, to: checked.path(blob))
        let report = try office.check()
        #expect(report.isDamaged && report.findings.map(\.kind) == [.removed])
    }

    @Test("An edition that does not come out as it was issued is told")
    func editionHash() throws {
        try checked.sql(
            """
            DROP TRIGGER edition_stays;
            UPDATE edition SET archive_sha256 = '\(String(repeating: "0", count: 64))' WHERE number = 2
            """)
        let report = try office.check()
        #expect(report.isDamaged && report.findings.map(\.kind) == [.edition])
        #expect(report.findings.first?.subject == "cap-thon/2")
    }

    @Test("Other compressed bytes of the same contents are told by the editions that hold them")
    func otherBytes() throws {
        let blob = try #require(try board.register.blobs().first { try checked.hasSpareBits($0) })
        var packed = try PrivateFile.read(checked.path(blob))
        packed[packed.count - 1] ^= 0x80
        try PrivateFile.write(packed, to: checked.path(blob))
        #expect(try board.store.bytes(of: blob).count == Int(blob.size))
        let findings = try office.check().findings
        #expect(!findings.isEmpty && findings.allSatisfy { $0.kind == .edition })
    }

    @Test("Settings or key that are gone or unreadable are told")
    func files() throws {
        unlink("\(checked.folder)/keys/link.key")
        #expect(try checked.found() == ["file keys/link.key"])
        try PrivateFile.write(Array("office: [".utf8), to: "\(checked.folder)/settings.yaml")
        let time = board.clock
        let opened = try Office.openForCheck(at: checked.folder) { time.now }
        #expect(try opened.check().findings.map(\.subject) == ["settings.yaml", "keys/link.key"])
        unlink("\(checked.folder)/settings.yaml")
        let bare = try Office.openForCheck(at: checked.folder) { time.now }
        #expect(try bare.check().findings.map(\.subject) == ["settings.yaml", "keys/link.key"])
        expectError(.officeMissing) { try Office.openForCheck(at: "\(checked.folder)/keys") }
    }
}

@Suite("Checking the register")
struct CheckRegisterTests {
    private let checked: CheckedBoard
    private var board: Board { checked.board }
    private var office: Office { checked.office }

    init() throws { checked = try CheckedBoard() }

    @Test(
        "Today's holdings that differ from the evidence are told and made anew",
        arguments: [
            (
                """
                UPDATE holding SET standing_id =
                    (SELECT s.id FROM standing s WHERE s.copy = 0 AND s.id <> holding.standing_id) WHERE copy = 0
                AND recipient_id = (SELECT r.id FROM recipient r JOIN node n ON n.id = r.node_id WHERE n.code = 'CB2')
                """, ["CB2"]
            ),
            ("DELETE FROM holding WHERE copy = 1", ["CB1", "CB2", "CB3"]),
            ("UPDATE standing SET count = count + 1", []),
            ("UPDATE standing SET held = 1 WHERE held = 2 AND copy = 1", ["CB1"]),
            (
                """
                INSERT INTO standing VALUES (99, 1, 0, 1, 1, 20250101, 0, 0, 0);
                INSERT INTO holding SELECT 77, 0, 99
                """, ["#77"]
            ),
        ] as [(String, [String])])
    func holdings(sql: String, codes: [String]) throws {
        try checked.makeHoldings()
        #expect(try checked.found() == [])
        try checked.sql(sql)
        let report = try office.check()
        #expect(report.isDamaged && Set(report.findings.map(\.kind)) == [.holdings])
        #expect(report.findings.flatMap(\.details) == codes)
        try board.register.rebuildHoldings()
        #expect(try checked.found() == [])
    }

    @Test("Holdings of another day are not looked at")
    func anotherDay() throws {
        try checked.makeHoldings()
        try checked.sql("DELETE FROM holding")
        board.clock.move(to: "07/11/2025")
        let report = try office.check()
        #expect(report.findings == [] && !report.hasComparedHoldings)
    }

    @Test("A row that names another which is not there is told, by tables")
    func reference() throws {
        let events = "(SELECT max(id) FROM event)"
        try checked.sql(
            """
            INSERT INTO kit_owner (kit_id, node_id, from_day, recorded) VALUES (1, 888, 20250101, \(events));
            INSERT INTO kit_owner (kit_id, node_id, from_day, recorded) VALUES (1, 999, 20250101, \(events))
            """)
        let report = try office.check()
        #expect(report.isDamaged)
        #expect(report.findings == [CheckFinding(.reference, "kit_owner → node", details: ["2"])])
        #expect(report.findings.first?.places.map { $0(.en) } == ["2 rows"])
    }

    @Test(
        "Pages of the register's file that were overwritten are told",
        arguments: ["evidence_edition", "event"])
    func pages(name: String) throws {
        let path = "\(checked.folder)/register.sqlite"
        try checked.sql("PRAGMA wal_checkpoint(TRUNCATE)")
        let root = try run(
            [
                "sqlite3", path,
                "SELECT rootpage || ' ' || (SELECT page_size FROM pragma_page_size) FROM sqlite_master WHERE name = '\(name)'",
            ], in: "/"
        ).output.split(separator: " ").compactMap {
            UInt64($0.trimmingCharacters(in: .whitespacesAndNewlines))
        }
        let copy = "\(board.folder.path)/copy"
        try FileManager.default.copyItem(atPath: checked.folder, toPath: copy)
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: "\(copy)/register.sqlite"))
        try handle.seek(toOffset: (root[0] - 1) * root[1])
        try handle.write(contentsOf: Data(repeating: 0xEE, count: Int(root[1])))
        try handle.close()
        let time = board.clock
        let report = try Office.openForCheck(at: copy) { time.now }.check()
        #expect(report.isDamaged)
        #expect(report.findings.contains { $0.kind == .register && !$0.subject.isEmpty })
    }

    @Test("Every finding is told in both languages, with what to do")
    func words() throws {
        for kind in CheckFinding.Kind.allCases {
            #expect(kind.text(.vi) != kind.text(.en) && !kind.text(.vi).isEmpty)
            #expect(kind.advice(.vi) != kind.advice(.en) && kind.advice(.en).count > 20)
        }
        let uses: [BlobUse] = [
            .document("1-HD/X", file: "a.pdf"), .template("t", revision: 1),
            .edition(kit: "k", number: 1, path: "A/a.pdf"), .scan(kit: "k", edition: 1, node: "CB1"),
        ]
        #expect(uses.allSatisfy { $0.text(.vi) != $0.text(.en) })
    }
}

/// The steps of a progress that was told.
private final class Told: @unchecked Sendable {
    private let lock = NSLock()
    private var all: [(done: UInt64, total: UInt64)] = []
    var steps: [(done: UInt64, total: UInt64)] { lock.withLock { all } }
    func add(_ done: UInt64, of total: UInt64) { lock.withLock { all.append((done, total)) } }
}

extension CheckedBoard {
    /// Whether the last byte of a blob of an edition has bits that deflate leaves unused.
    func hasSpareBits(_ blob: BlobStore.Blob) throws -> Bool {
        let uses = try board.register.uses(of: [blob.sha256])[blob.sha256] ?? []
        let isIssued = uses.contains { if case .edition = $0 { true } else { false } }
        var packed = try PrivateFile.read(path(blob))
        packed[packed.count - 1] ^= 0x80
        return isIssued && BlobStore.isWhole(packed, blob)
    }
}
