import Foundation
import SatchelCore
import TestSupport
import Testing

@Suite("Citations in running text")
struct CitationTests {
    @Test(
        "Every citation of the collection is found with its fields",
        arguments: CitationRow.all("cite", "false"))
    func collectedCitations(row: CitationRow) throws {
        let found = Citation.all(in: row.raw)
        let citation = try #require(found.first { $0.number == row.number && row.issuer($0) }, "\(found)")
        row.expect(citation)
    }

    @Test("Blank forms and look-alikes give no citation", arguments: CitationRow.all("negative", "blank"))
    func nothingToCite(row: CitationRow) {
        #expect(Citation.all(in: row.raw).isEmpty)
    }

    @Test(
        "Names that need their context give no symbol",
        arguments: CitationRow.all("alias", "nickname", "unnumbered"))
    func contextOnly(row: CitationRow) {
        for citation in Citation.all(in: row.raw) {
            #expect(citation.symbol == nil)
            #expect(citation.number == row.number)
            #expect(citation.typeWord == row.typeWord)
        }
    }

    @Test("File names give the symbol", arguments: CitationRow.all("filename"))
    func fileNames(row: CitationRow) throws {
        row.expect(try #require(Citation(fileName: row.raw)))
    }

    @Test("The collection is whole")
    func wholeCollection() {
        #expect(CitationRow.rows.count == 66)
    }

    @Test(
        "File names of every convention",
        arguments: [
            ("A32.65-ĐU-ĐA-0006-2026.pdf", "06-ĐA/ĐU", 20_260_000),
            ("30_2020_ND-CP", "30/2020/NĐ-CP", 0),
            ("Ket luan 198-KL-TW Bo Chinh tri.docx", "198-KL/TW", 0),
            ("05_42-HD-BTCTW_2025-10-28.pdf", "42-HD/BTCTW", 20_251_028),
            ("12-HD-BTCTW.signed.signed.pdf", "12-HD/BTCTW", 0),
            ("20_2023_QH15.pdf", "20/2023/QH15", 0),
            ("16_QĐ-UBND.pdf", "16/QĐ-UBND", 0),
            ("07-QDi-TW 28.8.2018.pdf", "07-QĐi/TW", 20_180_828),
        ])
    func fileNameConventions(name: String, symbol: String, date: Int) throws {
        let citation = try #require(Citation(fileName: name))
        #expect(citation.symbol?.printed == symbol)
        #expect(citation.date.number == date)
    }

    @Test(
        "File names without a symbol give none",
        arguments: ["IMG_2025-10-28.jpg", "Mẫu biên bản.docx", "2024-2025.pdf", "275-2025.pdf", ""])
    func fileNamesWithoutSymbol(name: String) {
        #expect(Citation(fileName: name) == nil)
    }

    @Test(
        "Dates in every notation",
        arguments: [
            ("12-HD/BTCTW, ngày 02 tháng 3 năm 2012", 20_120_302), ("12-HD/BTCTW ngày 02/3/2012", 20_120_302),
            ("12-HD/BTCTW, ngày 1.11. 2011", 20_111_101), ("12-HD/BTCTW (30-7-2021)", 20_210_730),
            ("12-HD/BTCTW năm 2025", 20_250_000), ("12-HD/BTCTW tháng 7/2025", 20_250_700),
            ("12-HD/BTCTW dated 6 July 2022", 20_220_706), ("12-HD/BTCTW of October 4, 2023", 20_231_004),
            ("12-HD/BTCTW 30/3/2007", 20_070_330), ("12-HD/BTCTW (khóa X) ngày 30/3/2007", 0),
            ("12-HD/BTCTW ngày 31/02/2012", 0), ("12-HD/BTCTW năm 2019-2025", 0),
            ("12-HD/BTCTW của Ban Tổ chức (khóa X), ngày 02/3/2012", 20_120_302),
            ("Ngày 02-3-2012, Ban Tổ chức đã ban hành Hướng dẫn 12-HD/BTCTW", 20_120_302),
            ("tính đến ngày 01/8/2017, đã thực hiện Hướng dẫn 12-HD/BTCTW", 0),
            ("Hướng dẫn 12-HD/BTCTW về kế hoạch năm 2026", 0),
        ])
    func dateNotations(text: String, date: Int) throws {
        #expect(try #require(Citation.all(in: text).first).date.number == date)
    }

    @Test("Several citations keep their own dates, bodies and places")
    func severalCitations() {
        let text = """
            Căn cứ Quy định số 24-QĐ/TW, ngày 30/7/2021 của Ban Chấp hành Trung ương Đảng về thi hành Điều lệ Đảng;
            Hướng dẫn 01–HD/TWcủa Ban Bí thư và Nghị định 30/2020/NĐ-CP (05/3/2020).
            """
        let found = Citation.all(in: text)
        #expect(found.map { $0.symbol?.printed } == ["24-QĐ/TW", "01-HD/TW", "30/2020/NĐ-CP"])
        #expect(found.map(\.date.number) == [20_210_730, 0, 20_200_305])
        #expect(found.map(\.body) == ["Ban Chấp hành Trung ương Đảng", "Ban Bí thư", nil])
        #expect(
            found.map { String(text[$0.range]) } == [
                "Quy định số 24-QĐ/TW", "Hướng dẫn 01–HD/TW", "Nghị định 30/2020/NĐ-CP",
            ])
    }

