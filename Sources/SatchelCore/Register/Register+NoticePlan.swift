import GRDB

// What is due to be told on a day, and writing it.
extension Register {
    /// What is due to be told today to whom is seen, of every kit or of one; nothing is written.
    /// - Throws: `kitUnknown`.
    package func noticePlan(
        kit slug: String? = nil, calendar: WorkingCalendar = .standard
    ) throws -> NoticePlan {
        try readToday { db in try Register.noticePlan(db, kit: slug, calendar, clock, sight) }
    }

    private static func noticePlan(
        _ db: Database, kit slug: String?, _ calendar: WorkingCalendar, _ clock: OfficeClock, _ sight: Sight?
    ) throws -> NoticePlan {
        let slugs = try slug.map { [$0] } ?? String.fetchAll(db, sql: "SELECT slug FROM kit ORDER BY slug")
        let inForce = try inForce(db, .now)
        return NoticePlan(
            day: clock.today, isWorkingDay: calendar.isWorking(clock.today),
            kits: try slugs.compactMap { slug in
                try KitNoticePlan(db, kit: slug, inForce, calendar, clock, sight)?.notices()
            }, unsupplied: try slugs.compactMap { try unsupplied(db, kit: $0, clock.today, sight) })
    }

    /// What the board owes where every edition of a kit is withdrawn, and with it everything that is held.
    private static func unsupplied(_ db: Database, kit slug: String, _ today: Day, _ sight: Sight?) throws
        -> BoardDebt?
    {
        let scope = try auditScope(db, slug, today, .now)
        guard scope.latest == nil, let last = scope.editions.last else { return nil }
        let holders = try standings(db, of: scope.kit.id, sight).filter { $0.standing.held != nil }
        return BoardDebt(
            kit: slug, name: scope.kit.definition.name, edition: last.number, documents: [], doubtful: [],
            unsupplied: holders.reduce(0) { $0 + $1.count })
    }

    /// Writes what is due to be told today, after what waits was brought up to date; what was written already is not due,
    /// so that a second run writes nothing.
    /// - Parameter actor: who has it written; nil when it is the program itself, before it sends.
    /// - Returns: how many notices of each kind go by each channel.
    /// - Throws: `registerBusy` when others kept changing what is due, and what `permit` refuses.
    @discardableResult
    package func writeDueNotices(calendar: WorkingCalendar = .standard, by actor: Actor?) throws
        -> [PlannedCount]
    {
        try settleWaiting()
        var written: [PlannedCount.Way: Int] = [:]
        for slug in try read({ try String.fetchAll($0, sql: "SELECT slug FROM kit ORDER BY slug") }) {
            // What others recorded meanwhile may have changed what is due: then it is planned again.
            for attempt in 1... {
                if attempt > Register.plans { throw SatchelError(.registerBusy) }
                let (kits, known) = try readToday { db in
                    (
                        try Register.noticePlan(db, kit: slug, calendar, clock, nil).kits,
                        try Known.now.settled(db)
                    )
                }
                guard let kit = kits.first, !kit.notices.isEmpty else { break }
                if try write(kit, known, by: actor, &written) { break }
            }
        }
        return written.map { PlannedCount(way: $0.key, count: $0.value) }.sorted { $0.way < $1.way }
    }

    /// How often a plan may be overtaken.
    private static let plans = 5

    /// The most notices that are written while others wait to write.
    private static let batch = 50_000

    /// What was planned is written in parts, cut between messages.
    /// - Returns: false when something overtook the plan.
    private func write(
        _ kit: KitNotices, _ known: Known, by actor: Actor?, _ written: inout [PlannedCount.Way: Int]
    ) throws -> Bool {
        var known = known
        var rest = kit.notices[...]
        while !rest.isEmpty {
            var end = min(rest.startIndex + Register.batch, rest.endIndex)
            while end < rest.endIndex, rest[end].isLed { end += 1 }
            let part = rest[..<end]
            let detail = ["on": clock.today.iso, "count": "\(part.count)"]
            let since = known
            let body = { (db: Database, event: Int64) throws -> Int64? in
                if try Register.isOvertaken(db, since: since, event) { return nil }
                try Register.insert(part, of: kit.edition, db, event)
                return event
            }
            let subject = "\(kit.kit)/\(kit.edition.number)"
            let event =
                if let actor {
                    try change("notice.write", subject, by: actor, detail: detail, body)
                } else {
                    try changeOpen("notice.due", subject, by: .program, detail: detail, body)
                }
            guard let event else { return false }
            for notice in part { written[PlannedCount.Way(notice), default: 0] += 1 }
            known = Known(event: event)
            rest = rest[end...]
        }
        return true
    }

    /// Whether what is due may be otherwise since a plan was made: somebody wrote notices, or an edition, a branch or a
    /// secretary is not what it was.
    private static func isOvertaken(_ db: Database, since known: Known, _ event: Int64) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM event WHERE id > ? AND id < ? AND (verb LIKE 'edition.%'
                    OR verb LIKE 'organisation.%' OR verb LIKE 'holder.%' OR verb LIKE 'kit.%'
                    OR verb IN ('notice.write', 'notice.due', 'notice.reminder', 'notice.escalation')))
                """, arguments: [known.event, event]) ?? false
    }

    /// Writes what was planned; each reminder takes the place of what still waits for the same reader by the same
    /// channel.
    static func insert(
        _ notices: ArraySlice<PlannedNotice>, of edition: Edition, _ db: Database, _ event: Int64
    ) throws {
        var lead: Int64?
        for notice in notices {
            let new = NewNotice(
                kind: notice.kind, recipient: notice.recipient, edition: edition.number,
                channel: notice.channel, holder: notice.holder, isUrgent: notice.isUrgent,
                effectiveOn: notice.effectiveOn, lead: notice.isLed ? lead : nil)
            if notice.kind == .reminder { try new.closeEarlier(db) }
            let id = try new.insert(db, event)
            if !notice.isLed { lead = id }
        }
    }
}
