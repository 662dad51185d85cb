import GRDB

// The outbox as those see it who carry notices out of the house: a message is in one worker's hand at a time, and
// comes back when the worker does not say what became of it.
extension Register {
    /// How long a message stays in one worker's hand: longer than a batch takes, its last mail to a slow server too.
    package static let leaseMinutes = 40

    /// Takes messages that are to go by a channel now into a worker's hand, the urgent ones first: outside the office's
    /// hours withdrawals alone. What nobody needs any more – received meanwhile, a newer edition supplied, the branch
    /// ended – is closed, and what was meant for somebody who no longer holds the kit goes to whoever does.
    package func lease(
        _ channel: Notice.Channel, most: Int, by worker: String, calendar: WorkingCalendar = .standard
    ) throws -> [OutboxMessage] {
        // Makes today's holdings if need be.
        try readToday { _ in }
        var messages: [OutboxMessage] = []
        while messages.count < most {
            let (leased, unsettled) = try Register.naming("register") {
                try writer.write { db in
                    try take(channel, most: most - messages.count, by: worker, calendar, db)
                }
            }
            messages += leased
            if unsettled.isEmpty { break }
            try settle(unsettled)
        }
        return messages
    }

    /// - Returns: the messages taken, and the first notices of those that are to be settled before.
    private func take(
        _ channel: Notice.Channel, most: Int, by worker: String, _ calendar: WorkingCalendar, _ db: Database
    ) throws -> (leased: [OutboxMessage], unsettled: [Int64]) {
        let now = clock.now
        let until = now.milliseconds + Int64(Register.leaseMinutes) * 60_000
        let ids = try Register.ready(
            db, channel, most: most, at: now, isOpen: calendar.isOpen(at: now, clock))
        let groups = try WaitingNotice.groups(db, of: ids, today: clock.today)
        let (sound, unsettled) = (groups.filter(\.isSound), groups.filter { !$0.isSound })
        let hold = try db.cachedStatement(sql: "UPDATE notice SET next_at = ?, leased_by = ? WHERE id = ?")
        for group in sound { try hold.execute(arguments: [until, worker, group.lead]) }
        let read = try Register.notices(db, withIDs: sound.flatMap { $0.notices.map(\.id) })
        let notices = Dictionary(uniqueKeysWithValues: read.map { ($0.id, $0) })
        let leased = sound.map { group in
            OutboxMessage(
                notices: group.notices.compactMap { notices[$0.id] }, worker: worker,
                until: Instant(milliseconds: until))
        }
        return (leased, unsettled.map(\.lead))
    }

    /// The first notices of the messages that may go now, in the order in which they go.
    private static func ready(
        _ db: Database, _ channel: Notice.Channel, most: Int, at now: Instant, isOpen: Bool
    ) throws -> [Int64] {
        let only = isOpen ? "" : "AND kind = \(Notice.Kind.withdrawal.place)"
        let find = try db.cachedStatement(
            sql: """
                SELECT id FROM notice WHERE state = 0 AND lead_id IS NULL AND channel = ? AND is_urgent = ?
                    AND next_at <= ? \(only) ORDER BY next_at, id LIMIT ?
                """)
        var ids: [Int64] = []
        for isUrgent in isOpen ? [true, false] : [true] where ids.count < most {
            ids += try Int64.fetchAll(
                find, arguments: [channel.place, isUrgent, now.milliseconds, most - ids.count])
        }
        return ids
    }

    /// How many messages are looked through at a time.
    private static let swept = 10_000

    /// Brings all that waits up to date, by whatever channel: closes what nobody needs any more, gives to today's holders
    /// what was meant for others, and to the telephone what was meant for an address that refuses mail.
    package func settleWaiting() throws {
        let today = clock.today
        var leads = try readToday { db in
            try Int64.fetchAll(
                db,
                sql: """
                    SELECT id FROM notice INDEXED BY notice_waiting
                    WHERE state = 0 AND lead_id IS NULL AND leased_by IS NULL ORDER BY id
                    """)
        }[...]
        while !leads.isEmpty {
            let part = Array(leads.prefix(Register.swept))
            leads = leads.dropFirst(part.count)
            let unsettled = try read { db in
                try WaitingNotice.groups(db, of: part, today: today).filter { !$0.isSound }.map(\.lead)
            }
            if !unsettled.isEmpty { try settle(unsettled) }
        }
    }

    /// Closes, moves or gives up what was found to be no longer as it was written.
    private func settle(_ leads: [Int64]) throws {
        let today = clock.today
        let now = clock.now.milliseconds
        try changeOpen("notice.settle", "", by: .program, detail: ["count": "\(leads.count)"]) { db, event in
            for group in try WaitingNotice.groups(db, of: leads, today: today) {
                try group.settle(db, event, today: today, now: now)
            }
        }
    }
}

extension Actor {
    /// The program itself, for what nobody asked it to do.
    package static let program = Actor(user: "satchel")
}
