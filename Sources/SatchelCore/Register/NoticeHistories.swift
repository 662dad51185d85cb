import GRDB

/// What each recipient was told of an edition so far, asked for in the order of their numbers.
struct NoticeHistories {
    private let db: Database
    private let clock: OfficeClock
    private let rows: RowCursor
    private var row: Row?
    private var days: [Int64: Day] = [:]

    init(_ db: Database, kit: Int64, _ edition: Edition, _ clock: OfficeClock) throws {
        self.db = db
        self.clock = clock
        // A call in place of a message that failed tells nothing anew; what was moved is told by another, and what was
        // closed before it went out was not told.
        rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT o.recipient_id, o.recorded, o.kind, o.is_urgent, o.effective_on,
                    iif(o.state = \(Notice.State.done.place), o.finished_at, NULL)
                FROM notice o CROSS JOIN recipient r ON r.id = o.recipient_id AND r.kit_id = ?
                WHERE o.id >= ? AND o.edition_number = ? AND o.instead_of IS NULL
                    AND o.state NOT IN (\(Notice.State.moved.place), \(Notice.State.notNeeded.place))
                ORDER BY o.recipient_id, o.id
                """,
            arguments: [
                kit, try NoticeHistories.first(db, since: edition.known.event), edition.number,
            ])
        row = try rows.next()?.copy()
    }

    /// The number of the first notice recorded with an event or after it: they are numbered as they were recorded.
    private static func first(_ db: Database, since event: Int64) throws -> Int64 {
        let find = try db.cachedStatement(
            sql: "SELECT id, recorded FROM notice WHERE id >= ? ORDER BY id LIMIT 1")
        var low: Int64 = 0
        var high = (try Int64.fetchOne(db, sql: "SELECT max(id) FROM notice") ?? 0) + 1
        while low < high {
            let middle = low + (high - low) / 2
            guard let row = try Row.fetchOne(find, arguments: [middle]), (row[1] as Int64) < event else {
                high = middle
                continue
            }
            low = (row[0] as Int64) + 1
        }
        return low
    }

    /// What a recipient was told from a day on.
    mutating func history(of recipient: Int64, since: Day) throws -> ReminderPlan.History {
        var history = ReminderPlan.History()
        var told: Set<[Int64]> = []
        while let found = row, (found[0] as Int64) <= recipient {
            // The same by another channel, or to another holder, is one word.
            if found[0] == recipient, told.insert([found[1], found[2]]).inserted {
                let day = try day(found)
                if day >= since { history.add(NoticeHistories.word(found), on: day) }
            }
            row = try rows.next()?.copy()
        }
        return history
    }

    private static func word(_ row: Row) -> ReminderPlan.Word? {
        switch Notice.Kind.at(row[2]) {
        case .reminder: (row[3] as Bool) ? .urgentReminder : .reminder
        case .escalation: .escalation
        case .effective: (row[4] as Int?).flatMap(Day.init(number:)).map { .effective($0) }
        case .newEdition, .withdrawal, nil: nil
        }
    }

    /// The day on which it was told: when it went out, or, while it waits, when it was written.
    private mutating func day(_ row: Row) throws -> Day {
        if let at = row[5] as Int64? { return clock.day(of: Instant(milliseconds: at)) }
        let event: Int64 = row[1]
        if let known = days[event] { return known }
        let at = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT at FROM event WHERE id = ?"), arguments: [event])
        let day = clock.day(of: Instant(milliseconds: at ?? 0))
        days[event] = day
        return day
    }
}

extension Register {
    /// How many days back issues are looked at for changes that take effect later.
    private static let horizon = 400

    /// The days on which changes that the edition holds take effect: its own, and those of the editions before it.
    static func comingDays(_ db: Database, _ edition: Edition, among editions: [Edition]) throws -> [Day] {
        let inForce = try inForce(db, edition.known)
        let wanted = Set(try items(db, of: edition.id).map(\.identity))
        let recent = editions.filter {
            $0.number <= edition.number && edition.issuedOn.ordinal - $0.issuedOn.ordinal <= horizon
        }
        var before = try editions.last { $0.number < recent.first?.number ?? 0 }.map {
            try items(db, of: $0.id)
        }
        var days: Set<Day> = []
        for one in recent {
            let items = try items(db, of: one.id)
            let list = ChangeList(from: before ?? [], to: items, issuedOn: one.issuedOn) {
                inForce.dayReplaced($0, by: $1)
            }
            let coming = list.lines.filter {
                $0.isComing && $0.putIn.allSatisfy { wanted.contains($0.identity) }
            }
            days.formUnion(coming.compactMap(\.from))
            before = items
        }
        return days.sorted()
    }
}