    @Test("A date shared by two numbers says so")
    func sharedDate() {
        let found = Citation.all(in: "Quy định số 94-QĐ/TW và 95-QĐ/TW, ngày 3-3-2004; Chỉ thị 10-CT/TW")
        #expect(found.map(\.isDateShared) == [true, false, false])
        #expect(found.map(\.date.number) == [20_040_303, 20_040_303, 0])
        let mixed = Citation.all(in: "Chỉ thị 10-CT/TW, Kết luận số 18-KL/TW ngày 22/9/2017")
        #expect(mixed.map(\.date.number) == [0, 20_170_922])
    }

    @Test("The range holds in text with combining marks, line breaks and no-break spaces")
    func rangesInRawText() throws {
        let text = "Theo Hướng\u{A0}dẫn\r\n  số 12 -\r\nHD/BTCTW của Ban".decomposedStringWithCanonicalMapping
        let citation = try #require(Citation.all(in: text).first)
        #expect(citation.symbol?.printed == "12-HD/BTCTW")
        #expect(citation.typeWord == "Hướng dẫn")
        #expect(VietnameseText.folded(text[citation.range]) == "HUONG DAN SO 12 - HD/BTCTW")
    }

    @Test("Short forms keep type and number but no symbol")
    func shortForms() throws {
        let found = Citation.all(
            in: "Chỉ thị 10 nêu rõ; (Quy định 24); Nghị định 30 năm 2020; Hướng dẫn số 12.")
        #expect(found.map(\.number) == [10, 24, 30, 12])
        #expect(found.allSatisfy { $0.form == .number && $0.symbol == nil })
        #expect(found.map(\.date.number) == [0, 0, 20_200_000, 0])
    }

    @Test("A short form of a State document keeps its year")
    func shortStateForm() throws {
        let found = Citation.all(in: "Nghị định 30/2020 và NĐ 85/2025")
        #expect(found.map(\.number) == [30, 85])
        #expect(found.map(\.year) == [2020, 2025])
        #expect(found.map(\.typeWord) == ["Nghị định", "Nghị định"])
    }

    @Test("A type word further before counts when the code may stand for it")
    func distantTypeWord() {
        let found = Citation.all(in: "Quyết định của Bộ Chính trị số31-QĐ/TW; Luật Đất đai số 31/2024/QH15")
        #expect(found.map(\.typeWord) == ["Quyết định", "Luật"])
        #expect(found.map(\.body) == ["Bộ Chính trị", nil])
    }

    @Test("The issuer named in words completes a short form")
    func issuerInWords() throws {
        let citation = try #require(Citation.all(in: "Hướng dẫn 12 của ban tổ chức trung ương").first)
        #expect(citation.form == .number)
        #expect(citation.symbol?.printed == "12-HD/BTCTW")
    }

    @Test(
        "Counts, terms and plenums are no citations",
        arguments: [
            "Kế hoạch 5 năm 2021-2025", "Báo cáo 12 chi bộ", "Nghị quyết 4 khóa XII", "NQ TW4",
            "có 12 UBND/HĐND xã", "năm 2024\n- QC/ĐU", "5 kg/ha", "Hướng dẫn 3 bước", "chiếm 12,5%",
            "2/25/2020 10:27:15 PM", "tổng 1.234-QĐ/TW", "Số: ......./QĐ-UBND", "Kế hoạch 2019-2025",
        ])
    func lookAlikes(text: String) {
        #expect(Citation.all(in: text).isEmpty)
    }

    @Test("A wrong type word is kept beside the code")
    func wrongTypeWord() throws {
        let citation = try #require(Citation.all(in: "Công văn 09-QC/TW").first)
        #expect(citation.typeWord == "Công văn")
        #expect(citation.typeCode == "QC")
        #expect(citation.type?.allows(code: "QC") == false)
    }

