import Foundation
import TestSupport
import Testing
import Zip

@testable import SatchelCore

/// Kits with a branch's own files.
@Suite("Personal kits")
struct PersonalKitTests {
    private let board: Board
    private let edition: Edition

    init() throws {
        board = try Board.withForms()
        edition = try board.register.edition(of: "cap-thon")
    }

    private func recipients(_ codes: String...) throws -> [KitRecipient] {
        try board.register.recipients(of: edition, on: board.clock.office.today, only: codes)
    }

    private func build(_ code: String, as name: String) throws -> (archive: KitArchive, path: String) {
        let archive = try board.office.personalKits(of: edition).archive(for: try recipients(code)[0])
        let path = "\(board.folder.path)/\(name)"
        try archive.write(to: path)
        return (archive, path)
    }

    @Test("Every program opens it with the same names and bytes, and both lists of sums pass")
    func otherPrograms() throws {
        let (archive, path) = try build("CB1", as: "cb1.zip")
        #expect(try BlobStore.sha256(ofFile: path) == archive.sha256)
        for command in [["unzip", "-tq", path], ["7z", "t", path], ["bsdtar", "-xOf", path]] {
            let result = try run(command, in: "/")
            #expect(result.status == 0, "\(command): \(result.output.suffix(300))")
        }
        let python = try run(["python3", "-m", "zipfile", "-e", path, "ra"], in: board.folder.path)
        #expect(python.status == 0, "\(python.output)")
        let top = "\(board.folder.path)/ra/\(edition.folder)"
        for folder in [top, "\(top)/Dành riêng"] {
            let sums = try run(["sha256sum", "-c", "--strict", "--quiet", "SHA256SUMS"], in: folder)
            #expect(sums.status == 0, "\(folder): \(sums.output)")
        }
        let own = try FileManager.default.contentsOfDirectory(atPath: "\(top)/Dành riêng").sorted()
        #expect(
            own
                == ["B1 Biên bản thường kỳ.docx", "Phiếu giao nhận.html", "SHA256SUMS", "personal.json"]
                .sorted())
        let check = try ArchiveCheck(path)
        #expect(check.isWhole && check.extra.isEmpty)
        #expect(check.personal?.branch == "CB1" && check.personal?.copy == 1)
    }

    @Test("Two branches' kits are the same bytes up to their own files")
    func alike() throws {
        let kits = try board.office.personalKits(of: edition)
        let both = try recipients("CB1", "CB2").map { try kits.archive(for: $0).plan.bytes() }
        let common = try kits.base.plan.bytes()
        let shared = Int(kits.base.plan.directoryStart)
        #expect(both[0] != both[1])
        for bytes in both { #expect(bytes.prefix(shared) == common.prefix(shared)) }
        let paths = try both.enumerated().map { number, bytes in
            let path = "\(board.folder.path)/\(number).zip"
            try PrivateFile.write(bytes, to: path)
            return path
        }
        let script = """
            import sys, zipfile
            a, b = (zipfile.ZipFile(p) for p in sys.argv[1:])
            assert a.namelist() == b.namelist()
            for n in a.namelist():
                own = n.split('/')[1] == 'Dành riêng'
                assert own or a.read(n) == b.read(n), n
            own = [n.split('/')[1] == 'Dành riêng' for n in a.namelist()]
            assert own == sorted(own) and sum(own) == 4, own
            """
        let result = try run(["python3", "-c", script] + paths, in: "/")
        #expect(result.status == 0, "\(result.output)")
    }

    @Test("Names stand in form, slip and list as they are, whatever signs are in them")
    func names() throws {
        let name = "Chi bộ “Đá & Cát” <3> thôn Mơ Năng"
        let kits = try board.office.personalKits(of: edition)
        let archive = try kits.archive(
            for: KitRecipient(
                code: "CB1", name: name, committee: "Đảng ủy xã A&B", secretary: "Rơ Châm H'Lan",
                copyNumber: 7,
                dueOn: day("20/11/2025")))
        let path = "\(board.folder.path)/tên.zip"
        try archive.write(to: path)
        let script = """
            import sys, zipfile, io, json, html, re, xml.etree.ElementTree as E
            z = zipfile.ZipFile(sys.argv[1])
            own = {n.split('/')[2]: z.read(n) for n in z.namelist() if n.split('/')[1] == 'Dành riêng'}
            name = sys.argv[2]
            assert json.loads(own['personal.json'])['branchName'] == name
            slip = html.unescape(re.sub('<[^>]+>', ' ', own['Phiếu giao nhận.html'].decode()))
            assert name in slip and '20/11/2025' in slip and '{{' not in slip, slip
            docx = zipfile.ZipFile(io.BytesIO(own['B1 Biên bản thường kỳ.docx']))
            assert docx.testzip() is None
            text = ''.join(E.fromstring(docx.read('word/document.xml')).itertext())
            assert name.upper() in text and 'ĐẢNG BỘ XÃ A&B' in text and '{{' not in text, text[:300]
            """
        let result = try run(["python3", "-c", script, path, name], in: "/")
        #expect(result.status == 0, "\(result.output)")
    }

    @Test("The common kit holds the blank form: no braces, nobody's name")
    func blank() throws {
        let path = "\(board.folder.path)/chung.zip"
        try board.office.archive(of: edition).write(to: path)
        let script = """
            import sys, zipfile, io
            z = zipfile.ZipFile(sys.argv[1])
            [name] = [n for n in z.namelist() if n.endswith('.docx')]
            xml = zipfile.ZipFile(io.BytesIO(z.read(name))).read('word/document.xml').decode()
            assert '{{' not in xml and 'CHI BỘ …' in xml and 'CB1' not in xml
            """
        let result = try run(["python3", "-c", script, path], in: "/")
        #expect(result.status == 0, "\(result.output)")
    }

    @Test("The same facts give the same bytes, whatever else is recorded; another secretary gives others")
    func recipe() throws {
        func sum() throws -> String {
            try board.office.personalKits(of: edition).archive(for: try recipients("CB1")[0]).sha256
        }
        let first = try sum()
        try board.record("CB2", edition.number, .downloaded, on: "05/11/2025")
        board.clock.move(to: "01/12/2025")
        #expect(try sum() == first)
        try board.register.appoint(
            NewHolder(person: "Siu Thị Mới"), at: "CB1", from: day("01/12/2025"), by: tester)
        #expect(try sum() != first)
    }

    @Test("The slip bears the branch's own receipt code, the common kit nobody's")
    func receiptCode() throws {
        let path = try build("CB1", as: "mã.zip").path
        let common = "\(board.folder.path)/chung.zip"
        try board.office.archive(of: edition).write(to: common)
        let id = try #require(try recipients("CB1")[0].id)
        let code = try #require(try board.office.receiptCode(recipient: id, edition: edition.number)).text
        let script = """
            import sys, zipfile
            def texts(p):
                z = zipfile.ZipFile(p)
                return {n: z.read(n).decode() for n in z.namelist() if n.endswith('.html')}
            [slip] = [t for n, t in texts(sys.argv[1]).items() if 'Phiếu giao nhận' in n]
            assert '<b class="code">' + sys.argv[3] + '</b>' in slip, slip
            assert not any(sys.argv[3] in t for t in texts(sys.argv[2]).values())
            """
        let result = try run(["python3", "-c", script, path, common, code], in: "/")
        #expect(result.status == 0, "\(result.output)")
        #expect(try board.office.receipt(code: code).node == "CB1")
    }

    @Test("Only who was supplied has one; a code that is none is told with a near one")
    func refused() throws {
        expectError(.notSupplied) { try recipients("CQ1") }
        #expect(expectError(.nodeUnknown) { try recipients("CB11") }?.arguments["near"] == "CB1")
        #expect(try recipients("cb1")[0].code == "CB1")
    }

    @Test("A store that no longer has what was issued is told before anything is handed out")
    func damaged() throws {
        let blob = try #require(try board.register.items(of: edition).compactMap(\.blob).first)
        var bytes = try PrivateFile.read(board.store.path(of: blob.sha256))
        bytes[bytes.count / 2] ^= 1
        try PrivateFile.write(bytes, to: board.store.path(of: blob.sha256))
        expectError(.archiveDiffers) { try board.office.personalKits(of: edition) }
    }

    @Test("Any range of a personal kit is that range of the file")
    func ranges() throws {
        let (archive, path) = try build("CB3", as: "cb3.zip")
        let whole = try PrivateFile.read(path)
        var random = SplitMix(state: 5)
        for _ in 0..<500 {
            let start = Int.random(in: 0..<whole.count, using: &random)
            let end = Int.random(in: start...whole.count, using: &random)
            var bytes: [UInt8] = []
            try archive.plan.forEachPiece(in: UInt64(start)..<UInt64(end)) { bytes += $0 }
            #expect(bytes == Array(whole[start..<end]))
        }
    }

    @Test("An update that saves less than a fifth is the whole kit; one that saves more is an update")
    func update() throws {
        let small = try Board.withTwoEditions()
        let editions = try small.register.editions(of: "cap-thon")
        #expect(try small.office.archive(of: editions[1], since: editions[0]).content == .full)
        var random = SplitMix(state: 3)
        let large = String(
            (0..<60_000).map { _ in Character(UnicodeScalar(UInt8.random(in: 33...126, using: &random))) })
        try board.addFile(to: 2, large, kind: .corrected)
        try board.register.choose(
            file: try #require(board.register.files(of: 2).first { $0.kind == .corrected }).id, by: tester)
        let third = try board.issue("06/11/2025")
        try board.register.revise(
            template: "bien-ban", kind: .template, name: Text("Biên bản thường kỳ", "Minutes"),
            file: try Shipped.bytes("templates/bien-ban-chuyen-de.docx"), fileName: "bien-ban.docx",
            restsOn: [],
            madeOn: day("06/11/2025"), in: board.store, by: tester)
        let fourth = try board.issue("07/11/2025")
        let update = try board.office.archive(of: fourth, since: third)
        #expect(update.content == .update(from: third.number))
        #expect(update.length * 5 <= (try board.office.archive(of: fourth).length) * 4)
        let own = try board.office.personalKits(of: fourth, since: third)
        let kit = try own.archive(for: try board.register.recipients(of: fourth, on: day("07/11/2025"))[0])
        #expect(kit.content == update.content && kit.length > update.length)
        #expect(kit.fileName == "cap-thon-dot-4-tu-dot-3-CB1.zip")
    }
}

extension Board {
    /// As `withTwoEditions`, its template a form with placeholders.
    static func withForms() throws -> Board {
        let board = try Board(on: "01/03/2025")
        let id = try board.enter("12-HD/BTCTW", "06/07/2018")
        try board.register.revise(
            template: "bien-ban", kind: .template, name: Text("Biên bản thường kỳ", "Minutes"),
            file: try Shipped.bytes("templates/bien-ban-thuong-ky.docx"), fileName: "bien-ban.docx",
            restsOn: [id], madeOn: day("01/01/2025"), in: board.store, by: tester)
        try board.register.define(
            kit: kit(documents: ["12-HD/BTCTW@06/07/2018"], templates: ["bien-ban"]), file: "kit.yaml",
            by: tester)
        try board.issue("01/03/2025", due: "15/03/2025")
        board.clock.move(to: "03/11/2025")
        let new = try board.enter("42-HD/BTCTW", "28/10/2025")
        try board.register.relate(new, .replaces, 1)
        try board.issue("05/11/2025", due: "20/11/2025")
        return board
    }
}
