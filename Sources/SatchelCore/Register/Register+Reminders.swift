import GRDB

/// What reminders about an edition would be, before they are written.
package struct ReminderPreview: Sendable {
    /// How many branches are meant.
    package let recipients: Int
    /// How many people are told by each channel.
    package let readers: [Notice.Channel: Int]
    /// How many of the branches the same was written about today already.
    package let toldToday: Int
}

extension Register {
    /// What `remind` would write; nothing is written.
    /// - Throws: `kitUnknown`, `editionUnknown`.
    package func reminderPreview(
        kit slug: String, on day: Day, escalating: Bool
    ) throws -> ReminderPreview {
        let reminders = try reminders(kit: slug, on: day, escalating: escalating)
        return try readToday { db in
            let notices = try reminders.notices(on: day, db)
            // Where nobody holds the kits, each branch is somebody to find.
            let readers = Dictionary(grouping: notices, by: \.channel).mapValues { told in
                Set(told.map { $0.holder ?? -$0.recipient }).count
            }
            return ReminderPreview(
                recipients: reminders.nodes.count, readers: readers,
                toldToday: try Register.told(
                    reminders, since: clock.instant(of: clock.today), db))
        }
    }

    /// Whom reminders about the newest edition of a kit are about: those who have not updated to it by a day.
    func reminders(kit slug: String, on day: Day, escalating: Bool) throws -> Reminders {
        let audit = try audit(kit: slug, on: day)
        let edition = try edition(of: slug)
        let behind = audit.rows.filter { row in
            row.edition == .behind || row.edition == .none
                || (row.edition == .withdrawn && row.supplied == edition.number)
        }
        return Reminders(
            edition: edition,
            nodes: Dictionary(
                behind.map { ($0.node.id, $0.node) }, uniquingKeysWith: { first, _ in first }),
            word: escalating ? .escalation : .reminder)
    }

    /// About how many of the branches the same was written since an instant.
    private static func told(_ reminders: Reminders, since instant: Instant, _ db: Database) throws -> Int {
        let nodes = try Int64.fetchSet(
            db,
            sql: """
                SELECT DISTINCT r.node_id FROM notice o JOIN recipient r ON r.id = o.recipient_id
                JOIN event e ON e.id = o.recorded
                WHERE r.kit_id = ? AND o.edition_number = ? AND o.kind = ? AND e.at >= ?
                """,
            arguments: [
                reminders.edition.kitID, reminders.edition.number, reminders.kind.place, instant.milliseconds,
            ])
        return nodes.count { reminders.nodes[$0] != nil }
    }
}

/// The branches that reminders about an edition are about.
struct Reminders {
    let edition: Edition
    /// By their ids.
    let nodes: [Int64: OrganisationNode]
    let word: ReminderPlan.Word

    var kind: Notice.Kind { word == .escalation ? .escalation : .reminder }

    /// One to each holder of each branch, or to those of the committee above it.
    func notices(on day: Day, _ db: Database) throws -> [PlannedNotice] {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT r.id, r.node_id FROM recipient r JOIN transmittal t ON t.recipient_id = r.id
                WHERE r.kit_id = ? AND t.edition_number = ? AND t.closed IS NULL ORDER BY r.copy_number
                """, arguments: [edition.kitID, edition.number])
        var digests = EscalationDigests()
        var notices: [PlannedNotice] = []
        while let row = try rows.next() {
            guard let node = nodes[row[1]] else { continue }
            if word == .escalation {
                if let above = node.parentID { digests.add(row[0], above: above) }
            } else {
                notices += try Reached.holders(of: node.id, on: day, db).ways.map {
                    PlannedNotice(recipient: row[0], holder: $0.holder, word, $0.channel)
                }
            }
        }
        return notices + (try digests.notices(on: day, db))
    }
}