    @Test("Shuffled pieces of citations never crash and their ranges hold")
    func noise() {
        var random = SplitMix(state: 3)
        let pieces = [
            "Quy định", " số ", "Số:", "12", "0", "2020", "-", "–", "/", " ", "\n\n", "\r\n", "QĐ", "QDi",
            "TW", "T.Ư",
            "TWĐTN-VPĐOÀN", "ngày", " của ", "(", ")", ",", ".", "…", "tháng", " năm ", "July", "e\u{301}",
            "\u{301}",
            "\u{A0}", "QH15", "hd", "🇻🇳", "NĐ", "CP", ";", "khóa", "No.", "Đ",
        ]
        for _ in 0..<3000 {
            let text = (0..<Int.random(in: 0...14, using: &random))
                .compactMap { _ in pieces.randomElement(using: &random) }.joined()
            for citation in Citation.all(in: text) {
                #expect(!text[citation.range].isEmpty, "\(text)")
                #expect(citation.symbol.map { DocumentSymbol($0.printed) == $0 } ?? true, "\(text)")
            }
            #expect(DocumentSymbol(text).map { DocumentSymbol($0.printed) == $0 } ?? true, "\(text)")
            #expect(Citation(fileName: text).map { $0.number > 0 } ?? true)
        }
    }

    @Test("A long text is read in linear time")
    func longText() {
        let text = String(
            repeating: "Quy định số 94-QÐ/TW của Ban Bí thư về tổ chức, ngày 3-3-2004; 16/51 chi bộ. ",
            count: 2000)
        let clock = ContinuousClock()
        var count = 0
        let time = clock.measure { count = Citation.all(in: text).count }
        #expect(count == 2000)
        #expect(time < .seconds(5))
    }
}

/// A row of the collection: a citation as printed and the fields it must give.
struct CitationRow: Sendable, CustomTestStringConvertible {
    let id: String
    let raw: String
    let kind: String
    let typeWord: String?
    let typeCode: String?
    let number: Int?
    let year: Int?
    let issuerCode: String?
    let date: PartialDate

    var testDescription: String { "\(id) \(raw)" }

    static func all(_ kinds: String...) -> [CitationRow] { rows.filter { kinds.contains($0.kind) } }

    static let rows: [CitationRow] = {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "Fixtures/citations.tsv")
        guard let text = try? String(contentsOf: path, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").dropFirst().map { CitationRow(String($0)) }
    }()

    init(_ line: String) {
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        let filled = fields.map { $0.isEmpty ? nil : $0 }
        id = fields[0]
        raw = fields[1].replacing("\\n", with: "\n").replacing("\\u00a0", with: "\u{A0}")
            .replacing("\\u00d0", with: "\u{D0}").replacing("\\\\", with: "\\")
        kind = fields[2]
        typeWord = filled[3]
        typeCode = filled[4]
        let numbers = fields[5].split(separator: "/").compactMap { Int($0) }
        number = numbers.first
        year = numbers.count > 1 ? numbers[1] : nil
        issuerCode = filled[6]
        date = PartialDate(fields[7]) ?? .unknown
    }

    func issuer(_ citation: Citation) -> Bool { citation.issuerCode == issuerCode }

    /// Compares all fields that the row gives. An empty type word says that the row leaves it open.
    func expect(_ citation: Citation) {
        #expect(citation.number == number)
        #expect(citation.year == year)
        #expect(citation.issuerCode == issuerCode)
        #expect(citation.typeCode == typeCode)
        if let issuerCode, typeCode != nil {
            #expect(citation.symbol?.issuerCode == issuerCode)
            #expect(citation.symbol?.number == number)
        }
        if let typeWord { #expect(names(typeWord, citation)) }
        // The date of a bare symbol stands in another column of its register, not in the text.
        let isWritten = raw.contains(" ") && date != .unknown && raw.contains(date.office.suffix(4))
        #expect(citation.date == (isWritten ? date : .unknown))
    }

    /// Whether the citation has this type word. The code QĐ is Quyết định and Quy định both, and texts mix the two
    /// words up; the row then holds the true one.
    private func names(_ word: String, _ citation: Citation) -> Bool {
        if citation.typeWord == word { return true }
        let both = ["Quyết định", "Quy định"]
        return typeCode == "QĐ" && both.contains(word) && both.contains(citation.typeWord ?? "")
    }
}
