import SatchelCore
import Testing

@Suite("Numbers and symbols of documents")
struct DocumentSymbolTests {
    @Test(
        "A symbol is read in every way of writing it",
        arguments: [
            ("12-HD/BTCTW", "12-HD/BTCTW"), ("10 - CT/TW", "10-CT/TW"), ("127- QĐ/TW", "127-QĐ/TW"),
            ("Số: 12 -HD/BTCTW", "12-HD/BTCTW"), ("1046 – CV/HU", "1046-CV/HU"), ("21 – NQ/TW", "21-NQ/TW"),
            ("37QĐ/TW", "37-QĐ/TW"), ("06 HD/TW", "06-HD/TW"), ("84 QĐ/TWĐTN", "84-QĐ/TWĐTN"),
            ("số31-QĐ/TW", "31-QĐ/TW"), ("HD38-HD/BTCTW", "38-HD/BTCTW"), ("16 -\nHD/BTCTW", "16-HD/BTCTW"),
            ("12\u{A0}-\u{A0}HD/BTCTW", "12-HD/BTCTW"), ("69-QÐ/TW", "69-QĐ/TW"), ("69-QD/TW", "69-QĐ/TW"),
            ("07-QDi/TW", "07-QĐi/TW"), ("07-QĐI/TW", "07-QĐi/TW"), ("5-NQ/DU", "05-NQ/ĐU"),
            ("05-NQ/DUK", "05-NQ/ĐUK"), ("296-QĐ/TƯ", "296-QĐ/TW"), ("18-NQ/T.Ư", "18-NQ/TW"),
            ("12-hd/btctw", "12-HD/BTCTW"), ("367 - QĐ/TWĐTN-VP", "367-QĐ/TWĐTN-VP"), ("5-NQ/ĐU", "05-NQ/ĐU"),
            ("147-CTHĐ/TU", "147-CTHĐ/TU"), ("3-CTr/TU", "03-CTr/TU"), ("12-TTr/ĐU", "12-TTr/ĐU"),
            ("QC-01/CB-LH", "01-QC/CB-LH"), ("03-NQ/CĐ-CB", "03-NQ/CĐ-CB"), ("01/QC-CB", "01/QC-CB"),
            ("04-QyĐ/ĐU", "04-QyĐ/ĐU"), ("0006-ĐA/ĐU", "06-ĐA/ĐU"), ("14514-CV/VPTW", "14514-CV/VPTW"),
            ("30/2020/NĐ-CP", "30/2020/NĐ-CP"), ("30/2020/ND-CP", "30/2020/NĐ-CP"),
            ("16/QĐ-UBND", "16/QĐ-UBND"), ("20/2023/QH15", "20/2023/QH15"), ("06/2022-QH15", "06/2022/QH15"),
            ("55/2005/TTLT-BNV-VPCP", "55/2005/TTLT-BNV-VPCP"), ("22/2019/NQ-HĐND", "22/2019/NQ-HĐND"),
            ("36/2026/qđ-ttg", "36/2026/QĐ-TTg"), ("678/BTL-CT", "678/BTL-CT"),
            ("403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN", "403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN"),
            (" 12-HD/BTCTW. ", "12-HD/BTCTW"), ("12-XYZ/ABC", "12-XYZ/ABC"),
        ])
    func variants(text: String, printed: String) throws {
        let symbol = try #require(DocumentSymbol(text))
        #expect(symbol.printed == printed)
        #expect(DocumentSymbol(printed) == symbol)
        #expect(DocumentSymbol(symbol.printed)?.printed == printed)
        #expect(DocumentSymbol(symbol.key)?.key == symbol.key)
    }

    @Test(
        "Blanks and what is no symbol are refused",
        arguments: [
            "", " ", "Số      -/ĐU", "Số ........-QC/CB", "Số:… – QĐ/CB", "Số:\n- QC/ĐU", "-QC/CB",
            "00-NQ/TW",
            "51/51 chi bộ", "16/51", "2019-2025", "01/8/2017", "12", "Số 12", "03-HD", "12-HD/", "12/CB",
            "Điều lệ Đảng", "123456-QĐ/TW", "12-HD/BTCTW và 13-HD/BTCTW", "05-NQ/Đảng ủy", "275-2025",
            "5 kg/ha",
            "TW", "12-HD/BTCTW ngày 06/7/2018",
        ])
    func refused(text: String) {
        #expect(DocumentSymbol(text) == nil)
    }

