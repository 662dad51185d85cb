import Foundation
import TestSupport
import Testing

@testable import SatchelCore

let scanned = Array("%PDF-1.4\nbảng ký nhận\n%%EOF\n".utf8)

private let headings = "Mã;Người ký nhận;Ngày;Bản;Xác nhận;Ký thay cho;Ghi chú"

extension Board {
    /// Enters a signing sheet of the newest edition, its rows under the headings given.
    @discardableResult
    fileprivate func enter(
        _ rows: [String], headings text: String = headings, terms: SheetTerms = SheetTerms(),
        scan: Scan? = nil
    ) throws -> SheetOutcome {
        try register.enter(
            sheet: Array(([text] + rows).joined(separator: "\r\n").utf8), file: "ky-nhan.csv",
            of: "cap-thon", terms: terms, scan: scan, in: store, by: tester)
    }

    /// `node copy proof day person`, in the order recorded.
    fileprivate func received() throws -> [String] {
        try register.evidence(of: "cap-thon").map {
            "\($0.node) \($0.copy.word) \($0.proof) \($0.happenedOn.iso) \($0.person ?? "–")"
        }
    }

    fileprivate static func signing() throws -> Board {
        let board = try Board.withTwoEditions()
        board.clock.move(to: "10/11/2025")
        return board
    }
}

extension SheetOutcome {
    fileprivate var counts: String { "signed \(signed), recorded \(recorded), known \(known)" }
}

