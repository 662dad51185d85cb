/// A sheet on which those sign whom an edition was supplied to (bảng ký nhận): by committee, in the order of their
/// copy numbers.
package struct SigningSheet: Sendable {
    package struct Line: Sendable, Hashable {
        package let node: OrganisationNode
        package let copyNumber: Int
        /// Who holds kits there on the day, when that is known.
        package let person: String?
    }

    package struct Group: Sendable {
        /// Directly above the lines; nil for those that stand under nobody.
        package let committee: OrganisationNode?
        package let lines: [Line]
    }

    package let kit: KitDefinition
    package let edition: Edition
    /// The day on which it is to be signed.
    package let day: Day
    package let groups: [Group]

    init(
        kit: KitDefinition, edition: Edition, on day: Day, lines: [Line], tree: OrganisationTree
    ) {
        self.kit = kit
        self.edition = edition
        self.day = day
        let byCommittee = Dictionary(grouping: lines) { $0.node.parentID.flatMap { tree[$0] }?.id }
        let groups = byCommittee.map { id, lines in
            Group(
                committee: id.flatMap { tree[$0] }, lines: lines.sorted { $0.copyNumber < $1.copyNumber })
        }
        self.groups = groups.sorted { $0.lines[0].copyNumber < $1.lines[0].copyNumber }
    }

    package var lines: [Line] { groups.flatMap(\.lines) }

    /// The list to fill in and to enter: codes and names written, the rest empty.
    package func table(_ language: Language) -> ExportTable {
        let columns = SheetColumn.allCases
        let rows = groups.flatMap { group in
            group.lines.map { line in
                columns.map { column -> ExportTable.Cell in
                    switch column {
                    case .code: .text(line.node.code)
                    case .copyNumber: .number(line.copyNumber)
                    case .name: .text(line.node.name)
                    case .committee: .optional(group.committee?.name)
                    case .person, .day, .copy, .proof, .onBehalfOf, .note: .none
                    }
                }
            }
        }
        return ExportTable(Text("Bảng ký nhận", "Signing sheet"), columns.map(\.column), rows, language)
    }

    /// `table` as CSV.
    package func form(_ language: Language) -> [UInt8] { table(language).csv }
}

/// The columns of a signing sheet as a table, in the order in which they are written.
enum SheetColumn: Int, CaseIterable {
    case code, copyNumber, name, committee, person, day, copy, proof, onBehalfOf, note

    var column: TableColumn {
        switch self {
        case .code: .init("Mã", "Code", required: true)
        case .copyNumber: .init("Bản số", "Copy no.", .number)
        case .name: .init("Tên tổ chức", "Name")
        case .committee: .init("Cấp trên", "Parent")
        case .person: .init("Người ký nhận", "Signed by", required: true)
        case .day: .init("Ngày", "Day", required: true, .day)
        case .copy: .init("Bản", "Copy")
        case .proof: .init("Xác nhận", "Proof")
        case .onBehalfOf: .init("Ký thay cho", "On behalf of")
        case .note: .init("Ghi chú", "Note")
        }
    }
}

/// What the rows of a signing sheet mean where they do not say.
package struct SheetTerms: Sendable {
    package var proof: Proof
    package var copy: Copy
    package var medium: Medium
    /// The day of rows that are signed and bear none; nil: each bears its own.
    package var day: Day?

    package init(
        proof: Proof = .handedOver, copy: Copy = .paper, medium: Medium = .paper, day: Day? = nil
    ) {
        self.proof = proof
        self.copy = copy
        self.medium = medium
        self.day = day
    }

    /// How a copy came: files that are signed for on paper were handed over on a USB stick.
    func medium(of copy: Copy, _ said: Medium?) -> Medium {
        guard copy == .electronic else { return medium }
        return said ?? (medium == .paper ? .usb : medium)
    }
}

/// What entering a signing sheet came to.
package struct SheetOutcome: Sendable, Hashable {
    package let edition: Edition
    /// How many signed.
    package let signed: Int
    /// How many rows of evidence it made; those the register had already are not made again.
    package let recorded: Int
    package let known: Int
    /// The codes of those in the sheet who did not sign.
    package let unsigned: [String]
}

/// Which copies a word in a signing sheet means, and by which medium if it says so.
struct SheetCopies {
    let copies: [Copy]
    let medium: Medium?

    /// The words, for those who used another.
    static let known = "giấy (paper), điện tử (electronic), USB, cả hai (both)"

    init?(word: String) {
        switch VietnameseText.folded(word) {
        case "GIAY", "BAN GIAY", "CAP GIAY", "PAPER", "PAPER FOLDER": self.init(copies: [.paper], medium: nil)
        case "DIEN TU", "BAN DIEN TU", "TEP", "ELECTRONIC", "ELECTRONIC COPY", "FILES":
            self.init(copies: [.electronic], medium: nil)
        case "USB": self.init(copies: [.electronic], medium: .usb)
        case "CA HAI", "CA HAI BAN", "BOTH": self.init(copies: [.electronic, .paper], medium: nil)
        default: return nil
        }
    }

    init(copies: [Copy], medium: Medium?) {
        self.copies = copies
        self.medium = medium
    }
}
