import CLinux
import Foundation

/// Archives written one after the other that begin alike: where the file system can share blocks between files, what
/// they have alike is on the disk once.
///
/// Each is whole or not there; all are durable after `finish()`.
package final class ArchiveSeries {
    private let folder: String
    /// What all of them begin with; nil where blocks cannot be shared.
    private let prefix: DraftFile?
    private let prefixLength: UInt64

    /// Whether only what differs takes space.
    package var isSharing: Bool { prefix != nil }

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

    /// Writes an archive that begins as the others do; not durable before `finish()`. Throws as `ArchivePlan.write`.
    package func write(_ plan: ArchivePlan, to path: String) throws {
        guard let prefix else { return try plan.write(to: path, isDurable: false) }
        let draft = try DraftFile(of: path)
        guard try draft.clone(prefix) else { return try plan.write(to: path, isDurable: false) }
        try plan.forEachPiece(in: prefixLength..<plan.length) { try draft.append($0) }
        try draft.commit(isDurable: false)
    }

    /// Makes what was written durable; throws `io`.
    package func finish() throws {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ZipError.system("open folder") }
        defer { close(descriptor) }
        guard syncfs(descriptor) == 0 else { throw ZipError.system("syncfs") }
    }
}
