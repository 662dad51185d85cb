import Crypto
import Dispatch
import Foundation
import Synchronization
import Zip

/// An archive of a kit, ready to be written or streamed: nothing of it is copied until it is asked for.
///
/// One is made for a request and let go; `plan.read(at:into:)` gives any range of its bytes, and two archives with one
/// `sha256` are the same bytes.
package struct KitArchive: Sendable {
    package enum Content: Sendable, Hashable {
        case full
        /// What changed since an earlier edition.
        case update(from: Int)
    }

    package let edition: Edition
    package let content: Content
    /// The branch whose own files are inside; nil in an archive for all.
    package let recipient: String?
    package let plan: ArchivePlan
    /// Of the whole archive, in lower-case hex.
    package let sha256: String

    init(
        _ edition: Edition, _ content: Content, recipient: String? = nil, _ plan: ArchivePlan, sha256: String
    ) {
        self.edition = edition
        self.content = content
        self.recipient = recipient
        self.plan = plan
        self.sha256 = sha256
    }

    /// In bytes.
    package var length: UInt64 { plan.length }

    /// `bi-thu-chi-bo-thon-dot-4.zip`; of an update `…-dot-4-tu-dot-2.zip`; with a branch's own files `…-dot-4-CMO-01.zip`.
    package var fileName: String {
        var name = "\(edition.kit)-dot-\(edition.number)"
        if case .update(let from) = content { name += "-tu-dot-\(from)" }
        if let recipient { name += "-\(KitPath.safe(recipient))" }
        return "\(name).zip"
    }

    /// Writes the archive to `path`: whole, durable and of the right hash, or not at all.
    /// - Parameter progress: hears how many bytes are written.
    /// - Throws: `archiveDiffers` when the store no longer has what it should; what writing a file throws.
    package func write(to path: String, progress: (UInt64) -> Void = { _ in }) throws {
        let check = HashInBackground(plan)
        var done: UInt64 = 0
        try reading(for: path) {
            try plan.write(
                to: path,
                piece: {
                    done += UInt64($0.count)
                    progress(done)
                },
                finish: { _, place in
                    guard try check.sha256() == sha256 else { throw differs() }
                    try place()
                })
        }
    }

    /// Runs a step that reads the archive to write it at `path`: what is about an entry is about the store, the rest
    /// about what is written.
    package func reading<Value>(for path: String, _ step: () throws -> Value) throws -> Value {
        do {
            return try step()
        } catch let error as ZipError where error.entry != nil {
            throw differs(error)
        } catch {
            return try SatchelError.wrapping(path) { throw error }
        }
    }

    func differs(_ cause: ZipError? = nil) -> SatchelError {
        SatchelError(.archiveDiffers, ["kit": edition.kit, "edition": "\(edition.number)"], cause: cause)
    }
}

extension ArchivePlan {
    /// The sha256 of the whole archive in lower-case hex.
    /// - Throws: `ZipError` when a file it needs cannot be read.
    package func sha256() throws -> String {
        var hash = SHA256()
        try forEachPiece { hash.update(bufferPointer: $0) }
        return BlobStore.hex(hash.finalize())
    }
}

/// The hash of an archive, found on another core while this one does something else.
private final class HashInBackground: Sendable {
    private let result = Mutex<Result<String, any Error>?>(nil)
    private let group = DispatchGroup()

    init(_ plan: ArchivePlan) {
        DispatchQueue.global().async(group: group) { [self] in
            let found = Result { try plan.sha256() }
            result.withLock { $0 = found }
        }
    }

    /// Waits for it.
    func sha256() throws -> String {
        group.wait()
        return try result.withLock { try $0?.get() ?? "" }
    }
}
