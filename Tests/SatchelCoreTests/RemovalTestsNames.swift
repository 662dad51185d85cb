import Foundation
import TestSupport
import Testing

@testable import SatchelCore

@Suite("Removals: names in texts")
struct RemovalTestsNames {
    private func names(
        symbol: String? = "42-HD/BTCTW", title: String = "Về một số vấn đề riêng",
        dates: [String] = ["28/10/2025"],
        otherKeys: [String] = [], twins: [String] = [], otherTitles: [String] = []
    ) -> RemovedNames {
        RemovedNames(
            RemovedNames.Facts(
                symbol: symbol, type: "Hướng dẫn", title: title,
                dates: dates.compactMap { PartialDate($0) }, bodies: ["BAN TO CHUC TRUNG UONG"],
                fileNames: ["42 ký.pdf"], hashes: [String(repeating: "a1", count: 32)],
                otherKeys: Set(otherKeys.flatMap(RemovedNames.variants)),
                twins: twins.map { (PartialDate($0) ?? .unknown, ["TRUNG UONG"]) },
                otherTitles: otherTitles.map { VietnameseText.folded($0) }, otherFileNames: []))
    }

    @Test(
        "A name gives way in whichever form it stands",
        arguments: [
            ("42-HD/BTCTW", "(tài liệu đã gỡ)"), ("xem 42-hd/btctw.", "xem (tài liệu đã gỡ)."),
            ("A1 Hướng dẫn 42-HD-BTCTW (28-10-2025).pdf", "A1 (tài liệu đã gỡ).pdf"),
            ("Hướng dẫn 42-HD/BTCTW, ngày 28/10/2025 và khác", "(tài liệu đã gỡ) và khác"),
            ("HD 42-HD/BTCTW ngày 28/10/2025", "HD (tài liệu đã gỡ)"),
            ("“VỀ MỘT SỐ VẤN ĐỀ RIÊNG”", "“(tài liệu đã gỡ)”"), ("tệp 42 ký.pdf", "tệp (tài liệu đã gỡ)"),
            ("sha256 " + String(repeating: "a1", count: 32), "sha256 (tài liệu đã gỡ)"),
            ("xem 42 - HD/ BTCTW", "(tài liệu đã gỡ)"),
            ("42-HD/BTCTW".decomposedStringWithCanonicalMapping + " cũ", "(tài liệu đã gỡ) cũ"),
        ])
    func given(text: String, left: String) {
        #expect(names().scrubbed(text) == left)
        #expect(names().neutral(text) == RemovedNames.stand)
    }

    @Test(
        "What is not its name stays",
        arguments: [
            "142-HD/BTCTW", "42-HD/BTCTWX", "42-HD/BTC", "24-HD/BTCTW", "ngày 28/10/2025", "Hướng dẫn",
            "42-HD/BTCTW-VP", "12 ký.pdf", "", "một số vấn đề",
        ])
    func stays(text: String) {
        #expect(names(otherKeys: ["42-HD/BTCTW-VP"]).scrubbed(text) == nil)
    }

    @Test("A symbol that another document bears counts only with its date")
    func twins() {
        let names = names(twins: ["28/10/2020"])
        #expect(!names.isNamed(in: "theo 42-HD/BTCTW"))
        #expect(!names.isNamed(in: "42-HD/BTCTW@28/10/2020"))
        #expect(names.scrubbed("theo 42-HD/BTCTW@28/10/2025") == "theo (tài liệu đã gỡ)")
        #expect(names.isTold(by: "nhầm 42-HD/BTCTW"))
        #expect(names.isMeant(by: "42-HD/BTCTW@28/10/2025"))
        #expect(!names.isMeant(by: "42-HD/BTCTW@28/10/2020"))
        #expect(!names.isMeant(by: "42-HD/BTCTW"))
        #expect(names.isMeant(by: "42-HD/BTCTW@10/2025 (Ban Tổ chức Trung ương)"))
    }

    @Test("A title that others contain is no name, but no reason may tell it")
    func commonTitle() {
        let names = names(otherTitles: ["Quy định về một số vấn đề riêng ở thôn"])
        #expect(!names.isNamed(in: "Quy định về một số vấn đề riêng ở thôn"))
        #expect(names.isTold(by: "Về một số vấn đề riêng"))
    }

    @Test("A document without a symbol goes by its title")
    func untitled() {
        let names = names(symbol: nil, title: "Đề án 88 riêng", dates: ["2025"])
        #expect(names.scrubbed("Đề án 88 riêng, năm 2025") == RemovedNames.stand)
        #expect(names.isMeant(by: "đề án 88 riêng@2025") && names.isMeant(by: "Đề án 88 riêng"))
        #expect(!names.isMeant(by: "42-HD/BTCTW"))
    }

