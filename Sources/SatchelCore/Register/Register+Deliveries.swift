import GRDB
import Sending

// What became of messages: taken, to be tried again, given up; and what the board does about those given up.
extension Register {
    /// Records what became of messages. A message that was taken is done whoever reports it; everything else counts
    /// only from the worker who has it in hand. One that was tried for three working days, or twelve times, is given up:
    /// it goes to the list to telephone, as does at once what was refused; an address that refuses is written to no more.
    package func record(_ outcomes: [DeliveryOutcome], calendar: WorkingCalendar = .standard) throws {
        if outcomes.isEmpty { return }
        let now = clock.now
        let age = { calendar.workingTime(from: Instant(milliseconds: $0), to: now, clock) }
        try changeOpen("notice.deliver", "", by: .program, detail: Register.told(outcomes)) { db, event in
            for outcome in outcomes {
                try Delivery(outcome, now: now.milliseconds, db, event)?.record(age: age)
            }
        }
    }

    private static func told(_ outcomes: [DeliveryOutcome]) -> [String: String] {
        var counts: [String: Int] = [:]
        for outcome in outcomes { counts[outcome.result.word, default: 0] += 1 }
        return counts.mapValues(String.init)
    }

    /// What still waits to go by a channel, but for what somebody has in hand.
    package func waiting(by channel: Notice.Channel) throws -> OutboxRest {
        try read { db in
            let found = try Row.fetchOne(
                db,
                sql: """
                    SELECT coalesce(sum(next_at <= ?2), 0), coalesce(sum(next_at > ?2), 0),
                        min(CASE WHEN next_at > ?2 THEN next_at END)
                    FROM notice WHERE state = 0 AND lead_id IS NULL AND channel = ?1
                        AND (leased_by IS NULL OR next_at <= ?2)
                    """, arguments: [channel.place, clock.now.milliseconds])
            guard let found else { return OutboxRest(ready: 0, later: 0, nextAt: nil) }
            let next: Int64? = found[2]
            return OutboxRest(
                ready: found[0], later: found[1], nextAt: next.map { Instant(milliseconds: $0) })
        }
    }

    /// Tries notices again that were given up; their addresses count as sound again, and nobody is called for them.
    /// - Returns: how many. - Throws: what `permit` refuses.
    @discardableResult
    package func retry(notices ids: [Int64], by actor: Actor) throws -> Int {
        try change("notice.retry", "", by: actor, detail: ["count": "\(ids.count)"]) { db, event in
            try Register.refuseOutside(notices: ids, "notice.retry", of: actor, on: clock.today, db)
            let failed = try Int64.fetchAll(
                db,
                sql: """
                    SELECT id FROM notice WHERE state = \(Notice.State.failed.place)
                        AND id IN (SELECT value FROM json_each(?)) ORDER BY id
                    """, arguments: [Register.array(ids)])
            let list = Register.array(failed)
            try db.execute(
                sql: """
                    UPDATE contact_fault SET closed = ? WHERE closed IS NULL AND address IN (SELECT h.email
                        FROM json_each(?) asked CROSS JOIN notice o ON o.id = asked.value
                        JOIN holder h ON h.id = o.holder_id)
                    """, arguments: [event, list])
            try db.execute(
                sql: """
                    UPDATE notice SET state = \(Notice.State.notNeeded.place), finished_at = ? WHERE state = 0
                        AND instead_of IN (SELECT value FROM json_each(?))
                    """, arguments: [clock.now.milliseconds, list])
            try db.execute(
                sql: """
                    UPDATE notice SET state = 0, attempts = 0, first_at = NULL, next_at = 0, finished_at = NULL
                    WHERE id IN (SELECT value FROM json_each(?))
                    """, arguments: [list])
            let leads = try Int64.fetchAll(
                db,
                sql: """
                    SELECT DISTINCT o.lead_id FROM json_each(?) asked CROSS JOIN notice o ON o.id = asked.value
                    WHERE o.lead_id IS NOT NULL
                    """, arguments: [list])
            try Register.renewLeads(db, leads)
            return failed.count
        }
    }