@Suite("Signing sheets")
struct SheetTests {
    @Test("A whole sheet is entered at once; who did not sign is counted and told")
    func entered() throws {
        let board = try Board.signing()
        let outcome = try board.enter([
            "CB1;Rơ Châm H'Lan;06/11/2025;;;;", "cb2;Nay Hương;7/11/2025;điện tử;đã tải về;bí thư;nhận hộ",
            "CB3;;;;;;đi vắng", ";;;;;;Cộng: 2",
        ])
        #expect(outcome.edition.number == 2)
        #expect(outcome.counts == "signed 2, recorded 2, known 0")
        #expect(outcome.unsigned == ["CB3"])
        #expect(
            try board.received() == [
                "CB1 paper handedOver 2025-11-06 Rơ Châm H'Lan",
                "CB2 electronic downloaded 2025-11-07 Nay Hương",
            ])
        let row = try #require(try board.register.evidence(of: "cap-thon").last)
        #expect([row.onBehalfOf, row.note, row.medium.rawValue] == ["bí thư", "nhận hộ", "usb"])
        let event = try #require(try board.register.lastEvent())
        #expect(event.verb == "evidence.record")
        #expect(event.subject == "cap-thon/2")
        #expect(event.detail?.contains("\"sheet\":\"ky-nhan.csv\"") == true)
        #expect(event.detail?.contains("\"count\":\"2\"") == true)
    }

    @Test("English headings and words do as well; rows that say nothing mean what the terms say")
    func terms() throws {
        let board = try Board.signing()
        try board.enter(
            ["Lan,CB1,,both", "Hương,CB2,2025-11-06,USB"], headings: "Signed by,Code,Day,Copy",
            terms: SheetTerms(proof: .filed, copy: .electronic, medium: .mail, day: day("05/11/2025")))
        #expect(
            try board.received() == [
                "CB1 electronic filed 2025-11-05 Lan", "CB1 paper filed 2025-11-05 Lan",
                "CB2 electronic filed 2025-11-06 Hương",
            ])
        #expect(
            try board.register.evidence(of: "cap-thon").map(\.medium) == [.mail, .mail, .usb])
    }

    @Test("Every mistake is told with its line and column, and nothing is recorded or stored")
    func mistakes() throws {
        let board = try Board.signing()
        let rows = [
            "CB9;A;06/11/2025", "CQ1;A;06/11/2025", "CB1;A;04/11/2025", "CB2;A;11/11/2025",
            "CB3;;06/11/2025", "CB3;B;;điện tử", ";C;06/11/2025", "cb1;D;06/11/2025;giấy",
            "CB2;E;31/11/2025;điện tử", "CB1;E;06/11/2025;thẻ nhớ", "CB1;E;06/11/2025;USB;đã xem",
            "XX;;", "CQ1;;",
        ]
        let scan = try Scan(scanned, name: "ky-nhan.pdf")
        let error = try expectRefused(.faultsInFile, leaving: board.register, board.store) {
            try board.enter(rows, scan: scan)
        }
        #expect(
            error?.places == [
                "2:1 nodeUnknown", "3:1 neverIssued", "4:3 evidenceBeforeSupply", "5:3 evidenceInFuture",
                "6:2 fieldMissing", "7:3 fieldMissing", "8:1 fieldMissing", "9:1 sheetRowTwice",
                "10:3 dateBroken", "11:4 wordUnknown", "12:5 wordUnknown", "13:1 nodeUnknown",
            ])
        #expect(error?.faults.first?.arguments["near"]?.hasPrefix("CB") == true)
        #expect(error?.faults[7].arguments["line"] == "4")
        let told = error?.message(in: .vi) ?? ""
        #expect(told.contains("dòng 9, cột 1: “cb1” (cặp giấy) đã có ở dòng 4"))
        #expect(error?.message(in: .en).contains("“cb1” (paper folder) stands in line 4 already") == true)
    }

    @Test("Words of a proof that is not entered by hand, and names in an old code page, are refused")
    func words() throws {
        let board = try Board.signing()
        let error = try expectRefused(.faultsInFile, leaving: board.register) {
            try board.enter(["CB1;Lan;06/11/2025;;đã nhận bàn giao", "CB2;NguyÔn V¨n ¸i;06/11/2025"])
        }
        #expect(error?.places == ["2:5 proofNotEntered", "3:2 legacyEncoding"])
        #expect(error?.message(in: .en).contains("“taken over” is neither entered") == true)
    }

    @Test("A sheet where nobody signed, without the columns it needs, or of no edition is refused")
    func nothing() throws {
        let board = try Board.signing()
        try expectRefused(.sheetEmpty, leaving: board.register) { try board.enter(["CB1;;", "CB2;;"]) }
        try expectRefused(.sheetEmpty, leaving: board.register) { try board.enter([]) }
        let error = try expectRefused(.faultsInFile, leaving: board.register) {
            try board.enter(["CB1"], headings: "Mã")
        }
        #expect(error?.places == ["1:1 columnMissing", "1:1 columnMissing"])
        try expectRefused(.editionUnknown, leaving: board.register) {
            try board.register.enter(
                sheet: Array(headings.utf8), file: "a.csv", of: "cap-thon", edition: 7, in: board.store,
                by: tester)
        }
    }

    @Test("A sheet entered again records only what is new; with a scan, all of it once more")
    func again() throws {
        let board = try Board.signing()
        let first = ["CB1;Lan;06/11/2025", "CB2;;"]
        try board.enter(first)
        let before = try board.register.dump()
        let same = try board.enter(first)
        #expect(same.counts == "signed 1, recorded 0, known 1")
        #expect(try board.register.dump() == before)
        let more = try board.enter(["cb1;lan;6/11/2025", "CB2;Hương;08/11/2025"])
        #expect(more.counts == "signed 2, recorded 1, known 1")
        let scan = try Scan(scanned, name: "a.pdf")
        #expect(try board.enter(first, scan: scan).recorded == 1)
        #expect(try board.enter(first, scan: scan).recorded == 0)
        #expect(try board.received().filter { $0.hasPrefix("CB1") }.count == 2)
    }

    @Test("A branch that ended cannot sign any more, on the day before it still could")
    func ended() throws {
        let board = try Board.signing()
        try board.register.reorganise(
            [
                NewReorganisation(
                    .merge, ["CB1", "CB2"], into: [.init("CB12", name: "Chi bộ 12")], decision: "1-QĐ/ĐU",
                    decidedOn: day("06/11/2025"), effectiveOn: day("08/11/2025"))
            ], by: tester)
        let error = try expectRefused(.faultsInFile, leaving: board.register) {
            try board.enter(["CB1;Lan;08/11/2025", "CB2;Hương;07/11/2025"])
        }
        #expect(error?.places == ["2:1 nodeEnded"])
        #expect(error?.message(in: .vi).contains("nay là CB12") == true)
        #expect(try board.enter(["CB2;Hương;07/11/2025"]).recorded == 1)
        let lines = try board.register.signingSheet(of: "cap-thon", on: day("10/11/2025")).lines
        #expect(lines.map(\.node.code) == ["CB3", "CB12"])
    }

    @Test("The form lists who was supplied, empty; filled in, it is taken as it is")
    func form() throws {
        let board = try Board.signing()
        let sheet = try board.register.signingSheet(of: "cap-thon", on: day("10/11/2025"))
        let table = try CSVTable(sheet.form(.vi))
        #expect(
            table.header == [
                "Mã", "Bản số", "Tên tổ chức", "Cấp trên", "Người ký nhận", "Ngày", "Bản", "Xác nhận",
                "Ký thay cho", "Ghi chú",
            ])
        #expect(
            table.rows.map { $0.fields.prefix(4).joined(separator: "|") } == [
                "CB1|1|Chi bộ CB1|Chi bộ DU", "CB2|2|Chi bộ CB2|Chi bộ DU", "CB3|3|Chi bộ CB3|Chi bộ BP",
            ])
        for language in Language.allCases {
            let form = String(decoding: sheet.form(language), as: UTF8.self)
            let filled = form.replacing("CB3,3,Chi bộ CB3,Chi bộ BP,,,", with: "CB3,3,,,Siu Bình,06/11/2025,")
            let outcome = try board.register.enter(
                sheet: Array(filled.utf8), file: "form.csv", of: "cap-thon", in: board.store, by: tester)
            #expect(outcome.signed == 1)
            #expect(outcome.unsigned == ["CB1", "CB2"])
        }
        #expect(try board.received() == ["CB3 paper handedOver 2025-11-06 Siu Bình"])
        try expectRefused(.signersMissing, leaving: board.register) {
            try board.register.signingSheet(of: "cap-thon", edition: 2, on: day("04/11/2025"))
        }
    }

    @Test("The paper to sign names each recipient under its committee, with a box for each copy of the kit")
    func paper() throws {
        let board = try Board.signing()
        try board.register.appoint(
            NewHolder(person: "Siu <b>Bình</b>"), at: "CB3", from: day("01/11/2025"), by: tester)
        let sheet = try board.register.signingSheet(of: "cap-thon", on: day("10/11/2025"))
        let html = SigningSheetPage(sheet, settings: board.office.settings, language: .vi).html
        for text in [
            "Bảng ký nhận", "Cặp chi bộ thôn, đợt 2 (11/2025)", "Chi bộ DU <span>(2 nơi nhận)",
            "Chi bộ BP <span>(1 nơi nhận)", "Siu &lt;b&gt;Bình&lt;/b&gt;", "Cộng: 3 nơi nhận",
        ] {
            #expect(html.contains(text), "\(text)")
        }
        #expect(html.components(separatedBy: "class=\"box\"").count - 1 == 6)
        let english = SigningSheetPage(sheet, settings: board.office.settings, language: .en).html
        #expect(english.contains("Signing sheet") && !english.contains("Ký nhận"))
        try board.register.define(
            kit: Board.kit(documents: ["12-HD/BTCTW@06/07/2018"]).replacing(
                "fileNames:", with: "copies: [paper]\nfileNames:"), file: "kit.yaml", by: tester)
        let onPaper = SigningSheetPage(
            try board.register.signingSheet(of: "cap-thon", on: day("10/11/2025")),
            settings: board.office.settings, language: .vi
        ).html
        #expect(onPaper.components(separatedBy: "class=\"box\"").count - 1 == 3 && !onPaper.contains("USB"))
    }

    @Test("A sheet of 3,000 rows, right or wrong in every row, takes no more than seconds")
    func large() throws {
        let board = try Board.ready()
        try board.register.add(
            nodes: (1...3000).map {
                NewNode(
                    code: "T\($0)", name: "Chi bộ thôn \($0)", kind: .residential, parent: "DU",
                    from: day("01/01/2020"))
            }, by: tester)
        try board.issue("01/03/2025")
        func time(_ rows: [String]) -> (seconds: Double, outcome: Result<SheetOutcome, any Error>) {
            let start = ContinuousClock.now
            let outcome = Result { try board.enter(rows) }
            return (start.duration(to: .now) / .seconds(1), outcome)
        }
        let wrong = time((1...3000).map { "T9\($0)x;Người \($0);01/03/2025" })
        #expect(throws: SatchelError.self) { try wrong.outcome.get() }
        let right = time((1...3000).map { "T\($0);Người \($0);01/03/2025" })
        #expect(try right.outcome.get().recorded == 3000)
        #expect(right.seconds < 6 && wrong.seconds < 6)
    }
}

