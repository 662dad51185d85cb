import Foundation
import Zip

/// A backup to restore, with those it builds on: everything it needs is at hand.
package struct Restore: Sendable {
    package let backup: BackupArchive
    private let archives: [String: BackupArchive]

    /// Opens a backup and the earlier ones that hold blobs of it.
    /// - Throws: `backupForeign`, `backupBaseWrong`, `backupBaseMissing`, and what `BackupArchive.init` throws.
    package init(_ path: String, bases: [String] = []) throws {
        backup = try BackupArchive(path)
        let chain = Set(backup.manifest.chain.map(\.id))
        var archives = [backup.manifest.id: backup]
        for path in bases {
            let base = try BackupArchive(path)
            guard base.manifest.office == backup.manifest.office else {
                throw SatchelError(.backupForeign, ["path": path])
            }
            guard chain.contains(base.manifest.id) else {
                throw SatchelError(.backupBaseWrong, ["path": backup.path, "base": path])
            }
            archives[base.manifest.id] = base
        }
        let missing = backup.manifest.holders.filter { archives[$0.id] == nil }
        guard missing.isEmpty else {
            throw SatchelError(
                .backupBaseMissing,
                [
                    "path": path,
                    "bases": missing.map { "\($0.name) (\($0.id.prefix(8)))" }.joined(separator: ", "),
                ])
        }
        self.archives = archives
    }

    /// Restores into a folder that is absent, empty, or holds the same office; that one is moved aside, complete, once
    /// the restored one is whole, and its new path given back.
    ///
    /// Every file is checked by its sha256, blobs after inflating; the register by SQLite, by its office id and by its
    /// own list of blobs. Until all is well and durable everything lies in a draft folder beside the final one.
    /// `progress` hears how many bytes of how many are done.
    /// - Throws: `backupDamaged`, `backupNewer`, `restoreForeign`, `restoreUnclear`, `registerBusy` while the present
    ///   office is in use, `fileMissing` without a folder around it, `diskFull`, `notPermitted`.
    @discardableResult
    package func run(
        into folder: String, progress: (_ done: UInt64, _ total: UInt64) -> Void = { _, _ in }
    ) throws -> String? {
        let place = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
        let parent = (place as NSString).deletingLastPathComponent
        guard FileManager.default.fileExists(atPath: parent) else {
            throw SatchelError(.fileMissing, ["path": parent])
        }
        let present = try present(at: place)
        let draft = try DraftOffice(beside: place)
        try fill(draft, progress)
        try check(draft)
        try PrivateFile.syncAll(draft.path)
        present?.end()
        return try draft.place(at: place, isTaken: present != nil)
    }

    /// The office that is at a path, held; nil when there is nothing.
    private func present(at folder: String) throws -> RegisterHold? {
        var status = stat()
        guard lstat(folder, &status) == 0 else { return nil }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw SatchelError(.restoreForeign, ["path": folder])
        }
        guard let present = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw SatchelError(.notPermitted, ["path": folder])
        }
        if present.isEmpty { return nil }
        guard present.contains(BackupManifest.register) else {
            throw SatchelError(.restoreForeign, ["path": folder])
        }
        let hold: RegisterHold
        do {
            hold = try RegisterHold("\(folder)/\(BackupManifest.register)")
        } catch let error as SatchelError where error.code != .registerBusy {
            throw SatchelError(.restoreUnclear, ["path": folder], cause: error)
        }
        guard hold.office == backup.manifest.office else {
            throw SatchelError(.restoreForeign, ["path": folder])
        }
        return hold
    }

    private func fill(_ draft: DraftOffice, _ progress: (UInt64, UInt64) -> Void) throws {
        let manifest = backup.manifest
        let files = manifest.files + [manifest.register]
        let total = files.reduce(0) { $0 + $1.size } + manifest.blobs.reduce(0) { $0 + $1.storedSize }
        var done: UInt64 = 0
        for folder in ["keys", "store"] { try draft.makeFolder(folder) }
        for file in files {
            try draft.create(file.path) { write in try backup.read(file, write) }
            done += file.size
            progress(done, total)
        }
        for blob in manifest.blobs {
            guard let archive = archives[blob.heldBy ?? manifest.id] else { continue }
            let packed = try archive.packed(blob.stored)
            try draft.create(blob.path) { write in try write(packed) }
            done += blob.storedSize
            progress(done, total)
        }
    }

    private func check(_ draft: DraftOffice) throws {
        let register: RegisterSnapshot
        do {
            register = try RegisterSnapshot(checking: "\(draft.path)/\(BackupManifest.register)")
        } catch let error as SatchelError {
            throw switch error.code {
            case .registerNewer: SatchelError(.backupNewer, ["path": backup.path], cause: error)
            case .registerBroken, .registerForeign: damaged(error)
            default: error
            }
        }
        let manifest = backup.manifest
        let stated = RegisterSnapshot(
            office: manifest.office, lastEvent: manifest.lastEvent, blobs: manifest.blobs.map(\.stored))
        guard register == stated else { throw damaged(nil) }
    }

    private func damaged(_ cause: SatchelError?) -> SatchelError {
        SatchelError(
            .backupDamaged,
            [
                "path": backup.path, "entry": BackupManifest.register,
                "rule": ZipError.Rule.headersDisagree.rawValue,
            ], cause: cause)
    }
}

/// A data folder being filled beside its final place; removed when let go without taking it.
private final class DraftOffice {
    let path: String
    private var folders: Set<String> = []
    private var isPlaced = false

    init(beside place: String) throws {
        let name = (place as NSString).lastPathComponent
        path = (place as NSString).deletingLastPathComponent + "/.\(name).\(getpid()).part"
        guard Drafts.begin(path, { [path] in mkdir(path, 0o700) }) == 0 else {
            throw PrivateFile.failure(path)
        }
    }

    deinit {
        if isPlaced { Drafts.end(path) } else { Drafts.remove(path) }
    }

    func makeFolder(_ name: String) throws {
        guard folders.insert(name).inserted else { return }
        // Not while drafts are being removed.
        guard Drafts.unbroken({ mkdir("\(path)/\(name)", 0o700) }) == 0 else {
            throw PrivateFile.failure("\(path)/\(name)")
        }
    }

    /// Writes a new file, its folder made when there is none.
    func create(_ name: String, _ body: (_ write: ([UInt8]) throws -> Void) throws -> Void) throws {
        let folder = (name as NSString).deletingLastPathComponent
        if !folder.isEmpty { try makeFolder(folder) }
        try PrivateFile.create("\(path)/\(name)", body)
    }

    /// Takes the final place, what is there moved aside; gives the path it was moved to.
    func place(at place: String, isTaken: Bool) throws -> String? {
        let aside = isTaken ? DraftOffice.freeName(beside: place) : nil
        try Drafts.unbroken {
            if let aside, rename(place, aside) != 0 { throw PrivateFile.failure(place) }
            guard rename(path, place) == 0 else {
                let failure = PrivateFile.failure(place)
                if let aside { rename(aside, place) }
                throw failure
            }
            isPlaced = true
        }
        try PrivateFile.syncFolder(of: place)
        return aside
    }

    private static func freeName(beside place: String) -> String {
        var status = stat()
        var number = 1
        func name() -> String { "\(place).before-restore" + (number == 1 ? "" : "-\(number)") }
        while lstat(name(), &status) == 0 { number += 1 }
        return name()
    }
}
