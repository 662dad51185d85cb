/// The listed types: Quy định 399-QĐ/TW for the Party, Nghị định 30/2020/NĐ-CP for the State.
extension DocumentType {
    /// Every listed type, Party types first.
    package static let known: [DocumentType] = party + shared + state

    private static let party: [DocumentType] = [
        DocumentType("Quy định", "regulation", party: ["QĐ", "QĐi"], state: ["QyĐ"]),
        DocumentType("Kết luận", "conclusion", party: ["KL"]),
        DocumentType("Thông tri", "circular letter", party: ["TT"]),
        DocumentType("Chương trình hành động", "action programme", party: ["CTHĐ"]),
        DocumentType("Công văn", "official letter", party: ["CV"]),
        DocumentType("Cương lĩnh chính trị", "political platform"),
        DocumentType("Điều lệ", "statutes"),
        DocumentType("Chiến lược", "strategy"),
        DocumentType("Tuyên bố", "statement"),
        DocumentType("Lời kêu gọi", "appeal"),
        DocumentType("Quy hoạch", "master plan"),
        DocumentType("Giấy chứng nhận", "certificate"),
        DocumentType("Giấy đi đường", "travel warrant"),
        DocumentType("Thư công", "official note"),
    ]

    private static let shared: [DocumentType] = [
        DocumentType("Chỉ thị", "directive", both: "CT"),
        DocumentType("Nghị quyết", "resolution", both: "NQ"),
        DocumentType("Quyết định", "decision", both: "QĐ"),
        DocumentType("Quy chế", "operating rules", both: "QC"),
        DocumentType("Hướng dẫn", "guidance", both: "HD"),
        DocumentType("Thông báo", "notice", both: "TB"),
        DocumentType("Thông cáo", "communiqué", both: "TC"),
        DocumentType("Báo cáo", "report", both: "BC"),
        DocumentType("Kế hoạch", "plan", both: "KH"),
        DocumentType("Chương trình", "programme", both: "CTr"),
        DocumentType("Đề án", "scheme", both: "ĐA"),
        DocumentType("Phương án", "option plan", both: "PA"),
        DocumentType("Dự án", "project", both: "DA"),
        DocumentType("Tờ trình", "submission", both: "TTr"),
        DocumentType("Biên bản", "minutes", both: "BB"),
        DocumentType("Giấy mời", "invitation", both: "GM"),
        DocumentType("Giấy giới thiệu", "letter of introduction", both: "GGT"),
        DocumentType("Giấy nghỉ phép", "leave slip", both: "GNP"),
        DocumentType("Phiếu chuyển", "transfer slip", both: "PC"),
        DocumentType("Phiếu gửi", "dispatch slip", both: "PG"),
    ]

    private static let state: [DocumentType] = [
        DocumentType("Hiến pháp", "constitution"),
        DocumentType("Bộ luật", "code"),
        DocumentType("Luật", "law"),
        DocumentType("Pháp lệnh", "ordinance"),
        DocumentType("Lệnh", "order"),
        DocumentType("Nghị định", "decree", state: ["NĐ"]),
        DocumentType("Thông tư", "circular", state: ["TT"]),
        DocumentType("Nghị quyết liên tịch", "joint resolution", state: ["NQLT"]),
        DocumentType("Thông tư liên tịch", "joint circular", state: ["TTLT"]),
        DocumentType("Công điện", "telegram", state: ["CĐ"]),
        DocumentType("Hợp đồng", "contract", state: ["HĐ"]),
        DocumentType("Bản ghi nhớ", "memorandum", state: ["BGN"]),
        DocumentType("Bản thỏa thuận", "agreement", state: ["BTT"]),
        DocumentType("Giấy ủy quyền", "power of attorney", state: ["GUQ"]),
        DocumentType("Phiếu báo", "notification slip", state: ["PB"]),
    ]

    private init(_ word: String, _ english: String, party: [String] = [], state: [String] = []) {
        self.init(word: word, english: english, partyCodes: party, stateCodes: state)
    }

    private init(_ word: String, _ english: String, both code: String) {
        self.init(word: word, english: english, partyCodes: [code], stateCodes: [code])
    }
}

/// A phrase that names a listed type in running text, folded.
struct TypePhrase: Sendable {
    let folded: String
    let bytes: [UInt8]
    let type: DocumentType
    /// The word as it is shown for this language: `Quy định`, `Regulation`.
    let shown: String

    /// All phrases, the longest first.
    static let all: [TypePhrase] = {
        var phrases = DocumentType.known.map { TypePhrase($0.word, $0, shown: $0.word) }
        phrases += DocumentType.known.map { TypePhrase($0.english, $0, shown: capitalised($0.english)) }
        for (phrase, word) in others {
            guard let type = DocumentType.known.first(where: { $0.word == word }) else { continue }
            let shown = VietnameseText.isASCII(phrase) ? capitalised(phrase) : word
            phrases.append(TypePhrase(phrase, type, shown: shown))
        }
        return phrases.sorted { $0.bytes.count > $1.bytes.count }
    }()

    /// The phrases by their last byte, the longest first: what may end at a place.
    static let byLastByte = Dictionary(grouping: all, by: { $0.bytes.last ?? 0 })

    /// The phrases by their first byte, the longest first: what may start at a place.
    static let byFirstByte = Dictionary(grouping: all, by: { $0.bytes.first ?? 0 })

    private init(_ phrase: String, _ type: DocumentType, shown: String) {
        folded = VietnameseText.folded(phrase)
        bytes = Array(folded.utf8)
        self.type = type
        self.shown = shown
    }

    private static func capitalised(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }

    private static let others = [
        ("Điều lệ Đảng", "Điều lệ"), ("charter", "Điều lệ"), ("guideline", "Hướng dẫn"),
        ("guidelines", "Hướng dẫn"), ("instruction", "Hướng dẫn"), ("program", "Chương trình"),
        ("official dispatch", "Công văn"), ("dispatch", "Công văn"), ("announcement", "Thông báo"),
        ("proposal", "Tờ trình"), ("working regulations", "Quy chế"),
        ("action program", "Chương trình hành động"),
    ]
}
