import Foundation
import SatchelCore
import Testing

@Suite("Vietnamese text")
struct VietnameseTextTests {
    @Test("One encoding for what looks the same")
    func normalisation() {
        #expect(VietnameseText.normalised("69-Q\u{D0}/TW \u{F0}") == "69-QĐ/TW đ")
        #expect(VietnameseText.normalised("a\u{A0}b\u{2009}c\u{202F}d") == "a b c d")
        #expect(VietnameseText.normalised("1–2—3\u{2011}4\u{2212}5") == "1-2-3-4-5")
        #expect(VietnameseText.normalised("Số… ") == "Số... ")
        #expect(VietnameseText.normalised("\u{FEFF}a\u{200B}b\u{AD}c") == "abc")
        #expect(VietnameseText.normalised("Quy định\nmới") == "Quy định\nmới")
        #expect(VietnameseText.normalised("plain") == "plain")
    }

    @Test("NFD and the half-composed text of Windows-1258 become NFC")
    func composition() {
        let text = "Ủy ban Kiểm tra Trung ương, Đảng ủy phường"
        let decomposed = VietnameseText.normalised(text.decomposedStringWithCanonicalMapping)
        #expect(Array(decomposed.unicodeScalars) == Array(text.unicodeScalars))
        let half = VietnameseText.normalised("Quyê\u{301}t đi\u{323}nh")
        #expect(Array(half.unicodeScalars) == Array("Quyết định".unicodeScalars))
    }

    @Test("Curly quotes and letters of other scripts survive")
    func untouched() {
        #expect(VietnameseText.normalised("“Đề án” ’ ñ Ω 中 🇻🇳") == "“Đề án” ’ ñ Ω 中 🇻🇳")
    }

    @Test(
        "Look-up keys",
        arguments: [
            ("Đảng ủy xã Ia Pa", "DANG UY XA IA PA"), ("  khoá \n X ", "KHOA X"), ("Uỷ ban", "UY BAN"),
            ("ỦY BAN", "UY BAN"), ("Số, ký hiệu", "SO, KY HIEU"), ("q\u{D0}i", "QDI"),
            ("ươƯƠăâêôĂÂÊÔ", "UOUOAAEOAAEO"),
            ("12 – HD/BTCTW", "12 - HD/BTCTW"), ("…", "..."), ("“a”", "\"A\""), ("ω straße", "Ω STRASSE"),
            ("", ""),
        ])
    func folding(text: String, key: String) {
        #expect(VietnameseText.folded(text) == key)
        #expect(VietnameseText.folded(text.decomposedStringWithCanonicalMapping) == key)
        #expect(VietnameseText.folded(key) == key)
    }

    @Test("Every Vietnamese vowel with every tone folds to its base letter")
    func allVowels() {
        for base in "aăâeêioôơuưy" {
            for tone in ["", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"] {
                let letter = (String(base) + tone).precomposedStringWithCanonicalMapping
                #expect(letter.unicodeScalars.count == 1)
                #expect(VietnameseText.folded(letter).count == 1)
                #expect(VietnameseText.folded(letter) == VietnameseText.folded(letter.uppercased()))
            }
        }
    }

    @Test("Edit distance counts letters and swaps")
    func distance() {
        #expect(VietnameseText.editDistance("12-HD/BTCTW", "12-HD/BTCTW") == 0)
        #expect(VietnameseText.editDistance("BTCTW", "BTTCW") == 1)
        #expect(VietnameseText.editDistance("", "abc") == 3)
        #expect(VietnameseText.editDistance("kitten", "sitting") == 3)
    }

    @Test("A suggestion is near or not made")
    func suggestions() {
        let names = ["Chi bộ thôn 3", "Chi bộ thôn Đông", "Đảng ủy xã"]
        #expect(VietnameseText.suggestion(for: "Chi bo thon Dong", among: names) == "Chi bộ thôn Đông")
        #expect(VietnameseText.suggestion(for: "Dang uy xaa", among: names) == "Đảng ủy xã")
        #expect(VietnameseText.suggestion(for: "Công an", among: names) == nil)
        #expect(VietnameseText.suggestion(for: "x", among: []) == nil)
    }

    @Test(
        "Text of the old fonts is noticed",
        arguments: [
            "Uû ban nh©n d©n", "§¶ng uû x·", "Quy ®Þnh", "NghÞ quyÕt", "H\u{AD}íng dÉn", "kÕ ho¹ch",
            "Quyeát ñònh",
            "Ñaûng uûy", "Höôùng daãn", "ñaïi hoäi", "Nghò quyeát",
        ])
    func legacy(text: String) {
        #expect(VietnameseText.isLegacyEncoded(text))
    }

    @Test(
        "Unicode text is not taken for the old fonts",
        arguments: [
            "Ủy ban nhân dân", "Quy chế", "Thông báo", "Báo cáo", "Công văn", "chi bô", "khoá", "quý", "giá",
            "xã", "ý",
            "Müller", "© 2025 Báo", "5 m²", "25 °C", "Word®", "«Hoà Bình»", "", "12-HD/BTCTW", "HÀ TĨNH",
            "thuê nhà",
            "núi Bà", "yêu", "oái", "Hà Nội".decomposedStringWithCanonicalMapping,
        ])
    func notLegacy(text: String) {
        #expect(!VietnameseText.isLegacyEncoded(text))
    }
}