@Suite("Scans of receipts")
struct ScanTests {
    @Test("A scan is a PDF, JPEG or PNG by its first bytes, whatever its name")
    func kinds() throws {
        for bytes in [
            scanned, [0xFF, 0xD8, 0xFF, 0xE0], [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0],
        ] {
            #expect(try Scan(bytes, name: "x.bin").bytes == bytes)
        }
        for bytes in [[], Array("%PD".utf8), Array("II*\0".utf8), Array("PK\u{3}\u{4} %PDF-".utf8)] {
            expectError(.scanRefused) { try Scan(bytes, name: "bang.pdf") }
        }
        expectError(.fileTooLarge) {
            try Scan(scanned + [UInt8](repeating: 0, count: Scan.largest), name: "bang.pdf")
        }
    }

    @Test("A file too large is refused before it is read, one that is not there as missing")
    func files() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/bang.pdf"
        #expect(FileManager.default.createFile(atPath: path, contents: Data(scanned)))
        #expect(try Scan.read(path).name == "bang.pdf")
        #expect(truncate(path, off_t(Scan.largest) + 1) == 0)
        let error = expectError(.fileTooLarge) { try Scan.read(path) }
        #expect(error?.message(in: .vi).contains("50 MB") == true)
        expectError(.fileMissing) { try Scan.read("\(folder.path)/khong-co.pdf") }
    }

    @Test("The scan of a sheet lies in the store, is told in the log and comes out again as it was")
    func kept() throws {
        let board = try Board.signing()
        try board.enter(
            ["CB1;Lan;06/11/2025", "CB2;Hương;06/11/2025"],
            scan: try Scan(scanned, name: "Bảng ký.pdf"))
        let sum = BlobStore.sha256(scanned)
        let rows = try board.register.evidence(of: "cap-thon")
        #expect(rows.map(\.scan) == [sum, sum])
        let detail = try #require(try board.register.lastEvent()?.detail)
        #expect(detail.contains("\"scan\":\"Bảng ký.pdf\"") && detail.contains("\"scanSha256\":\"\(sum)\""))
        let blob = try board.register.scan(ofEvidence: rows[1].id)
        #expect(try board.store.bytes(of: blob) == scanned)
        try board.register.withdraw(evidence: rows[1].id, reason: "nhầm", by: tester)
        #expect(try board.register.scan(ofEvidence: rows[1].id) == blob)
        try Data("khác".utf8).write(to: URL(fileURLWithPath: board.store.path(of: sum)))
        expectError(.blobAltered) { try board.store.bytes(of: blob) }
    }

    @Test("A row without a scan, and one that is not there, say so")
    func missing() throws {
        let board = try Board.signing()
        try board.record("CB1", 2, .handedOver, .paper, on: "06/11/2025")
        let id = try board.register.evidence(of: "cap-thon")[0].id
        expectError(.scanMissing) { try board.register.scan(ofEvidence: id) }
        expectError(.evidenceUnknown) { try board.register.scan(ofEvidence: id + 1) }
    }

    @Test("The scan of refused evidence is not stored")
    func refused() throws {
        let board = try Board.signing()
        let scan = try Scan(scanned, name: "a.pdf")
        try expectRefused(.evidenceInFuture, leaving: board.register, board.store) {
            try board.register.record(
                [
                    NewEvidence(
                        node: "CB1", proof: .handedOver, copy: .paper, medium: .paper,
                        happenedOn: day("11/11/2025"))
                ], of: "cap-thon", edition: 2, scan: scan, in: board.store, by: tester)
        }
    }
}

