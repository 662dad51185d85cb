import Foundation

extension ArchivePlan {
    /// Writes the archive to `path`: whole or not at all, and durable on return unless `isDurable` says not to wait
    /// for the disk. An existing file is replaced on success and untouched otherwise.
    ///
    /// `piece` is shown every piece as it is written, in order. `finish` is given the whole archive under its draft
    /// name, to look at, and puts it in its place by calling what it is given; otherwise it is removed.
    /// Throws as `read`, `io`, and whatever `piece` and `finish` throw.
    package func write(
        to path: String, mode: mode_t = 0o666, isDurable: Bool = true,
        piece: (UnsafeRawBufferPointer) throws -> Void = { _ in },
        finish: (_ draft: String, _ place: () throws -> Void) throws -> Void = { _, place in try place() }
    ) throws {
        let draft = try DraftFile(of: path, mode: mode)
        try draft.reserve(length)
        try forEachPiece {
            try draft.append($0)
            if isDurable { draft.startBatch() }
            try piece($0)
        }
        if isDurable { try draft.sync() }
        try finish(draft.draftPath) { try draft.commit(isDurable: isDurable) }
    }
}
