import SatchelCore

extension ImportList {
    /// The page that takes it in.
    var address: String { "/import/\(rawValue)" }

    /// The page that shows what was taken in.
    var page: String {
        switch self {
        case .documents: "/documents"
        case .relations: "/relations"
        case .bodies: "/bodies"
        case .organisation, .holders: "/organisation"
        case .reorganisations: "/reorganisations"
        }
    }

    /// Where in the menu it belongs.
    var menu: Menu {
        switch self {
        case .documents, .relations, .bodies: .documents
        case .organisation, .reorganisations, .holders: .organisation
        }
    }

    /// What the register calls taking it in.
    var verb: String {
        switch self {
        case .documents: "document.import"
        case .relations: "relation.import"
        case .bodies: "body.add"
        case .organisation: "organisation.import"
        case .reorganisations: "organisation.reorganise"
        case .holders: "holder.import"
        }
    }

    /// Whether rows without a day take one given for all.
    var takesDay: Bool { self == .organisation || self == .holders }

    /// What is to be known before it is filled in.
    var note: Text {
        switch self {
        case .documents:
            Text(
                "Mỗi dòng một văn bản chưa có trong sổ. Độ mật để trống, hoặc ghi “nội bộ”.",
                "A document a row, not yet in the register. Access stays blank, or is “nội bộ”.")
        case .relations:
            Text(
                "Hai văn bản phải có trong sổ. Quan hệ là một trong: \(Self.list(RelationType.allCases.map(\.text.vi))). Có căn cứ xác nhận thì quan hệ có hiệu lực ngay.",
                "Both documents must be in the register. A relation is one of: \(Self.list(RelationType.allCases.map(\.text.en))). With evidence it counts at once."
            )
        case .bodies:
            Text(
                "Mỗi dòng một cơ quan; nhiều tên gọi khác thì ngăn bằng dấu |.",
                "A body a row; several aliases have | between them.")
        case .organisation:
            Text(
                "Mỗi dòng một tổ chức. Loại hình là một trong: \(Self.list(NodeKind.allCases.map(\.text.vi))). Cấp cao nhất để trống mã cấp trên.",
                "A node a row. Kind is one of: \(Self.list(NodeKind.allCases.map(\.text.en))). The topmost has no parent."
            )
        case .reorganisations:
            Text(
                "Mỗi dòng một việc theo quyết định, theo thứ tự; nhiều mã, nhiều tên thì ngăn bằng dấu chấm phẩy; khi chia tách, ghi * trước mã nhận các bản đang giữ.",
                "A change by decision a row, in order; several codes and names have semicolons between them; in a split, * stands before the code that takes the copies over."
            )
        case .holders:
            Text(
                "Mỗi dòng một người giữ cặp ở một tổ chức. Người mới thì được ghi thay người trước từ ngày đó; người đang giữ thì đổi cách liên lạc; ô để trống giữ như cũ.",
                "A holder at a node a row. A new person follows the one before from that day; whoever holds it gets the new contacts; what is blank stays."
            )
        }
    }

    private static func list(_ words: [String]) -> String { words.joined(separator: "; ") }
}

extension TableColumn.Kind {
    /// What stands in such a column.
    var words: Text {
        switch self {
        case .text: Text("chữ", "text")
        case .wrapped: Text("chữ, dài cũng được", "text, may be long")
        case .number: Text("số", "a number")
        case .day: Text("ngày, như 31/12/2025", "a day, such as 31/12/2025")
        }
    }
}

extension Visit {
    /// A link to the page that takes a list in, for those who may.
    func importLink(_ list: ImportList) -> HTML? {
        mayUse(list.verb)
            ? "<a class=\"small noprint\" href=\"\(list.address)\">\(say("Nhập từ bảng tính", "Import a table"))</a>"
            : nil
    }
}
