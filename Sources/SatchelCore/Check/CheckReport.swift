/// What a check of a whole office found.
package struct CheckReport: Sendable {
    /// In the order in which they were looked for: settings and keys, register, store, editions.
    package var findings: [CheckFinding] = []
    /// How many blobs the register names, and their bytes in the store.
    package var blobs = 0
    package var bytes: UInt64 = 0
    package var editions = 0
    /// Whether today's holdings were compared with the evidence: not when the table speaks of another day.
    package var hasComparedHoldings = false

    /// Whether something is missing, altered or does not agree; what is only left over does no harm.
    package var isDamaged: Bool { findings.contains { !$0.kind.isHarmless } }

    package func count(_ kind: CheckFinding.Kind) -> Int { findings.count { $0.kind == kind } }
}

/// One thing a check found.
package struct CheckFinding: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        /// Settings or the key file: gone or unreadable.
        case file
        /// SQLite finds fault with the register's file.
        case register
        /// Rows that name rows which are not there.
        case reference
        /// Today's holdings are not what the evidence says.
        case holdings
        /// A blob's file is gone; is there but is not what the register says.
        case missing, altered
        /// An issued edition whose files are all whole does not give the archive it was issued as.
        case edition
        /// Bytes of an urgent removal that are still in the store.
        case removed
        /// A file of the store that the register does not name; one that was being written.
        case orphan, draft

        package var isHarmless: Bool { self == .orphan || self == .draft }
    }

    package let kind: Kind
    /// What it is about: a path below the data folder, a kit, `kit/edition`, tables, what SQLite says.
    package let subject: String
    /// The bytes' hash, where it is about stored bytes.
    package let sha256: String?
    /// Their count in the store: as it should be, or as it is of what is left over.
    package let bytes: UInt64?
    package let uses: [BlobUse]
    /// Recipients that differ, by their codes; what more is to be said.
    package let details: [String]

    package init(
        _ kind: Kind, _ subject: String, sha256: String? = nil, bytes: UInt64? = nil, uses: [BlobUse] = [],
        details: [String] = []
    ) {
        self.kind = kind
        self.subject = subject
        self.sha256 = sha256
        self.bytes = bytes
        self.uses = uses
        self.details = details
    }
}

/// Where stored bytes are used.
package enum BlobUse: Sendable, Hashable {
    /// By the document's key.
    case document(String, file: String)
    case template(String, revision: Int)
    case edition(kit: String, number: Int, path: String)
    /// The scanned paper of a receipt.
    case scan(kit: String, edition: Int, node: String)

    package var text: Text {
        switch self {
        case .document(let key, let file): Text("văn bản \(key) (\(file))", "document \(key) (\(file))")
        case .template(let slug, let revision):
            Text("mẫu \(slug), bản sửa \(revision)", "template \(slug), revision \(revision)")
        case .edition(let kit, let number, let path):
            Text("cặp \(kit), đợt \(number): \(path)", "kit \(kit), edition \(number): \(path)")
        case .scan(let kit, let edition, let node):
            Text(
                "bản chụp ký nhận của \(node), cặp \(kit), đợt \(edition)",
                "scanned receipt of \(node), kit \(kit), edition \(edition)")
        }
    }
}
