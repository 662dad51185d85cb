/// A committee or branch of the organisation, as it is on one day and as known at one moment.
package struct OrganisationNode: Sendable, Hashable {
    package let id: Int64
    /// The office's own code; names repeat, codes do not.
    package let code: String
    package let name: String
    package let kind: NodeKind
    package let parentID: Int64?
    package let officialCode: String?
    package let from: Day
    /// The last day it exists; nil while it goes on.
    package let to: Day?
}

/// What a node is: a committee, or a branch of some setting.
package enum NodeKind: String, Sendable, CaseIterable {
    case committee, intermediate, residential, office, school, health, enterprise, privateEnterprise, student,
        military, police, composite

    /// The kind as the office says it.
    package var text: Text {
        switch self {
        case .committee: Text("đảng ủy", "committee")
        case .intermediate: Text("đảng ủy bộ phận", "intermediate committee")
        case .residential: Text("chi bộ thôn, tổ dân phố", "residential branch")
        case .office: Text("chi bộ cơ quan", "office branch")
        case .school: Text("chi bộ trường học", "school branch")
        case .health: Text("chi bộ trạm y tế", "health station branch")
        case .enterprise: Text("chi bộ doanh nghiệp nhà nước", "state enterprise branch")
        case .privateEnterprise: Text("chi bộ doanh nghiệp tư nhân", "private enterprise branch")
        case .student: Text("chi bộ học sinh, sinh viên", "student branch")
        case .military: Text("chi bộ quân sự", "military branch")
        case .police: Text("chi bộ công an", "police branch")
        case .composite: Text("chi bộ ghép", "composite branch")
        }
    }

    /// The kind a word means, in either language, with or without "chi bộ" and "branch".
    package init?(word: String) {
        guard let found = NodeKind.byWord[NodeKind.bare(word)] else { return nil }
        self = found
    }

    private static let byWord = Dictionary(
        allCases.flatMap { kind in kind.words.map { ($0, kind) } }, uniquingKeysWith: { first, _ in first })

    private var words: [String] { [rawValue, text.vi, text.en].map(NodeKind.bare) + more }

    private var more: [String] {
        switch self {
        case .committee: ["DANG BO", "CAP UY"]
        case .residential: ["THON", "TO DAN PHO", "KHU DAN CU", "KHU PHO"]
        case .school: ["SU NGHIEP", "TRUONG HOC"]
        default: []
        }
    }

    private static func bare(_ word: String) -> String {
        var folded = VietnameseText.folded(word)
        if folded.hasPrefix("CHI BO ") { folded.removeFirst(7) }
        if folded.hasSuffix(" BRANCH") { folded.removeLast(7) }
        return folded
    }
}

/// A person who holds a kit for a node: name, role and how to be reached, with the days it holds for.
package struct Holder: Sendable, Hashable {
    package let id: Int64
    package let nodeID: Int64
    package let person: String
    package let role: String
    package let phone: String?
    package let email: String?
    /// The person's own name or account in the chat, when there is one.
    package let chat: String?
    package let from: Day
    package let to: Day?
}

extension [Holder] {
    /// Each person's days in a role as one, whatever numbers and addresses were known meanwhile; reached as last known.
    package var terms: [Holder] {
        var terms: [Holder] = []
        for holder in sorted(by: { ($0.role, $0.from, $0.id) < ($1.role, $1.from, $1.id) }) {
            if let last = terms.last, last.role == holder.role, last.to == holder.from.advanced(by: -1),
                VietnameseText.folded(last.person) == VietnameseText.folded(holder.person)
            {
                terms.removeLast()
                terms.append(holder.beginning(last.from))
            } else {
                terms.append(holder)
            }
        }
        return terms
    }
}

extension Holder {
    fileprivate func beginning(_ day: Day) -> Holder {
        Holder(
            id: id, nodeID: nodeID, person: person, role: role, phone: phone, email: email, chat: chat,
            from: day, to: to)
    }
}

/// What someone enters to add a node and, if known, its secretary; the parent by code.
package struct NewNode: Sendable {
    package var code: String
    package var name: String
    package var kind: NodeKind
    package var parent: String?
    package var officialCode: String?
    package var from: Day
    package var secretary: NewHolder?

    package init(
        code: String, name: String, kind: NodeKind, parent: String? = nil, officialCode: String? = nil,
        from: Day,
        secretary: NewHolder? = nil
    ) {
        self.code = code
        self.name = name
        self.kind = kind
        self.parent = parent
        self.officialCode = officialCode
        self.from = from
        self.secretary = secretary
    }
}

/// What someone enters to add a holder.
package struct NewHolder: Sendable {
    package var person: String
    package var role: String
    package var phone: String?
    package var email: String?
    package var chat: String?

    package init(
        person: String, role: String = "Bí thư", phone: String? = nil, email: String? = nil,
        chat: String? = nil
    ) {
        self.person = person
        self.role = role
        self.phone = phone
        self.email = email
        self.chat = chat
    }
}
