extension InForce.Status {
    /// The status as the office says it.
    package var text: Text {
        switch self {
        case .notYetInForce: Text("chưa có hiệu lực", "not yet in force")
        case .inForce: Text("còn hiệu lực", "in force")
        case .amended: Text("còn hiệu lực, đã được sửa đổi, bổ sung", "in force, amended")
        case .partlySuperseded: Text("hết hiệu lực một phần", "partly superseded")
        case .suspended: Text("tạm ngưng hiệu lực", "suspended")
        case .superseded: Text("hết hiệu lực (đã được thay thế)", "superseded")
        case .repealed: Text("hết hiệu lực (bị bãi bỏ)", "repealed")
        case .expired: Text("hết hiệu lực (hết thời hạn)", "expired")
        }
    }
}

extension Document.Verification {
    /// The degree of checking as the office says it.
    package var text: Text {
        switch self {
        case .original: Text("đã đối chiếu bản gốc", "checked against the original")
        case .source: Text("đã đối chiếu nguồn công khai", "checked against a public source")
        case .secondary: Text("nguồn thứ cấp, chưa xác minh", "secondary source, not verified")
        case .unverified: Text("chưa xác minh", "not verified")
        }
    }

    /// Whether it may be shown as a fact.
    package var isVerified: Bool { self == .original || self == .source }

    /// The degree a word means, in either language; an empty word means not verified.
    package init?(word: String) {
        guard let found = Document.Verification.byWord[VietnameseText.folded(word)] else { return nil }
        self = found
    }

    private static let byWord = Dictionary(
        [("", .unverified)]
            + allCases.flatMap { value in
                [value.rawValue, value.text.vi, value.text.en].map { (VietnameseText.folded($0), value) }
            }, uniquingKeysWith: { first, _ in first })
}