    /// Records that a mail which was taken came back: its notices go to the list to telephone, and its address is
    /// written to no more where the report blames it. A report that is older than the last failure or the last sending
    /// tells nothing new.
    /// - Returns: whether it was news.
    /// - Throws: `noticeUnknown` also when the report is about an address that the mail was not sent to.
    @discardableResult
    package func bounced(_ name: MailName, _ report: DeliveryReport) throws -> Bool {
        let sent = try read { try SentMail($0, name.notice) }
        guard let sent, sent.recordedAt == name.recordedAt.milliseconds, report.isAbout(sent.email ?? "")
        else { throw SatchelError(.noticeUnknown, ["notice": "\(name.notice)"]) }
        if !sent.isNews(report) { return false }
        let why = [report.status, report.diagnostic ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
        let now = clock.now.milliseconds
        return try changeOpen("notice.bounce", "\(name.notice)", by: .program) { db, event in
            let delivery = try Delivery(of: name.notice, now: now, db, event)
            return try delivery?.bounce(why, blames: report.blamesAddress) ?? false
        }
    }
}

/// A mail as a report about it is held against it.
private struct SentMail {
    let recordedAt: Int64
    let email: String?
    private let state: Notice.State?
    private let finishedAt: Int64?
    /// When it last was given up or came back.
    private let failedAt: Int64?

    /// Nil when there is no such notice.
    init?(_ db: Database, _ notice: Int64) throws {
        let found = try Row.fetchOne(
            db,
            sql: """
                SELECT e.at, h.email, o.state, o.finished_at, (SELECT max(f.at) FROM notice t
                    JOIN event f ON f.id = t.recorded WHERE t.instead_of = o.id)
                FROM notice o JOIN event e ON e.id = o.recorded LEFT JOIN holder h ON h.id = o.holder_id
                WHERE o.id = ?
                """, arguments: [notice])
        guard let found else { return nil }
        recordedAt = found[0]
        email = found[1]
        state = Notice.State.at(found[2])
        finishedAt = found[3]
        failedAt = found[4]
    }

    /// How far the clocks of two hosts may be apart, in milliseconds.
    private static let apart: Int64 = 300_000

    /// Whether a report is about the last time it was sent, and not about one that had failed before.
    func isNews(_ report: DeliveryReport) -> Bool {
        guard state == .done || state == .waiting else { return false }
        guard let failedAt else { return true }
        guard state == .done, let writtenAt = report.writtenAt else { return false }
        return writtenAt * 1000 > max(failedAt, (finishedAt ?? 0) - SentMail.apart)
    }
}

extension DeliveryOutcome.Result {
    /// As the event log counts it.
    fileprivate var word: String {
        switch self {
        case .accepted: "accepted"
        case .retry: "retry"
        case .refused: "refused"
        case .released: "released"
        }
    }
}

/// One message on its way, as what became of it is written down.
private struct Delivery {
    private let lead: Int64
    private let result: DeliveryOutcome.Result?
    private let state: Notice.State
    private let attempts: Int
    private let firstAt: Int64
    private let email: String?
    private let now: Int64
    private let db: Database
    private let event: Int64

    /// Nil when nothing is to be written: another worker has it, or it has ended.
    init?(_ outcome: DeliveryOutcome, now: Int64, _ db: Database, _ event: Int64) throws {
        guard let row = try Delivery.row(outcome.notice, db), row[0] as Int == Notice.State.waiting.place
        else { return nil }
        if case .accepted = outcome.result {} else if row[1] as String? != outcome.worker { return nil }
        self.init(row, lead: outcome.notice, outcome.result, now: now, db, event)
    }

    /// Nil when there is no such notice.
    init?(of id: Int64, now: Int64, _ db: Database, _ event: Int64) throws {
        guard let row = try Delivery.row(id, db) else { return nil }
        self.init(row, lead: row[5] ?? id, nil, now: now, db, event)
    }

    private init(
        _ row: Row, lead: Int64, _ result: DeliveryOutcome.Result?, now: Int64, _ db: Database,
        _ event: Int64
    ) {
        self.lead = lead
        self.result = result
        state = Notice.State.at(row[0]) ?? .waiting
        attempts = row[2]
        firstAt = row[3] ?? now
        email = row[4]
        self.now = now
        self.db = db
        self.event = event
    }

