import GRDB

/// What reminders about an edition would be, before they are written.
package struct ReminderPreview: Sendable {
    /// How many branches are meant.
    package let recipients: Int
    /// How many people are told by each channel.
    package let readers: [Notice.Channel: Int]
    /// How many more need it and were told today: they are left out.
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
                recipients: reminders.nodes.count, readers: readers, toldToday: reminders.toldToday)
        }
    }

    /// Whom reminders about the newest edition of a kit are about: those who need it and were told nothing of it today.
    func reminders(kit slug: String, on day: Day, escalating: Bool) throws -> Reminders {
        let edition = try edition(of: slug)
        let word: ReminderPlan.Word = escalating ? .escalation : .reminder
        let told = try nodesTold(of: edition, word)
        let needs = try needs(of: slug, on: day).map(\.node)
        let rest = needs.filter { !told.contains($0.id) }
        return Reminders(
            edition: edition, nodes: Dictionary(uniqueKeysWithValues: rest.map { ($0.id, $0) }), word: word,
            toldToday: needs.count - rest.count)
    }

    /// The nodes of which the same was told today, or, to a committee, waits to be told.
    private func nodesTold(of edition: Edition, _ word: ReminderPlan.Word) throws -> Set<Int64> {
        let kind: Notice.Kind = word == .escalation ? .escalation : .reminder
        return try read { db in
            try Int64.fetchSet(
                db,
                sql: """
                    SELECT r.node_id FROM recipient r CROSS JOIN notice o ON o.recipient_id = r.id
                    WHERE r.kit_id = ?1 AND o.edition_number = ?2 AND o.kind = ?3
                        AND (o.state = \(Notice.State.done.place) AND o.finished_at >= ?4
                            OR o.kind = \(Notice.Kind.escalation.place) AND o.state = 0)
                    """,
                arguments: [
                    edition.kitID, edition.number, kind.place, clock.instant(of: clock.today).milliseconds,
                ])
        }
    }
}

/// The branches that reminders about an edition are about.
struct Reminders {
    let edition: Edition
    /// By their ids.
    let nodes: [Int64: OrganisationNode]
    let word: ReminderPlan.Word
    /// How many more need it and were told today.
    let toldToday: Int

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
