import Foundation

extension Office {
    /// A draft is left over when nobody has written to it for so long: a day, in milliseconds.
    private static let draftAge: Int64 = 24 * 3600 * 1000

    /// Brings missing and altered blobs back from files, folders, kit archives and backups, and clears drafts away
    /// that are older than a day.
    ///
    /// Only what the register names is taken in, found by its sha256. Archives give the frozen bytes themselves; other
    /// files are compressed again, which counts only if it gives as many bytes as were frozen. An edition for which
    /// that was not exact is told.
    /// - Parameter progress: as for `check(progress:)`.
    /// - Throws: what `permit` refuses, `fileMissing`, `notPermitted`, `diskFull`, `storeFailed`.
    package func repair(
        from paths: [String], by actor: Actor,
        progress: @escaping @Sendable (_ done: UInt64, _ total: UInt64) -> Void = { _, _ in }
    ) throws -> RepairReport {
        try register.permit("store.repair", to: actor)
        let files = try RepairSources.files(paths)
        let blobs = try register.blobs()
        let tally = ProgressTally(blobs.reduce(0) { $0 + $1.storedSize }, tell: progress)
        var repair = StoreRepair(self, wanted: try damagedBlobs(blobs) { tally.add($0) }.map(\.blob))
        try repair.addSuspects(of: try inexactEditions(without: repair.lost))
        for file in files where repair.isLooking { try repair.look(into: file) }
        try repair.refuseRemoved(among: files)
        var report = repair.report
        report.drafts = clearDrafts()
        if !report.mended.isEmpty || report.drafts.count > 0 {
            let gone = try register.recordRepair(report, by: actor)
            for sha256 in gone { store.erase(sha256) }
            report.mended.removeAll { gone.contains($0.sha256) }
        }
        report.left = try left(of: blobs)
        return report
    }

    /// The editions that do not give the archive they were issued as, though all their blobs are whole.
    private func inexactEditions(without lost: Set<String>) throws -> [Edition] {
        try register.editions().filter { try !isExact($0, without: lost) }
    }

    private func left(of blobs: [BlobStore.Blob]) throws -> [CheckFinding] {
        let damaged = try damagedBlobs(blobs)
        let inexact = try inexactEditions(without: Set(damaged.map(\.blob.sha256)))
        return try findings(of: damaged)
            + inexact.map { CheckFinding(.edition, "\($0.kit)/\($0.number)") }
    }

    private func clearDrafts() -> (count: Int, bytes: UInt64) {
        let now = clock.now.milliseconds
        let old = storedFiles().filter { file in
            file.isDraft && now - file.changedAt.milliseconds > Office.draftAge
                && unlink("\(folder)/\(file.path)") == 0
        }
        return (old.count, old.reduce(0) { $0 + $1.bytes })
    }
}