    @Test("Keys compare numbers as numbers and ignore diacritics")
    func keys() throws {
        #expect(try #require(DocumentSymbol("05-NQ/ĐU")).key == "5-NQ/DU")
        #expect(DocumentSymbol("5-NQ/DU") == DocumentSymbol("05 – NQ/ÐU"))
        #expect(DocumentSymbol("296-QĐ/TƯ")?.key == "296-QD/TW")
        #expect(DocumentSymbol("25-QĐ/TU") != DocumentSymbol("25-QĐ/TƯ"))
        #expect(DocumentSymbol("30/2020/NĐ-CP")?.key == "30/2020/ND-CP")
        #expect(DocumentSymbol("20/2023/QH15")?.key == "20/2023/QH15")
    }

    @Test("QĐi stays apart from QĐ but is near it")
    func nearMisses() {
        let (old, new) = (DocumentSymbol("07-QĐi/TW"), DocumentSymbol("07-QĐ/TW"))
        #expect(old != new)
        #expect(old?.looseKey == new?.looseKey)
        #expect(DocumentSymbol("01/QC-CB")?.looseKey == DocumentSymbol("01-QC/CB")?.looseKey)
        #expect(DocumentSymbol("01/QC-CB") != DocumentSymbol("01-QC/CB"))
    }

    @Test("The parts and the order of a symbol")
    func parts() throws {
        let party = try #require(DocumentSymbol("367-QĐ/TWĐTN-VP"))
        #expect(party.number == 367)
        #expect(party.typeCode == "QĐ")
        #expect(party.issuerCode == "TWĐTN-VP")
        #expect(party.order == .party)
        let state = try #require(DocumentSymbol("42/2022/NĐ-CP"))
        #expect(state.year == 2022)
        #expect(state.order == .state)
        let law = try #require(DocumentSymbol("20/2023/QH15"))
        #expect(law.typeCode == nil)
        #expect(law.issuerCode == "QH15")
    }

    @Test("A code leads to its types")
    func typesOfCodes() {
        #expect(DocumentType.candidates(forCode: "QD").map(\.word) == ["Quy định", "Quyết định"])
        #expect(DocumentType.candidates(forCode: "QĐi").map(\.word) == ["Quy định"])
        #expect(DocumentSymbol("16/QĐ-UBND")?.types.map(\.word) == ["Quyết định"])
        #expect(DocumentSymbol("05-TT/TU")?.types.map(\.word) == ["Thông tri"])
        #expect(DocumentSymbol("05/2020/TT-BNV")?.types.map(\.word) == ["Thông tư"])
        #expect(DocumentType.only(forCode: "QĐ") == nil)
        #expect(DocumentType.candidates(forCode: "XYZ").isEmpty)
    }

    @Test("Type words are known in both languages and with typing errors, and unknown ones are kept")
    func typeWords() {
        #expect(DocumentType.named("Chỉ thỉ")?.code == "CT")
        #expect(DocumentType.named("NGHỊ QUYẾT")?.code == "NQ")
        #expect(DocumentType.named("regulation")?.word == "Quy định")
        #expect(DocumentType.named("Chỉ dẫn") == nil)
        #expect(DocumentType.suggestion(for: "Huong dann") == "Hướng dẫn")
        #expect(DocumentType.suggestion(for: "Sổ tay") == nil)
        let own = DocumentType("Sổ  tay")
        #expect(own.word == "Sổ  tay")
        #expect(!own.isKnown)
        #expect(own.allows(code: "QĐ"))
        #expect(DocumentType("Quyết định").allows(code: "QĐ"))
        #expect(!DocumentType("Quyết định").allows(code: "QĐi"))
    }

    @Test("Ten thousand symbols are read in well under a second")
    func speed() {
        let texts = (1...10_000).map { "\($0) – QÐ/TWĐTN-VP" }
        let time = ContinuousClock().measure {
            #expect(texts.compactMap(DocumentSymbol.init).count == 10_000)
        }
        #expect(time < .seconds(5))
    }
}
