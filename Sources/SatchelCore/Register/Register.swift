import Foundation
import GRDB
import Synchronization

/// The register: every document, relation, kit, edition, recipient and piece of evidence, in one SQLite database.
///
/// Each method is one transaction; a change of state, its line in the event log and its notices are written together.
package struct Register: Sendable {
    let writer: any DatabaseWriter
    package let clock: OfficeClock
    private var isTrial = false
    /// What whoever asks sees of the organisation; nil for all of it.
    package internal(set) var sight: Sight?

    /// Opens the register at a path, making it when there is none.
    ///
    /// WAL with `synchronous = FULL`: an answered receipt survives a power cut. A register of an older version is
    /// copied beside itself before it is migrated.
    /// - Throws: `registerNewer`, `registerForeign`, `registerBroken`, `registerBusy`, `notPermitted`, `diskFull`.
    package init(path: String, clock: OfficeClock) throws {
        try self.init(path: path, clock: clock, steps: Schema.steps)
    }

    init(path: String, clock: OfficeClock, steps: [Schema.Step]) throws {
        self.clock = clock
        writer = try Register.naming(path) {
            try Register.refuseForeign(path)
            let pool = try DatabasePool(path: path, configuration: Register.configuration)
            // After the pool has set NORMAL for its WAL.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            if try Register.isUnmarked(pool, path: path) {
                try pool.write { try $0.execute(sql: "PRAGMA application_id = \(Schema.applicationID)") }
            }
            try Register.migrate(pool, path: path, steps: steps)
            return pool
        }
    }

    /// A register in memory, gone with the value; for tests.
    package init(inMemoryWith clock: OfficeClock) throws {
        self.clock = clock
        let queue = try DatabaseQueue(configuration: Register.configuration)
        try Schema.migrator().migrate(queue)
        writer = queue
    }

    static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { db in
            // Recursive triggers: without them INSERT OR REPLACE would slip past those that refuse to delete.
            try db.execute(sql: "PRAGMA cache_size = -32768; PRAGMA recursive_triggers = ON")
        }
        return configuration
    }

    /// Looks at a file that is there before SQLite may write to it: somebody else's stays as it is.
    ///
    /// SQLite itself reads it, as a file that nobody changes: whoever else opens and closes it takes away the locks of
    /// all connections of this process (sqlite.org/howtocorrupt.html, 2.2; sqlite.org/uri.html, `immutable`; Debian's
    /// SQLite takes such names).
    private static func refuseForeign(_ path: String) throws {
        let known = try? FileManager.default.attributesOfItem(atPath: path)
        guard let known, known[.type] as? FileAttributeType == .typeRegular, known[.size] as? UInt64 != 0
        else { return }
        var configuration = configuration
        configuration.readonly = true
        let still = "\(URL(fileURLWithPath: path).absoluteString)?immutable=1"
        do {
            let owner = try DatabaseQueue(path: still, configuration: configuration).read {
                try Int.fetchOne($0, sql: "PRAGMA application_id")
            }
            if owner == Schema.applicationID { return }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB {
            throw SatchelError(.registerForeign, ["path": path])
        }
        // Unmarked: ours when it is still empty, or when the mark has not left the journal yet.
        _ = try isUnmarked(try DatabaseQueue(path: path, configuration: configuration), path: path)
    }

    /// Whether a register is so new that it does not bear our mark yet.
    private static func isUnmarked(_ reader: any DatabaseReader, path: String) throws -> Bool {
        try reader.read { db in
            let owner = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
            if owner == Schema.applicationID { return false }
            let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
            guard owner == 0, tables == 0 else { throw SatchelError(.registerForeign, ["path": path]) }
            return true
        }
    }

    private static func migrate(_ pool: DatabasePool, path: String, steps: [Schema.Step]) throws {
        let migrator = Schema.migrator(steps)
        let (newer, applied, complete) = try pool.read { db in
            (
                try migrator.hasBeenSuperseded(db), try migrator.appliedIdentifiers(db),
                try migrator.hasCompletedMigrations(db)
            )
        }
        if newer { throw SatchelError(.registerNewer, ["path": path]) }
        if complete { return }
        if !applied.isEmpty {
            let backup = "\(path).before-\(applied.count + 1)"
            if !FileManager.default.fileExists(atPath: backup) {
                // Renamed when it is whole: half a copy must not pass for one.
                let part = "\(backup).part"
                unlink(part)
                try pool.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [part]) }
                guard rename(part, backup) == 0 else { throw PrivateFile.failure(backup) }
            }
        }
        try migrator.migrate(pool)
    }

    /// Reads in one consistent snapshot.
    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try Register.naming("register") { try writer.read(body) }
    }

    /// Reads several things at once, each in a snapshot of its own.
    func readTogether<Value: Sendable>(_ bodies: [@Sendable (Database) throws -> Value]) throws -> [Value] {
        let results = Mutex<[Int: Result<Value, any Error>]>([:])
        DispatchQueue.concurrentPerform(iterations: bodies.count) { place in
            let result = Result { try read(bodies[place]) }
            results.withLock { $0[place] = result }
        }
        return try bodies.indices.compactMap { place in try results.withLock { $0[place] }?.get() }
    }

    /// Makes one change: the rows and the line in the event log that tells of it, or neither.
    ///
    /// `event` is the log's id, which the rows carry as `recorded` or `closed`.
    /// - Throws: what `permit` refuses the actor; `requestRepeated` when the actor's request did the same before.
    func change<Value>(
        _ verb: String, _ subject: String, by actor: Actor, detail: [String: String] = [:],
        _ body: (Database, _ event: Int64) throws -> Value
    ) throws -> Value {
        try Register.naming("register") {
            try transaction { db in
                try Register.permit(db, verb, of: subject, to: actor, on: clock.today)
                return try enter(verb, subject, by: actor, detail: detail, db, body)
            }
        }
    }

    /// As `change`, for what people do before they are known by an account, or for themselves: the verbs that
    /// `Account.Role.open` lists.
    func changeOpen<Value>(
        _ verb: String, _ subject: String, by actor: Actor, detail: [String: String] = [:],
        _ body: (Database, _ event: Int64) throws -> Value
    ) throws -> Value {
        try Register.naming("register") {
            try writer.write { db in
                try Register.refuseUnlessOpen(verb)
                return try enter(verb, subject, by: actor, detail: detail, db, body)
            }
        }
    }

    private func enter<Value>(
        _ verb: String, _ subject: String, by actor: Actor, detail: [String: String], _ db: Database,
        _ body: (Database, _ event: Int64) throws -> Value
    ) throws -> Value {
        try refuseRepeated(db, verb, subject, by: actor)
        let event = try log(db, verb, subject, by: actor, detail: detail)
        try remember(db, verb, subject, by: actor, event)
        let value = try body(db, event)
        try Register.tellSuccessors(db, today: clock.today, event)
        return value
    }

    /// The same register for trying a change: whatever is done to it is judged as ever and then taken back.
    package var trial: Register {
        var copy = self
        copy.isTrial = true
        return copy
    }

    private func transaction<Value>(_ body: (Database) throws -> Value) throws -> Value {
        guard isTrial else { return try writer.write(body) }
        var value: Value?
        do {
            try writer.write { db in
                value = try body(db)
                throw Tried()
            }
        } catch is Tried {}
        guard let value else { throw SatchelError(.registerRefused, ["why": "trial"]) }
        return value
    }

    /// Thrown to take back what was only tried.
    private struct Tried: Error {}

    func log(
        _ db: Database, _ verb: String, _ subject: String, by actor: Actor, detail: [String: String]
    ) throws -> Int64 {
        let last =
            try Int64.fetchOne(db.cachedStatement(sql: "SELECT at FROM event ORDER BY id DESC LIMIT 1")) ?? 0
        let at = max(clock.now.milliseconds, last)
        let json =
            detail.isEmpty ? nil : String(decoding: try JSONEncoder.stable.encode(detail), as: UTF8.self)
        try db.cachedStatement(
            sql:
                "INSERT INTO event (at, user, on_behalf_of, verb, subject, detail) VALUES (?, ?, ?, ?, ?, ?)"
        ).execute(arguments: [at, actor.user, actor.onBehalfOf, verb, subject, json])
        return db.lastInsertedRowID
    }

    /// Turns SQLite's errors into the register's own.
    static func naming<Value>(_ thing: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw SatchelError(code(of: error), ["path": thing, "why": error.message ?? ""], cause: error)
        }
    }

    private static func code(of error: DatabaseError) -> SatchelError.Code {
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: .registerBusy
        case .SQLITE_FULL: .diskFull
        case .SQLITE_NOTADB: .registerForeign
        case .SQLITE_CORRUPT: .registerBroken
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH: .notPermitted
        case .SQLITE_IOERR: .storeFailed
        default: .registerRefused
        }
    }
}

