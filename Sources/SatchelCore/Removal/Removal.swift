/// An urgent removal (gỡ khẩn cấp): a document that must not be here was taken out of register, store and editions.
///
/// What is left of it is a nameless row: no look-up finds it, no list shows it, and in whatever was known and for
/// whatever day is asked it is held against nobody. Documents it had ended stay ended, and what took its place still
/// stands there; the places it had in editions say that an item was removed.
package struct Removal: Sendable, Hashable {
    /// A place in an edition that was emptied.
    package struct Place: Sendable, Hashable {
        package let kit: String
        package let edition: Int
        package let issuedOn: Day
        package let slot: String
        /// Its number on the contents page, from 1.
        package let number: Int

        package init(kit: String, edition: Int, issuedOn: Day, slot: String, number: Int) {
            self.kit = kit
            self.edition = edition
            self.issuedOn = issuedOn
            self.slot = slot
            self.number = number
        }
    }

    package let number: Int64
    package let at: Instant
    package let by: Actor
    package let reason: String
    package let places: [Place]
    /// How many different bytes are kept out from now on: its files, and pages that named it.
    package let hashes: Int
    /// Whether nothing of it is left in the register's and the store's files either.
    package let isClean: Bool

    /// What such an item is called wherever its name stood.
    package static let label = Text("Tài liệu đã gỡ", "Removed item")

    /// What the contents page says at its place.
    package static func note(slot: String, number: Int, on day: Day) -> Text {
        Text(
            "Tài liệu số \(number) của mục \(slot) đã được gỡ ngày \(day.office)",
            "Item \(number), in slot \(slot), was removed on \(day.office)")
    }

    /// What the register keeps to know removed bytes again: the hash of their hash, which tells nothing of them.
    static func mark(of sha256: String) -> String { BlobStore.sha256(Array("removed \(sha256)".utf8)) }
}

/// Somebody who received an edition that held what was removed, by the proof there is.
package struct Receiver: Sendable, Hashable {
    /// What became of the copy.
    package enum State: String, Sendable, CaseIterable {
        case held, returned, lost

        package var text: Text {
            switch self {
            case .held: Text("đang giữ", "holds it")
            case .returned: Text("đã nộp lại", "handed back")
            case .lost: Text("báo mất", "lost")
            }
        }
    }

    package let kit: String
    package let edition: Int
    package let code: String
    package let node: String
    package let copy: Copy
    package let copyNumber: Int
    package let proof: Proof
    package let receivedOn: Day
    package let state: State
    /// The day of the last word about the copy.
    package let stateOn: Day
    /// Who received it, and the holder to call today, where they are not the same.
    package let person: String?
    package let holder: String?
    package let phone: String?
}

/// A copy of the register made before the removal: it still holds what was removed, and is the user's to destroy.
package struct RegisterCopy: Sendable, Hashable {
    package let path: String
    /// The day it was made, where that is recorded.
    package let madeOn: Day?
}

/// What an urgent removal did, or would do, and what is left for people to do.
package struct RemovalReport: Sendable {
    /// Nil while it has not been done.
    package let removal: Removal?
    package let places: [Removal.Place]
    package let receivers: [Receiver]
    /// How many were supplied with an edition that held it, without any proof that it arrived.
    package let withoutProof: Int
    package let copies: [RegisterCopy]
    /// The kits' names by their slugs.
    package let kits: [String: Text]
}

/// What would be removed with a document, told before it is done.
package struct RemovalOutlook: Sendable {
    package let document: Document
    package let files: [DocumentFile]
    /// Other documents, templates and scans with the same bytes: these lose them too.
    package let alike: [String]
    /// Templates that rest on it and may quote it: somebody has to look at them.
    package let resting: [Text]
    /// The editions that would be made anew, as `kit/number`: those that hold it, and those whose pages name it.
    package let editions: [String]
    /// Texts that name it and stay because they are signed for: by what they are.
    package let staying: [String]
    package let report: RemovalReport
}
