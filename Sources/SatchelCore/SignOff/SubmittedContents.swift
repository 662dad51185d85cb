import Foundation

/// What a submission freezes: everything the next edition would hold, whom it would reach, and on which days.
///
/// Its digest is kept with the submission; an edition is issued on an approval only while the digest is the same.
package struct SubmittedContents: Encodable {
    private struct Item: Encodable {
        let slot: String
        let kind: String
        let identity: String
        let revision: Int64?
        let path: String?
        let sha256: String?
        let usableFrom: String?
        let reason: String?
        /// Of a document on the day, as the contents page tells it.
        let status: String?
        let since: String?
        /// The relation that says so.
        let relation: Int64?
        /// Relations that were to be looked at before approving.
        let unconfirmed: [Int64]
        /// What a template rests on that is out of force.
        let doubts: [Int64]
    }

    private struct Change: Encodable {
        let kind: String
        let takeOut: [String]
        let putIn: [String]
        let from: String?
    }

    private struct Recipient: Encodable {
        let id: Int64
        let code: String
    }

    private let kit: String
    private let edition: Int
    /// sha256 of the kit's definition.
    private let definition: String
    private let folder: String
    private let issueOn: String
    private let dueOn: String?
    private let items: [Item]
    private let changes: [Change]
    private let recipients: [Recipient]

    package init(_ preview: KitPreview, due: Day?) {
        let plan = preview.plan
        kit = plan.definition.slug
        edition = plan.number
        definition = BlobStore.sha256(Array(preview.kit.yaml.utf8))
        folder = plan.folder
        issueOn = plan.day.iso
        dueOn = due?.iso
        items = plan.items.map { planned in
            let item = planned.item
            return Item(
                slot: item.slot, kind: item.kind.rawValue, identity: item.identity,
                revision: item.templateRevisionID, path: item.path,
                sha256: item.blob?.sha256, usableFrom: item.usableFrom?.iso, reason: item.reason,
                status: planned.status?.status.rawValue, since: planned.status?.since?.iso,
                relation: planned.status?.relation?.id,
                unconfirmed: planned.status?.unconfirmed.map(\.id) ?? [],
                doubts: planned.template?.doubts(in: plan.sources.inForce, on: plan.day) ?? [])
        }
        changes = preview.changes.lines.map { line in
            Change(
                kind: line.kind.rawValue, takeOut: line.takeOut.map(\.identity),
                putIn: line.putIn.map(\.identity), from: line.from?.iso)
        }
        recipients = preview.recipients.map { Recipient(id: $0.id, code: $0.code) }
    }

    /// sha256 of its canonical JSON (sorted keys, no white space).
    package var digest: String {
        get throws { BlobStore.sha256(Array(try JSONEncoder.stable.encode(self))) }
    }
}
