import Foundation
import Zip

extension Office {
    /// Where backups go unless somebody says otherwise: beside the data folder, for they may not lie in it.
    package var backupFolder: String { Office.backupFolder(for: folder) }

    /// The same for a data folder that may not be there yet, in full.
    package static func backupFolder(for folder: String) -> String {
        "\(URL(fileURLWithPath: folder).standardizedFileURL.path)-backups"
    }

    /// Where a backup made now goes, in a folder or in the usual one, which is made when it is not there: a name for
    /// each minute. - Throws: `notPermitted`, `backupExists`.
    package func newBackupPath(in chosen: String?) throws -> String {
        let folder = chosen ?? backupFolder
        if folder == backupFolder { try PrivateFile.makeFolder(folder) }
        let minute = clock.stamp(clock.now).filter(\.isNumber).suffix(4)
        let path = "\(folder)/satchel-\(clock.today.iso)-\(minute).zip"
        try BackupPacking.checkFree(path)
        return path
    }

    /// Writes one archive (mode 0600) of register, store, settings and keys as they are at this moment, while others
    /// go on using the office: whole, checked, recorded and in its place, or not at all.
    ///
    /// The register comes first; blobs are never changed, so those it names are the store of that moment. On top of
    /// an earlier backup only the blobs are written that neither it nor those it builds on have. Checked are the
    /// register before it is packed (`integrity_check`, foreign keys), then the finished file's structure against its
    /// list and the bytes of list, register, settings and keys; with `verifying` every blob's sha256 too, read back.
    /// `progress` hears how many bytes of how many are done.
    /// - Throws: `backupExists`, `backupInside`, `backupForeign`, `backupOvertaken`, `blobMissing`, `registerBroken`,
    ///   `diskFull`, `notPermitted`, and what opening the earlier backup throws.
    @discardableResult
    package func backUp(
        to path: String, since base: String? = nil, verifying: Bool = false, by actor: Actor,
        progress: @escaping (_ done: UInt64, _ total: UInt64) -> Void = { _, _ in }
    ) throws -> BackupManifest {
        let place = try place(ofBackup: path)
        let base = try base.map { try BackupArchive($0) }
        let id = Office.randomID()
        // In a folder of its own: when that is removed, SQLite cannot make the file anew.
        let drafts = try draft(id)
        guard Drafts.unbroken({ mkdir(drafts, 0o700) }) == 0 else { throw PrivateFile.failure(drafts) }
        defer { Drafts.remove(drafts) }
        let copy = "\(drafts)/register.sqlite"
        let register = try snapshot(to: copy)
        if let base, base.manifest.office != register.office {
            throw SatchelError(.backupForeign, ["path": base.path])
        }
        do {
            let packing = try BackupPacking(self, id, copy, register, base, by: actor)
            try packing.write(to: place, from: self, verifying: verifying, by: actor, progress)
            return packing.manifest
        } catch let error as SatchelError where error.code == .blobMissing || error.code == .fileMissing {
            guard try self.register.hasRemovals(after: register.lastEvent) else { throw error }
            throw SatchelError(.backupOvertaken, ["path": path], cause: error)
        }
    }

    /// Where a backup goes, in full.
    private func place(ofBackup path: String) throws -> String {
        let url = URL(fileURLWithPath: path)
        let parent = url.deletingLastPathComponent().resolvingSymlinksInPath().path
        guard FileManager.default.fileExists(atPath: parent) else {
            throw SatchelError(.fileMissing, ["path": parent])
        }
        let own = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
        guard parent != own, !parent.hasPrefix("\(own)/") else {
            throw SatchelError(.backupInside, ["path": path, "folder": folder])
        }
        let place = (parent == "/" ? "" : parent) + "/" + url.lastPathComponent
        try BackupPacking.checkFree(place)
        return place
    }

    private func snapshot(to path: String) throws -> RegisterSnapshot {
        try register.snapshot(to: path)
        do {
            return try RegisterSnapshot(checking: path)
        } catch let error as SatchelError where error.arguments["path"] == path {
            throw SatchelError(error.code, ["path": "\(folder)/register.sqlite"], cause: error)
        }
    }
}

/// A backup about to be written: its list, and the items of its archive.
private struct BackupPacking {
    let manifest: BackupManifest
    private let items: [ZipItem]

