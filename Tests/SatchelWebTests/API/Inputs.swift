import SatchelCore

@testable import SatchelWeb

/// Everything that programs send.
enum Inputs {
    static let all: [any Input.Type] = [
        AccountSent.self, ApprovalSent.self, BackupSent.self, BodyEndSent.self, BodySent.self,
        ConfirmationSent.self,
        ContactSent.self, DatesSent.self, DelegationSent.self, DistributionSent.self, DocumentSent.self,
        EndSent.self, EvidenceListSent.self, EvidenceSent.self, FileSent.self, HandoverSent.self,
        HolderSent.self, IssueSent.self, KitSent.self, ListSent.self, LookedOverSent.self, NodeSent.self,
        NoticesSent.self,
        OwnersSent.self,
        ReasonSent.self, ReceiptCodeSent.self, RelationSent.self, ReminderSent.self, RemovalSent.self,
        ReorganisationSent.self, RepairSent.self, ReturnSent.self, ReviewSent.self, RevisionSent.self,
        ScannedEvidenceSent.self, SettingsSent.self, SheetSent.self,
        SubmissionSent.self,
        SuccessorSent.self, SupplySent.self, TextSent.self, TokenSent.self, WithdrawalSent.self,
    ]
}

extension Schema {
    /// A value that fits, with everything in it.
    var sample: JSONValue {
        switch self {
        case .text, .free, .cursor: "a"
        case .day, .partialDate: "2025-11-21"
        case .instant: "2025-11-21T10:00:00Z"
        case .word(let words): .text(words[0])
        case .whole(let range): .whole(range.lowerBound)
        case .flag: true
        case .list(let element, _): [element.sample]
        case .anyObject: [:]
        case .object(_, let properties):
            .object(Dictionary(uniqueKeysWithValues: properties.map { ($0.name, $0.schema.sample) }))
        }
    }
}