/// Who acts: the user named with `--as` or signed in, and on whose behalf.
package struct Actor: Sendable, Hashable {
    package let user: String
    package let onBehalfOf: String?
    /// A key under which the sender asks for this once, however often it arrives; nil for what may be done again.
    package var request: String?

    package init(user: String, onBehalfOf: String? = nil, request: String? = nil) {
        self.user = user
        self.onBehalfOf = onBehalfOf
        self.request = request
    }
}

/// How far the record is read: up to the last event at or before an instant. `now` reads all of it.
package struct Known: Sendable, Hashable {
    let event: Int64
    package static let now = Known(event: Int64.max)

    /// The same, as known up to the last event there is now.
    func settled(_ db: Database) throws -> Known {
        if event < Int64.max { return self }
        return Known(event: try Int64.fetchOne(db, sql: "SELECT max(id) FROM event") ?? 0)
    }

    /// SQL that keeps the rows of `table` (an alias) that were recorded, and not yet closed, as known.
    func holds(_ table: String) -> String {
        event == Int64.max
            ? "\(table).closed IS NULL"
            : "\(table).recorded <= \(event) AND (\(table).closed IS NULL OR \(table).closed > \(event))"
    }
}

extension Register {
    /// What was known at an instant.
    package func known(at instant: Instant) throws -> Known {
        try read { db in
            Known(
                event: try Int64.fetchOne(
                    db, sql: "SELECT max(id) FROM event WHERE at <= ?", arguments: [instant.milliseconds])
                    ?? 0)
        }
    }
}

extension JSONEncoder {
    /// Same value, same bytes: sorted keys, slashes as they are.
    package static var stable: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }
}
