/// One thing an edition holds.
package struct EditionItem: Sendable, Hashable {
    package enum Kind: String, Sendable { case document, template, sample, outline, guide, generated }

    /// The id of the slot it fills; empty for the pages Satchel makes.
    package let slot: String
    package let kind: Kind
    /// Says what it is, whatever bytes and path: `document:17`, `template:bien-ban-thuong-ky`.
    package let identity: String
    package let documentID: Int64?
    package let templateRevisionID: Int64?
    /// Inside the top folder, parts parted by `/`; nil when there is no file (paper only).
    package let path: String?
    package let blob: BlobStore.Blob?
    /// The first day it may be used when that is after the day of issue.
    package let usableFrom: Day?
    /// Why a document that is out of force is kept.
    package let reason: String?
    /// What stood here was removed; only its place is left.
    package let isRemoved: Bool

    package init(
        slot: String, kind: Kind, identity: String, documentID: Int64? = nil,
        templateRevisionID: Int64? = nil,
        path: String?, blob: BlobStore.Blob?, usableFrom: Day? = nil, reason: String? = nil,
        isRemoved: Bool = false
    ) {
        self.slot = slot
        self.kind = kind
        self.identity = identity
        self.documentID = documentID
        self.templateRevisionID = templateRevisionID
        self.path = path
        self.blob = blob
        self.usableFrom = usableFrom
        self.reason = reason
        self.isRemoved = isRemoved
    }

    /// The id of the document an identity names; nil when it names something else.
    package static func document(_ identity: String) -> Int64? {
        identity.hasPrefix("document:") ? Int64(identity.dropFirst(9)) : nil
    }
}

/// An issued edition (cặp tài liệu đợt n): never changes; it can be withdrawn with what to do instead.
package struct Edition: Sendable, Hashable {
    package let id: Int64
    package let kit: String
    package let kitID: Int64
    package let number: Int
    package let definitionID: Int64
    package let issuedOn: Day
    package let layout: Int
    /// The top folder of its archive.
    package let folder: String
    package let archiveSHA256: String
    package let archiveSize: UInt64
    package let withdrawnOn: Day?
    package let instead: String?
    /// What the register knew when it was issued.
    package let known: Known

    /// `đợt 4 (11/2025)`, in both languages.
    package var name: Text { PageWords.edition(number, issuedOn) }

    /// Whether the names in its archive are plain ASCII.
    var isASCII: Bool { folder.allSatisfy(\.isASCII) }
}
