import Synchronization
import Zip

/// The own kits of many recipients in one archive, each as the archive it is: for the print room, or whoever fills
/// USB sticks. Nothing of it is stored: a recipient's kit is made anew when its part is read.
package struct KitBundle: Sendable {
    package let plan: ArchivePlan
    /// Of the names and hashes of the kits: two bundles with the same are the same bytes.
    package let digest: String
    /// `bi-thu-chi-bo-thon-dot-4-cap-rieng.zip`.
    package let fileName: String
    package let count: Int

    /// Lays the kits out, in the order of the recipients, as `ITK-05 Chi bộ thôn Mơ Năng.zip`.
    /// - Throws: `noRecipients`, `pathTwice`, and what `PersonalKits.archive(for:)` throws.
    package init(_ kits: PersonalKits, for recipients: [KitRecipient]) throws {
        let edition = kits.base.edition
        guard !recipients.isEmpty else { throw SatchelError(.noRecipients, ["kit": edition.kit]) }
        let names = try PersonalKits.fileNames(of: recipients)
        let latest = LatestKit(kits, recipients)
        let start = try kits.base.reading(for: edition.folder) {
            try BlobStore.crc32(of: kits.base.plan, in: 0..<kits.base.plan.directoryStart)
        }
        var hashes: [String] = []
        let items = try recipients.indices.map { place -> ZipItem in
            let archive = try kits.archive(for: recipients[place])
            hashes.append("\(archive.sha256)  \(names[place])\n")
            let crc32 = try BlobStore.crc32(
                of: archive.plan, in: kits.base.plan.directoryStart..<archive.length, after: start)
            return ZipItem(
                name: names[place],
                payload: .storedWhenRead(length: archive.length) {
                    try latest.plan(of: place).read(at: $0, into: $1)
                }, size: archive.length, crc32: crc32)
        }
        let day = edition.issuedOn
        plan = try SatchelError.wrapping(edition.folder) {
            try ArchivePlan(items, stamp: (year: day.year, month: day.month, day: day.day), limits: .none)
        }
        digest = BlobStore.sha256(Array(hashes.joined().utf8))
        count = recipients.count
        var name = "\(edition.kit)-dot-\(edition.number)"
        if case .update(let from) = kits.base.content { name += "-tu-dot-\(from)" }
        fileName = "\(name)-cap-rieng.zip"
    }

    /// In bytes.
    package var length: UInt64 { plan.length }
}

/// The kit that was read from last, as long as its part is being read.
private final class LatestKit: Sendable {
    private let kits: PersonalKits
    private let recipients: [KitRecipient]
    private let kept = Mutex<(place: Int, plan: ArchivePlan)?>(nil)

    init(_ kits: PersonalKits, _ recipients: [KitRecipient]) {
        self.kits = kits
        self.recipients = recipients
    }

    func plan(of place: Int) throws -> ArchivePlan {
        if let kept = kept.withLock({ $0 }), kept.place == place { return kept.plan }
        let plan = try kits.archive(for: recipients[place]).plan
        kept.withLock { $0 = (place, plan) }
        return plan
    }
}
