import Foundation
import GRDB
import Zip

/// A finished backup, as the register remembers it.
package struct Backup: Sendable, Hashable {
    /// The backup's own id, as in its list.
    package let id: String
    /// Where it was written.
    package let path: String
    /// The id of the backup that an incremental one builds on.
    package let base: String?
    /// The line of the event log that tells of it.
    package let event: Int64
    package let madeAt: Instant
    package let madeBy: String

    package var fileName: String { (path as NSString).lastPathComponent }

    /// Its file, opened to be read: what lies at its path now is this backup.
    /// - Throws: `backupGone` when it was moved away, or another file lies there.
    package func opened() throws -> InputFile {
        do {
            let file = try InputFile(path: path)
            guard try BackupArchive(path).manifest.id == id else {
                throw SatchelError(.backupGone, ["path": path])
            }
            return file
        } catch {
            throw SatchelError(.backupGone, ["path": path], cause: error)
        }
    }

    /// Whether a file lies where it was written.
    package var isThere: Bool { FileManager.default.fileExists(atPath: path) }
}

extension Register {
    /// The backup that a line of the event log tells of.
    /// - Throws: `backupUnknown`.
    package func backup(event: Int64) throws -> Backup {
        guard let backup = try backups().first(where: { $0.event == event }) else {
            throw SatchelError(.backupUnknown, ["backup": "\(event)"])
        }
        return backup
    }

    /// Every finished backup, oldest first.
    package func backups() throws -> [Backup] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT b.backup_id, b.path, b.base, b.recorded, e.at, e.user
                    FROM backup b JOIN event e ON e.id = b.recorded ORDER BY b.id
                    """
            ).map { row in
                Backup(
                    id: row[0], path: row[1], base: row[2], event: row[3],
                    madeAt: Instant(milliseconds: row[4]), madeBy: row[5])
            }
        }
    }

    /// Writes the register as it is at this moment to a new file, while others go on reading and writing.
    ///
    /// Row by row (`VACUUM INTO`) rather than page by page: nothing that was deleted goes along, and a page that
    /// cannot be read is told instead of copied.
    /// - Throws: `registerBroken`, `registerBusy`, `diskFull`.
    func snapshot(to path: String) throws {
        try Register.naming("register") {
            try writer.unsafeRead { try $0.execute(sql: "VACUUM INTO ?", arguments: [path]) }
        }
    }

    /// Whether something was removed urgently after an event.
    func hasRemovals(after event: Int64) throws -> Bool {
        try read { db in try Register.hasRemovals(db, after: event) }
    }

    private static func hasRemovals(_ db: Database, after event: Int64) throws -> Bool {
        let sql = "SELECT EXISTS (SELECT 1 FROM removal WHERE recorded > ? OR finished > ?)"
        return try Bool.fetchOne(db, sql: sql, arguments: [event, event]) ?? false
    }

    /// Records a backup while `place` gives it its name: both or neither.
    /// - Throws: `backupOvertaken` when something in it has been removed urgently, and what `place` throws.
    func record(
        _ backup: BackupManifest, at path: String, by actor: Actor, place: () throws -> Void
    ) throws {
        var isPlaced = false
        var detail = ["id": backup.id, "blobs": "\(backup.ownBlobs.count)"]
        if let base = backup.base { detail["base"] = base.id }
        do {
            try change("backup.make", path, by: actor, detail: detail) { db, event in
                guard try !Register.hasRemovals(db, after: backup.lastEvent) else {
                    throw SatchelError(.backupOvertaken, ["path": path])
                }
                try db.execute(
                    sql: "INSERT INTO backup (path, base, backup_id, recorded) VALUES (?, ?, ?, ?)",
                    arguments: [path, backup.base?.id, backup.id, event])
                try place()
                isPlaced = true
            }
        } catch {
            if isPlaced { unlink(path) }
            throw error
        }
    }
}

/// What a register file says that nobody writes to: a snapshot, or what a backup holds.
struct RegisterSnapshot: Equatable {
    let office: String
    let lastEvent: Int64
    /// The blobs that must be in the store; an urgent removal takes its own out of the list.
    let blobs: [BlobStore.Blob]
}

extension RegisterSnapshot {
    /// Reads the copy at a path, once SQLite finds nothing wrong with it (`integrity_check`, `foreign_key_check`).
    /// - Throws: `registerForeign`, `registerNewer`, `registerBroken`.
    init(checking path: String) throws {
        var configuration = Register.configuration
        configuration.readonly = true
        self = try Register.naming(path) {
            try DatabaseQueue(path: path, configuration: configuration).read { db in
                try RegisterSnapshot.check(db, path)
                return try RegisterSnapshot(db)
            }
        }
    }

    private init(_ db: Database) throws {
        office = try RegisterSnapshot.office(db)
        lastEvent = try Int64.fetchOne(db, sql: "SELECT max(id) FROM event") ?? 0
        blobs = try Register.blobs(db)
    }

    private static func check(_ db: Database, _ path: String) throws {
        guard try Int.fetchOne(db, sql: "PRAGMA application_id") == Schema.applicationID else {
            throw SatchelError(.registerForeign, ["path": path])
        }
        guard try !Schema.migrator().hasBeenSuperseded(db) else {
            throw SatchelError(.registerNewer, ["path": path])
        }
        let faults = try String.fetchAll(db, sql: "PRAGMA integrity_check")
        let strays = try Row.fetchOne(db, sql: "PRAGMA foreign_key_check")
        guard faults == ["ok"], strays == nil else {
            throw SatchelError(.registerBroken, ["path": path, "why": faults.first ?? ""])
        }
    }

    /// The id of the office a register belongs to.
    static func office(_ db: Database) throws -> String {
        guard let id = try String.fetchOne(db, sql: "SELECT id FROM office") else {
            throw SatchelError(.registerForeign, ["path": "register"])
        }
        return id
    }
}

/// A register kept from everybody else's use, until it is let go.
final class RegisterHold {
    /// The id of its office.
    let office: String
    private let queue: DatabaseQueue

    /// Takes hold of the register at a path.
    /// - Throws: `registerBusy` while another process has it open; `registerForeign` and `registerBroken` when it
    ///   cannot be read.
    init(_ path: String) throws {
        var configuration = Configuration()
        configuration.prepareDatabase { db in
            // Before anything is read: only then does SQLite ask for the whole file, WAL and all.
            try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
        }
        (queue, office) = try Register.naming(path) {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            return (queue, try queue.read { try RegisterSnapshot.office($0) })
        }
    }

    deinit { try? queue.close() }

    /// Lets go. Before the file gets another name: SQLite removes the WAL by the name it opened.
    func end() { try? queue.close() }
}