@Suite("What is found otherwise")
struct FindingNameTests {
    private func find(_ board: Board, extra: [String] = [], missing: [String] = []) throws {
        let finding = Finding(
            extra: try extra.map(board.register.identity),
            missing: try missing.map(board.register.identity))
        try board.register.record(
            [
                NewEvidence(
                    node: "CB1", proof: .foundOtherwise, copy: .paper, medium: .paper,
                    happenedOn: day("10/11/2025"), finding: finding)
            ], of: "cap-thon", edition: 2, scan: nil, in: board.store, by: tester)
    }

    @Test("Documents are named by their symbols, templates by slug or name")
    func names() throws {
        let board = try Board.signing()
        #expect(try board.register.identity(of: "12-HD/BTCTW@06/07/2018") == "document:1")
        #expect(try board.register.identity(of: "42-HD/BTCTW") == "document:2")
        #expect(try board.register.identity(of: "bien-ban") == "template:bien-ban")
        #expect(try board.register.identity(of: "biên bản thường kỳ") == "template:bien-ban")
        #expect(expectError(.templateUnknown) { try board.register.identity(of: "bien-bn") } != nil)
        expectError(.documentUnknown) { try board.register.identity(of: "99-HD/BTCTW") }
        try find(board, extra: ["12-HD/BTCTW"], missing: ["42-HD/BTCTW", "bien-ban"])
        let finding = try #require(try board.register.evidence(of: "cap-thon").last?.finding)
        #expect(finding == Finding(extra: ["document:1"], missing: ["document:2", "template:bien-ban"]))
        let audit = try board.register.audit(kit: "cap-thon", on: day("10/11/2025"))
        let row = try #require(audit.rows.first { $0.node.code == "CB1" && $0.copy == .paper })
        #expect(row.contents?.finding == finding)
        #expect(audit.total.surplus == 1 && audit.total.incomplete == 1)
    }

    @Test("What cannot have been found is refused in the words people know")
    func refused() throws {
        let board = try Board.signing()
        let inside = try expectRefused(.findingInEdition, leaving: board.register) {
            try find(board, extra: ["42-HD/BTCTW"])
        }
        #expect(
            inside?.message(in: .vi).hasPrefix("“Hướng dẫn 42-HD/BTCTW, ngày 28/10/2025” có trong đợt 2")
                == true)
        let outside = try expectRefused(.findingNotInEdition, leaving: board.register) {
            try find(board, missing: ["12-HD/BTCTW"])
        }
        #expect(outside?.message(in: .en).contains("Hướng dẫn 12-HD/BTCTW, ngày 06/07/2018") == true)
        let template = try expectRefused(.findingInEdition, leaving: board.register) {
            try find(board, extra: ["bien-ban"])
        }
        #expect(template?.arguments["item"] == "Biên bản thường kỳ")
        try expectRefused(.findingEmpty, leaving: board.register) { try find(board) }
    }
}