    init(
        _ office: Office, _ id: String, _ copy: String, _ register: RegisterSnapshot, _ base: BackupArchive?,
        by actor: Actor
    ) throws {
        var sums = FileSums()
        try sums.add(file: copy)
        let files = try BackupPacking.files(of: office)
        manifest = BackupManifest(
            office: register.office, id: id, madeAt: office.clock.now.milliseconds, madeBy: actor.user,
            lastEvent: register.lastEvent, chain: base?.chain ?? [],
            register: .init(path: BackupManifest.register, size: sums.size, sha256: sums.sha256),
            files: files.map {
                .init(path: $0.path, size: UInt64($0.bytes.count), sha256: BlobStore.sha256($0.bytes))
            },
            blobs: BackupPacking.blobs(register.blobs, base))
        var items = [try BlobStore.item(named: BackupManifest.name, try manifest.json())]
        items += try files.map { try BlobStore.item(named: $0.path, $0.bytes) }
        items.append(
            ZipItem(
                name: BackupManifest.register, payload: .stored(path: copy, length: sums.size),
                size: sums.size, crc32: sums.crc32))
        items += try manifest.ownBlobs.map { try office.store.item(named: $0.path, $0.stored) }
        self.items = items
    }

    /// Writes the archive, checks it, and records it as it takes its place.
    func write(
        to path: String, from office: Office, verifying: Bool, by actor: Actor,
        _ progress: @escaping (UInt64, UInt64) -> Void
    ) throws {
        let size = items.reduce(0) { $0 + $1.payload.length }
        let total = verifying ? 2 * size : size
        var done: UInt64 = 0
        let day = office.clock.today
        try BackupPacking.naming(path, office) {
            let plan = try ArchivePlan(
                items, stamp: (year: day.year, month: day.month, day: day.day), limits: .none)
            try plan.write(
                to: path, mode: 0o600,
                piece: {
                    done = min(done + UInt64($0.count), size)
                    progress(done, total)
                },
                finish: { draft, place in
                    try BackupPacking.check(draft, manifest, verifying) { progress(size + $0, total) }
                    try Drafts.unbroken {
                        try BackupPacking.checkFree(path)
                        try office.register.record(manifest, at: path, by: actor, place: place)
                    }
                })
        }
        progress(total, total)
    }

    /// Words errors of `Zip`: what is about an entry is about that file of the office, not about the archive.
    private static func naming(_ path: String, _ office: Office, _ step: () throws -> Void) throws {
        do {
            try step()
        } catch let error as ZipError where error.rule == .sizeMismatch {
            let sha256 = (error.entry ?? "").dropFirst("store/".count).filter { $0 != "/" }
            throw SatchelError(.blobMissing, ["sha256": sha256], cause: error)
        } catch let error as ZipError {
            try SatchelError.wrapping(error.entry.map { "\(office.folder)/\($0)" } ?? path) { throw error }
        }
    }

    private static func check(
        _ draft: String, _ manifest: BackupManifest, _ isFull: Bool, _ progress: (UInt64) -> Void
    ) throws {
        let archive = try BackupArchive(draft)
        guard archive.manifest == manifest else {
            throw SatchelError(.storeFailed, ["path": draft, "why": BackupManifest.name])
        }
        var done: UInt64 = 0
        try archive.readBack(blobs: isFull) {
            done += $0
            progress(done)
        }
    }

    static func checkFree(_ path: String) throws {
        var status = stat()
        guard lstat(path, &status) != 0 else { throw SatchelError(.backupExists, ["path": path]) }
    }

    /// Settings and keys.
    private static func files(of office: Office) throws -> [(path: String, bytes: [UInt8])] {
        guard let keys = try? FileManager.default.contentsOfDirectory(atPath: "\(office.folder)/keys") else {
            throw SatchelError(.fileMissing, ["path": "\(office.folder)/keys"])
        }
        let paths = ["settings.yaml"] + keys.sorted().filter { !$0.hasSuffix(".part") }.map { "keys/\($0)" }
        return try paths.map { ($0, try PrivateFile.read("\(office.folder)/\($0)")) }
    }

    private static func blobs(
        _ blobs: [BlobStore.Blob], _ base: BackupArchive?
    ) -> [BackupManifest.Blob] {
        let holders = base?.holders ?? [:]
        return blobs.map { blob in
            BackupManifest.Blob(
                sha256: blob.sha256, size: blob.size, crc32: blob.crc32, storedSize: blob.storedSize,
                heldBy: holders[blob])
        }
    }
}

extension BackupManifest {
    /// The list's bytes.
    fileprivate func json() throws -> [UInt8] { Array(try JSONEncoder.stable.encode(self)) }
}

extension BackupArchive {
    /// The chain of a backup made on top of this one.
    fileprivate var chain: [BackupManifest.Link] {
        let name = (path as NSString).lastPathComponent
        return manifest.chain + [.init(id: manifest.id, madeAt: manifest.madeAt, name: name)]
    }

    /// Each blob of the chain up to this backup, with the id of the one that holds it.
    fileprivate var holders: [BlobStore.Blob: String] {
        Dictionary(manifest.blobs.map { ($0.stored, $0.heldBy ?? manifest.id) }) { first, _ in first }
    }
}
