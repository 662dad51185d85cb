/// What a board may write between double braces in a form, to be filled in for each recipient: `{{chi bộ}}`.
package enum Placeholder: String, CaseIterable, Sendable {
    case branch
    case partyBase = "party base"
    case committee, secretary, kit, edition, issued, due, copy, office
    case receipt = "receipt code"

    /// The Vietnamese and the English name, as written between the braces.
    package var name: Text {
        switch self {
        case .branch: Text("chi bộ", rawValue)
        case .partyBase: Text("đảng bộ", rawValue)
        case .committee: Text("đảng ủy", rawValue)
        case .secretary: Text("bí thư", rawValue)
        case .kit: Text("cặp", rawValue)
        case .edition: Text("đợt", rawValue)
        case .issued: Text("ngày cấp phát", rawValue)
        case .due: Text("hạn", rawValue)
        case .copy: Text("bản số", rawValue)
        case .office: Text("cơ quan", rawValue)
        case .receipt: Text("mã xác nhận", rawValue)
        }
    }

    /// What it stands for.
    package var meaning: Text {
        switch self {
        case .branch: Text("tên chi bộ hoặc đảng bộ nhận cặp", "the name of the recipient")
        case .partyBase:
            Text("tên đảng bộ cấp trên trực tiếp", "the name of the Party organisation above the recipient")
        case .committee:
            Text("tên đảng ủy cấp trên trực tiếp", "the name of the committee above the recipient")
        case .secretary: Text("họ tên bí thư giữ cặp", "the name of the secretary who holds the kit")
        case .kit: Text("tên cặp tài liệu", "the name of the kit")
        case .edition: Text("đợt của cặp", "the edition of the kit")
        case .issued: Text("ngày cấp phát", "the day of issue")
        case .due: Text("hạn thay tài liệu", "the day by which the recipient has to have it in place")
        case .copy: Text("số của bản cấp cho nơi nhận", "the number of the recipient's copy")
        case .office: Text("cơ quan cấp phát", "the office that issues the kit")
        case .receipt:
            Text(
                "mã đọc qua điện thoại để báo đã nhận", "the code read over the telephone to confirm receipt")
        }
    }

    /// What stands in its place where no value is known, and in the common blank form.
    package var blank: String {
        switch self {
        case .branch: "Chi bộ …………………"
        case .partyBase: "Đảng bộ …………………"
        case .committee: "Đảng ủy …………………"
        case .issued, .due: "……/……/20……"
        case .secretary, .kit, .edition, .copy, .office, .receipt: "……………"
        }
    }

    /// The placeholder of a name as somebody wrote it: in NFC or not, in any case, with any white space.
    package init?(named written: String) {
        guard let found = Placeholder.known[Placeholder.key(written)] else { return nil }
        self = found
    }

    /// The Party organisation a committee leads, by name: “Đảng ủy xã Ia Pa” leads “Đảng bộ xã Ia Pa”.
    package static func partyBase(ledBy committee: String) -> String {
        let words = VietnameseText.normalised(committee)
        for lead in ["Đảng ủy", "Đảng uỷ"] where words.lowercased().hasPrefix(lead.lowercased()) {
            return "Đảng bộ" + words.dropFirst(lead.count)
        }
        return words
    }

    /// Every name in both languages, the Vietnamese ones first, as they are listed to whoever wrote an unknown one.
    package static var names: [String] { allCases.map(\.name.vi) + allCases.map(\.name.en) }

    /// Whether a name is written in capitals throughout, which asks for the value in capitals.
    static func isCapital(_ written: String) -> Bool {
        written == written.uppercased() && written != written.lowercased()
    }

    /// A name as it is compared: both places of the tone in “ủy” are one.
    private static func key(_ written: String) -> String {
        VietnameseText.normalised(written).lowercased().split(whereSeparator: \.isWhitespace)
            .joined(separator: " ").replacing("uỷ", with: "ủy")
    }

    private static let known = Dictionary(
        uniqueKeysWithValues: allCases.flatMap { [(key($0.name.vi), $0), (key($0.name.en), $0)] })
}
