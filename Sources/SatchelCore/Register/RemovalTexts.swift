import Foundation
import GRDB

/// Takes a removed document's names out of every text of the register, within the transaction of its removal.
///
/// Every text column of every table is read, but for those named here and for tables whose rows no removal may change:
/// persons, nodes, accounts, findings and backups, which speak of no document.
struct RemovalTexts {
    /// Columns that are left: slugs and identities (they are made of plain letters, and other rows and files point at
    /// them), what `RemovalEmptying` rewrites itself, saved reviews (signed for by their digest; they hold documents
    /// by number), and the marks of removals.
    static let left: Set<String> = [
        "kit.slug", "kit_definition.yaml", "document.identity", "document.symbol_key", "document.title_key",
        "review.title", "review.digest", "removal.hashes", "removal.reason", "event.user", "event.verb",
        "event.subject", "event.detail", "session.account", "blob.sha256", "office.id", "edition.folder",
        "edition_item.path",
    ]

    let names: RemovedNames
    let db: Database

    /// - Parameters:
    ///   - relations: the ids its relations had: lines about them lose what they say.
    ///   - event: the line of the removal itself.
    func scrub(document: Int64, relations: Set<Int64>, but event: Int64) throws {
        try scrubLog(document, relations, but: event)
        for table in try RemovalTexts.tables(db) {
            let columns = try RemovalTexts.texts(of: table, db)
            if !columns.isEmpty { try scrub(table, columns) }
        }
        for other in try Register.documents(db, .now, where: "d.title LIKE ?", ["%\(RemovedNames.stand)%"]) {
            let key = DocumentEntry.key(symbol: other.symbol, title: other.title)
            try db.execute(
                sql: "UPDATE document SET title_key = ?, identity = ? WHERE id = ?",
                arguments: [
                    VietnameseText.folded(other.title),
                    DocumentEntry.identity(key: key, body: other.bodyID, other.dates.issuedOn), other.id,
                ])
        }
    }

    /// The tables of the register whose rows change freely, or while a removal is open.
    static func tables(_ db: Database) throws -> [String] {
        try String.fetchAll(
            db,
            sql: """
                SELECT name FROM sqlite_master t WHERE type = 'table' AND name NOT LIKE 'sqlite%'
                    AND name <> 'grdb_migrations' AND NOT EXISTS (SELECT 1 FROM sqlite_master stays
                        WHERE stays.name = t.name || '_stays' AND stays.sql NOT LIKE '%FROM removal WHERE%')
                ORDER BY name
                """)
    }

    /// The text columns of a table in which somebody may have named something.
    static func texts(of table: String, _ db: Database) throws -> [String] {
        try db.columns(in: table).filter { $0.type == "TEXT" && !left.contains("\(table).\($0.name)") }
            .map(\.name)
    }

    private func scrub(_ table: String, _ columns: [String]) throws {
        let key = try db.primaryKey(table).columns
        let rows = try Row.fetchCursor(
            db, sql: "SELECT \((key + columns).joined(separator: ", ")) FROM \"\(table)\"")
        var changes: [(column: String, text: String, key: [DatabaseValue])] = []
        while let row = try rows.next() {
            for (place, column) in columns.enumerated() {
                guard let text = row[key.count + place] as String?, let new = names.scrubbed(text) else {
                    continue
                }
                changes.append((column, new, key.indices.map { row[$0] as DatabaseValue }))
            }
        }
        let places = key.map { "\($0) = ?" }.joined(separator: " AND ")
        for change in changes {
            try db.execute(
                sql: "UPDATE \"\(table)\" SET \(change.column) = ? WHERE \(places)",
                arguments: StatementArguments([change.text.databaseValue] + change.key))
        }
    }

    /// The lines of the log keep verb, user and time; what they are about and say gives way where it names it.
    private func scrubLog(_ document: Int64, _ relations: Set<Int64>, but event: Int64) throws {
        let rows = try Row.fetchAll(
            db, sql: "SELECT id, verb, subject, detail FROM event WHERE id <> ?", arguments: [event])
        for row in rows {
            let (verb, subject, detail) = (row[1] as String, row[2] as String, row[3] as String?)
            let isOwn =
                verb == "document.dates" && subject == "\(document)"
                || verb.hasPrefix("relation.") && Int64(subject).map(relations.contains) ?? false
            let values = try detail.map {
                try JSONDecoder().decode([String: String].self, from: Data($0.utf8))
            }
            let new = values?.mapValues { isOwn ? RemovedNames.stand : names.neutral($0) }
            let isFile = verb == "document.file" && values != new
            let about = isFile ? RemovedNames.stand : names.neutral(subject)
            guard about != subject || new != values else { continue }
            let json = try new.map { String(decoding: try JSONEncoder.stable.encode($0), as: UTF8.self) }
            try db.execute(
                sql: "UPDATE event SET subject = ?, detail = ? WHERE id = ?",
                arguments: [about, json, row[0] as Int64])
        }
    }
}
