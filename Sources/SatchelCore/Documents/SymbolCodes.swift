/// The issuer codes of Party and State symbols as they are printed, and the bodies that a phrase names.
/// Local codes are open-ended: a code that is not here is kept as written.
enum SymbolCodes {
    /// The printed form of one part of an issuer code: `ĐU` for `DU`, `TW` for `TƯ`, otherwise in capitals.
    static func canonicalIssuer(_ code: String) -> String {
        let upper = code.uppercased().replacing("T.Ư", with: "TW").replacing("TƯ", with: "TW")
        return byExact[upper] ?? byFolded[VietnameseText.folded(upper)] ?? upper
    }

    /// Whether a folded code is one of the listed issuers.
    static func isKnownIssuer(folded code: String) -> Bool { byFolded[code] != nil }

    /// Whether a folded code is one of the listed type codes.
    static func isKnownType(folded code: String) -> Bool { DocumentType.canonicalCode(code) != nil }

    /// Whether a folded code stands only in State symbols.
    static func isStateIssuer(folded code: String) -> Bool { stateFolded.contains(code) || isAssembly(code) }

    /// Whether a folded code is that of the National Assembly or its Standing Committee with the term
    /// (`QH15`).
    static func isAssembly(_ code: String) -> Bool {
        guard code.hasPrefix("QH") || code.hasPrefix("UBTVQH") else { return false }
        let term = code.drop { !$0.isASCIIDigit }
        return (1...2).contains(term.count) && term.allSatisfy(\.isASCIIDigit)
    }

    /// The issuer code of a body named in words (`Ban Tổ chức Trung ương`); nil for a body that is not
    /// listed.
    static func issuer(ofBody phrase: String) -> String? {
        let key = VietnameseText.folded(phrase).replacing("TRUNG UONG DANG", with: "TRUNG UONG")
            .replacing(" TW", with: " TRUNG UONG")
        if key.contains("TRUNG UONG DOAN") { return "TWĐTN" }
        return bodies.first { key.hasPrefix($0.phrase) }?.code
    }

    private static let party = [
        "TW", "BTCTW", "UBKTTW", "VPTW", "BTGTW", "BTGDVTW", "BDVTW", "BNCTW", "BKTTW", "BCSCLTW", "BCĐTW",
        "QUTW",
        "ĐUQSTW", "TWĐTN", "TU", "BTCTU", "VPTU", "BTGTU", "BTGDVTU", "BDVTU", "BNCTU", "UBKTTU", "HU",
        "BTCHU",
        "VPHU", "BTGHU", "BDVHU", "UBKTHU", "QU", "VPQU", "BTCQU", "UBKTQU", "ThU", "TXU", "ĐU", "VPĐU",
        "BTCĐU",
        "BXDĐ", "UBKTĐU", "UBKT", "ĐUK", "CB", "ĐB", "ĐH", "ĐTN", "VP", "BTC", "BTV",
    ]

    private static let state = [
        "CP", "TTg", "UBND", "HĐND", "UBTVQH", "QH", "CTN", "BNV", "BXD", "BTP", "BCA", "BQP", "BGDĐT", "BYT",
        "BKHĐT",
        "VPCP", "TANDTC", "VKSNDTC", "ĐCTUBTWMTTQVN", "MTTQ",
    ]

    private static let bodies: [(phrase: String, code: String)] = [
        ("BAN TO CHUC TRUNG UONG", "BTCTW"), ("UY BAN KIEM TRA TRUNG UONG", "UBKTTW"),
        ("VAN PHONG TRUNG UONG", "VPTW"), ("BAN TUYEN GIAO VA DAN VAN TRUNG UONG", "BTGDVTW"),
        ("BAN TUYEN GIAO TRUNG UONG", "BTGTW"), ("BAN DAN VAN TRUNG UONG", "BDVTW"),
        ("BAN NOI CHINH TRUNG UONG", "BNCTW"), ("QUAN UY TRUNG UONG", "QUTW"),
        ("BAN CHAP HANH TRUNG UONG", "TW"), ("BO CHINH TRI", "TW"), ("BAN BI THU", "TW"),
    ]

    private static let byExact = Dictionary(
        (party + state).map { ($0.uppercased(), $0) }, uniquingKeysWith: { first, _ in first })
    private static let byFolded = Dictionary(
        (party + state).map { (VietnameseText.folded($0), $0) }, uniquingKeysWith: { first, _ in first })
    private static let stateFolded = Set(state.map { VietnameseText.folded($0) })
}
