/// What one document does to another: subject → object.
package enum RelationType: String, Sendable, CaseIterable {
    case replaces, repeals, repealsContrary, amends, corrects, suspends, guides, continues, basis

    /// The relation as the office says it, subject first.
    package var text: Text {
        switch self {
        case .replaces: Text("thay thế", "replaces")
        case .repeals: Text("bãi bỏ", "repeals")
        case .repealsContrary: Text("bãi bỏ nội dung trái với", "repeals what is contrary to it in")
        case .amends: Text("sửa đổi, bổ sung", "amends")
        case .corrects: Text("đính chính", "corrects")
        case .suspends: Text("tạm ngưng", "suspends")
        case .guides: Text("hướng dẫn thực hiện", "gives guidance on")
        case .continues: Text("tiếp tục thực hiện", "continues")
        case .basis: Text("căn cứ", "rests on")
        }
    }

    /// The relation a word means, in either language.
    package init?(word: String) {
        guard let found = RelationType.byWord[VietnameseText.folded(word)] else { return nil }
        self = found
    }

    private static let byWord = Dictionary(
        allCases.flatMap { type in
            [type.rawValue, type.text.vi, type.text.en].map { (VietnameseText.folded($0), type) }
        }, uniquingKeysWith: { first, _ in first })

    /// Whether it decides if the object is still in force.
    package var changesStatus: Bool {
        switch self {
        case .replaces, .repeals, .amends, .corrects, .suspends: true
        case .repealsContrary, .guides, .continues, .basis: false
        }
    }
}

/// A relation between two documents, as known at one moment.
package struct Relation: Sendable, Hashable {
    package let id: Int64
    package let subject: Int64
    package let type: RelationType
    package let object: Int64
    /// Nil: from the day the subject takes effect.
    package let effectiveOn: Day?
    /// The last day it acts, for a suspension.
    package let until: Day?
    /// In words, when it touches only a part; the rest stays in force.
    package let scope: String?
    package let clause: String?
    package let clauseAt: String?
    /// What it was confirmed with; nil while it is not confirmed, and then it changes no status.
    package let evidence: String?

    package var isConfirmed: Bool { evidence != nil }

    package init(
        id: Int64, subject: Int64, type: RelationType, object: Int64, effectiveOn: Day? = nil,
        until: Day? = nil,
        scope: String? = nil, clause: String? = nil, clauseAt: String? = nil, evidence: String? = nil
    ) {
        self.id = id
        self.subject = subject
        self.type = type
        self.object = object
        self.effectiveOn = effectiveOn
        self.until = until
        self.scope = scope
        self.clause = clause
        self.clauseAt = clauseAt
        self.evidence = evidence
    }
}