    private static func row(_ id: Int64, _ db: Database) throws -> Row? {
        try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT o.state, o.leased_by, o.attempts, o.first_at, h.email, o.lead_id
                    FROM notice o LEFT JOIN holder h ON h.id = o.holder_id
                    WHERE o.id = ?
                    """), arguments: [id])
    }

    /// - Parameter age: how long ago an instant is, in milliseconds that count.
    func record(age: (Int64) -> Int64) throws {
        switch result {
        case .accepted(let code, let text): try end(.done, code: code, text)
        case .retry(let after, let code, let text): try retry(after: after ?? 0, code, text, age(firstAt))
        case .refused(let code, let text, let isAboutRecipient):
            try giveUp(code, text)
            if isAboutRecipient { try blame(text) }
        case .released(let after, let text): try release(after: after, text)
        case nil: break
        }
    }

    func bounce(_ why: String, blames: Bool) throws -> Bool {
        guard state == .done || state == .waiting else { return false }
        try giveUp(nil, why)
        if blames { try blame(why) }
        return true
    }

    private func retry(after seconds: Int, _ code: Int?, _ text: String, _ age: Int64) throws {
        let tried = attempts + 1
        if tried >= BackOff.most || age >= BackOff.longest { return try giveUp(code, text) }
        try db.cachedStatement(
            sql: """
                UPDATE notice SET attempts = ?, first_at = ?, next_at = ?, leased_by = NULL, code = ?, reply = ?
                WHERE id = ?
                """
        ).execute(arguments: [
            tried, firstAt, now + BackOff.milliseconds(after: tried, of: lead, atLeast: seconds), code,
            Delivery.kept(text), lead,
        ])
    }

    private func release(after seconds: Int, _ text: String?) throws {
        let wait = Int64(min(max(seconds, 0), 86_400)) * 1000
        try db.cachedStatement(
            sql: """
                UPDATE notice SET next_at = ?, leased_by = NULL, reply = coalesce(?, reply) WHERE id = ?
                """
        ).execute(arguments: [wait == 0 ? 0 : now + wait, text.map(Delivery.kept), lead])
    }

    private func giveUp(_ code: Int?, _ text: String) throws {
        let told = try Int64.fetchAll(
            db,
            sql: "SELECT id FROM notice WHERE (id = ?1 OR lead_id = ?1) AND state IN (0, 1) ORDER BY id",
            arguments: [lead])
        try end(.failed, code: code, text)
        for id in told {
            try db.cachedStatement(
                sql: """
                    INSERT INTO notice (kind, recipient_id, edition_number, channel, holder_id, is_urgent, effective_on,
                        instead_of, recorded)
                    SELECT kind, recipient_id, edition_number, \(Notice.Channel.telephone.place), holder_id, is_urgent,
                        effective_on, id, ? FROM notice WHERE id = ?
                    """
            ).execute(arguments: [event, id])
        }
    }

    /// Ends the message: all notices told within it; one that was taken can only come back.
    private func end(_ state: Notice.State, code: Int?, _ text: String?) throws {
        let ended = state == .failed ? "0, 1" : "0"
        try db.cachedStatement(
            sql: """
                UPDATE notice SET state = ?, code = ?, reply = ?, finished_at = ?, leased_by = NULL,
                    attempts = attempts + 1
                WHERE (id = ? OR lead_id = ?) AND state IN (\(ended))
                """
        ).execute(arguments: [
            state.place, code, text.map(Delivery.kept), now, lead, lead,
        ])
    }

    /// Writes to the address no more.
    private func blame(_ why: String) throws {
        guard let email else { return }
        try db.execute(
            sql: """
                INSERT INTO contact_fault (address, why, since, recorded) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
                """, arguments: [email, Delivery.kept(why), now, event])
    }

    /// As much of an answer as is kept, on one line.
    private static func kept(_ text: String) -> String {
        let line = text.map { $0.isNewline || $0 == "\t" ? " " : $0 }.filter { $0 >= " " }
        return String(String(line).trimmed.prefix(500))
    }
}