    @Test(
        "Entries of definitions go in whichever way they are written",
        arguments: [
            "        documents:\n          - 42-HD/BTCTW@28/10/2025\n          - 12-HD/BTCTW # sau 42-HD/BTCTW\n",
            "        documents: [12-HD/BTCTW, \"42-HD/BTCTW\"]\n",
            "        documents:\n          - document: 42-HD/BTCTW\n            keep: để đối chiếu\n          - 12-HD/BTCTW\n",
            "        documents:\n          - {document: 42-HD/BTCTW, keep: x}\n          - 12-HD/BTCTW\n",
            "        documents:\n          - 12-HD/BTCTW\n          - 42-HD/BTCTW\n",
        ])
    func definitions(documents: String) throws {
        let yaml = Board.kit(documents: [], section: "Theo 42-HD/BTCTW") + documents
        let names = names()
        let new = try #require(
            KitDefinition.removing(
                from: yaml,
                { content in
                    if case .document(let reference, _) = content {
                        names.isMeant(by: reference)
                    } else {
                        false
                    }
                }, naming: names))
        let definition = try KitDefinition(yaml: new, file: "kit.yaml")
        #expect(
            definition.slots.flatMap(\.entries).map(\.content) == [
                .document(reference: "12-HD/BTCTW", keptBecause: nil)
            ])
        #expect(definition.sections.map(\.name.vi) == ["Theo (tài liệu đã gỡ)"])
        #expect(definition.name.vi == "Cặp chi bộ thôn")
        #expect(!new.contains("42-HD"))
    }

    @Test("A definition that does not name it is left alone")
    func unnamed() {
        let yaml = Board.kit(documents: ["12-HD/BTCTW", "142-HD/BTCTW"])
        #expect(KitDefinition.removing(from: yaml, { _ in false }, naming: names()) == nil)
    }

    @Test("Another document with the same symbol, title and file name is not touched")
    func other() throws {
        let board = try Board(on: "01/03/2025")
        let first = try board.enter("01-HD/BTCTW", "20/09/2016")
        let second = try board.enter("01-HD/BTCTW", "28/09/2021")
        try board.register.define(
            kit: Board.kit(documents: ["01-HD/BTCTW@20/09/2016", "01-HD/BTCTW@28/09/2021"]), file: "kit.yaml",
            by: tester)
        let edition = try board.issue("01/03/2025")
        try board.office.remove(try board.register.document(second), because: "nhầm", by: tester)
        #expect(try board.register.document("01-HD/BTCTW").id == first)
        #expect(try board.register.kit("cap-thon").definition.slots[0].entries.count == 1)
        let manifest = try board.office.manifest(of: edition)
        #expect(
            manifest.entries.map(\.name.vi) == ["Hướng dẫn 01-HD/BTCTW, ngày 20/09/2016", "Tài liệu đã gỡ"])
        #expect(manifest.entries[0].title == "về sinh hoạt")
        let log = try board.register.events().filter { $0.verb == "document.file" }.map(\.subject)
        #expect(log == ["01-HD/BTCTW@20/09/2016", RemovedNames.stand])
    }

    @Test("Words of people that name it give way: titles, template names, paths, notes")
    func words() throws {
        let board = try RemovalBoard()
        try board.register.enter(nil, "01/2025", title: "Phụ lục của 88-HD/BTCTW")
        try board.board.revise("phieu", "x", name: "Phiếu theo 88-HD/BTCTW")
        try board.register.define(
            kit: Board.kit(
                documents: ["Phụ lục của 88-HD/BTCTW@01/2025"], templates: ["phieu"],
                folder: "Cặp 88-HD-BTCTW"),
            file: "kit.yaml", by: tester)
        let edition = try board.board.issue("05/12/2025")
        try board.remove()
        for trace in RemovalBoard.traces { #expect(try board.files(holding: trace) == [], "\(trace)") }
        let after = try board.register.edition(of: "cap-thon", number: edition.number)
        #expect(after.folder == "Cặp (tài liệu đã gỡ) - đợt 4 (12-2025)")
        let path = "\(board.board.folder.path)/4.zip"
        try board.office.archive(of: after).write(to: path)
        #expect(try ArchiveCheck(path).isWhole)
        #expect(
            try board.register.document("Phụ lục của (tài liệu đã gỡ)").dates.issuedOn.office == "01/2025")
        let items = try board.register.preview(kit: "cap-thon", on: day("06/12/2025")).plan.items
        #expect(
            items.map { $0.label(.vi) } == [
                "Phụ lục của (tài liệu đã gỡ), tháng 01/2025", "Phiếu theo (tài liệu đã gỡ)",
            ])
    }
}
