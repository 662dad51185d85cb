import CLinux
import Foundation

/// Archives written one after the other that begin alike: where the file system can share blocks between files, what
/// they have alike is on the disk once.
///
/// They take their places some at a time, once they are on the disk: each is whole or not there, whatever happens.
package final class ArchiveSeries {
    /// How many are written before they take their places.
    private static let batch = 64
    private let folder: String
    /// What all of them begin with; nil where blocks cannot be shared.
    private let prefix: DraftFile?
    private let prefixLength: UInt64
    private var written: [DraftFile] = []

    /// Prepares a folder for archives made from `base` by appending to it; throws as `ArchivePlan.write`.
    package init(of base: ArchivePlan, in folder: String) throws {
        self.folder = folder
        prefixLength = base.directoryStart
        guard try ArchiveSeries.canShare(in: folder) else {
            prefix = nil
            return
        }
        let draft = try DraftFile(of: "\(folder)/prefix")
        try base.forEachPiece(in: 0..<base.directoryStart) { try draft.append($0) }
        prefix = draft
    }

    /// Whether files in a folder can share blocks; throws `io`.
    package static func canShare(in folder: String) throws -> Bool {
        let (one, other) = (try DraftFile(of: "\(folder)/one"), try DraftFile(of: "\(folder)/other"))
        return try [UInt8](repeating: 0, count: 64 << 10).withUnsafeBytes { bytes in
            try one.append(bytes)
            return try other.clone(one)
        }
    }

    /// Writes an archive that begins as the others do; in its place after `finish()` at the latest. Throws as
    /// `ArchivePlan.write`.
    package func write(_ plan: ArchivePlan, to path: String) throws {
        let draft = try DraftFile(of: path)
        if let prefix, try draft.clone(prefix) {
            try plan.forEachPiece(in: prefixLength..<plan.length) { try draft.append($0) }
        } else {
            try draft.reserve(plan.length)
            try plan.forEachPiece { try draft.append($0) }
        }
        written.append(draft)
        if written.count == ArchiveSeries.batch { try place() }
    }

    /// Puts the last ones in their places; all are durable then. Throws `io`.
    package func finish() throws {
        try place()
        try sync()
    }

    private func place() throws {
        try sync()
        for draft in written { try draft.commit(isDurable: false) }
        written = []
    }

    private func sync() throws {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ZipError.system("open folder") }
        defer { close(descriptor) }
        guard syncfs(descriptor) == 0 else { throw ZipError.system("syncfs") }
    }
}
